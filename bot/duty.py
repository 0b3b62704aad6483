"""履职档案: what one member recorded, followed, reported and wrote in some years."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.messages import PRIVATE
from bot.saved import SavedPaper
from bot.turn import State
from knowledge.assemble import Knowledge
from knowledge.promises.access import Access
from knowledge.promises.items import Item, KeptReport, Logged, Scope
from knowledge.store.tables import ConversationRow

MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """Everything is the member's own; `years` in order. What has no day stands in every year."""

    years: tuple[int, ...]
    consultations: tuple[Logged, ...]
    items: tuple[Item, ...]
    reports: tuple[KeptReport, ...]
    papers: tuple[SavedPaper, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.consultations or self.items or self.reports or self.papers)


def duty_record(knowledge: Knowledge, identities: Sequence[str], years: tuple[int, ...]) -> DutyRecord:
    """`identities`: the chat accounts that the member has had."""
    view, zone = knowledge.ledger_view, knowledge.district.timezone
    own = Access(tuple(identities)).own()
    items = {item.id: item for year in years for item in view.items(Scope(year=year), own)}
    logged = (held for held in view.consultations() if held.member in identities)
    said = (kept for one in identities for kept in view.reports(one))
    return DutyRecord(
        years,
        tuple(held for held in logged if held.held_on is None or held.held_on.year in years),
        tuple(items.values()),
        tuple(kept for kept in said if kept.added_at.astimezone(zone).year in years),
        tuple(
            paper
            for paper in papers_of(knowledge, identities)
            if paper.changed_at.astimezone(zone).year in years
        ),
    )


def papers_of(knowledge: Knowledge, identities: Sequence[str]) -> list[SavedPaper]:
    """Drafts as they are kept with the member's private conversations."""
    own = select(ConversationRow.state).where(
        ConversationRow.chat == PRIVATE, ConversationRow.member.in_(identities)
    )
    with knowledge.database.read() as session:
        states = list(session.scalars(own))
    return [paper for state in states for paper in State.model_validate(state).papers]
