"""One turn of a conversation as an action sees it, and what is remembered between turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.cards import Choosing, OpenCards, card_id
from bot.messages import PRIVATE, Incoming, Reply
from bot.saved import SavedPaper
from knowledge.assemble import Knowledge
from knowledge.promises.access import Access
from knowledge.promises.items import Item
from knowledge.store.database import Database
from knowledge.store.tables import ConversationRow


class State(BaseModel):
    """Where a conversation stands; kept as a row, so it outlives a restart."""

    model_config = ConfigDict(extra="ignore")  # a row may come from another version

    action: str | None = None  # the last action that a follow-up question can repeat …
    arguments: dict[str, Any] = {}  # … with these arguments
    answer_id: int | None = None  # the last answer shown
    card_id: int | None = None  # the last card before a meeting
    awaits_topic: bool = False  # which meeting to prepare was asked back
    focus: str | None = None  # the chunk that was opened last
    cards: OpenCards = OpenCards()  # drafts that wait for 存
    choosing: Choosing | None = None  # which promise an update means was asked
    unclear: str | None = None  # a message of which it was asked what it wants
    items: list[int] = []  # promises of the last list, in the order of their numbers
    item: int | None = None  # the promise shown or changed last

    papers: list[SavedPaper] = []  # a member's own drafts, the latest last
    paper: int | None = None  # the draft that plain-word changes are for
    paper_wanted: str | None = None  # the kind of paper whose topic was asked back ("": any)

    update: int | None = None  # handled last …
    replies: tuple[Reply, ...] = ()  # … and what it was answered

    def repeat(self, action: str, arguments: BaseModel, answer_id: int) -> None:
        """Remembers a question for follow-ups such as "2023年以后的呢"."""
        self.action, self.arguments = action, arguments.model_dump(mode="json")
        self.answer_id, self.focus = answer_id, None
        self.items, self.item = [], None

    def list_items(self, ids: Sequence[int]) -> None:
        """Remembers a list for "第3条"; what was answered before is no longer meant by a number."""
        self.items, self.item = list(ids), ids[0] if len(ids) == 1 else None
        self.action = self.answer_id = self.focus = None


@dataclass(slots=True)
class Turn:
    """What an action works with; it may change `state`, which is stored when the turn ends."""

    incoming: Incoming
    knowledge: Knowledge
    state: State
    access: Access
    new_cards: int = 0  # opened in this turn

    @property
    def now(self) -> datetime:
        """When the message was sent, in the district's zone."""
        return self.incoming.now.astimezone(self.knowledge.district.timezone)

    @property
    def today(self) -> date:
        return self.now.date()

    def new_card_id(self) -> str:
        """The same where an update is handled again after a kill, and where a message is edited."""
        edited = self.state.cards.of_message(self.incoming.message_id) if self.incoming.edited else None
        if edited is not None:
            return edited.id
        self.new_cards += 1
        return card_id(self.incoming, self.new_cards)

    def item(self, item_id: int) -> Item | None:
        """A promise of the ledger, if this person may see it; who sees it may tell of it."""
        return next(iter(self.knowledge.ledger_view.get([item_id], self.access.visible())), None)

    def key(self, card_id: str) -> str:
        """Under which the ledger keeps the write of a card."""
        return f"{self.incoming.member}:{card_id}"

    @property
    def in_group(self) -> bool:
        return not self.incoming.is_private

    @property
    def audience(self) -> str:
        """Who sees the replies: the member, or everyone in the group."""
        return self.incoming.chat if self.in_group else self.incoming.member


def load_state(database: Database, incoming: Incoming) -> State:
    with database.read() as session:
        row = session.get(ConversationRow, (incoming.chat, incoming.member))
        return State() if row is None else State.model_validate(row.state)


def save_state(database: Database, incoming: Incoming, state: State, replies: Sequence[Reply] = ()) -> None:
    """With the replies, so that an update which comes again after a kill is not taken for a second one."""
    if incoming.update_id is not None:
        state.update, state.replies = incoming.update_id, tuple(replies)
    with database.write() as session:
        session.merge(
            ConversationRow(
                chat=incoming.chat,
                member=incoming.member,
                state=state.model_dump(mode="json"),
                updated_at=incoming.now,
            )
        )


def note_listed(database: Database, account: str, ids: Sequence[int], at: datetime) -> None:
    """A reminder listed these promises. In one transaction: a turn that ends meanwhile loses nothing."""
    with database.write() as session:
        row = session.get(ConversationRow, (PRIVATE, account), with_for_update=True)
        state = State() if row is None else State.model_validate(row.state)
        state.list_items(ids)
        kept = state.model_dump(mode="json")
        session.merge(ConversationRow(chat=PRIVATE, member=account, state=kept, updated_at=at))
