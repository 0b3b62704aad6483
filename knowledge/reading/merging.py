"""Promises that a text tells more than once."""

from dataclasses import replace

from knowledge.model import Commitment


def merged(commitments: list[Commitment]) -> tuple[Commitment, ...]:
    """One line a promise: unit and day once, and no dateless echo of a dated one with the same deed."""
    kept: list[Commitment] = []
    for commitment in commitments:
        same = next((k for k in kept if _same_promise(k, commitment)), None)
        if same is None:
            kept.append(commitment)
        elif len(commitment.action) > len(same.action) and not same.action:
            kept[kept.index(same)] = replace(same, action=commitment.action)
    dated = {c.unit for c in kept if c.due}
    told = {(c.unit, c.quote) for c in kept if c.due}
    kept = [c for c in kept if c.due or (c.unit, c.quote) not in told]
    return tuple(
        c
        for c in kept
        if c.due or c.unit not in dated or not any(_echo(c, k) for k in kept if k.due and k.unit == c.unit)
    )


def _same_promise(one: Commitment, other: Commitment) -> bool:
    """Told in the discussion and again in the list; two rows of one table are two promises."""
    if one.unit != other.unit or one.due != other.due:
        return False
    if one.quote.startswith("|") and other.quote.startswith("|"):
        return False
    return one.due is not None or _echo(one, other)


def _echo(one: Commitment, other: Commitment) -> bool:
    shared = set(one.action) & set(other.action)
    return len(shared) * 2 >= min(len(set(one.action)), len(set(other.action)))
