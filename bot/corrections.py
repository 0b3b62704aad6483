"""Plain words about an open card: 不是城南是城北, 第二条不要, 加一条…, 存吧, 算了."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from knowledge.model import Commitment, Consultation
from knowledge.profile import District
from knowledge.reading.characters import normalised, number
from knowledge.reading.commitments import tidy_action
from knowledge.reading.dates import Lean, mentions
from knowledge.reading.followups import read_followups
from knowledge.reading.names import NameMention, NameSort, names_of
from knowledge.reading.updates import UpdateReading, read_update

_LONGEST = 400  # characters; more is no correction but a new message


class Verdict(StrEnum):
    EDIT = "edit"
    SAVE = "save"
    CANCEL = "cancel"
    UNCLEAR = "unclear"  # a correction, but of which line?


@dataclass(frozen=True, slots=True)
class Correction:
    """What to do with the open card; `draft` is the new card of an EDIT."""

    # ruff: noqa: E501 — a pattern is read best on one line

    verdict: Verdict
    draft: Consultation | None = None


_POLITE = (
    r"(?:[，。！!~、\s]|好[的了啊吧]?|嗯+|那|就|行|对|都|可以|没问题|没错|吧|了|啊|呀|哦|先|请|帮我|的)*"
)
_SAVE = re.compile(
    rf"^{_POLITE}(?:存(?:一?下|档|起来|上|了|吧|着)?|保存|确认|入库|提交|记上|记下来?|就(?:这样|这么(?:存|办|定)?)|是的|对的?|没问题|没错|正确|可以|好的?|行|嗯+|ok|okay|yes)"
    rf"{_POLITE}$",
    re.IGNORECASE,
)
_CANCEL = re.compile(
    rf"^{_POLITE}(?:算了|拉倒|(?:不|别|不用|不要|不想|暂时不|先不|先别)(?:存|记|保存|录|要|用|弄)?|取消|作废|放弃|撤销?|删(?:了|掉|除)?|丢(?:了|掉))"
    rf"(?:{_POLITE}(?:不|别)(?:存|记|要|用))?(?:了|吧|掉|这个|这条|这张|它|全部|整个|[，,。\s])*$"
)
_ORDINAL = re.compile(
    r"第\s?(?P<n>[一二三四五六七八九十]{1,2}|\d{1,2})\s?[条个项件]|(?P<last>最后)(?:那|一|这)?[条个项件]"
)
_NUMBERS = re.compile(
    r"^\s?(?P<list>[\d一二三四五六七八九十](?:[、，,和跟\s]+[\d一二三四五六七八九十])*)(?:[条项])?(?:都)?(?=不要|删|去掉|取消)"
)
_DROP = re.compile(r"不要|删|去掉|取消|拿掉|划掉|不算|不记|没有这|撤掉|去了")
_ALL = re.compile(r"(?:两|三|几|四|五|所有|全部|每)(?:条|个|项)?(?:都|全)|都(?=改|推|延|是)")
_ADD = re.compile(
    r"^[，。\s]*(?:再|另外|还要?|帮我)*(?:加|补|添|增加|补充|漏)了?(?:上|一?下|一?[条个项件])+[，,：:。\s]*|^[，\s]*(?:还有|另外|漏了|忘了)(?:一[条个件])?[，,：:\s]*"
)
_TAKES_PART = re.compile(r"参加|参会|到会|在场|出席|来的")
_STAYED_AWAY = re.compile(r"(?:没来|没到|没参加|未到|未参加|没在|请假|缺席|不在)")
_TOPIC = re.compile(
    r"(?:议题|主题|题目|事由|话题)(?:改成|改为|换成|应该是|应为|是|不是.{1,20}[，,]?是|：|:)+(?P<topic>.{2,60})$"
)
_ACTION = re.compile(r"(?:内容|事项|事情|具体)(?:改成|改为|换成|应该是|应为|是|：|:)(?P<action>.{2,80})$")
_NOT_BUT = re.compile(
    r"不是(?P<old>[^，,。；]{1,20}?)[，,。；\s]*(?:而|应该|应当|其实)?是(?P<new>[^，,。；]{1,30})"
)
_NEW_NOT_OLD = re.compile(r"(?P<new>[^，,。；]{1,30}?)[，,。；\s]*(?:而)?不是(?P<old>[^，,。；]{1,20})$")
_CHANGES = re.compile(r"改|换|应该|应为|应当|是|不对|错了|弄错|写错|搞错|推到|延到|更正|纠正")
_DUE_WORDS = re.compile(r"期限|时限|截止|最迟|完成时间|前$|之前|以前|推到|延到|到期")
_HELD_WORDS = re.compile(r"日期|时间|开的|开会|召开|举行|那天")
_ASKS = re.compile(r"[?？]|[吗呢]$|怎么|什么|多少|哪")


def read_correction(text: str, now: datetime, district: District, draft: Consultation) -> Correction | None:
    """None where the message is about something else; `now` in the district's zone."""
    plain = normalised(text.strip())
    if not plain or len(plain) > _LONGEST:
        return None
    if _CANCEL.match(plain):
        return Correction(Verdict.CANCEL)
    if _SAVE.match(plain) and not re.fullmatch(r"(?:对|好)了[，。！!]?", plain):
        return Correction(Verdict.SAVE)
    if _ASKS.search(plain):
        return None
    return _Card(plain, now, district, draft).edited()


def read_update_correction(text: str, now: datetime, draft: UpdateReading) -> UpdateReading | None:
    """A state or day said again about the same promise; None where neither is said."""
    said = read_update(text, now)
    if said is not None:
        return replace(draft, status=said.status, new_due=said.new_due, result=said.result or draft.result)
    days = [m.on for m in mentions(text[:_LONGEST], now, Lean.AHEAD) if m.on]
    if days and draft.new_due is not None and _CHANGES.search(normalised(text)):
        return replace(draft, new_due=days[-1])
    return None


class _Card:
    """One correction applied to one draft."""

    def __init__(self, plain: str, now: datetime, district: District, draft: Consultation) -> None:
        self._plain, self._now, self._district, self._draft = plain, now, district, draft
        self._names = names_of(district).find(plain)

    def edited(self) -> Correction | None:
        for read in (
            self._added,
            self._topic,
            self._dropped,
            self._attendance,
            self._replaced,
            self._retimed,
            self._renamed,
        ):
            found = read()
            if found is not None:
                return found
        return None

    def _edit(self, **changes: object) -> Correction:
        return Correction(Verdict.EDIT, replace(self._draft, **changes))  # type: ignore[arg-type]

    def _added(self) -> Correction | None:
        lead = _ADD.match(self._plain)
        if lead is None:
            return None
        more = [c for c in read_followups(self._plain[lead.end() :], self._now, self._district) if c.action]
        if not more:
            return Correction(Verdict.UNCLEAR)
        units = dict.fromkeys([*self._draft.units, *(m.name for m in self._names if m.sort is NameSort.UNIT)])
        return self._edit(commitments=(*self._draft.commitments, *more), units=tuple(units))

    def _topic(self) -> Correction | None:
        topic = _TOPIC.search(self._plain)
        return self._edit(topic=topic["topic"].strip(' 。，“”"')) if topic else None

    def _dropped(self) -> Correction | None:
        if not _DROP.search(self._plain) or len(self._plain) > 40:
            return None
        wanted = self._named_lines()
        if wanted is None:
            return Correction(Verdict.UNCLEAR) if "条" in self._plain else None
        if not wanted:
            return Correction(Verdict.UNCLEAR)
        kept = tuple(c for i, c in enumerate(self._draft.commitments) if i not in wanted)
        return self._edit(commitments=kept)

    def _attendance(self) -> Correction | None:
        units = [m.name for m in self._names if m.sort is not NameSort.FORM]
        if not units or len(self._plain) > 40:
            return None
        if _STAYED_AWAY.search(self._plain):
            return self._edit(units=tuple(u for u in self._draft.units if u not in units))
        if _TAKES_PART.search(self._plain):
            return self._edit(units=tuple(dict.fromkeys([*self._draft.units, *units])))
        return None

    def _replaced(self) -> Correction | None:
        """不是A是B, B不是A: both of one kind."""
        pair = _NOT_BUT.search(self._plain) or _NEW_NOT_OLD.search(self._plain)
        if pair is None:
            return None
        new_day, old_day = self._day(pair["new"], Lean.AHEAD), self._day(pair["old"], Lean.AHEAD)
        new, old = self._name_in(pair, "new"), self._name_in(pair, "old")
        if new and not (new_day and old_day) and (old is None or old.sort is new.sort):
            return self._with_name(new, old)
        if new_day is None:
            return None
        due = [i for i, c in enumerate(self._draft.commitments) if c.due and c.due == old_day]
        if due or self._named_lines():
            return self._with_due(new_day, due or self._named_lines() or [])
        return self._edit(held_on=self._day(pair["new"], Lean.NEAREST))

    def _with_name(self, new: NameMention, old: NameMention | None) -> Correction | None:
        if new.sort is NameSort.TOWN:
            return self._edit(town=new.name)
        if new.sort is NameSort.FORM:
            return self._edit(form=new.name)
        lines = self._named_lines(ordinals_only=True)
        if lines is None:
            lines = [
                i for i, c in enumerate(self._draft.commitments) if old is not None and c.unit == old.name
            ]
        if not lines and len(self._draft.commitments) == 1:
            lines = [0]
        if not lines and (old is None or old.name not in self._draft.units):
            return Correction(Verdict.UNCLEAR)
        changed = tuple(
            replace(c, unit=new.name) if i in lines else c for i, c in enumerate(self._draft.commitments)
        )
        units = (u for u in self._draft.units if old is None or u != old.name)
        return self._edit(commitments=changed, units=tuple(dict.fromkeys([*units, new.name])))

    def _retimed(self) -> Correction | None:
        day = self._day(self._plain, Lean.AHEAD)
        if day is None or not _CHANGES.search(self._plain) or len(self._plain) > 60:
            return None
        lines = self._named_lines()
        if lines is not None:
            return self._with_due(day, lines)
        is_meeting = self._draft.form is not None or self._draft.held_on is not None
        if is_meeting and not _DUE_WORDS.search(self._plain):
            return self._edit(held_on=self._day(self._plain, Lean.NEAREST))
        if len(self._draft.commitments) == 1:
            return self._with_due(day, [0])
        return Correction(Verdict.UNCLEAR)

    def _with_due(self, day: date, lines: list[int]) -> Correction:
        if not lines:
            return Correction(Verdict.UNCLEAR)
        changed = (replace(c, due=day) if i in lines else c for i, c in enumerate(self._draft.commitments))
        return self._edit(commitments=tuple(changed))

    def _renamed(self) -> Correction | None:
        """改成城北, 第二条单位是住建局, 第一条内容改成…"""
        if len(self._plain) > 100 or not _CHANGES.search(self._plain):
            return None
        lines = self._named_lines(ordinals_only=True)
        action = _ACTION.search(self._plain)
        if action and lines:
            return self._with_action(action["action"], lines)
        name = self._names[-1] if self._names and len(self._plain) <= 30 else None
        if name is not None:
            return self._with_name(name, None)
        change = re.search(r"(?:改成|改为|换成|应该是)(.{2,80})$", self._plain)
        return self._with_action(change[1], lines) if change and lines else None

    def _with_action(self, words: str, lines: list[int]) -> Correction:
        changed = (
            replace(c, action=tidy_action(words)) if i in lines else c
            for i, c in enumerate(self._draft.commitments)
        )
        return self._edit(commitments=tuple(changed))

    def _named_lines(self, *, ordinals_only: bool = False) -> list[int] | None:
        """Indexes of the promises that the words point at; [] if they point beyond the list, None if at none."""
        commitments = self._draft.commitments
        ordinals = [
            len(commitments) if m["last"] else number(m["n"]) or 0 for m in _ORDINAL.finditer(self._plain)
        ]
        if listed := _NUMBERS.match(self._plain):
            ordinals += [number(n) or 0 for n in re.findall(r"[\d一二三四五六七八九十]", listed["list"])]
        if ordinals:
            return [n - 1 for n in ordinals if 0 < n <= len(commitments)]
        if ordinals_only:
            return None
        if _ALL.search(self._plain):
            return list(range(len(commitments)))
        said = {m.name for m in self._names if m.sort is not NameSort.FORM}
        return [i for i, c in enumerate(commitments) if c.unit in said] or self._by_deed()

    def _by_deed(self) -> list[int] | None:
        """A promise named by its deed: 划线那条."""
        pointed = re.match(
            r"[，。\s]*(?:那个|那条)?(?P<deed>[^，,。]{2,12}?)(?:那|这)(?:个|条|项|件)", self._plain
        )
        if pointed is None:
            return None
        return [i for i, c in enumerate(self._draft.commitments) if _shares(pointed["deed"], c)] or None

    def _name_in(self, pair: re.Match[str], group: str) -> NameMention | None:
        start, end = pair.span(group)
        return next((m for m in self._names if start <= m.start < end), None)

    def _day(self, words: str, lean: Lean) -> date | None:
        days = [m.on for m in mentions(words, self._now, lean) if m.on]
        return days[-1] if days else None


def _shares(deed: str, commitment: Commitment) -> bool:
    words = normalised(commitment.action + commitment.quote)
    return any(deed[i : i + 2] in words for i in range(len(deed) - 1))
