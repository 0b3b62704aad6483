"""From what was found of each promise to the outcome of them all."""

from dataclasses import dataclass
from datetime import date

from knowledge.model import Outcome
from knowledge.reading.findings import State


@dataclass(frozen=True, slots=True)
class Matter:
    """How one promise stands, or one thing that was found beside the promises."""

    outcome: Outcome
    overdue: bool


def is_overdue(due: date | None, checked_on: date | None) -> bool:
    return due is not None and checked_on is not None and due <= checked_on


def standing(states: list[State], overdue: bool) -> Outcome:
    """Of one promise by the clauses that speak of it; once its day is past, what is left over counts."""
    kept, moving, left = (states.count(state) for state in (State.KEPT, State.MOVING, State.NOT_KEPT))
    if left and (overdue or moving < left or (moving == left and states[0] is State.NOT_KEPT)):
        return Outcome.PARTLY_DONE if kept > left else Outcome.NOT_DONE
    return Outcome.UNDER_WAY if 2 * moving > kept else Outcome.DONE


def verdict(matters: list[Matter]) -> Outcome:
    """Some done and some left is 部分办结; some done, the rest moving is 推进中. `matters` is not empty."""
    outcomes = [matter.outcome for matter in matters]
    moving, left = outcomes.count(Outcome.UNDER_WAY), outcomes.count(Outcome.NOT_DONE)
    if set(outcomes) == {Outcome.DONE}:
        return Outcome.DONE
    if Outcome.PARTLY_DONE in outcomes:
        return Outcome.PARTLY_DONE
    if Outcome.DONE in outcomes:
        late = any(m.overdue for m in matters if m.outcome is Outcome.UNDER_WAY)
        most = late and outcomes.count(Outcome.DONE) >= 2 * moving
        return Outcome.PARTLY_DONE if 2 * left > moving or most else Outcome.UNDER_WAY
    return Outcome.UNDER_WAY if moving >= max(left, 1) else Outcome.NOT_DONE
