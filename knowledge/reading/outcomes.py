"""协商结果 as the last check found it, with its words."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge.model import Commitment, Outcome
from knowledge.reading.characters import normalised
from knowledge.reading.dates import DateMention
from knowledge.reading.duty_tables import table_progress, tables
from knowledge.reading.findings import Finding, State, findings, state_of, summaries
from knowledge.reading.sections import last_day
from knowledge.reading.verdict import Matter, is_overdue, standing, verdict

_DATED = re.compile(
    r"(?:第[一二三四五六七八九十\d]+次[看去查访]?|跟踪|回访|复查|核查|核验|督查|检查|暗访|走访|再次|补记|更新)?[一二三四五六七八九十\d]?[\s（(：:，]*(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|上旬|下旬|份|再)?|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号])?|次年|今年|当年)"
)
ATTITUDE = re.compile(
    r"高度重视|重视|加强|加大|积极|认真|研究|支持|协调|配合|尽快|努力|督促|引起|关注|切实|全力|感谢|理解|尽量|反映|答复|没有人讲|时间表|满意的答复"
)
_OF_ALL = re.compile(r"全|均|都|各|总|[项件条]|不符|不实|结论|评价|判断")
_SPOKEN = re.compile(r"(?:表示|[说讲])[，：:,]")
_BLANK = re.compile(r"(?<=[：:])[ \t　]*[（(]?(?:待[填补录]|未填|空白|暂无|暂缺)[）)]?[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(r"[“\"「][^”\"」\n]{0,40}[”\"」]")


@dataclass(frozen=True, slots=True)
class OutcomeReading:
    """`evidence` stands word for word in the text; None where nothing was checked."""

    outcome: Outcome
    evidence: str | None
    standings: Mapping[int, Outcome] = field(default_factory=dict)  # of the promises that were looked at


@dataclass(frozen=True, slots=True)
class Check:
    """The part of a record that tells what was found later. `start`: where the text turns to it."""

    start: int
    words: str
    day: date | None


def read_outcome(
    text: str, later: int, commitments: Sequence[Commitment], dates: tuple[DateMention, ...] = ()
) -> OutcomeReading:
    """`later` is where the text turns to follow-up; its length if it never does."""
    plain = normalised(text)
    dues = {c.due for c in commitments}
    dates = tuple(m for m in dates if m.on not in dues)  # a day in a table may be a limit without saying so
    tabled = _tabled(text, plain, commitments, last_day(plain, dates))
    words = without_tables(plain)[later:]
    for unsaid in (_QUOTED, _BLANK):
        words = unsaid.sub(lambda m: "□" * len(m.group()), words)
    check = Check(later, words, last_day(plain, dates, later))
    if len(re.sub(r"[\W_]", "", words)) < 6:
        return tabled or _unchecked(text, plain, commitments)
    told = list(findings(words, commitments))
    if tabled is not None and (not told or len(tabled.standings) >= max(len(commitments), 2)):
        return tabled  # what stands beside a table that reports on every promise only comments on it
    matters = _matters(told, words, commitments, check.day) if told else {}
    if all_in_one := _summed_up(text, check, told, matters, len(commitments)):
        return all_in_one
    if not told:
        return _unchecked(text, plain, commitments)
    return _combined(text, check, told, matters, len(commitments))


def _summed_up(
    text: str, check: Check, told: list[Finding], matters: Mapping[int, Matter], promises: int
) -> OutcomeReading | None:
    """The last sentence that sums all up, unless a later check came after it."""
    last = max(_checks(check.words), default=0)
    over = any(f.start >= last for f in told)
    for said in reversed(list(summaries(check.words))):
        about = {f.matter for f in told if said.start <= f.start < said.end}
        of_one = promises > 1 and len(about) == 1 and max(about) < promises
        of_one = of_one and not _OF_ALL.search(check.words, said.start, said.end)
        if not of_one and (said.start >= last or not over):
            shown = quote(text, check.start + said.start, check.start + said.end)
            if said.outcome in (Outcome.DONE, Outcome.NOT_DONE):
                return OutcomeReading(said.outcome, shown, dict.fromkeys(range(promises), said.outcome))
            return OutcomeReading(said.outcome, shown, _standings(matters, promises))
    return None


def _combined(
    text: str, check: Check, told: list[Finding], matters: Mapping[int, Matter], promises: int
) -> OutcomeReading:
    outcome = verdict(list(matters.values()))
    signs = SIGNS[outcome]
    shown = next((f for sign in signs for f in reversed(told) if f.state is sign), told[-1])
    sentence = quote(text, check.start + shown.start, check.start + shown.end)
    return OutcomeReading(outcome, sentence, _standings(matters, promises))


def _standings(matters: Mapping[int, Matter], promises: int) -> dict[int, Outcome]:
    return {number: matter.outcome for number, matter in matters.items() if number < promises}


SIGNS = {  # what shows an outcome best
    Outcome.DONE: (State.KEPT,),
    Outcome.UNDER_WAY: (State.MOVING,),
    Outcome.PARTLY_DONE: (State.NOT_KEPT, State.MOVING),
    Outcome.NOT_DONE: (State.NOT_KEPT,),
}


def _matters(
    told: list[Finding], words: str, commitments: Sequence[Commitment], checked_on: date | None
) -> dict[int, Matter]:
    """How each promise stands, by what the last check that speaks of it says."""
    checks = _checks(words)
    told = _of_promises(told, len(commitments), checks)
    by_matter: dict[int, list[Finding]] = defaultdict(list)
    for finding in told:
        by_matter[finding.matter].append(finding)
    latest = _check_of(told[-1], checks)
    matters: dict[int, Matter] = {}
    for number, found in by_matter.items():
        check = _check_of(found[-1], checks)
        last = [f.state for f in found if f.start >= check]
        if check < latest and set(last) != {State.KEPT}:
            continue  # what a later check no longer speaks of is settled
        due = commitments[number].due if number < len(commitments) else None
        overdue = is_overdue(due, checked_on)
        matters[number] = Matter(standing(last, overdue), overdue)
    return matters


def _of_promises(told: list[Finding], promises: int, checks: Sequence[int]) -> list[Finding]:
    """Without scenery, where a check speaks of every promise."""
    spoken_of = {f.matter for f in told if f.matter < promises}
    if len(spoken_of) < promises:
        return told
    by_name = {_check_of(f, checks) for f in told if f.matter < promises}
    return [f for f in told if f.matter < promises or f.is_rest or _check_of(f, checks) not in by_name]


def _checks(plain: str) -> list[int]:
    """Where somebody comes to look again, at a new paragraph or sentence: 6月3日再看, 第三次（1月16日）."""
    starts = [m.end() for m in re.finditer(r"(?:^|[\n。])[\s\W]{0,6}(?=[^\W_])", plain)]
    return [start for start in starts if _DATED.match(plain, start)]


def _check_of(finding: Finding, checks: Sequence[int]) -> int:
    return max((check for check in checks if check <= finding.start), default=0)


def without_tables(plain: str) -> str:
    for table in tables(plain):
        plain = plain[: table.start] + "\n" * (table.end - table.start) + plain[table.end :]
    return plain


def _tabled(
    text: str, plain: str, commitments: Sequence[Commitment], checked_on: date | None
) -> OutcomeReading | None:
    """What the column of progress says, row by row; None where no table reports."""
    promised = {  # a row that promises several things says not which of them it reports on
        c.quote: number
        for number, c in enumerate(commitments)
        if all(c.action == other.action for other in commitments if c.quote == other.quote)
    }
    matters: list[Matter] = []
    standings, row = {}, ""
    for table in tables(plain):
        for cell, line in table_progress(table):
            if states := _cell(cell):
                row = text[line].strip()
                number = promised.get(row)
                due = None if number is None else commitments[number].due
                overdue = is_overdue(due, checked_on)
                matter = Matter(standing(states, overdue), overdue)
                matters.append(matter)
                if number is not None:
                    standings[number] = matter.outcome
    return OutcomeReading(verdict(matters), row, standings) if matters else None


_ANSWERS = {
    "是": State.KEPT,
    "已": State.KEPT,
    "否": State.NOT_KEPT,
}


def _cell(cell: str) -> list[State]:
    if cell.strip() in _ANSWERS:
        return [_ANSWERS[cell.strip()]]
    return [state for words in re.split(r"[，,。；;：:\s]", cell) if (state := state_of(words))]


def _unchecked(text: str, plain: str, commitments: Sequence[Commitment]) -> OutcomeReading:
    """Nobody has checked: unknown, unless nothing but an attitude was shown at the meeting."""
    attitude = list(ATTITUDE.finditer(plain)) or ([] if commitments else list(_SPOKEN.finditer(plain)))
    if any(c.due for c in commitments) or not attitude:
        return OutcomeReading(Outcome.UNKNOWN, None)
    return OutcomeReading(Outcome.ATTITUDE_ONLY, quote(text, attitude[-1].start(), attitude[-1].end()))


def quote(text: str, start: int, end: int) -> str:
    """The sentence, or the row of a table, around a span."""
    first = max((text.rfind(mark, 0, start) for mark in "。！？；\n"), default=-1) + 1
    last = min(
        (p for p in (text.find(mark, end - 1) for mark in "。！？；\n") if p >= 0), default=len(text) - 1
    )
    return text[first : last + 1].strip()
