"""存 / 改 / 不要: the one place where a card becomes part of the ledger."""

from collections.abc import Sequence
from dataclasses import replace

from bot.actions.action import Action, Arguments, Name, button
from bot.background import index_soon
from bot.cards import Card, FollowUpCard, RecordCard, ReportCard, UpdateCard, UploadCard
from bot.faces import face, facts
from bot.messages import Block, Reply, Style, says
from bot.texts import cards as texts
from bot.texts import ingest as texts_ingest
from bot.turn import Turn
from bot.uploads import forget_undecided, take_in
from knowledge.errors import ItemChanged
from knowledge.promises.items import Change, Item, Scope


class CardArguments(Arguments):
    card_id: str


def save(turn: Turn, arguments: CardArguments) -> list[Reply]:
    card = turn.state.cards.get(arguments.card_id)
    if card is not None:
        return save_card(turn, card)
    saved = turn.state.cards.saved_card(arguments.card_id)
    if saved is not None:
        return says(texts.saved_before(saved.sentence))
    written = turn.knowledge.ledger.written(turn.key(arguments.card_id)) is not None
    return says(texts.saved_before("") if written else texts.CARD_GONE)


def save_all(turn: Turn) -> list[Reply]:
    """Every open card, the oldest first."""
    return [_save(turn, card) for card in list(turn.state.cards.cards)]


def save_card(turn: Turn, card: Card, *, shows: bool = False) -> list[Reply]:
    """Stores the card, and says how many others still wait; the latest of them is then in view.

    `shows`: what is stored was not seen yet.
    """
    reply = _save(turn, card, shows=shows)
    others = sum(other.id != card.id for other in turn.state.cards.cards)
    turn.state.cards.in_view = bool(turn.state.cards.cards)
    if others:
        reply = replace(reply, blocks=(*reply.blocks, Block(texts.still_open(others), Style.NOTE)))
    return [reply]


def show_again(turn: Turn, card: Card) -> list[Reply]:
    turn.state.cards.put(card)
    item = turn.item(card.item_id) if isinstance(card, UpdateCard) else None
    return [face(card, turn.knowledge.district, item)]


def _save(turn: Turn, card: Card, *, shows: bool = False) -> Reply:
    """The reply takes the place of the card whose button was pressed, and so repeats what it held."""
    shows = shows or turn.incoming.press is not None
    match card:
        case RecordCard() | FollowUpCard():
            sentence = _save_promises(turn, card)
            reply = Reply((Block(sentence, Style.TITLE), *(facts(card) if shows else ())))
        case UpdateCard():
            return _save_update(turn, card)
        case UploadCard():
            return take_in(turn, card)
        case ReportCard():
            key = turn.key(card.id)
            id_ = turn.knowledge.ledger.add_report(card.draft, turn.incoming.member, key, turn.now)
            sentence = texts.saved_report(id_)
            kept = (Block(texts.report_card(card.draft)),) if shows else ()
            reply = Reply((Block(sentence, Style.TITLE), *kept))
    turn.state.cards.close(card, sentence)
    return replace(reply, edits=turn.incoming.press is not None)


def _save_promises(turn: Turn, card: RecordCard | FollowUpCard) -> str:
    ledger, view = turn.knowledge.ledger, turn.knowledge.ledger_view
    write = (card.draft, turn.incoming.member, turn.key(card.id), card.words, turn.now)
    if isinstance(card, FollowUpCard):
        _remember(turn, ledger.add_followup(*write))
        return texts.saved_follow_up(len(card.draft.commitments))
    id_ = ledger.confirm(*write)
    index_soon(turn.knowledge)
    items = view.items(Scope(consultation_id=id_))
    _remember(turn, sorted(item.id for item in items))
    return texts.saved_record(card.draft)


def _remember(turn: Turn, ids: Sequence[int]) -> None:
    """刚才那个 means what was just stored; a bare 弄好了 means what was shown to be answered."""
    turn.state.list_items(ids)
    turn.state.item = None


def _save_update(turn: Turn, card: UpdateCard) -> Reply:
    edits = turn.incoming.press is not None
    item = turn.item(card.item_id)
    if item is None:
        turn.state.cards.drop(card.id)
        return Reply((Block(texts.CARD_GONE),))
    if not card.new.says_something:
        return _attached(turn, card, item)
    change = Change(
        status=card.new.status or item.status,
        new_due=card.new.new_due,
        result=card.new.result,
        words=card.words,
        reply_kind=card.new.reply_kind,
        checked=card.new.checked,
    )
    write = (card.item_id, change, turn.incoming.member, turn.key(card.id), turn.now)
    try:
        changed = turn.knowledge.ledger.change(*write, expected_version=card.version)
    except ItemChanged as error:
        card = card.model_copy(update={"version": error.item.version})
        turn.state.cards.put(card)
        reply = face(card, turn.knowledge.district, error.item, edits=edits)
        return replace(reply, blocks=(Block(texts.changed_meanwhile(error.item)), *reply.blocks))
    _attach(turn, card)
    sentence = texts.saved_update(changed, card.new.reply_kind)
    turn.state.cards.close(card, sentence)
    turn.state.item = changed.id
    blocks = [Block(sentence)]
    if changed.result and changed.result != card.words:
        blocks.append(Block(changed.result, Style.QUOTE))
    undo = button(texts.UNDO_BUTTON, Name.UNDO, changed.id)
    return Reply(tuple(blocks), ((undo,),), edits=edits)


def _attached(turn: Turn, card: UpdateCard, item: Item) -> Reply:
    """Evidence alone changes no state."""
    _attach(turn, card)
    sentence = texts.attached(item, len(card.new.evidence))
    turn.state.cards.close(card, sentence)
    return Reply((Block(sentence),), edits=turn.incoming.press is not None)


def _attach(turn: Turn, card: UpdateCard) -> None:
    for evidence in card.new.evidence:
        turn.knowledge.ledger.attach(
            card.item_id, evidence.held, evidence.name, turn.incoming.member, turn.now
        )


def edit(turn: Turn, arguments: CardArguments) -> list[Reply]:
    """Makes the card the one that the next words correct."""
    card = turn.state.cards.get(arguments.card_id)
    if card is None:
        return save(turn, arguments)  # says what became of it
    turn.state.cards.put(card)
    hints = {
        UpdateCard: texts.HOW_TO_EDIT_UPDATE,
        ReportCard: texts.HOW_TO_EDIT_REPORT,
        UploadCard: texts_ingest.HOW_TO_EDIT,
    }
    return says(hints.get(type(card), texts.HOW_TO_EDIT))


def drop(turn: Turn, arguments: CardArguments) -> list[Reply]:
    card = turn.state.cards.get(arguments.card_id)
    if card is None:
        return save(turn, arguments)
    return drop_card(turn, card)


def drop_card(turn: Turn, card: Card, sentence: str = texts.DROPPED) -> list[Reply]:
    turn.state.cards.drop(card.id)
    for evidence in card.new.evidence if isinstance(card, UpdateCard) else ():
        turn.knowledge.ledger.release(evidence.held)
    forget_undecided(turn)
    return [Reply((Block(sentence),), edits=turn.incoming.press is not None)]


SAVE = Action(Name.SAVE, CardArguments, save, private=True)
EDIT = Action(Name.EDIT, CardArguments, edit, private=True)
DROP = Action(Name.DROP, CardArguments, drop, private=True)
