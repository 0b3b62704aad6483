"""共性问题: what many towns raise, with outcomes, records and a paper that brings it up."""

from dataclasses import replace

from pydantic import TypeAdapter

from bot import texts
from bot.actions.action import Action, Arguments, Name, Narrowing, button
from bot.actions.papers import keep_new
from bot.messages import Block, Button, Reply, Style, says
from bot.texts import matters as texts_matters
from bot.turn import Turn
from knowledge.briefing.common_matters import Matter, Voice, grouped, narrowed, voices
from knowledge.papers.desk import write_on_matter
from knowledge.reading.names import names_of
from knowledge.reading.questions import QuestionFilters, read_filters

_SHOWN = 5
_ROW = 4  # buttons
_MATTERS: TypeAdapter[list[Matter]] = TypeAdapter(list[Matter])


class MattersArguments(Arguments):
    text: str
    filters: Narrowing = Narrowing()


class MatterArguments(Arguments):
    answer_id: int
    number: int  # from 1


class KeptArguments(Arguments):
    answer_id: int


def common_matters(turn: Turn, arguments: MattersArguments) -> list[Reply]:
    knowledge, asked = turn.knowledge, _asked(turn, arguments)
    everything = voices(knowledge.ledger_view, knowledge.library, turn.access)
    raised = narrowed(everything, asked)
    where = texts_matters.where(asked.town, asked.year_from, asked.year_to)
    turn.state.repeat(Name.MATTERS, arguments, 0)
    if not raised:
        years = sorted({voice.on.year for voice in everything if voice.on})
        return says(texts_matters.none_raised(where, years))
    if len(raised) == 1:
        return says(texts_matters.only_one(where, raised[0].words))
    if matters := _grouped(turn, raised, asked):
        return [_kept(turn, arguments, matters, len(raised), where)]
    wider = narrowed(everything, replace(asked, year_from=None, year_to=None))
    if matters := _grouped(turn, wider, asked) if len(wider) > len(raised) else []:
        reply = _kept(turn, arguments, matters, len(wider), asked.town or "")
        return [
            replace(reply, blocks=(Block(texts_matters.wider(where, len(raised), asked.town)), *reply.blocks))
        ]
    return says(texts_matters.nothing_shared(where, len(raised), asked.town))


def _asked(turn: Turn, arguments: MattersArguments) -> QuestionFilters:
    read = read_filters(arguments.text, turn.now, turn.knowledge.district)
    said = Narrowing.model_validate(read, from_attributes=True)
    return QuestionFilters(**arguments.filters.or_else(said).model_dump())


def _grouped(turn: Turn, raised: list[Voice], asked: QuestionFilters) -> list[Matter]:
    """Of one town what it raised more than once, else what more than one town did."""
    names = names_of(turn.knowledge.district)
    return grouped(raised, turn.knowledge.embeddings, names, 1 if asked.town else 2)[:_SHOWN]


def _kept(turn: Turn, arguments: MattersArguments, matters: list[Matter], raised: int, where: str) -> Reply:
    opens = [f"{v.document_id}:0" for matter in matters for v in matter.voices if v.document_id]
    kept = {"matters": _MATTERS.dump_python(matters, mode="json"), "raised": raised, "where": where}
    now = turn.incoming.now
    answer_id = turn.knowledge.answers.keep(turn.audience, arguments.text, kept, opens, now)
    turn.state.repeat(Name.MATTERS, arguments, answer_id)
    return _table(matters, raised, where, answer_id)


def _table(matters: list[Matter], raised: int, where: str, answer_id: int, *, edits: bool = False) -> Reply:
    lines = [texts_matters.matter_line(n, matter) for n, matter in enumerate(matters, 1)]
    opens = tuple(
        button(texts_matters.OPEN.format(n), Name.MATTER, answer_id, n) for n in range(1, len(matters) + 1)
    )
    return Reply(
        (
            Block(texts_matters.title(raised, len(matters), where), Style.TITLE),
            Block("\n".join(lines)),
            Block(texts_matters.HINT, Style.NOTE),
        ),
        _rows(opens),
        edits=edits,
    )


def show_table(turn: Turn, arguments: KeptArguments) -> list[Reply]:
    shown = turn.knowledge.answers.get(arguments.answer_id, turn.audience)
    if shown is None or not shown.filters.get("matters"):
        return says(texts.GONE)
    turn.state.answer_id = arguments.answer_id
    matters = _MATTERS.validate_python(shown.filters["matters"])
    raised, where = shown.filters["raised"], shown.filters["where"]
    return [_table(matters, raised, where, arguments.answer_id, edits=True)]


def kept_matter(turn: Turn, answer_id: int | None, number: int) -> Matter | None:
    """A group as it was shown."""
    shown = turn.knowledge.answers.get(answer_id, turn.audience) if answer_id is not None else None
    matters = _MATTERS.validate_python(shown.filters.get("matters", [])) if shown else []
    return matters[number - 1] if 0 < number <= len(matters) else None


def show_matter(turn: Turn, arguments: MatterArguments) -> list[Reply]:
    """Every voice of the group: the paper of a consultation opens, a report stands here in its words."""
    matter = kept_matter(turn, arguments.answer_id, arguments.number)
    if matter is None:
        return says(texts.GONE)
    turn.state.answer_id, turn.state.focus = arguments.answer_id, None
    before = (kept_matter(turn, arguments.answer_id, n) for n in range(1, arguments.number))
    first = 1 + sum(bool(v.document_id) for earlier in before if earlier for v in earlier.voices)
    held = list(enumerate((v for v in matter.voices if v.document_id), first))
    lines = [texts_matters.held_line(n, voice) for n, voice in held]
    lines += [texts_matters.report_line(voice) for voice in matter.voices if not voice.document_id]
    opens = tuple(button(texts.SOURCE_BUTTON.format(n), Name.SOURCE, arguments.answer_id, n) for n, _ in held)
    own = (
        button(texts_matters.AS_REPORT, Name.MATTER_PAPER, arguments.answer_id, arguments.number),
        button(texts_matters.BACK, Name.MATTERS_TABLE, arguments.answer_id),
    )
    title = Block(texts_matters.matter_line(arguments.number, matter), Style.TITLE)
    return [Reply((title, Block("\n".join(lines))), (*_rows(opens), own), edits=True)]


def write_matter(turn: Turn, arguments: MatterArguments) -> list[Reply]:
    """The draft of the 社情民意 that brings the matter up."""
    matter = kept_matter(turn, arguments.answer_id, arguments.number)
    if matter is None:
        return says(texts.GONE)
    return [keep_new(turn, write_on_matter(turn.knowledge, matter))]


def _rows(buttons: tuple[Button, ...]) -> tuple[tuple[Button, ...], ...]:
    return tuple(buttons[i : i + _ROW] for i in range(0, len(buttons), _ROW))


MATTERS = Action(
    Name.MATTERS, MattersArguments, common_matters, "共性问题：各乡镇街道反映最多的是什么", "common"
)
MATTERS_TABLE = Action(Name.MATTERS_TABLE, KeptArguments, show_table)
MATTER = Action(Name.MATTER, MatterArguments, show_matter)
MATTER_PAPER = Action(Name.MATTER_PAPER, MatterArguments, write_matter, private=True)
