"""The outcome of a record, weighed by a small trained model out of all that was found in it.

The rules follow each promise and fall silent, or err, where they miss a few clauses; here every clause counts
a little, and what the rules say is one trait among others. Trained by `tests/benchmarks/train_outcomes.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from knowledge.model import Commitment, Outcome
from knowledge.reading.characters import normalised
from knowledge.reading.duty_tables import table_progress, tables
from knowledge.reading.findings import SUMMED_UP, State, sentence_grams, state_shares, summary_shares
from knowledge.reading.outcomes import ATTITUDE, SIGNS, OutcomeReading, quote, without_tables
from knowledge.reading.phrase_model import phrase_model
from knowledge.reading.turning_point import odds_of_check

_CLAUSE = re.compile(r"[^，,：:；;。！!？?—\s|]{2,}|[√✓✔☑×✗✘]")
_SAID = re.compile(r"[^。；;！!？?\n|—【】（）()]{2,}")
_TOLD = 1.75  # log odds of a sentence that tells of a later check
_SAID_SO = 0.3  # how likely it must be said that nobody knows where the rules know how a promise stands
_LATEST = 4  # clauses, which tell most of how it ended
_MANY = 12  # clauses; more say nothing new
OUTCOMES = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a record beside its promises.

    `later`: what was said after the meeting. `nobody_knows`: how likely that is said of the result.
    """

    plain: str
    later: str
    cells: Sequence[str]  # of a column of progress
    by_rules: OutcomeReading
    shows_attitude: bool
    nobody_knows: float


def weighed(
    reading: OutcomeReading, text: str, later: int, commitments: Sequence[Commitment]
) -> OutcomeReading:
    """The reading of the rules, or what all traits together make more likely, with the sentence for it."""
    plain = normalised(text)
    found = found_in(plain, later, reading)
    outcome = _likeliest(found, commitments)
    if outcome is reading.outcome:
        return reading
    evidence = _evidence(text, plain, later, found, outcome)
    if evidence is None and outcome is not Outcome.UNKNOWN:
        return reading
    same = (Outcome.DONE, Outcome.NOT_DONE)
    standings = dict.fromkeys(range(len(commitments)), outcome) if outcome in same else {}
    return OutcomeReading(outcome, evidence, standings)


def whole_grams(found: Found) -> Iterator[str]:
    """Of a whole record: its n-grams without days and figures."""
    return sentence_grams(found.plain)


def found_in(plain: str, later: int, by_rules: OutcomeReading) -> Found:
    cells = [cell for table in tables(plain) for cell, _ in table_progress(table)]
    told = "\n".join(_told_later(plain, later, bool(cells)))
    unknown = _most(plain.replace("|", "\n"))[Outcome.UNKNOWN]  # 至今没有人去看过, 结果不详; in a cell too
    return Found(plain, told, cells, by_rules, bool(ATTITUDE.search(plain)), unknown)


def _told_later(plain: str, later: int, progress: bool) -> Iterator[str]:
    """Sentences behind `later`, and all that tell of a check: in front of it, or in a row of a card."""
    outside = without_tables(plain)
    for said in _SAID.finditer(outside if progress else plain):
        behind = said.start() >= later and outside[said.start()] != "\n"
        if behind or odds_of_check(said.group()) >= _TOLD:
            yield said.group()


def _likeliest(found: Found, commitments: Sequence[Commitment]) -> Outcome:
    weights, bias = _model()
    sums = (traits(found, commitments) @ weights + bias).tolist()
    scores: dict[Outcome, float] = dict(zip(OUTCOMES, sums, strict=True))
    if found.by_rules.standings and found.nobody_knows < _SAID_SO:
        del scores[Outcome.UNKNOWN]
    return max(scores, key=lambda outcome: scores[outcome])


def traits(found: Found, commitments: Sequence[Commitment]) -> Any:
    """One vector of all that tells the outcome."""
    return np.concatenate([clause_traits(found, commitments), whole_traits(found)])


def whole_traits(found: Found) -> Any:
    """How likely each outcome is by the words of the whole record."""
    shares = phrase_model("report_whole").shares(whole_grams(found))
    return np.log([shares[outcome] for outcome in OUTCOMES])


def clause_traits(found: Found, commitments: Sequence[Commitment]) -> Any:
    """How much of it sounds kept, moving or left, in all, at the end and at most; sums; promises; rules."""
    shares = np.array([_shares(words) for words in _clauses(found)]).reshape(-1, 3)
    number, sums = len(shares), _most(found.later)
    total = shares.sum(axis=0)
    part = total / (total.sum() + 0.5)
    none = np.zeros(3)
    by_rules = np.array([found.by_rules.outcome is outcome for outcome in OUTCOMES], dtype=float)
    return np.concatenate(
        [
            part,
            [part[0] * part[1], part[0] * part[2], part[1] * part[2]],  # some kept, some not
            np.log1p(total),
            shares[-_LATEST:].mean(axis=0) if number else none,
            shares.max(axis=0) if number else none,
            [*(sums[outcome] for outcome in SUMMED_UP), found.nobody_knows],
            [min(number, _MANY) / _MANY, not number, not commitments, min(len(commitments), 4) / 4],
            [any(c.due for c in commitments), found.shows_attitude],
            by_rules,
            by_rules * len(found.by_rules.standings) / max(len(commitments), 1),  # of how many they know it
        ]
    )


def _evidence(text: str, plain: str, later: int, found: Found, outcome: Outcome) -> str | None:
    """The sentence with the clause that shows an outcome best; None where nothing was said that could."""
    if outcome is Outcome.ATTITUDE_ONLY:
        said = next(ATTITUDE.finditer(plain), None)
        return said and quote(text, *said.span())
    clauses = _clauses(found)
    if outcome not in SIGNS or not clauses:
        return None
    clause = max(clauses, key=lambda words: state_shares(words)[SIGNS[outcome][0]])
    start = max(plain.find(clause, later), plain.find(clause))
    return quote(text, start, start + len(clause))


def _clauses(found: Found) -> list[str]:
    return _CLAUSE.findall("，".join((found.later, *found.cells)))


def _shares(clause: str) -> list[float]:
    shares = state_shares(clause)
    return [shares[state] for state in State]


def _most(words: str) -> dict[Outcome, float]:
    """How likely each outcome is by the sentence that says it most."""
    by_sentence = [shares for _, shares in summary_shares(words)]
    return {outcome: max((s.get(outcome, 0.0) for s in by_sentence), default=0.0) for outcome in OUTCOMES}


@cache
def _model() -> tuple[Any, Any]:
    file = resources.files("knowledge") / "data" / "outcomes.npz"
    with resources.as_file(file) as path, np.load(path) as weights:
        return weights["weights"], weights["bias"]
