"""台账: lists of promises, one promise with its history, sums; and taking the last change back."""

import re
from dataclasses import replace

from bot.actions.action import Action, Arguments, Name, button
from bot.actions.record import MessageArguments
from bot.actions.update import status_buttons
from bot.messages import Block, Reply, Style, says
from bot.texts import ledger as texts
from bot.turn import Turn
from bot.understanding import asked_items
from bot.understanding.pointing import read_number
from knowledge.errors import ItemChanged
from knowledge.model import CommitmentStatus, Intent
from knowledge.promises.items import Event, Item, Scope
from knowledge.promises.matching import about
from knowledge.reading.characters import normalised

_PAGE = 10
_LONGEST = 20  # characters of a question about one promise that was shown
_THIS_ONE = re.compile(r"这一?[件个条]|那一?[件个条]|这事|那事|它|刚才")


def list_followups(turn: Turn, arguments: MessageArguments) -> list[Reply]:
    asked = asked_items.read_asked(arguments.text, turn.now, turn.knowledge.district)
    within = turn.access.own() if asked.own else turn.access.visible()
    if asked.summary:
        scope = replace(asked.scope, topic=_topic(turn, arguments.text, asked))
        sums = turn.knowledge.ledger_view.summary(scope, turn.today, within)
        return says(texts.summary(texts.scope_name(scope), sums))
    scope = replace(asked.scope, only_open=False) if asked.history else asked.scope
    items = turn.knowledge.ledger_view.items(scope, within)
    if asked.done:
        items = [item for item in items if item.status is CommitmentStatus.DONE]
    items = asked_items.on_the_matter(asked, items)
    if len(items) == 1 and asked.history:
        return [item_page(turn, items[0])]
    turn.state.list_items([item.id for item in items])
    what = texts.list_name(scope, done=asked.done)
    if not items:
        return says(texts.none_of(what))
    return [_page(turn, items, 0, texts.items_title(len(items), what))]


def _topic(turn: Turn, text: str, asked: asked_items.Asked) -> str | None:
    """The words of the question that any promise in sight has, in the order in which they were said."""
    items = turn.knowledge.ledger_view.items(Scope(), turn.access.visible())
    known = [word for word in asked.words if any(about(word, item) for item in items)]
    return "".join(sorted(known, key=text.find)) or None


def asked_of_one(turn: Turn) -> list[Reply] | None:
    """这件事的来龙去脉, 第2条怎么样了; None where the message is about something else."""
    text = turn.incoming.text
    if turn.in_group or len(text) > _LONGEST or not asked_items.asks_for_history(normalised(text)):
        return None
    item_id = _pointed_out(turn, text)
    return None if item_id is None else show_item(turn, ItemArguments(item_id=item_id))


def _pointed_out(turn: Turn, text: str) -> int | None:
    """第2条怎么样了, 这件事的来龙去脉: a promise of the last list, or the one spoken of last."""
    place = read_number(turn, text)
    if place is not None:
        return turn.state.items[place - 1] if 0 < place <= len(turn.state.items) else None
    return turn.state.item if _THIS_ONE.search(text) else None


def _page(turn: Turn, items: list[Item], start: int, title: str) -> Reply:
    page = items[start : start + _PAGE]
    lines = [texts.item_line(number, item, turn.today) for number, item in enumerate(page, start + 1)]
    blocks = (Block(title, Style.TITLE), Block("\n".join(lines)), Block(texts.HOW_TO_TELL, Style.NOTE))
    more = button(texts.MORE_BUTTON, Name.ITEMS_MORE, start + _PAGE)
    return Reply(blocks, ((more,),) if start + _PAGE < len(items) else ())


class StartArguments(Arguments):
    start: int


def more_items(turn: Turn, arguments: StartArguments) -> list[Reply]:
    """The next page of the last list."""
    items = turn.knowledge.ledger_view.get(turn.state.items, turn.access.visible())
    if not 0 < arguments.start < len(items):
        return says(texts.NOTHING_FOUND)
    return [_page(turn, items, arguments.start, texts.next_page(arguments.start + 1, len(items)))]


class ItemArguments(Arguments):
    item_id: int


def show_item(turn: Turn, arguments: ItemArguments) -> list[Reply]:
    item = turn.item(arguments.item_id)
    return [item_page(turn, item) if item else Reply((Block(texts.NOTHING_FOUND),))]


def item_page(turn: Turn, item: Item) -> Reply:
    """A promise, the words it came from, and everything that happened to it and its fellows."""
    turn.state.item = item.id
    view, zone = turn.knowledge.ledger_view, turn.knowledge.district.timezone
    events = view.timeline(item.id)
    fellows = {
        other.id: other for other in view.get([event.item_id for event in events], turn.access.visible())
    }
    lines = [
        texts.event_line(
            event, zone, _who(turn, event), None if event.item_id == item.id else fellows[event.item_id]
        )
        for event in events
        if event.item_id in fellows
    ]
    blocks = [
        Block(texts.item_name(item), Style.TITLE),
        Block(texts.item_page(item, turn.today, len(view.evidence(item.id)))),
        Block(item.quote, Style.QUOTE),
    ]
    if lines:
        blocks += [Block(texts.TIMELINE_TITLE, Style.TITLE), Block("\n".join(lines))]
    return Reply(tuple(blocks), (status_buttons(item),) if item.is_open else ())


def _who(turn: Turn, event: Event) -> str:
    if event.member is None:
        return ""
    if event.member in turn.access.identities:
        return texts.YOU
    person = turn.knowledge.people.person(event.member)
    return person.name if person else texts.ANOTHER_MEMBER


class UndoArguments(Arguments):
    item_id: int | None = None


def undo(turn: Turn, arguments: UndoArguments) -> list[Reply]:
    """The member's last change, of one promise or of any."""
    key = turn.key(turn.new_card_id())
    try:
        item = turn.knowledge.ledger.undo(turn.incoming.member, key, turn.now, arguments.item_id)
    except ItemChanged as error:
        return says(texts.changed_since(error.item))
    if item is None:
        return says(texts.NOTHING_TO_UNDO)
    turn.state.item = item.id
    return [Reply((Block(texts.undone(item)),), edits=turn.incoming.press is not None)]


FOLLOWUPS = Action(
    Name.FOLLOWUPS,
    MessageArguments,
    list_followups,
    "要跟的事：还没办完的、逾期的",
    "todo",
    Intent.LIST_FOLLOWUPS,
    private=True,
)
ITEMS_MORE = Action(Name.ITEMS_MORE, StartArguments, more_items, private=True)
ITEM = Action(Name.ITEM, ItemArguments, show_item, private=True)
UNDO = Action(Name.UNDO, UndoArguments, undo, "撤销最近一次改动", "undo", private=True)
