"""Figures that must not be invented: numbers, dates, amounts, articles, document numbers, titles."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cn2an

_NUMERAL = r"(?:\d+(?:,\d{3})*(?:\.\d+)?[百千万亿]*|[零〇一二两三四五六七八九十百千万亿]+)"
_UNITS = (
    "个工作日|工作日|个月|月|日|天|年|周岁|岁|周|个?小时|分钟|元|倍|%|％|成|平方米|平米|公里|千米|厘米|毫米|米"
    "|公斤|千克|吨|分贝|条|款|项|号|户|人|名|个?百分点|层|栋|幢|辆|只|台|件|家|批|处|场|期|届|次|个"
)
_SAME = {
    "天": "日", "周岁": "岁", "个工作日": "工作日", "个小时": "小时", "％": "%", "平米": "平方米",
    "千克": "公斤", "千米": "公里", "名": "人",
}  # fmt: skip
_NUMBER = re.compile(
    rf"(?P<percent>百分之)(?P<share>{_NUMERAL})|(?P<whole>{_NUMERAL})分之(?P<part>{_NUMERAL})"
    rf"|(?P<fraction>\d+/\d+)|(?P<half>半)(?P<of>年|个月)"
    rf"|(?P<from>{_NUMERAL})(?:至|到|-|—|~|～|、)(?={_NUMERAL})"  # 三至五年: its unit comes later
    rf"|(?P<number>{_NUMERAL})[余多]?(?P<unit>{_UNITS})?"
)
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［(（【]\d{4}[〕\]］)）】]第?\d+号")
_TITLE = re.compile(r"《[^《》]{2,60}》")
_ONE_OF = {
    "年",
    "个月",
    "月",
    "日",
    "元",
    "倍",
    "小时",
    "分钟",
    "工作日",
    "岁",
}  # 一年 is a figure, 一家 is not


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands at `start:end` of a text; `value` is equal for equal meanings (三十日, 30天)."""

    start: int
    end: int
    value: str


def figures(text: str) -> list[Figure]:
    """Every figure in the text, in order."""
    names = [
        Figure(*m.span(), comparable(m.group())) for p in (_TITLE, _DOC_NUMBER) for m in p.finditer(text)
    ]
    return sorted(
        [*names, *(f for f in _numbers(text) if _is_claim(text, f))], key=lambda f: (f.start, f.end)
    )


def unsupported(text: str, evidence: Iterable[str]) -> list[Figure]:
    """The figures of `text` that stand in none of the evidence texts."""
    sources = list(evidence)
    plain = "\n".join(map(comparable, sources))
    values = {f.value for s in sources for f in _numbers(s)}
    bare = {v.split()[0] for v in values}

    def stands(figure: Figure) -> bool:
        if is_name(figure):
            return figure.value.strip("《》") in plain
        return figure.value in (values if " " in figure.value else bare)

    return [f for f in figures(text) if not stands(f)]


def is_name(figure: Figure) -> bool:
    """A title or a document number; anything else is a number."""
    return not figure.value[0].isdigit()


def _numbers(text: str) -> Iterator[Figure]:
    waiting: list[re.Match[str]] = []
    for m in _NUMBER.finditer(text):
        if m["from"]:
            waiting.append(m)
        elif m["number"]:
            unit = _SAME.get(m["unit"] or "", m["unit"] or "")
            scale = m["number"][-1] if m["number"][-1] in "万亿" else ""
            for before in waiting:
                numeral = before["from"] if before["from"][-1] in "万亿" else before["from"] + scale
                yield from _figure(text, before.start(), before.end("from"), numeral, unit)
            yield from _figure(text, m.start(), m.end(), m["number"], unit)
        elif m["half"]:
            yield Figure(*m.span(), "6 个月" if m["of"] == "年" else "15 日")
        elif m["percent"]:
            yield from _figure(text, *m.span(), m["share"], "%")
        else:
            whole, part = (
                (_value(m["whole"]), _value(m["part"])) if m["whole"] else m["fraction"].split("/")[::-1]
            )
            yield Figure(*m.span(), f"{part}/{whole}")
        waiting = waiting if m["from"] else []


def _figure(text: str, start: int, end: int, numeral: str, unit: str) -> Iterator[Figure]:
    value = _value(numeral)
    if value is not None:
        ordinal = "第" if unit in {"条", "款", "项"} and text[:start].endswith("第") else ""
        yield Figure(start, end, f"{value} {ordinal}{unit}".strip())


def _is_claim(text: str, figure: Figure) -> bool:
    """Chinese numerals are figures only with a unit: 统一, 一般, 一家 are none."""
    first, (value, _, unit) = text[figure.start], figure.value.partition(" ")
    if first.isdigit() or "/" in value:
        return True
    return bool(unit) and (value != "1" or unit in _ONE_OF or unit[0] == "第")


def _value(numeral: str) -> str | None:
    try:
        return f"{float(cn2an.cn2an(numeral.replace(',', ''), 'smart')):.10g}"
    except (ValueError, OverflowError):  # 千万, 百: no number
        return None


def comparable(text: str) -> str:
    """Text for comparing: width, kinds of brackets, white space and 中华人民共和国 do not count."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[〔\[【(]", "(", re.sub(r"[〕\]】)]", ")", folded)).replace("《中华人民共和国", "《")
