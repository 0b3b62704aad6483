"""What speaks for the best passages answering the question at all, as numbers for the ranking."""

import re
from collections.abc import Sequence

import numpy as np

from knowledge.model import Kind
from knowledge.profile import District
from knowledge.search.candidates import Candidate, Scores

EVIDENCE = (
    "cosine", "margin", "characters", "record", "asks_figure", "names_elsewhere", "number_missing",
    "asks_local", "local_first",
)  # fmt: skip
BEST = 3  # passages that are read for it
_REST = slice(10, 50)  # by cosine: what is near only because the question is about this field
_USUAL_MARGIN = 0.06  # in a library so small that nothing is left to compare with
_FIGURE = re.compile(r"多少|几|价|电话|哪家")
_ELSEWHERE = re.compile(
    "北京|上海|天津|重庆|香港|澳门|台湾|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    "|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|沈阳|长春|哈尔滨|南京|杭州|宁波|合肥|福州"
    "|厦门|南昌|济南|青岛|郑州|武汉|长沙|广州|深圳|东莞|佛山|南宁|海口|成都|贵阳|昆明|拉萨|西安|兰州|西宁|银川"
    "|乌鲁木齐|大连|苏州|无锡|美国|英国|日本|韩国|德国|法国|俄罗斯|新加坡|欧盟|外国"
)
_NUMBER = re.compile(r"(?<!\d)\d{4}(?!\d)")
_HERE = r"[我咱]们?[区市县镇乡村这]|[本全][区市县]|[区市县镇村]里|街道"


def local_names(district: District) -> re.Pattern[str]:
    """Matches a question about this place."""
    towns = (name for town in district.towns for name in (town.name, *town.aliases))
    return re.compile("|".join([_HERE, *map(re.escape, (district.name, *towns))]))


def evidence(
    question: str, kind: Kind, local: re.Pattern[str], ranked: Sequence[Candidate], texts: Sequence[str]
) -> Scores:
    """One value for each of EVIDENCE. `ranked` is not empty; `texts` are of its BEST first, with titles."""
    cosines = sorted((c.cosine for c in ranked if c.cosine is not None), reverse=True) or [0.0]
    first = cosines[-1] if ranked[0].cosine is None else ranked[0].cosine
    characters = {c for c in question if "\u4e00" <= c <= "\u9fff"}
    covered = max((sum(c in text for c in characters) for text in texts), default=0)
    everything = "\n".join(texts)
    rest = cosines[_REST]
    return np.array(
        [
            first,
            first - float(np.mean(rest)) if rest else _USUAL_MARGIN,
            covered / (len(characters) or 1),
            kind is Kind.RECORD,
            _FIGURE.search(question) is not None,
            any(name not in everything for name in _ELSEWHERE.findall(question)),
            any(number not in everything for number in _NUMBER.findall(question)),
            kind is Kind.POLICY and local.search(question) is not None,
            ranked[0].local,
        ],
        np.float64,
    )
