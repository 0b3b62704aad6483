"""Consultations like the one asked about: what was promised, what was kept, how each ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.model import (
    Commitment,
    CommitmentStatus,
    Consultation,
    Document,
    Kind,
    Outcome,
    Passage,
    Validity,
)


@dataclass(frozen=True, slots=True)
class Precedent:
    """One consultation; `passages` are its chunks that were found, best first, `score` is the best one's."""

    document: Document
    consultation: Consultation
    passages: tuple[Passage, ...]
    score: float

    @property
    def promised(self) -> tuple[Commitment, ...]:
        return self.consultation.commitments

    @property
    def kept(self) -> tuple[Commitment, ...]:
        return self._with(CommitmentStatus.DONE)

    @property
    def not_kept(self) -> tuple[Commitment, ...]:
        return self._with(CommitmentStatus.NOT_DONE)

    @property
    def still_open(self) -> tuple[Commitment, ...]:
        return self._with(CommitmentStatus.OPEN, CommitmentStatus.UNDER_WAY, CommitmentStatus.POSTPONED)

    def _with(self, *statuses: CommitmentStatus) -> tuple[Commitment, ...]:
        return tuple(c for c in self.promised if c.status in statuses)


def precedents(passages: Iterable[Passage]) -> tuple[Precedent, ...]:
    """Records grouped by document, best first; of equal ones, those with a known outcome, then the newer."""
    groups: dict[str, list[Passage]] = {}
    for passage in passages:
        document = passage.document
        if document.kind is Kind.RECORD and document.validity is Validity.IN_FORCE:
            groups.setdefault(document.id, []).append(passage)
    return tuple(sorted((_precedent(g) for g in groups.values()), key=_order))


def _precedent(found: list[Passage]) -> Precedent:
    best = sorted(found, key=lambda p: (-p.score, p.chunk.position))
    document = best[0].document
    consultation = document.consultation or Consultation(topic=document.title)
    return Precedent(document, consultation, tuple(best), best[0].score)


def _order(precedent: Precedent) -> tuple[float, bool, int, str]:
    consultation = precedent.consultation
    held_on = consultation.held_on or date.min
    return (
        -precedent.score,
        consultation.outcome is Outcome.UNKNOWN,
        -held_on.toordinal(),
        precedent.document.id,
    )
