"""承诺事项 in running text: who firmly promised what, by when, in which words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from knowledge.model import Commitment
from knowledge.reading import promising
from knowledge.reading.actions import tidy_action
from knowledge.reading.actors import Actor, ActorKind
from knowledge.reading.dates import DateMention
from knowledge.reading.deadlines import is_deadline, is_vague
from knowledge.reading.firmness import is_firm, stands
from knowledge.reading.sections import last_day
from knowledge.reading.speakers import BULLET
from knowledge.reading.statements import DUTY_LABEL, Statement, Statements, sentences


@dataclass(frozen=True, slots=True)
class Promises:
    """Reads the promises of one text. `plain` is the normalised text; a place in it is the same in `text`."""

    text: str
    plain: str
    actors: tuple[Actor, ...]
    dates: tuple[DateMention, ...]
    now: datetime

    def read(self, start: int, end: int, *, later_check: bool = False) -> Iterator[Commitment]:
        """Promises between two positions; of a later check only what is expressly promised anew counts."""
        dues = tuple(d for d in self.dates if is_deadline(self.plain, d, self.now.date()))
        dues = tuple(sorted([*dues, *self._same_days(dues)], key=lambda d: d.start))
        cut = Statements(self.plain, self.actors, self.dates, dues)
        for line in re.finditer(r"[^\n]+", self.plain[start:end]):
            first = start + line.start()
            last = self._behind_the_quote(first, line.group())
            if promising.TITLE.fullmatch(line.group()):
                continue
            for s, e in sentences(line.group()):
                if s == 0 and promising.HEADER.match(line.group()) and not DUTY_LABEL.search(line.group()):
                    continue
                statements = cut.between(first + s, first + e, last)
                for statement in statements:
                    yield from self._commitments(statement, (first + s, first + e), later_check)
                last = next((st.actors for st in reversed(statements) if st.actors), last)

    def _same_days(self, dues: tuple[DateMention, ...]) -> Iterator[DateMention]:
        """交警同一天前立好灯: the day that was named last."""
        for match in promising.SAME_DAY.finditer(self.plain):
            named = [d for d in dues if d.on and d.end <= match.start()]
            if named:
                yield DateMention(*match.span(), named[-1].on, exact=True, deadline=True)

    def _behind_the_quote(self, start: int, line: str) -> tuple[Actor, ...]:
        """“6月底前装好。”——区住建局, “…”城管局的人说: who acts in a line that begins with his words."""
        quote = promising.QUOTE.match(line)
        place = start + quote.end() if quote else -1
        speaker = next((a for a in self.actors if a.start == place and a.kind is ActorKind.BODY), None)
        named = speaker and (
            line[: place - start].endswith(("—", "-")) or promising.ANSWERS.match(self.plain, speaker.end)
        )
        return (speaker,) if speaker and named else ()

    def _commitments(
        self, statement: Statement, sentence: tuple[int, int], later_check: bool
    ) -> Iterator[Commitment]:
        bodies = [a for a in statement.actors if a.kind is not ActorKind.PEOPLE]
        words = self.plain[statement.start : statement.end]
        quote = self.text[sentence[0] : sentence[1]].strip()
        if (
            not bodies
            or (later_check and not self._restated(statement) and not _promises_anew(words))
            or self._merely_asked(statement, sentence)
            or quote.endswith(("？", "?"))
            or (statement.actors[0].start < sentence[0] and promising.OTHER_SPEAKER.match(words))
        ):
            return
        if promising.REPORTS.match(words) or (later_check and promising.POSTPONES.search(words)):
            return
        dues = self._dues(statement)
        if later_check:
            dues = [
                d
                for d in dues
                if d.deadline and (d.start >= statement.start or self.plain[d.end - 1] in "前内")
            ]
        for actor in bodies:
            own = actor.kind is ActorKind.SELF
            says = self.plain[actor.end : actor.end + 1] in "：:"
            if own and not (dues and (says or promising.UNDERTAKES.search(words))):
                continue
            for due in dues:
                listed = due.deadline and due.start >= statement.start  # 供电公司9月底前，交警8月底前排好班
                if not (listed or self._action(statement, due)):
                    continue  # the head of a paper: its body and its day
                if own and not due.deadline and self._visited(due):
                    continue
                day = None if is_vague(self.plain, due) else due.on
                yield Commitment(actor.name, self._action(statement, due), day, quote)
            if not statement.dues and not later_check and is_firm(words):
                yield Commitment(actor.name, self._action(statement, None), None, quote)

    def _restated(self, statement: Statement) -> bool:
        """A report may name each promise, its day gone by, in a line with what came of it."""
        line = self.plain.rfind("\n", 0, statement.start) + 1
        checked = last_day(self.plain, self.dates)
        past = any(d.deadline and d.on and checked and d.on <= checked for d in statement.dues)
        before = self.plain[line : statement.actors[0].start]
        if promising.LABELLED.search(before):
            return True
        return past and bool(BULLET.fullmatch(before) or promising.RECALLS.search(before))

    def _dues(self, statement: Statement) -> list[DateMention]:
        """The days by which the statement promises, each once."""
        dues = [d for d in statement.dues if self._stands(d, statement)]
        dues = [d for d, following in zip_longest(dues, dues[1:]) if not self._said_closer(d, following)]
        dues = [d for d in dues if d.deadline or not any(self._in_one_clause(d, limit) for limit in dues)]
        dues = [d for d in dues if not promising.REPLACED.search(self._clause(d, statement))] or dues[-1:]
        return [d for d in dues if not is_vague(self.plain, d)] or dues

    def _said_closer(self, due: DateMention, following: DateMention | None) -> bool:
        """两周内（5月20日前）: the second is the day."""
        return following is not None and bool(
            promising.CLOSER.fullmatch(self.plain, due.end, following.start)
        )

    def _in_one_clause(self, day: DateMention, limit: DateMention) -> bool:
        """4月20日前开设周六门诊: the limit is the day."""
        return (
            limit.deadline
            and limit.end <= day.start
            and not re.search("[，,。；;]", self.plain[limit.end : day.start])
        )

    def _merely_asked(self, statement: Statement, sentence: tuple[int, int]) -> bool:
        """Residents want the unit to act; the unit itself has not spoken."""
        before = self.plain[sentence[0] : statement.actors[0].start]
        return bool(promising.PAST_ASKED.search(before)) and not promising.ANSWERS.match(
            self.plain, statement.start
        )

    def _stands(self, due: DateMention, statement: Statement) -> bool:
        """Whether the clause around the day promises."""
        clause = self._clause(due, statement)
        came_of_it = promising.CAME_OF_IT.search(self.plain, max(0, due.start - 8), due.start)
        if came_of_it or (not due.deadline and promising.CHECKED.search(clause)):
            return False
        words = self.plain[statement.start : statement.end]
        open_ended = self.plain[due.end - 1] not in "前内"
        if open_ended and promising.TELLS.match(self.plain, max(due.end, statement.start)):
            return False
        before = due.end < statement.start
        if before and not due.deadline and promising.HAPPENED.match(self.plain, statement.start):
            return False
        if before and open_ended and not stands(words):
            return False  # 8月下旬，交通局在简报上说，路已修好
        inherited = re.search("[。；;\n]", self.plain[statement.actors[-1].end : statement.start])
        if inherited and promising.OTHER_SPEAKER.match(clause):
            return False
        return stands(clause.replace("会议要求", ""))

    def _visited(self, due: DateMention) -> bool:
        """4月18日我去看的: the member tells of himself."""
        return bool(promising.VISITED.match(re.split("[，,。；;\n]", self.plain[due.end :])[0]))

    def _clause(self, due: DateMention, statement: Statement) -> str:
        start, end = due.start, due.end
        first = min(statement.start, start)
        while start > first and self.plain[start - 1] not in "，,。；;—→":
            start -= 1
        if condition := promising.CONDITION.search(self.plain, first, start):
            start = condition.start()
        limit = max(statement.end, due.end)
        while end < limit and self.plain[end] not in "，,。；;—→":
            end += 1
        following = re.compile(r"[，,]\s*(?:话没说死|但|不过|只是|没定|未定)[^，,。；;]*").match(
            self.plain, end
        )
        return self.plain[start : following.end() if following else end]

    def _action(self, statement: Statement, due: DateMention | None) -> str:
        start, end = statement.start, statement.end
        if due is not None:
            others = [d for d in statement.dues if d.start > due.start and not self._in_one_clause(d, due)]
            end = min([end, *(self._clause_start(d.start, due.end) for d in others)])
            if any(d.start < due.start for d in statement.dues):
                start = max(start, self._clause_start(due.start, start))
        words = self.text[start:end]
        if due is not None and start <= due.start < end:
            words = self.text[start : due.start] + self.text[due.end : end]
        return tidy_action(words)

    def _clause_start(self, position: int, least: int) -> int:
        while position > least and self.plain[position - 1] not in "，,。；; 、":
            position -= 1
        return position


def _promises_anew(words: str) -> bool:
    return bool(promising.ANSWERS.search(words[:12])) and not (
        promising.EXPECTS.search(words) or promising.EXCUSES.search(words)
    )
