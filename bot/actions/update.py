"""进展: a report becomes a card with the new state of one promise; buttons do the same."""

import re
from collections.abc import Sequence

from bot import texts_ledger as texts
from bot.actions.action import Action, Arguments, Name, button
from bot.actions.record import MessageArguments
from bot.cards import Choosing, Evidence, NewState, UpdateCard
from bot.faces import face
from bot.messages import Block, Button, Reply
from bot.pointing import Pointed, pointed
from bot.turn import Turn
from knowledge.characters import normalised
from knowledge.items import Change, Item
from knowledge.model import CommitmentStatus, Intent, ReplyKind
from knowledge.names import NameSort, names_of
from knowledge.outcomes import classify_reply
from knowledge.updates import read_update

_CODES = {
    "done": CommitmentStatus.DONE,
    "moving": CommitmentStatus.UNDER_WAY,
    "later": CommitmentStatus.POSTPONED,
    "nothing": CommitmentStatus.NOT_DONE,
}
_OFFERED = 6  # promises to choose from; more than that is a list
_REPLIES = re.compile(r"回复|答复|答覆|回应|反馈|回话|来函|书面|报来|表态|回函")
_SEEN = re.compile(r"看过|看了|去看|现场|核实|核查|回访|验收|实地|居民(?:都)?说|亲眼|照片")
_TELLS_MORE = re.compile(r"[，。；,;]|\d|[一二两三四五六七八九十]+(?:个|处|盏|米|户|台|次)")
_BARE_STATE = 8  # characters: "弄好了" alone is a state and no result


def update(turn: Turn, arguments: MessageArguments) -> list[Reply]:
    text = arguments.text
    reading = read_update(text, turn.now)
    new = read_new_state(turn, text)
    found = pointed(turn, text, reading.refers_to if reading else None)
    match found:
        case Pointed(items=(item,), certain=True):
            return propose(turn, item, new, text)
        case Pointed(items=()):
            return [Reply((Block(found.why_none),))]
    choosing = Choosing(
        id=turn.new_card_id(),
        words=text,
        message_id=turn.incoming.message_id,
        opened_at=turn.now,
        forwarded=turn.incoming.forwarded,
        new=new,
        items=[item.id for item in found.items[:_OFFERED]],
    )
    turn.state.choosing = choosing
    question = texts.WHICH_ITEM if found.certain else texts.NOT_AMONG_OPEN
    return [Reply((Block(question),), _choices(choosing, found.items[:_OFFERED]))]


def _choices(choosing: Choosing, items: Sequence[Item]) -> tuple[tuple[Button, ...], ...]:
    rows = [(button(texts.item_button(item), Name.PICK, choosing.id, item.id),) for item in items]
    return (*rows, (button(texts.NONE_OF_THESE_BUTTON, Name.PICK, choosing.id, 0),))


def read_new_state(turn: Turn, text: str) -> NewState:
    """What a report says became of a promise; a unit's reply is classed by what it really is."""
    plain = normalised(text)
    reading = read_update(text, turn.now)
    status = reading.status if reading else None
    units = any(m.sort is NameSort.UNIT for m in names_of(turn.knowledge.district).find(text))
    kind = classify_reply(text) if _REPLIES.search(plain) and units else None
    if kind is ReplyKind.DONE:
        status = CommitmentStatus.DONE
    elif kind is ReplyKind.PLAN and status is None:
        status = CommitmentStatus.UNDER_WAY
    elif kind is ReplyKind.ATTITUDE and status is not CommitmentStatus.NOT_DONE:
        status = None
    result = reading.result if reading and _is_result(reading.result) else None
    return NewState(
        status=status,
        new_due=reading.new_due if reading else None,
        result=result if status is CommitmentStatus.DONE else None,
        reply_kind=kind,
        checked=turn.access.unit is None and (kind is None or bool(_SEEN.search(plain))),
        evidence=held_evidence(turn),
    )


def held_evidence(turn: Turn) -> list[Evidence]:
    """The file that came with the message, kept until its card is stored or dropped."""
    file = turn.incoming.file
    if file is None:
        return []
    name = turn.incoming.file_name or file.name
    return [Evidence(held=turn.knowledge.ledger.hold(file, name), name=name)]


def _is_result(words: str | None) -> bool:
    return bool(words and (len(words) > _BARE_STATE or _TELLS_MORE.search(words)))


def propose(turn: Turn, item: Item, new: NewState, words: str, *, card_id: str | None = None) -> list[Reply]:
    """A card with the new state; without one, the four states to choose from."""
    turn.state.item = item.id
    if not new.says_something and not new.evidence:
        return [Reply((Block(texts.item_name(item)), Block(texts.WHICH_STATE)), (status_buttons(item),))]
    card = UpdateCard(
        id=card_id or turn.new_card_id(),
        words=words,
        message_id=turn.incoming.message_id,
        opened_at=turn.now,
        forwarded=turn.incoming.forwarded,
        item_id=item.id,
        version=item.version,
        new=new,
    )
    turn.state.cards.put(card)
    return [face(card, turn.knowledge.district, item, edits=turn.incoming.press is not None)]


def status_buttons(item: Item) -> tuple[Button, ...]:
    """办结 / 推进中 / 延期 / 没动静, under a promise or a reminder of it."""
    return tuple(
        button(texts.STATUS_BUTTONS[status], Name.SET, item.id, code) for code, status in _CODES.items()
    )


class PickArguments(Arguments):
    choosing_id: str
    item_id: int


def pick(turn: Turn, arguments: PickArguments) -> list[Reply]:
    """One of the promises that were offered, or none of them."""
    choosing = turn.state.choosing
    if choosing is None or choosing.id != arguments.choosing_id:
        return [Reply((Block(texts.CARD_GONE),))]
    turn.state.choosing = None
    item = turn.item(arguments.item_id)
    if arguments.item_id not in choosing.items or item is None:
        return [Reply((Block(texts.NONE_CHOSEN),), edits=turn.incoming.press is not None)]
    return propose(turn, item, choosing.new, choosing.words, card_id=choosing.id)


class SetArguments(Arguments):
    item_id: int
    code: str


def set_status(turn: Turn, arguments: SetArguments) -> list[Reply]:
    """A press under a promise. 推进中 and 没动静 are kept at once; 办结 asks how, 延期 until when."""
    item = turn.item(arguments.item_id)
    status = _CODES.get(arguments.code)
    if item is None or status is None:
        return [Reply((Block(texts.NOT_YOURS),))]
    turn.state.item = item.id
    checked = turn.access.unit is None
    if status in (CommitmentStatus.DONE, CommitmentStatus.POSTPONED):
        return propose(turn, item, NewState(status=status, checked=checked), texts.STATUS_BUTTONS[status])
    if item.status is status:
        return [Reply((Block(texts.ALREADY_SO.format(status)),))]
    change = Change(status, words=texts.STATUS_BUTTONS[status], checked=checked)
    key = turn.key(turn.new_card_id())
    changed = turn.knowledge.ledger.change(item.id, change, turn.incoming.member, key, turn.now)
    undo = button(texts.UNDO_BUTTON, Name.UNDO, item.id)
    return [Reply((Block(texts.saved_update(changed)),), ((undo,),))]


UPDATE = Action(
    Name.UPDATE, MessageArguments, update, "说一件事的进展", "update", Intent.UPDATE_FOLLOWUP, private=True
)
PICK = Action(Name.PICK, PickArguments, pick, private=True)
SET = Action(Name.SET, SetArguments, set_status, private=True)
