"""Figures that must not be invented: numbers, dates, amounts, articles, document numbers, titles."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?[万亿千百]?"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+"
_UNITS = (
    "个工作日|工作日|个月|月|日|天|年|周岁|岁|周|个?小时|分钟|万元|亿元|元|倍|%|％|成|平方米|平米|公里|千米|厘米|毫米|米|公斤|千克|吨|分贝"
    "|条|款|项|号|户|人|名|个?百分点|层|栋|幢|辆|只|台|件|家|批|处|场|期|届"
)
_SAME = {
    "天": "日",
    "周岁": "岁",
    "个工作日": "工作日",
    "％": "%",
    "平米": "平方米",
    "千克": "公斤",
    "千米": "公里",
    "名": "人",
    "个小时": "小时",
}
_NUMBER = re.compile(
    rf"(?P<percent>百分之|千分之)(?P<share>{_CHINESE}|{_ARABIC})"
    rf"|(?P<parts>{_CHINESE}|\d+)分之(?P<of>{_CHINESE}|\d+)|(?P<fraction>\d+/\d+)(?![/\d])"
    rf"|(?P<half>半)(?P<half_unit>年|个月)"
    rf"|(?P<number>{_ARABIC}|{_CHINESE})(?P<more>余|多)?(?P<unit>{_UNITS})?"
    rf"(?P<range>(?:至|到|-|—|~|～|、)(?={_ARABIC}|{_CHINESE}))?"
)
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［(（【]\d{4}[〕\]］)）】]第?\d+号")
_TITLE = re.compile(r"《[^《》]{2,60}》")
_GENERIC_ONE = {
    "条",
    "项",
    "件",
    "家",
    "处",
    "场",
    "期",
    "人",
    "名",
    "批",
    "户",
    "只",
    "台",
    "层",
    "成",
    "款",
    "号",
    "周",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands at `start:end` of a text; `value` is equal for equal meanings (三十日, 30天)."""

    start: int
    end: int
    value: str


def figures(text: str) -> list[Figure]:
    """Every figure in the text, in order."""
    found = [
        Figure(*m.span(), _plain(m.group()).removeprefix("《").removesuffix("》"))
        for m in _TITLE.finditer(text)
    ]
    found += [Figure(*m.span(), _plain(m.group())) for m in _DOC_NUMBER.finditer(text)]
    found += _numbers(text)
    return sorted(found, key=lambda f: (f.start, f.end))


def unsupported(text: str, evidence: Iterable[str]) -> list[Figure]:
    """The figures of `text` that stand in none of the evidence texts."""
    sources = list(evidence)
    plain = [_plain(s) for s in sources]
    values = {f.value for s in sources for f in _numbers(s)}
    bare = {v.split(" ")[0] for v in values}

    def stands(figure: Figure) -> bool:
        number, _, unit = figure.value.partition(" ")
        if not re.fullmatch(r"[\d.]+|[\d.]+/[\d.]+", number):
            return any(figure.value.removeprefix("中华人民共和国") in p for p in plain)
        return figure.value in values if unit else number in bare

    return [f for f in figures(text) if not stands(f)]


def _numbers(text: str) -> list[Figure]:
    found: list[Figure] = []
    carried: list[tuple[int, int, str]] = []  # 三至五年: the first number takes the unit of the second
    for m in _NUMBER.finditer(text):
        start, end = m.span()
        if m["percent"]:
            found.append(
                Figure(start, end, f"{_value(m['share'])} {'%' if m['percent'] == '百分之' else '‰'}")
            )
        elif m["parts"]:
            found.append(Figure(start, end, f"{_value(m['of'])}/{_value(m['parts'])}"))
        elif m["fraction"]:
            found.append(Figure(start, end, m["fraction"]))
        elif m["half"]:
            found.append(Figure(start, end, "6 个月" if m["half_unit"] == "年" else "15 日"))
        elif m["range"] and not m["unit"]:
            carried.append((start, m.end("number"), m["number"]))
            continue
        else:
            unit = _unit(m["unit"] or "")
            for a, b, number in [
                *carried,
                (start, m.end("unit") if m["unit"] else m.end("number"), m["number"]),
            ]:
                if _counts(number, unit, text[:a]):
                    found.append(Figure(a, b, " ".join(filter(None, _scaled(number, unit, text[:a])))))
        carried = []
    return found


def _unit(unit: str) -> str:
    return _SAME.get(unit, unit)


def _counts(number: str, unit: str, before: str) -> bool:
    """Chinese numerals are figures only with a unit: 统一, 一般, 一家 are none."""
    if number[0].isascii() or before.endswith("第"):
        return number not in {"万", "千"}
    return (
        bool(unit)
        and not (number == "一" and unit in _GENERIC_ONE)
        and number not in {"百", "千", "万", "亿"}
    )


def _scaled(number: str, unit: str, before: str) -> tuple[str, str]:
    value = _value(number)
    for big, factor in (("万元", 10**4), ("亿元", 10**8)):
        if unit == big:
            return f"{float(value) * factor:g}", "元"
    return value, ("第" if before.endswith("第") and unit in {"条", "款", "项"} else "") + unit


def _value(number: str) -> str:
    number = unicodedata.normalize("NFKC", number)
    if number[0].isdigit() and number[0].isascii():
        digits = re.sub(r"[^\d.]", "", number)
        return f"{float(digits) * _POWERS.get(number[-1], 1):.10g}"
    if not any(c in _POWERS for c in number):
        return str(int("".join(str(_DIGITS[c]) for c in number)))
    return str(_spelled_out(number))


def _spelled_out(number: str) -> int:
    """一千二百二十四 → 1224"""
    total = section = digit = 0
    for character in number:
        power = _POWERS.get(character)
        if power is None:
            digit = _DIGITS[character]
        elif power >= 10**4:
            total, section, digit = (total + section + digit) * power, 0, 0
        else:
            section, digit = section + (digit or 1) * power, 0
    return total + section + digit


def _plain(text: str) -> str:
    """Text for comparing: width, kinds of brackets, white space and 中华人民共和国 do not count."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[〔\[【(]", "(", re.sub(r"[〕\]】)]", ")", folded)).replace("《中华人民共和国", "《")
