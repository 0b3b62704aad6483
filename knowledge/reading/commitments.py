"""承诺事项 in running text: who firmly promised what, by when, in which words."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from knowledge.model import Commitment
from knowledge.reading.actions import tidy_action
from knowledge.reading.actors import Actor, ActorKind
from knowledge.reading.dates import DateMention
from knowledge.reading.deadlines import is_deadline, is_vague
from knowledge.reading.firmness import is_firm, stands
from knowledge.reading.sections import last_day
from knowledge.reading.speakers import BULLET, TAKES_ON
from knowledge.reading.statements import DUTY_LABEL, Statement, Statements, sentences

_HEADER = re.compile(
    r"^[\s\W\d一二三四五六七八九十]{0,8}(?:名称|会议名称|时间|日期|协商时间|会议时间|地点|协商地点|主持人?|召集人|参加|参会|到会|与会|出席|列席|请假|缺席|人员|单位"
    r"|形式|协商形式|记录(?:人|(?![：:]\s*[今昨前\d]))|签字|整理|抄送|报送|议题|主题|事由|焦点|起因|情况|标题)(?:人员|单位|部门|对象|情况|范围)?\s*(?:[：:\s|]|\*\*)"
)
_REPORTS = re.compile(
    r"[：:，,\s]{0,2}(?:解释|说明(?!年)|介绍|认为|强调|反馈|来函|回函|报(?=[“\"告称送]))(?!.{0,60}(?:答应|承诺|保证|同意))"
)
_POSTPONES = re.compile(r"往后|顺到|推到|延到|拖到|推迟|延期|顺延")
_REPLACED = re.compile("原(?:来|定|先|计划)?|本来|之前说")
_CONDITION = re.compile(r"(?:如果|要是|假如|若是?|只要|除非)[^，,。；;]*[，,]\s*$")
_PAST_ASKED = re.compile(
    r"(?:居民|村民|业主|住户|群众|代表|委员|家长|商户|老人|有人|大家)[^。；;：:]{0,20}(?:希望|要求|建议|呼吁|提出|想让|认为|提议|反映|问(?!题)|催)[^。；;]{0,30}$"
)
_QUOTE = re.compile(r"[\s>*•·-]*[“\"「『][^”\"」』\n]{4,}[”\"」』]\s*(?:[—-]+\s*)?")
_CLOSER = re.compile(  # 年前，也就是12月31日前; 国庆前的9月28日前; 半个月内……不，两周内
    r"[（(](?:即于?|也?就是|就?按|截至|具体是?)?|[，,](?:也?就是|即)|的|[^，,。；;]{0,3}(?:…|—|，)+\s?[哦噢啊]?(?:不对?|错了)[，,]\s?"
    r"|[^。；;]*[，,（(]\s?最[迟晚](?:到|在|于)?"
)
_SAME_DAY = re.compile(r"同(?:一[天日]|日|期)(?:之前|以前|前|内)?")
_TELLS = re.compile(  # the day of a letter or a call is no limit
    r"[，,\s]?(?:在[^，,。]{0,6}?|向[^，,。]{0,8}?|书面|正式|口头)?(?:来[函电信]|[回复]函|函[告复]|回复|答复|反馈|填报|上报|报[称来告]|汇报|报送|通报)"
)
_HAPPENED = re.compile(r"[^，,。；;\n]*(?<![应承定诺好])了")  # 9月3日，环保局登了消息
_VISITED = re.compile(r".*(?:[了着]|过(?![去来])|的$)|(?:[上中下]午|清晨|傍晚|早上|晚上|夜里)?在")
_UNDERTAKES = re.compile(r"去|看|回访|跟|盯|问|答复|写|交|报|找|送|联系|回话|协调|督|带|给|陪|查|催")
_LABELLED = re.compile(r"^[\s\W]*(?:承诺|答应|应下)[^：:|，。]{0,4}[：:|]\s*$")  # 承诺二：供电所：
_EXPECTS = re.compile(r"预计|有望|可以?(?:投用|完工|竣工|启用|通车|开通|交付)|计划|估计")
_EXCUSES = re.compile(r"[没未][能有]?顾[得]?上|顾不[上过]来?|忘了?|没来得及|没空|没腾出|抽不出")
_ANSWERS = re.compile(rf"{TAKES_ON}|答应|承诺|同意|表示|保证|答复|说|讲|明确")


@dataclass(frozen=True, slots=True)
class Promises:
    """Reads the promises of one text. `plain` is the normalised text, position by position the same as `text`."""

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
            for s, e in sentences(line.group()):
                if s == 0 and _HEADER.match(line.group()) and not DUTY_LABEL.search(line.group()):
                    continue
                statements = cut.between(first + s, first + e, last)
                for statement in statements:
                    yield from self._commitments(statement, (first + s, first + e), later_check)
                last = next((st.actors for st in reversed(statements) if st.actors), last)

    def _same_days(self, dues: tuple[DateMention, ...]) -> Iterator[DateMention]:
        """交警同一天前立好灯: the day that was named last."""
        for match in _SAME_DAY.finditer(self.plain):
            named = [d for d in dues if d.on and d.end <= match.start()]
            if named:
                yield DateMention(*match.span(), named[-1].on, exact=True, deadline=True)

    def _behind_the_quote(self, start: int, line: str) -> tuple[Actor, ...]:
        """“6月底前装好。”——区住建局, “…”城管局的人说: who acts in a line that begins with his words."""
        quote = _QUOTE.match(line)
        place = start + quote.end() if quote else -1
        speaker = next((a for a in self.actors if a.start == place and a.kind is ActorKind.BODY), None)
        named = speaker and (
            line[: place - start].endswith(("—", "-")) or _ANSWERS.match(self.plain, speaker.end)
        )
        return (speaker,) if speaker and named else ()

    def _commitments(
        self, statement: Statement, sentence: tuple[int, int], later_check: bool
    ) -> Iterator[Commitment]:
        bodies = [a for a in statement.actors if a.kind is not ActorKind.PEOPLE]
        words = self.plain[statement.start : statement.end]
        if (
            not bodies
            or (later_check and not self._restated(statement) and not _promises_anew(words))
            or self._merely_asked(statement, sentence)
        ):
            return
        if _REPORTS.match(words) or (later_check and _POSTPONES.search(words)):
            return
        dues = self._dues(statement)
        quote = self.text[sentence[0] : sentence[1]].strip()
        if later_check:
            dues = [d for d in dues if d.deadline]
        for actor in bodies:
            own = actor.kind is ActorKind.SELF
            if own and not (dues and _UNDERTAKES.search(words)):
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
        return bool(_LABELLED.search(before)) or (past and bool(BULLET.fullmatch(before)))

    def _dues(self, statement: Statement) -> list[DateMention]:
        """The days by which the statement promises, each once."""
        dues = [d for d in statement.dues if self._stands(d, statement)]
        dues = [d for d, following in zip_longest(dues, dues[1:]) if not self._said_closer(d, following)]
        dues = [d for d in dues if d.deadline or not any(self._in_one_clause(d, limit) for limit in dues)]
        dues = [d for d in dues if not _REPLACED.search(self._clause(d, statement))] or dues[-1:]
        return [d for d in dues if not is_vague(self.plain, d)] or dues

    def _said_closer(self, due: DateMention, following: DateMention | None) -> bool:
        """两周内（5月20日前）: the second is the day."""
        return following is not None and bool(_CLOSER.fullmatch(self.plain, due.end, following.start))

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
        return bool(_PAST_ASKED.search(before)) and not _ANSWERS.match(self.plain, statement.start)

    def _stands(self, due: DateMention, statement: Statement) -> bool:
        """Whether the clause around the day promises."""
        clause = self._clause(due, statement)
        if self.plain[due.end - 1] not in "前内" and _TELLS.match(self.plain, max(due.end, statement.start)):
            return False
        if not due.deadline and due.end < statement.start and _HAPPENED.match(self.plain, statement.start):
            return False
        return stands(clause.replace("会议要求", ""))

    def _visited(self, due: DateMention) -> bool:
        """4月18日我去看的: the member tells of himself."""
        return bool(_VISITED.match(re.split("[，,。；;\n]", self.plain[due.end :])[0]))

    def _clause(self, due: DateMention, statement: Statement) -> str:
        start, end = due.start, due.end
        first = min(statement.start, start)
        while start > first and self.plain[start - 1] not in "，,。；;—→":
            start -= 1
        if condition := _CONDITION.search(self.plain, first, start):
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
    return bool(_ANSWERS.search(words[:12])) and not (_EXPECTS.search(words) or _EXCUSES.search(words))
