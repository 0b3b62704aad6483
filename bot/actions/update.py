"""进展: a report becomes a card with the new state of one promise; buttons do the same."""

import re
from collections.abc import Sequence

from bot.actions.action import Action, Arguments, Name, button
from bot.actions.record import MessageArguments
from bot.cards import Choosing, Evidence, FollowUpCard, NewState, RecordCard, UpdateCard
from bot.faces import face
from bot.messages import Block, Button, Reply, says
from bot.several import several
from bot.spans import names_no_day, postponed_to
from bot.texts import cards as texts_cards
from bot.texts import ledger as texts
from bot.turn import Turn
from bot.understanding.pointing import Pointed, among, pointed, read_number
from bot.understanding.progress import read_new_state, who_replied
from knowledge.model import CommitmentStatus, Intent
from knowledge.promises.items import Change, Item, Scope
from knowledge.reading.characters import normalised
from knowledge.reading.updates import read_update

_CODES = {
    "done": CommitmentStatus.DONE,
    "moving": CommitmentStatus.UNDER_WAY,
    "later": CommitmentStatus.POSTPONED,
    "nothing": CommitmentStatus.NOT_DONE,
}
_SEEN = re.compile(r"看过|看了|去看|核实|核过|现场")
_OFFERED = 6  # promises to choose from; more than that is a list


def update(turn: Turn, arguments: MessageArguments) -> list[Reply]:
    text = arguments.text
    told = several(turn, text)
    if len(told) > 1:
        cards = (propose(turn, item, new_state(turn, words, item), words) for item, words in told)
        return [reply for card in cards for reply in card]
    reading = read_update(text, turn.now)
    found = pointed(turn, text, who_replied(text) or (reading.refers_to if reading else None))
    if (closed := _closed(turn, text, found)) is not None:
        return propose(turn, closed, new_state(turn, text, closed), text)
    match found:
        case Pointed(items=(item,), certain=True):
            return propose(turn, item, new_state(turn, text, item), text)
        case Pointed(items=()):
            return _not_found(turn, found)
    return _ask_which(turn, text, found.items, found.why or _question(found))


def _question(found: Pointed) -> str:
    return texts.WHICH_ITEM if found.certain else texts.NOT_AMONG_OPEN


def _closed(turn: Turn, text: str, found: Pointed) -> Item | None:
    """A promise that counts as done: somebody has looked now, or it is undone again."""
    if read_number(turn, text) is not None:
        return None
    mine = turn.knowledge.ledger_view.items(Scope(), turn.access.own())
    done = [item for item in mine if not item.is_open]
    fitting = among(turn, done, text, None)
    if len(fitting) == 1 and not among(turn, [item for item in mine if item.is_open], text, None):
        return fitting[0]
    if (found.certain and found.items) or not _SEEN.search(normalised(text)):
        return None
    return next((item for item in done if item.id == turn.state.item), None)


def _not_found(turn: Turn, found: Pointed) -> list[Reply]:
    """Who has stored nothing yet may mean the card that still waits."""
    waits = isinstance(turn.state.cards.current, RecordCard | FollowUpCard)
    unsaved = waits and found.why == texts.NOTHING_OPEN
    return says(texts_cards.SAVE_FIRST if unsaved else found.why)


def _ask_which(turn: Turn, text: str, items: Sequence[Item], question: str) -> list[Reply]:
    choosing = Choosing(
        id=turn.new_card_id(),
        words=text,
        message_id=turn.incoming.message_id,
        opened_at=turn.now,
        forwarded=turn.incoming.forwarded,
        evidence=held_evidence(turn),
        items=[item.id for item in items[:_OFFERED]],
    )
    turn.state.choosing = choosing
    return [Reply((Block(question),), _choices(choosing, items[:_OFFERED]))]


def ask_again(turn: Turn, choosing: Choosing) -> list[Reply]:
    """Nothing can be stored before it is said which promise is meant."""
    offered = [item for id_ in choosing.items if (item := turn.item(id_))]
    return [Reply((Block(texts_cards.CHOOSE_FIRST),), _choices(choosing, offered))]


def another_instead(turn: Turn, card: UpdateCard) -> list[Reply]:
    """不是这件: the report is of another promise, the one that the words name or one to choose."""
    turn.state.cards.drop(card.id)
    mine = turn.knowledge.ledger_view.items(Scope(only_open=True), turn.access.own())
    others = [item for item in mine if item.id != card.item_id]
    named = among(turn, others, turn.incoming.text, None)
    if len(named) == 1:
        return propose(turn, named[0], new_state(turn, card.words, named[0]), card.words)
    if not others:
        return says(texts.NONE_CHOSEN)
    return _ask_which(turn, card.words, named or others, texts.WHICH_ITEM)


def _choices(choosing: Choosing, items: Sequence[Item]) -> tuple[tuple[Button, ...], ...]:
    rows = [(button(texts.item_button(item), Name.PICK, choosing.id, item.id),) for item in items]
    return (*rows, (button(texts.NONE_OF_THESE_BUTTON, Name.PICK, choosing.id, 0),))


def new_state(turn: Turn, text: str, item: Item) -> NewState:
    """What a message says of a promise; what a unit tells of itself is not checked."""
    new = read_new_state(text, turn.now, item)
    if new.status is CommitmentStatus.POSTPONED and item.due:
        new = new.model_copy(update={"new_due": postponed_to(text, item.due, new.new_due, turn.now)})
    if names_no_day(text, turn.now):
        new = new.model_copy(update={"new_due": None})
    checked = new.checked and turn.access.unit is None
    return new.model_copy(update={"checked": checked, "evidence": held_evidence(turn)})


def held_evidence(turn: Turn) -> list[Evidence]:
    """The file that came with the message, kept until its card is stored or dropped."""
    file = turn.incoming.file
    if file is None:
        return []
    name = turn.incoming.file_name or file.name
    return [Evidence(held=turn.knowledge.ledger.hold(file, name), name=name)]


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
        return says(texts_cards.CARD_GONE)
    turn.state.choosing = None
    item = turn.item(arguments.item_id)
    if arguments.item_id not in choosing.items or item is None:
        return [Reply((Block(texts.NONE_CHOSEN),), edits=turn.incoming.press is not None)]
    new = new_state(turn, choosing.words, item).model_copy(update={"evidence": choosing.evidence})
    return propose(turn, item, new, choosing.words, card_id=choosing.id)


class SetArguments(Arguments):
    item_id: int
    code: str


def set_status(turn: Turn, arguments: SetArguments) -> list[Reply]:
    """A press under a promise. 推进中 and 没动静 are kept at once; 办结 asks how, 延期 until when."""
    item = turn.item(arguments.item_id)
    status = _CODES.get(arguments.code)
    if item is None or status is None:
        return says(texts.NOT_YOURS)
    turn.state.item = item.id
    checked = turn.access.unit is None
    if status in (CommitmentStatus.DONE, CommitmentStatus.POSTPONED):
        return propose(turn, item, NewState(status=status, checked=checked), texts.STATUS_BUTTONS[status])
    key = turn.key(turn.new_card_id())
    if item.status is status and turn.knowledge.ledger.written(key) is None:
        return says(texts.ALREADY_SO.format(status))
    change = Change(status, words=texts.STATUS_BUTTONS[status], checked=checked)
    changed = turn.knowledge.ledger.change(item.id, change, turn.incoming.member, key, turn.now)
    undo = button(texts_cards.UNDO_BUTTON, Name.UNDO, item.id)
    return [Reply((Block(texts_cards.saved_update(changed)),), ((undo,),))]


UPDATE = Action(
    Name.UPDATE, MessageArguments, update, "说一件事的进展", "update", Intent.UPDATE_FOLLOWUP, private=True
)
PICK = Action(Name.PICK, PickArguments, pick, private=True)
SET = Action(Name.SET, SetArguments, set_status, private=True)
