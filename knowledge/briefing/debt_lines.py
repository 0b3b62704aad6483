"""Promises of the ledger that are still open on a topic, or by a unit that will be at the meeting."""

import re
from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import or_

from knowledge.briefing.card import Line, Sort
from knowledge.model import Outcome
from knowledge.promises.access import Access
from knowledge.promises.items import Item, Scope
from knowledge.promises.ledger_view import LedgerView
from knowledge.reading.meetings import Meeting
from knowledge.search.aboutness import Aboutness
from knowledge.store.library import Library
from knowledge.store.tables import CommitmentRow

_MOST = 6
_EVERYWHERE = ("村委会", "社区居委会", "物业公司", "业委会")  # each estate and village has its own
_FIRM = re.compile(r"答应|承诺|保证|同意|负责|拍板|每(?:周|月|天|日|晚|季)")
_REPORTS = re.compile(r"没有|不能|未能|只.{1,8}了")  # tells what is missing rather than what will be done


def debt_lines(
    meeting: Meeting,
    about: Aboutness,
    ledger: LedgerView,
    library: Library,
    access: Access,
    today: date,
) -> tuple[Line, ...]:
    """What the asker may see, and what public papers promise.

    First those on the topic, of this town, late, with a single state; what a finished consultation
    promised is no debt.
    """
    within = or_(access.visible(), CommitmentRow.member.is_(None))
    outcomes = {held.id: held.outcome for held in ledger.consultations()}

    def outcome(item: Item) -> Outcome | None:
        return outcomes.get(item.consultation_id or 0)

    def order(item: Item) -> tuple[bool, bool, bool, int]:
        unsettled = _sort(item, outcome(item)) is Sort.UNSETTLED
        due = -(item.due or date.min).toordinal()
        return unsettled, item.town != meeting.town, not item.is_overdue(today), due

    owed = [
        item
        for item in ledger.items(Scope(only_open=True), within)
        if outcome(item) is not Outcome.DONE or item.version
    ]
    on_topic = [item for item in owed if _is_about(item, about)]
    unit = None if meeting.unit in _EVERYWHERE else meeting.unit
    by_unit = [i for i in owed if unit and i.unit == unit and i not in on_topic]
    items = [*sorted(on_topic, key=order), *sorted(by_unit, key=order)][: 2 * _MOST]
    chunk_of = _evidence(items, library)
    lines = (_line(item, outcome(item), chunk_of) for item in items)
    return tuple(line for line in lines if line is not None)[:_MOST]


def _is_about(item: Item, about: Aboutness) -> bool:
    """Surely, or at least by what its meeting was about."""
    return about.holds_surely(f"{item.topic} {item.action}") or about.holds(item.topic)


def _sort(item: Item, outcome: Outcome | None) -> Sort:
    """A paper tells how the meeting ended; of each promise only the ledger knows."""
    half = outcome in (Outcome.PARTLY_DONE, Outcome.UNDER_WAY)
    return Sort.UNSETTLED if half and item.version == 0 and item.member is None else Sort.DEBT


def _is_promise(item: Item) -> bool:
    firm = bool(_FIRM.search(item.quote))
    return firm or (item.due is not None and not _REPORTS.search(item.quote))


def _evidence(items: Collection[Item], library: Library) -> Callable[[Item], str | None]:
    found = library.chunks_with([(i.consultation_id, i.quote) for i in items if i.consultation_id])
    return lambda item: found.get((item.consultation_id or 0, item.quote))


def _line(item: Item, outcome: Outcome | None, chunk_of: Callable[[Item], str | None]) -> Line | None:
    chunk_id = chunk_of(item)
    if item.member is None and (chunk_id is None or not _is_promise(item)):
        return None  # read from a paper: its words must be there, and promise something
    return Line(
        _sort(item, outcome),
        item.quote,
        chunk_id,
        item.id if chunk_id is None else None,
        title=item.topic,
        town=item.town,
        held_on=item.held_on,
        outcome=outcome,
        unit=item.unit,
        action=item.action,
        due=item.due,
    )
