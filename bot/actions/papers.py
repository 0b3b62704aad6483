"""四种文稿: drafted from evidence and the member's words, changed in chat, checked, handed out as Word."""

from dataclasses import replace

from bot import texts
from bot.actions.action import Action, Arguments, Name, button
from bot.messages import Block, Button, Reply, Style
from bot.paper_files import write_paper_file
from bot.saved import SavedPaper
from bot.texts import papers as texts_papers
from bot.turn import Turn
from bot.understanding.paper_requests import (
    TOPIC_MOST,
    PaperRequest,
    forges,
    read_request,
    read_topic_and_points,
)
from knowledge.papers.channel import propose
from knowledge.papers.desk import brought_up_before, look_over, look_over_text, write_paper
from knowledge.papers.edited import Edited
from knowledge.papers.minutes import meeting_topic
from knowledge.papers.model import Fact, Ground, Origin, Paper, PaperKind
from knowledge.papers.similar import Earlier
from knowledge.reading.names import NameSort, names_of

_KEPT = 30  # papers of one member, those of a year
_ROW = 4  # buttons
_KINDS = tuple(PaperKind)
_BLOCKS = (Ground.NOT_IN_FORCE, Ground.SECRET, Ground.CLASSIFIED, Ground.PERSONAL_DATA)


class PaperArguments(Arguments):
    text: str


class OfPaperArguments(Arguments):
    paper_id: int
    kind: int = -1  # number of the kind to change to


def paper(turn: Turn, arguments: PaperArguments) -> list[Reply]:
    """/paper 提案 飞线充电"""
    text = arguments.text.strip()
    if not text:
        return _ask_topic(turn, None, texts_papers.WHAT_ABOUT)
    if forges(text):
        return _says(texts_papers.NO_FORGING)
    return start_paper(turn, read_request(text) or read_topic_and_points(None, text))


def start_paper(turn: Turn, request: PaperRequest) -> list[Reply]:
    """A new draft; what is missing is asked."""
    if not request.topic:
        return _ask_topic(turn, request.kind, texts_papers.WHAT_ABOUT)
    if len(request.topic) < 2:
        return _ask_topic(turn, request.kind, texts_papers.TOPIC_TOO_SHORT.format(request.topic))
    if len(request.topic) > TOPIC_MOST:
        return _ask_topic(turn, request.kind, texts_papers.TOPIC_TOO_LONG.format(len(request.topic)))
    if request.kind is PaperKind.MINUTES:
        request = replace(request, topic=meeting_topic(turn.incoming.text) or request.topic)
    channel = propose(" ".join([request.topic, *request.points]))
    kind = request.kind or channel.kind
    why = "" if request.kind else channel.why
    draft = _drafted(turn, kind, request.topic, request.points)
    return [keep_new(turn, draft, why)]


def keep_new(turn: Turn, draft: Paper, why: str = "") -> Reply:
    """The draft is the open one from now on."""
    number = max((saved.id for saved in turn.state.papers), default=0) + 1
    return _kept(turn, SavedPaper(id=number, paper=draft, why=why, changed_at=turn.incoming.now))


def _drafted(turn: Turn, kind: PaperKind, topic: str, points: tuple[str, ...]) -> Paper:
    district = turn.knowledge.district
    named = names_of(district).find(" ".join([topic, *points])[:2000])
    town = next((m.name for m in named if m.sort is NameSort.TOWN), None)
    return write_paper(turn.knowledge, turn.access, kind, topic, town, points, turn.incoming.now)


def _ask_topic(turn: Turn, kind: PaperKind | None, sentence: str) -> list[Reply]:
    turn.state.paper_wanted = str(kind) if kind else ""
    return _says(sentence)


def open_paper(turn: Turn) -> SavedPaper | None:
    return next((saved for saved in turn.state.papers if saved.id == turn.state.paper), None)


def changed(turn: Turn, saved: SavedPaper, edited: Edited) -> list[Reply]:
    """The draft as it reads after a change in plain words."""
    if edited.paper is saved.paper:
        return _says(edited.said)
    reply = _kept(turn, saved.model_copy(update={"paper": edited.paper, "changed_at": turn.incoming.now}))
    return [replace(reply, blocks=(Block(edited.said), *reply.blocks))]


def _kept(turn: Turn, saved: SavedPaper) -> Reply:
    others = [other for other in turn.state.papers if other.id != saved.id]
    turn.state.papers = [*others, saved][-_KEPT:]
    turn.state.paper, turn.state.paper_wanted = saved.id, None
    return shown(saved)


def shown(saved: SavedPaper) -> Reply:
    """The draft in one message; lines are numbered throughout, so that they can be named."""
    draft = saved.paper
    blocks = [Block(draft.marked(draft.title), Style.TITLE)]
    if saved.why:
        blocks.append(Block(texts_papers.why(draft.kind, saved.why), Style.NOTE))
    number = 0
    for part in draft.sections:
        length = sum(len(line.text) for line in part.lines)
        blocks.append(Block(texts_papers.part_heading(draft, part.heading, length), Style.TITLE))
        lines = []
        for line in part.lines:
            number += 1
            lines.append(f"{number}. {draft.marked(line.text)}{_marks(draft, line.facts)}")
        blocks.append(Block("\n".join([*lines, *([part.note] if part.note else [])])))
    return Reply((*blocks, *_notes(draft)), _buttons(saved.id))


def _marks(draft: Paper, facts: tuple[int, ...]) -> str:
    """Where a line comes from: 〔2〕 a piece of evidence, 〔口述〕 the member."""
    own = [n for n in facts if draft.facts[n - 1].source.origin is Origin.MEMBER]
    return "".join(f"〔{n}〕" for n in facts if n not in own) + ("〔口述〕" if own else "")


def _notes(draft: Paper) -> list[Block]:
    blocks = [Block(texts_papers.evidence_names(_evidence(draft)) or texts_papers.NO_EVIDENCE, Style.NOTE)]
    if draft.unsupported:
        blocks.append(Block(texts_papers.unchecked(draft.unsupported)))
    blocks.append(Block(f"{texts_papers.kind_line(draft)}。{texts_papers.HINT}", Style.NOTE))
    return blocks


def _evidence(draft: Paper) -> list[tuple[int, Fact]]:
    """What the lines stand on besides the member's word."""
    used = sorted({n for line in draft.lines for n in line.facts})
    numbered = [(n, draft.facts[n - 1]) for n in used]
    return [(n, fact) for n, fact in numbered if fact.source.origin is not Origin.MEMBER]


def _buttons(paper_id: int) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            button(texts_papers.EXPORT, Name.PAPER_EXPORT, paper_id),
            button(texts_papers.CHECK, Name.PAPER_CHECK, paper_id),
        ),
        (
            button(texts_papers.EVIDENCE, Name.PAPER_EVIDENCE, paper_id),
            button(texts_papers.SWITCH, Name.PAPER_SWITCH, paper_id),
            button(texts_papers.DROP, Name.PAPER_DROP, paper_id),
        ),
    )


def _found(turn: Turn, arguments: OfPaperArguments) -> SavedPaper | None:
    """The draft whose button was pressed is the open one from now on."""
    saved = next((saved for saved in turn.state.papers if saved.id == arguments.paper_id), None)
    turn.state.paper = saved.id if saved else turn.state.paper
    return saved


def show(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    saved = _found(turn, arguments)
    return [shown(saved)] if saved else _says(texts_papers.GONE)


def evidence(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    """The words behind the numbers of the draft, with a button for each passage."""
    saved = _found(turn, arguments)
    if saved is None:
        return _says(texts_papers.GONE)
    numbered = _evidence(saved.paper)
    opening = [(n, fact.source.chunk_id) for n, fact in numbered if fact.source.chunk_id]
    answer_id = turn.knowledge.answers.keep(
        turn.audience, saved.paper.title, {}, [chunk_id for _, chunk_id in opening], turn.incoming.now
    )
    buttons = [
        button(texts.SOURCE_BUTTON.format(n), Name.SOURCE, answer_id, place)
        for place, (n, _) in enumerate(opening, 1)
    ]
    rows = tuple(tuple(buttons[i : i + _ROW]) for i in range(0, len(buttons), _ROW))
    lines = [texts_papers.evidence_line(n, fact) for n, fact in numbered] or [texts_papers.NO_EVIDENCE]
    return [
        Reply((Block("\n".join(lines)),), (*rows, (button(texts_papers.SHOW, Name.PAPER_SHOW, saved.id),)))
    ]


def export(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    """The Word file; nothing that is still to be checked leaves the chat."""
    saved = _found(turn, arguments)
    if saved is None:
        return _says(texts_papers.GONE)
    draft = saved.paper
    if draft.unsupported:
        return [Reply((Block(texts_papers.blocked(draft.unsupported)),), _buttons(saved.id))]
    findings = look_over(turn.knowledge, draft)
    blocking = [f for f in findings if f.ground in _BLOCKS]
    if blocking:
        return [Reply((Block(texts_papers.blocked_by(blocking)),), _buttons(saved.id))]
    at = turn.incoming.now.astimezone(turn.knowledge.district.timezone)
    file = write_paper_file(draft, saved.id, turn.knowledge.settings.home, turn.incoming.member, at)
    _kept(turn, saved.model_copy(update={"exported_at": turn.incoming.now}))
    remarks = [texts_papers.finding_line(n, f) for n, f in enumerate(findings, 1)]
    note = [Block("\n".join(["导出前请看：", *remarks]), Style.NOTE)] if remarks else []
    return [Reply((Block(texts_papers.IN_WORD), *note), files=(file,))]


def check(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    """Findings with their words, and whether the matter was brought up before."""
    saved = _found(turn, arguments)
    if saved is None:
        return _says(texts_papers.GONE)
    findings = look_over(turn.knowledge, saved.paper)
    own = [
        Earlier(other.paper.title, other.paper.body, other.paper.town)
        for other in turn.state.papers
        if other.id != saved.id and other.exported_at is not None and other.paper.kind is not PaperKind.SPEECH
    ]
    before = brought_up_before(turn.knowledge, turn.incoming.member, saved.paper, own)
    lines = [texts_papers.finding_line(n, f) for n, f in enumerate(findings, 1)] or [
        texts_papers.NOTHING_FOUND
    ]
    blocks = (Block("\n".join(lines)), Block(texts_papers.similar_lines(before)))
    return [Reply(blocks, _buttons(saved.id))]


def check_text(turn: Turn, kind: PaperKind, text: str) -> list[Reply]:
    """A draft that the member wrote elsewhere and sent along."""
    findings = look_over_text(turn.knowledge, kind, text)
    lines = [texts_papers.finding_line(n, f) for n, f in enumerate(findings, 1)]
    return _says("\n".join(lines) or texts_papers.NOTHING_FOUND)


def switch(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    """The same facts and points in the form of another paper."""
    saved = _found(turn, arguments)
    if saved is None:
        return _says(texts_papers.GONE)
    if not 0 <= arguments.kind < len(_KINDS):
        kinds = tuple(
            button(str(kind), Name.PAPER_SWITCH, saved.id, n)
            for n, kind in enumerate(_KINDS)
            if kind is not saved.paper.kind
        )
        return [Reply((Block(texts_papers.CHOOSE_KIND),), (kinds,))]
    old = saved.paper
    own = {n for n, fact in enumerate(old.facts, 1) if fact.source.origin is Origin.MEMBER}
    points = tuple(line.text for line in old.lines if own & set(line.facts))
    new = replace(_drafted(turn, _KINDS[arguments.kind], old.topic, points), confirmed=old.confirmed)
    update = {"paper": new, "why": "", "changed_at": turn.incoming.now}
    return [_kept(turn, saved.model_copy(update=update))]


def drop(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    saved = _found(turn, arguments)
    if saved is None:
        return _says(texts_papers.GONE)
    turn.state.papers = [other for other in turn.state.papers if other.id != saved.id]
    turn.state.paper = turn.state.papers[-1].id if turn.state.papers else None
    return _says(texts_papers.DROPPED)


def _says(sentence: str) -> list[Reply]:
    return [Reply((Block(sentence),))]


PAPER = Action(Name.PAPER, PaperArguments, paper, texts_papers.DESCRIPTION, "paper", private=True)
PAPER_SHOW = Action(Name.PAPER_SHOW, OfPaperArguments, show, private=True)
PAPER_EVIDENCE = Action(Name.PAPER_EVIDENCE, OfPaperArguments, evidence, private=True)
PAPER_EXPORT = Action(Name.PAPER_EXPORT, OfPaperArguments, export, private=True)
PAPER_CHECK = Action(Name.PAPER_CHECK, OfPaperArguments, check, private=True)
PAPER_SWITCH = Action(Name.PAPER_SWITCH, OfPaperArguments, switch, private=True)
PAPER_DROP = Action(Name.PAPER_DROP, OfPaperArguments, drop, private=True)
