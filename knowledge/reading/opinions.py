"""社情民意 in a member's own words: matter, place, problem, suggestion."""

import re
from dataclasses import dataclass

from knowledge.profile import District
from knowledge.reading.characters import normalised
from knowledge.reading.names import NameSort, names_of

_LONGEST = 3_000
_LEAD = re.compile(
    r"^(?:[，。：:、\s]|我?(?:要|想|来)?(?:反映|反应|汇报|上报|报送?|提|写)(?:一?[下个条点])?(?:情况|问题|意见|建议|现象|社情民意(?:信息)?)?"
    r"|社情民意(?:信息)?|有?(?:群众|居民|村民|家长|商户|企业|老百姓|业主)们?(?:普遍|强烈|都|在)*(?:反映|反应|说|抱怨)|关于|一个普遍问题)+"
)
_SUGGESTS = re.compile(r"(?:建议|希望|呼吁|恳请|盼望?|要求|能不能|应该?|最好)(?!.{0,3}(?:是|：|:)\s*$)")
_LABELLED = re.compile(
    r"(?P<label>问题|原因|建议|情况|现状)\s*(?:是)?[：:]\s*(?P<words>[^\n]+?)(?=(?:问题|原因|建议|情况|现状)\s*(?:是)?[：:]|\n|$)"
)
_TITLE = re.compile(r"关于(?P<topic>[^，。：:\n]{2,40}?)的(?:建议|意见|情况|反映|问题)")


@dataclass(frozen=True, slots=True)
class OpinionReading:
    topic: str
    town: str | None
    problem: str | None
    suggestion: str | None


def read_opinion(text: str, district: District) -> OpinionReading:
    text = text[:_LONGEST].strip()
    plain = normalised(text)
    town = next((m.name for m in names_of(district).find(text) if m.sort is NameSort.TOWN), None)
    labelled = {
        m["label"]: text[m.start("words") : m.end("words")].strip() for m in _LABELLED.finditer(plain)
    }
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    suggests = _SUGGESTS.search(plain, start)
    problem = labelled.get("问题") or _tidy(text[start : suggests.start() if suggests else len(text)])
    suggestion = labelled.get("建议") or (_tidy(text[suggests.start() :]) if suggests else None)
    title = _TITLE.search(plain)
    topic = (
        text[title.start("topic") : title.end("topic")]
        if title
        else _first_clause(problem or suggestion or text)
    )
    return OpinionReading(topic, town, problem, suggestion)


def _tidy(words: str) -> str | None:
    return words.strip(" ，,。；;：:、\n") or None


def _first_clause(words: str) -> str:
    return re.split(r"[，,。；;：:\n]", words.strip())[0][:30]
