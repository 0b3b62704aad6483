"""承诺事项 in running text: who firmly promised what, by when, in which words."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from knowledge.model import Commitment
from knowledge.reading.actors import Actor, ActorKind, Actors
from knowledge.reading.dates import DateMention
from knowledge.reading.firmness import is_firm, stands
from knowledge.reading.states import DEED

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?[”\"』」]?")
_HEADER = re.compile(
    r"^[\s\W\d一二三四五六七八九十]{0,8}(?:名称|会议名称|时间|日期|协商时间|会议时间|地点|协商地点|主持人?|召集人|参加|参会|到会|与会|出席|列席|请假|缺席|人员|单位"
    r"|形式|协商形式|记录人?|签字|整理|抄送|报送|议题|主题|事由|焦点|起因|情况|标题)(?:人员|单位|部门|对象|情况|范围)?\s*(?:[：:\s|]|\*\*)"
)
_DUTY_LABEL = re.compile(r"责任(?:单位|部门|人|主体)|牵头(?:单位|部门)|承办单位|落实单位")
_CLAUSE = re.compile(r"[^，,、。；;：:\s]+[，,、。；;：:\s]?")
AT_ONCE = re.compile(rf"(?:就|先)|{DEED}[^，。]{{0,4}}(?:好|完|掉|到位|出来|起来)(?!了)")  # 今晚就围
_REPORTS = re.compile(r"[：:，,\s]{0,2}(?:解释|说明(?!年)|介绍|认为|强调)(?!.{0,60}(?:答应|承诺|保证|同意))")
_POSTPONES = re.compile(r"往后|顺到|推到|延到|拖到|推迟|延期|顺延")
_YEAR_ONLY = re.compile(r"^(?:(?:今|本|当|去|前|20\d\d|\d\d)年度?的?\s?|今[天日晚早儿]|当[天日])$")
_REPLACED = re.compile(r"原(?:来|定|先|计划)?|本来|之前说")
_PAST_ASKED = re.compile(
    r"(?:居民|村民|业主|住户|群众|代表|委员|家长|商户|老人|有人|大家)[^。；;：:]{0,20}(?:希望|要求|建议|呼吁|提出|想让|认为|提议|反映|问|催)[^。；;]{0,30}$"
)
_UNDERTAKES = re.compile(r"去|看|回访|跟|盯|问|答复|写|交|报|找|送|联系|回话|协调|督|带|给|陪|查|催")
_EXPECTS = re.compile(r"预计|有望|可以?(?:投用|完工|竣工|启用|通车|开通|交付)|计划|估计")
_ANSWERS = re.compile(r"答应|承诺|同意|表示|保证|答复|说|讲|明确")


@dataclass(frozen=True, slots=True)
class _Statement:
    actors: tuple[Actor, ...]
    start: int  # of the words after the actors
    end: int
    dues: tuple[DateMention, ...]


@dataclass(frozen=True, slots=True)
class Promises:
    """Reads the promises of one text. `plain` is the normalised text, position by position the same as `text`."""

    # ruff: noqa: E501 — a pattern is read best on one line

    text: str
    plain: str
    actors: tuple[Actor, ...]
    dates: tuple[DateMention, ...]
    now: datetime

    def read(self, start: int, end: int, *, later_check: bool = False) -> Iterator[Commitment]:
        """Promises between two positions; of a later check only what is expressly promised anew counts."""
        last: tuple[Actor, ...] = ()
        for line in re.finditer(r"[^\n]+", self.plain[start:end]):
            first = start + line.start()
            if _HEADER.match(line.group()) and not _DUTY_LABEL.search(line.group()):
                continue
            last = ()
            for s, e in _sentences(line.group()):
                statements = self._statements(first + s, first + e, last)
                for statement in statements:
                    yield from self._commitments(statement, (first + s, first + e), later_check)
                last = next((st.actors for st in reversed(statements) if st.actors), last)

    def _statements(self, start: int, end: int, inherited: tuple[Actor, ...]) -> list[_Statement]:
        actors = [a for a in self.actors if start <= a.start < end]
        dues = [d for d in self.dates if start <= d.start < end and self._is_deadline(d)]
        groups = _grouped(actors, self.plain)
        found: list[_Statement] = []
        bounds = [g[0].start for g in groups] + [end]
        owners: dict[int, list[DateMention]] = {i: [] for i in range(-1, len(groups))}
        for due in dues:
            owner = self._owner(due, groups, start)
            if owner >= 0 or due.deadline:  # a bare day under nobody's name only tells
                owners[owner].append(due)
        if not groups or owners[-1]:
            first = bounds[0] if groups else end
            found.append(_Statement(inherited, start, first, tuple(owners[-1])))
        for i, group in enumerate(groups):
            found.append(_Statement(group, group[-1].end, bounds[i + 1], tuple(owners[i])))
        return found

    def _owner(self, due: DateMention, groups: list[tuple[Actor, ...]], start: int) -> int:
        before = max((i for i, g in enumerate(groups) if g[-1].end <= due.start), default=-1)
        following = before + 1
        if following >= len(groups):
            return before
        gap = self.plain[due.end : groups[following][0].start]
        if before >= 0 and self.plain[due.start - 1].isspace() and gap[:1] in ("，", ",", "；", ";"):
            return before  # 发信 9月4日前，执法局 …
        opens = due.start == start or self.plain[due.start - 1] in " ，,、。；;：:）)\n"
        if groups[following][0].kind is not ActorKind.PEOPLE and (
            (before < 0 and due.deadline)
            or (opens and re.fullmatch(r"[，,、\s]*(?:由|让|请)?", gap) and not self._closes(due, gap))
        ):
            return following
        return before

    def _closes(self, due: DateMention, gap: str) -> bool:
        """In a row without punctuation (交通局 修路 国庆前 乡里 …) a day stands behind its own deed."""
        line_end = self.plain.find("\n", due.end)
        rest = self.plain[due.end : line_end if line_end >= 0 else len(self.plain)]
        last = max((d for d in self.dates if d.end <= due.end + len(rest)), key=lambda d: d.end)
        return gap.isspace() and last is not due and not self.plain[last.end : due.end + len(rest)].strip()

    def _is_deadline(self, due: DateMention) -> bool:
        words = self.plain[due.start : due.end]
        if due.problem:
            return due.deadline
        if due.on is None:
            return (
                bool(re.search(r"(?:天|日|周|星期|月|小时|年)(?:之?内|以内|后)?$", words))
                and "每" not in words
            )
        at_once = bool(AT_ONCE.match(self.plain, due.end))
        if (_YEAR_ONLY.match(words) and not at_once) or (due.on < self.now.date() and not due.deadline):
            return False
        if self._is_occasion(due, words):
            return False
        today = due.on == self.now.date() and due.exact and not due.deadline
        return not today or at_once

    def _is_occasion(self, due: DateMention, words: str) -> bool:
        """赶在…, 在年底招聘会上, 把周六的班补上, 四月中旬再去: a time, but not one until which."""
        before = self.plain[max(0, due.start - 2) : due.start]
        if words[-1] in "前内":
            return False
        if self.plain.startswith("的", due.end) or (before == "赶在" and not due.deadline):
            return True
        again = not due.exact and re.match(r"[，,]?(?:再|又)[去来到看访]", self.plain[due.end :][:4])
        return bool(again) or (words.endswith("底") and before.endswith("在"))

    def _commitments(
        self, statement: _Statement, sentence: tuple[int, int], later_check: bool
    ) -> Iterator[Commitment]:
        bodies = [a for a in statement.actors if a.kind is not ActorKind.PEOPLE]
        words = self.plain[statement.start : statement.end]
        if (
            not bodies
            or (later_check and (not _ANSWERS.search(words[:12]) or _EXPECTS.search(words)))
            or self._merely_asked(statement, sentence)
        ):
            return
        if _REPORTS.match(words) or (later_check and _POSTPONES.search(words)):
            return
        dues = [d for d in statement.dues if self._stands(d, statement)]
        dues = [d for d in dues if not _REPLACED.search(self._clause(d, statement))] or dues[-1:]
        quote = self.text[sentence[0] : sentence[1]].strip()
        dues = [d for d in dues if not self._is_vague(d)] or dues
        if later_check:
            dues = [d for d in dues if d.deadline]
        for actor in bodies:
            if actor.kind is ActorKind.SELF and not (dues and _UNDERTAKES.search(words)):
                continue
            for due in dues:
                if not self._action(statement, due):
                    continue  # the head of a paper: its body and its day
                day = None if self._is_vague(due) else due.on
                yield Commitment(actor.name, self._action(statement, due), day, quote)
            if not statement.dues and not later_check and is_firm(words):
                yield Commitment(actor.name, self._action(statement, None), None, quote)

    def _is_vague(self, due: DateMention) -> bool:
        """验收后一个月内, 6月起: a time, but no day."""
        from_then_on = self.plain[due.end : due.end + 1] == "起"
        period = re.search(r"[月年周旬季]", self.plain[due.start : due.end])
        return due.on is None or bool(from_then_on and period and not due.exact)

    def _merely_asked(self, statement: _Statement, sentence: tuple[int, int]) -> bool:
        """Residents want the unit to act; the unit itself has not spoken."""
        before = self.plain[sentence[0] : statement.actors[0].start]
        return bool(_PAST_ASKED.search(before)) and not _ANSWERS.match(self.plain, statement.start)

    def _stands(self, due: DateMention, statement: _Statement) -> bool:
        """Whether the clause around the day promises."""
        clause = self._clause(due, statement)
        return stands(clause.replace("会议要求", ""))

    def _clause(self, due: DateMention, statement: _Statement) -> str:
        start, end = due.start, due.end
        first = min(statement.start, start)
        while start > first and self.plain[start - 1] not in "，,。；;":
            start -= 1
        limit = max(statement.end, due.end)
        while end < limit and self.plain[end] not in "，,。；;":
            end += 1
        following = re.compile(r"[，,]\s*(?:话没说死|但|不过|只是|没定|未定)[^，,。；;]*").match(
            self.plain, end
        )
        return self.plain[start : following.end() if following else end]

    def _action(self, statement: _Statement, due: DateMention | None) -> str:
        start, end = statement.start, statement.end
        if due is not None:
            others = [d for d in statement.dues if d.start > due.start]
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


def tidy_action(words: str) -> str:
    """The deed alone: 答应把线划好 → 把线划好."""
    words = re.split(r"[，,。]\s*(?:请|麻烦)?(?:你)?(?:帮我|帮忙|提醒我)", words)[0]
    words = re.sub(r"\s+", " ", words).strip(' ，,。；;：:、|“”"（）()')
    lead = r"^(?:也|都|就|还|则|那边|说|讲|表示|承诺|答应|保证|同意|明确|答复|负责|牵头|提出|会上|现场|当场|的|是|会|将|要|在|于|由|[：:，,、“\" ])+"
    words = re.sub(lead, "", words)
    return re.sub(r"[，,、（(]?(?:时限|完成时限|期限|责任单位|之?前|以前|内)?[：:]?$", "", words).strip(
        ' ，,。；;：:、“”"（）()'
    )


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    if _DUTY_LABEL.search(line):
        yield 0, len(line)
        return
    for match in _SENTENCE.finditer(line):
        yield match.span()


def _grouped(actors: list[Actor], plain: str) -> list[tuple[Actor, ...]]:
    """A、B和C act together; everybody else alone."""
    groups: list[tuple[Actor, ...]] = []
    for actor in actors:
        if groups and re.fullmatch(r"\s?(?:、|和|与|及|以及)\s?", plain[groups[-1][-1].end : actor.start]):
            groups[-1] = (*groups[-1], actor)
        else:
            groups.append((actor,))
    return groups


def read_promises(
    text: str, plain: str, actors: Actors, dates: tuple[DateMention, ...], now: datetime
) -> Promises:
    return Promises(text, plain, actors.all, dates, now)
