"""Plain words about a paper that waits for 入库: 标题是…, 日期改成2024年5月6日, 这是协商记录."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from knowledge.model import Document, Fact, Kind, Validity
from knowledge.reading.characters import normalised
from knowledge.reading.dates import Lean, mentions

_LABELS = {
    "施行日期|施行时间|施行|生效日期|生效时间|生效|实施日期": Fact.EFFECTIVE_ON,
    "(?:发文|印发|成文|发布|公布|开会|会议|协商)?(?:日期|时间)": Fact.ISSUED_ON,
    "标题|题目|名称|文件名": Fact.TITLE,
    "发文字号|文号|字号": Fact.DOC_NUMBER,
    "(?:发文|发布|印发|制定)?(?:机关|单位|机构)": Fact.ISSUER,
    "类别|类型|种类": Fact.KIND,
    "效力|状态|时效": None,
}
_WRONG = r"[，,\s]*(?:写错了|读错了|错了|不对)?[，,\s]*"
_VERB = rf"{_WRONG}(?:应该|应当)?(?:改成|改为|改到|换成|应为|就是|是|为|：|:)+\s*"
_SPOKEN = re.compile(
    "|".join(f"(?P<f{i}>{label})" for i, label in enumerate(_LABELS)).join(("(?:", f"){_VERB}"))
)
_NUMBER = re.compile(
    r"([\u4e00-\u9fa5]{1,14})\s*[〔\[［【（(]\s*((?:19|20)\d\d)\s*[〕\]］】）)]\s*第?\s*(\d{1,5})\s*号"
)
_ASKS = re.compile(r"[?？]|[吗呢]$|怎么|什么|多少|哪")
_CHANGES = re.compile(r"改成|改为|换成|应该是|应为|不对|错了|是")
_NOTHING = re.compile(r"(?:没有|空着?|不写|去掉|删掉|未知|无)[了吧。]*")
_IS_RECORD = re.compile(
    r"(?:这|它|按|算|当|改成|是)[^，。]{0,6}(?:协商记录|协商纪要|会议纪要|会议记录|记录|纪要)"
)
_IS_POLICY = re.compile(r"(?:这|它|按|算|当|改成|是)[^，。]{0,6}(?:政策文件|政策|法规|文件)")
_VALIDITIES = (
    (re.compile("废止|失效|作废"), Validity.REPEALED),
    (re.compile("修改|修订|新版"), Validity.AMENDED),
    (re.compile("有效|现行"), Validity.IN_FORCE),
)
_CLEARS = r"(?:没有?|去掉|删掉?|空着?|不要|不写)"
_CLEARED = re.compile(
    rf"(?:{_CLEARS}(?:这个)?)?(?:(?P<doc_number>(?:发文)?[文字]号)|(?P<issuer>(?:发文)?机关)"
    rf"|(?P<effective_on>施行日期)|(?P<issued_on>(?:发文)?日期))(?:先|就)?{_CLEARS}?(?:掉|吧|了|的)*"
)
_SOUNDS_WRONG = re.compile(
    r"(?:标题|题目|名称|[文字]号|机关|日期|年份|时间|类别|类型|效力)[^？?。]{0,20}(?:错|不对|有误|改|去掉|删|漏|换)"
)
_BEFORE = re.compile(r"(?:请|麻烦|帮我|把|那|这个?|它的?|文件的?|[，,：:\s])*")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Said:
    """What a message corrects. `kind` is read anew by whoever can; `bad_day`: a day that does not exist."""

    draft: Document
    kind: Kind | None = None
    bad_day: bool = False


def read_upload_correction(text: str, now: datetime, draft: Document) -> Said | None:
    """None where the message corrects nothing of the paper; `now` in the district's zone."""
    plain = text.strip().strip("。！!")
    if not plain or len(plain) > _LONGEST or _ASKS.search(plain):
        return None
    said = _labelled(plain, now, draft) or _cleared(plain, draft) or _bare(plain, now, draft)
    return said if said and (said.kind or said.bad_day or said.draft != draft) else None


def finds_fault(text: str) -> bool:
    """Whether the words find fault with the card, however they mean to have it."""
    return len(text) <= 60 and bool(_SOUNDS_WRONG.match(_BEFORE.sub("", text.strip(), count=1)))


def _cleared(plain: str, draft: Document) -> Said | None:
    """没有文号, 施行日期空着."""
    match = _CLEARED.fullmatch(plain)
    if match is None or not re.search(_CLEARS, plain):
        return None
    fact = Fact(next(name for name, part in match.groupdict().items() if part))
    return _changed(Said(draft), fact, **{fact.value: None})


def _labelled(plain: str, now: datetime, draft: Document) -> Said | None:
    """标题是…，日期改成…: one after the other."""
    parts = list(_SPOKEN.finditer(plain))
    if not parts or not _BEFORE.fullmatch(plain, 0, parts[0].start()):
        return None
    said = Said(draft)
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        value = plain[part.end() : after.start() if after else None].strip(" ，,；;。“”\"'\n")
        group = next(i for i in range(len(_LABELS)) if part[f"f{i}"])
        said = _with(said, list(_LABELS.values())[group], value, now)
    return said


def _bare(plain: str, now: datetime, draft: Document) -> Said | None:
    """这是协商记录, 不是5月1日，是5月6日, 改成示政办发〔2024〕12号: what is said tells what it is about."""
    for pattern, kind in ((_IS_RECORD, Kind.RECORD), (_IS_POLICY, Kind.POLICY)):
        if len(plain) <= 20 and pattern.search(plain):
            return Said(draft, kind=kind)
    if not _CHANGES.search(plain) or len(plain) > 60:
        return None
    if _NUMBER.search(plain):
        return _with(Said(draft), Fact.DOC_NUMBER, plain, now)
    rest = re.sub(r"[\d年月日号.\-/不是改成为应该当对错了，,\s而其实换的]", "", normalised(plain))
    return _with(Said(draft), Fact.ISSUED_ON, plain, now) if not rest else None


def _with(said: Said, fact: Fact | None, value: str, now: datetime) -> Said:
    match fact:
        case None:
            found = next((v for pattern, v in _VALIDITIES if pattern.search(value)), None)
            return replace(said, draft=replace(said.draft, validity=found)) if found else said
        case Fact.KIND:
            kind = Kind.RECORD if re.search("记录|纪要|协商", value) else Kind.POLICY
            return replace(said, kind=kind)
        case Fact.ISSUED_ON | Fact.EFFECTIVE_ON:
            return _dated(said, fact, value, now)
        case Fact.TITLE:
            title = value.strip("《》")
            return _changed(said, fact, title=title) if len(title) > 1 else said
    if _NOTHING.fullmatch(value) or not value:
        return _changed(said, fact, **{fact.value: None})
    if fact is Fact.DOC_NUMBER and (number := _NUMBER.search(value)):
        body = re.sub(r"^.*(?:改成|改为|换成|应该是|应为|是)", "", number[1])
        value = f"{body}〔{number[2]}〕{number[3]}号"
    return _changed(said, fact, **{fact.value: value})


def _dated(said: Said, fact: Fact, value: str, now: datetime) -> Said:
    found = list(mentions(value, now, Lean.BACK))
    if not found:
        return _changed(said, fact, **{fact.value: None}) if _NOTHING.fullmatch(value) else said
    if found[-1].on is None:
        return replace(said, bad_day=True)
    return _changed(said, fact, **{fact.value: found[-1].on})


def _changed(said: Said, fact: Fact, **values: str | date | None) -> Said:
    """What a person has said is certain; a record's title and day are also its meeting's."""
    draft = replace(said.draft, **values)  # type: ignore[arg-type]
    told = draft.consultation
    if told is not None:
        told = replace(told, topic=draft.title, held_on=draft.issued_on)
    sure = {fact, Fact.HELD_ON} if fact is Fact.ISSUED_ON else {fact}
    left = tuple(f for f in draft.uncertain if f not in sure)
    return replace(said, draft=replace(draft, consultation=told, uncertain=left))
