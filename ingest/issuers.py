"""Who issued a paper: from its labels, signature, letterhead, title or the assembly that adopted it."""

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.headlines import without_numbers
from ingest.paper_dates import DATE

_BODY = (
    r"(?:政府|办公室|办公厅|委员会|常务委员会|[分总]?局|厅|部|法院|检察院|[大支总]队|管委会|领导小组|指挥部|"
    r"公司|中心|总工会|联合会|协会|妇联|残联|[省市区县镇街]委|党委|党组|办事处|研究院|学会|人大|政协)"
)
_ONE = rf"(?!关于)[\u4e00-\u9fa5]{{1,28}}{_BODY}"
_BODIES = re.compile(rf"(?:{_ONE})(?:[\s、，,　]+{_ONE})*")
_LABEL = re.compile(
    r"(?:发文机关|颁布单位|颁布机关|颁布部门|制定单位|发布机构|发文单位|发布机关|发布单位|制定机关|印发机关|发文机构|信息来源|来源)[\s:：|]*([^\s|:：]{3,60})"
)
_LETTERHEAD = re.compile(r"^([\u4e00-\u9fa5、\s]{4,60}?)\s*文\s*件$")
_ASSEMBLY = re.compile(
    r"([\u4e00-\u9fa5]{2,16}?)第[一二三四五六七八九十\d]{1,4}届(人民代表大会(?:常务委员会)?|(?:政协)?委员会(?:常务委员会)?)"
)
_VERB = re.compile("通过|批准|修订|修正|公告|关于修改")
_ORDERED = re.compile(rf"({_ONE})(?:令|公告)?(?:第[\d一二三四五六七八九十]+号)?\s*(?:公布|发布|印发|颁布)")


def issuer_of(head: Sequence[str], lines: Sequence[str], title: str) -> str | None:
    """The issuer as written, several joined by 、; None where the paper names none."""
    for line in head:
        label = _LABEL.search(line)
        if label and _BODIES.fullmatch(label[1]):
            return _joined(label[1])
    adopted = _adopter(head)
    if adopted:
        return adopted
    return _signature(lines) or _letterhead(head) or _from_title(title)


def _adopter(head: Sequence[str]) -> str | None:
    """The assembly that adopted or last amended a rule, not the one above it that only approved."""
    lines = [DATE.sub(" ", line) for line in head]
    assemblies = [
        match[1] + match[2]
        for line in lines
        for match in _ASSEMBLY.finditer(line)
        if (verb := _VERB.search(line, match.end())) and verb[0] != "批准"
    ]
    orders = [match[1] for line in lines if (match := _ORDERED.search(line))]
    return (assemblies or orders or [None])[-1]


def _signature(lines: Sequence[str]) -> str | None:
    """The bodies beside or above a date that closes its line."""
    for index, line in enumerate(lines):
        date = DATE.search(line)
        if date is None or without_numbers(line[date.end() :]).strip("）) 　印发布"):
            continue
        beside = without_numbers(line[: date.start()]).strip("（( 　")
        if beside:
            if _BODIES.fullmatch(beside):
                return _joined(beside)
            continue
        above = list(takewhile(_BODIES.fullmatch, (before.strip() for before in reversed(lines[:index]))))
        if above:
            return _joined(" ".join(reversed(above[:4])))
    return None


def _letterhead(head: Sequence[str]) -> str | None:
    for line in head:
        match = _LETTERHEAD.match(line)
        if match:
            return _joined(match[1]) if "、" in match[1] else "".join(match[1].split())
    return next((_joined(line) for line in head if _BODIES.fullmatch(line)), None)


def _from_title(title: str) -> str | None:
    bodies = re.split("关于|印发|转发", title, maxsplit=1)[0]
    return _joined(bodies) if bodies != title and _BODIES.fullmatch(bodies) else None


def _joined(bodies: str) -> str:
    return "、".join(part for part in re.split(r"[\s、，,　]+", bodies) if part)
