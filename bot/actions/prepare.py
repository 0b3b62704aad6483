"""会前一页卡: what a member needs to know and to ask, every line with its evidence."""

from typing import Any

from pydantic import TypeAdapter

from bot import texts
from bot.actions.action import Action, Arguments, Name, Narrowing, button
from bot.card_file import write_card_file
from bot.cards import RecordCard
from bot.faces import face
from bot.messages import Block, Button, Reply, Style, says
from bot.texts import people as texts_people
from bot.texts import prepare as texts_prepare
from bot.turn import Turn
from knowledge.briefing.card import Card, Line, Part
from knowledge.briefing.preparing import prepare_card
from knowledge.model import Consultation, Intent, Level
from knowledge.reading.meetings import Meeting, read_meeting

_LONGEST = 1_500  # characters of a card: it is read on a phone
_SHOWN = {
    Part.RULES: 3,
    Part.PRECEDENTS: 3,
    Part.DEBTS: 3,
    Part.DUTIES: 2,
    Part.QUESTIONS: 3,
    Part.UNKNOWN: 2,
}
_QUOTES = (60, 46, 36, 28, 20, 14)  # characters of a quote on the card: the longest that fits
_WHOLE = 300  # characters of a quote in a section
_ROW = 4  # buttons
_LEVELS = (Level.DISTRICT, Level.NATIONAL, Level.CITY, Level.PROVINCE, None)  # nearest, then highest
_CARDS: TypeAdapter[Card] = TypeAdapter(Card)


class PrepareArguments(Arguments):
    text: str
    filters: Narrowing = Narrowing()


class CardArguments(Arguments):
    answer_id: int


class PartArguments(Arguments):
    answer_id: int
    part: str


def prepare(turn: Turn, arguments: PrepareArguments) -> list[Reply]:
    said = read_meeting(arguments.text, turn.now, turn.knowledge.district)
    turn.state.awaits_topic = len(said.topic) < 2
    if turn.state.awaits_topic:
        return says(texts_prepare.WHICH_MEETING)
    meeting = Meeting(said.topic, arguments.filters.town or said.town, said.unit, said.on, said.minutes)
    card = prepare_card(meeting, turn.knowledge, turn.access, turn.now.date())
    answer_id = turn.knowledge.answers.keep(
        turn.audience,
        meeting.topic,
        {"card": _CARDS.dump_python(card, mode="json")},
        card.evidence,
        turn.incoming.now,
    )
    turn.state.repeat(Name.PREPARE, arguments, answer_id)
    turn.state.card_id = answer_id
    return [card_reply(card, answer_id)]


def kept_card(turn: Turn, answer_id: int | None) -> Card | None:
    """The card as it was shown."""
    shown = turn.knowledge.answers.get(answer_id, turn.audience) if answer_id is not None else None
    kept: dict[str, Any] | None = shown.filters.get("card") if shown else None
    return None if kept is None else _CARDS.validate_python(kept)


def card_reply(card: Card, answer_id: int, *, edits: bool = False) -> Reply:
    for most in _QUOTES:
        blocks = _blocks(card, most)
        if sum(len(block.text) + 2 for block in blocks) <= _LONGEST:
            break
    parts = [button(part, Name.PREPARE_PART, answer_id, part.name) for part in Part]
    word = button(texts_prepare.WORD_BUTTON, Name.PREPARE_WORD, answer_id)
    speech = button(texts_prepare.SPEECH_BUTTON, Name.PREPARE_SPEECH, answer_id)
    return Reply(blocks, (tuple(parts[:3]), tuple(parts[3:]), (word, speech)), edits=edits)


def _blocks(card: Card, most: int) -> tuple[Block, ...]:
    blocks = [
        Block(texts_prepare.card_title(card), Style.TITLE),
        Block(texts_prepare.headline(card)),
    ]
    for part in Part:
        blocks.append(Block(part, Style.TITLE))
        blocks.append(Block(texts_prepare.part_lines(card, part, _shown(card, part), most)))
    return tuple(blocks)


def _shown(card: Card, part: Part) -> list[Line]:
    """The first lines of a section; of the rules, one of each level before a second one."""
    lines, room = card.parts[part], _SHOWN[part]
    if part is not Part.RULES:
        return list(lines[:room])
    levels = [line.level for line in lines]
    firsts = [levels.index(level) for level in _LEVELS if level in levels]
    chosen = sorted([*firsts, *(n for n in range(len(lines)) if n not in firsts)][:room])
    return [lines[n] for n in chosen]


def show_card(turn: Turn, arguments: CardArguments) -> list[Reply]:
    card = kept_card(turn, arguments.answer_id)
    if card is None:
        return says(texts.GONE)
    turn.state.card_id = turn.state.answer_id = arguments.answer_id
    return [card_reply(card, arguments.answer_id, edits=True)]


def card_in_word(turn: Turn, arguments: CardArguments) -> list[Reply]:
    card = kept_card(turn, arguments.answer_id)
    if card is None:
        return says(texts.GONE)
    file = write_card_file(card, arguments.answer_id, turn.knowledge.settings.home, turn.audience, turn.now)
    return [Reply((Block(texts_prepare.IN_WORD),), files=(file,))]


def show_part(turn: Turn, arguments: PartArguments) -> list[Reply]:
    """A whole section, with a button for the evidence of each line."""
    card = kept_card(turn, arguments.answer_id)
    if card is None or arguments.part not in Part.__members__:
        return says(texts.GONE)
    part = Part[arguments.part]
    turn.state.answer_id, turn.state.focus = arguments.answer_id, None
    lines = card.parts[part]
    blocks = (
        Block(f"{part}：{card.meeting.topic}", Style.TITLE),
        Block(texts_prepare.part_lines(card, part, lines, _WHOLE)),
    )
    back = (button(texts_prepare.BACK_BUTTON, Name.PREPARE_CARD, arguments.answer_id),)
    return [Reply(blocks, (*_evidence_rows(card, lines, arguments.answer_id), back), edits=True)]


def _evidence_rows(card: Card, lines: tuple[Line, ...], answer_id: int) -> list[tuple[Button, ...]]:
    opens: dict[int, Button] = {}
    for line in lines:
        number = card.number(line)
        if number is not None and line.item_id is not None and line.chunk_id is None:
            opens[number] = button(texts.SOURCE_BUTTON.format(number), Name.ITEM, line.item_id)
        elif number is not None:
            opens[number] = button(texts.SOURCE_BUTTON.format(number), Name.SOURCE, answer_id, number)
    buttons = list(opens.values())
    return [tuple(buttons[i : i + _ROW]) for i in range(0, len(buttons), _ROW)]


def resume_card(turn: Turn) -> list[Reply]:
    """The card again, after the member turned to something else in between."""
    card = kept_card(turn, turn.state.card_id)
    if card is None or turn.state.card_id is None:
        return says(texts_prepare.NO_CARD)
    turn.state.answer_id, turn.state.focus = turn.state.card_id, None
    reply = card_reply(card, turn.state.card_id)
    return [Reply((Block(texts_prepare.CONTINUED), *reply.blocks), reply.buttons)]


def meeting_over(turn: Turn) -> list[Reply] | None:
    """Opens a record of the meeting that was prepared, topic and units filled in; None where none was."""
    card = kept_card(turn, turn.state.card_id)
    if card is None:
        return None
    if turn.in_group:
        return says(texts_people.PRIVATE_ONLY)
    draft = Consultation(
        topic=card.meeting.topic,
        town=card.meeting.town,
        held_on=card.meeting.on
        if card.meeting.on and card.meeting.on <= turn.now.date()
        else turn.now.date(),
        units=card.units,
    )
    record = RecordCard(id=turn.new_card_id(), words=turn.incoming.text, opened_at=turn.now, draft=draft)
    turn.state.cards.put(record)
    reply = face(record, turn.knowledge.district)
    return [Reply((Block(texts_prepare.AFTER_MEETING), *reply.blocks), reply.buttons)]


PREPARE = Action(
    Name.PREPARE,
    PrepareArguments,
    prepare,
    "会前准备：一页卡，规定、先例、欠账、该问什么",
    "prepare",
    Intent.PREPARE,
)
PREPARE_CARD = Action(Name.PREPARE_CARD, CardArguments, show_card)
PREPARE_WORD = Action(Name.PREPARE_WORD, CardArguments, card_in_word)
PREPARE_PART = Action(Name.PREPARE_PART, PartArguments, show_part)
