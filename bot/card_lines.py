"""Which promises of a draft a few words point at: 第二条, 1和3, 城管那条, 划线那个, 最后一条."""

import re
from collections.abc import Sequence
from enum import StrEnum

from knowledge.model import Commitment
from knowledge.reading.characters import normalised, number
from knowledge.reading.names import NameMention, NameSort

_N = r"[一二三四五六七八九十]{1,2}|\d{1,2}"
_ORDINAL = re.compile(
    rf"第?\s?(?P<list>(?:{_N})(?:\s?[、，,和跟与及]\s?第?(?:{_N}))+)\s?(?:[条个项件]|(?=都?(?:不要|删|去掉|取消|改)))"
    rf"|第\s?(?P<n>{_N})\s?[条个项件]|^\s?(?P<bare>{_N})(?:条|项)?(?:都)?(?=不要|删|去掉|取消)"
    r"|(?P<last>最后)(?:那|一|这)?[条个项件]"
)
_ALL = re.compile(
    r"^(?:全部|所有|每一?条|统一)|(?:两|三|几|四|五|所有|全部|每)(?:条|个|项)?(?:都|全)|都(?=改|推|延|是)"
)
DEED = re.compile(r"[，。\s]*(?:那个|那条|把|将)?(?P<deed>[^，,。]{2,12}?)(?:那|这)(?:个|条|项|件)")

_MOVED_DEED = re.compile(
    r"(?:把|将)?(?P<deed>[^，,。]{2,10}?)的?(?:期限|时间)?(?:提前|推迟|推到|推后|往后|改到|延到|延后|顺延|晚)"
)

_BODY = re.compile(r"[一-龥]{1,10}(?:局|办|委|所|站|队|公司|集团|中心|部|院)")
_TOWN_OFFICE = re.compile(r"(?:[镇乡](?:政府|里|上)?|街道办?)(?:那边|这边)?$")


class Unclear(StrEnum):
    """Why a change cannot be made."""

    WHICH_LINE = "which_line"
    NO_SUCH_LINE = "no_such_line"
    NO_SUCH_DAY = "no_such_day"
    UNKNOWN_NAME = "unknown_name"
    HOW = "how"


class Lines:
    """The words of a change beside the promises that it may mean; lines count from 0."""

    def __init__(self, plain: str, names: Sequence[NameMention], commitments: Sequence[Commitment]) -> None:
        self._plain, self._commitments = plain, commitments
        self._names = [m for m in names if m.sort is not NameSort.FORM and m.end <= len(plain)]

    def named(self) -> list[int] | None:
        """[] where the words point beyond the draft, None where they point at nothing."""
        if (numbered := self.by_number()) is not None:
            return numbered
        if _ALL.search(self._plain):
            return list(range(len(self._commitments)))
        said = {m.name for m in self._names}
        return [i for i, c in enumerate(self._commitments) if c.unit in said] or self.by_deed()

    def by_number(self) -> list[int] | None:
        found = list(_ORDINAL.finditer(self._plain))
        if not found:
            return None
        ordinals: list[int] = []
        for match in found:
            if match["last"]:
                ordinals.append(len(self._commitments))
            else:
                ordinals += [
                    number(n) or 0 for n in re.findall(_N, match["list"] or match["n"] or match["bare"])
                ]
        return [n - 1 for n in ordinals if 0 < n <= len(self._commitments)]

    @property
    def why_none(self) -> Unclear:
        return Unclear.WHICH_LINE if self.by_number() is None else Unclear.NO_SUCH_LINE

    def only(self) -> list[int]:
        """The one promise of a draft that has no other; [] elsewhere."""
        return [0] if len(self._commitments) == 1 else []

    def by_deed(self) -> list[int] | None:
        starts = [0, *(m.end() for m in re.finditer(r"[，,。；\s]", self._plain))]
        deeds = (DEED.match(self._plain, at) for at in starts)
        pointed = next(filter(None, deeds), None) or _MOVED_DEED.match(self._plain)
        if pointed is None:
            return None
        if _TOWN_OFFICE.match(pointed["deed"]):
            return [i for i, c in enumerate(self._commitments) if c.unit and c.unit[-1] in "镇乡道"]
        by_unit = [i for i, c in enumerate(self._commitments) if c.unit and pointed["deed"] in c.unit]
        if by_unit:  # 园林那条, also where the profile does not know the body
            return by_unit
        by_action = [i for i, c in enumerate(self._commitments) if _shares(pointed["deed"], c.action)]
        if by_action:
            return by_action
        if _BODY.fullmatch(pointed["deed"]):  # 金融办那条: nobody on the card is called so
            return []
        quoted = [i for i, c in enumerate(self._commitments) if _shares(pointed["deed"], c.quote)]
        return quoted if len(quoted) == 1 else [] if quoted else None


def _shares(deed: str, words: str) -> bool:
    plain = normalised(words)
    return any(deed[i : i + 2] in plain for i in range(len(deed) - 1))
