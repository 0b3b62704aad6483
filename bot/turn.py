"""One turn of a conversation as an action sees it, and what is remembered between turns."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.messages import Incoming
from knowledge.access import Access
from knowledge.assemble import Knowledge
from knowledge.database import Database
from knowledge.tables import ConversationRow


class State(BaseModel):
    """Where a conversation stands; kept as a row, so it outlives a restart."""

    model_config = ConfigDict(extra="ignore")  # a row may come from another version

    action: str | None = None  # the last action that a follow-up question can repeat …
    arguments: dict[str, Any] = {}  # … with these arguments
    answer_id: int | None = None  # the last answer shown
    focus: str | None = None  # the chunk that was opened last

    def repeat(self, action: str, arguments: BaseModel, answer_id: int) -> None:
        """Remembers a question for follow-ups such as "2023年以后的呢"."""
        self.action, self.arguments = action, arguments.model_dump(mode="json")
        self.answer_id, self.focus = answer_id, None


@dataclass(slots=True)
class Turn:
    """What an action works with; it may change `state`, which is stored when the turn ends."""

    incoming: Incoming
    knowledge: Knowledge
    state: State
    access: Access

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


def save_state(database: Database, incoming: Incoming, state: State) -> None:
    with database.write() as session:
        session.merge(
            ConversationRow(
                chat=incoming.chat,
                member=incoming.member,
                state=state.model_dump(mode="json"),
                updated_at=incoming.now,
            )
        )
