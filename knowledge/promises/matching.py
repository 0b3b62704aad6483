"""Which promises a few words mean: shared words, weighted by how much they tell the promises apart."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.promises.items import Item
from knowledge.reading.characters import normalised, sound
from knowledge.search.keywords import words

# Said of every promise, so they tell none from another
_COMMON = frozenset(
    """那个 那件 这个 这件 刚才 事情 已经 没有 还没 推到 延期 答应 承诺 负责 问题 工作 情况 进展
    完成 落实 解决 之前 上次 今天 昨天 月底 年底 一下 我们 你们 他们 可以 搞定 办结 动静 反应 更新 状态
    街道 小区 单位 部门 那边 那头 会上 板凳 板凳会 协商 协商会 协商议事会 协商议事 议事 弄好 办好 修好
    做好 装好 完工 推迟 顺延 需要 已办 推进""".split()  # noqa: SIM905
)
# Characters that any promise or any report of one may hold
_COMMON_CHARACTERS = frozenset(
    "的了那个这件条事情已经没有还说好完弄办做装修换清打去来我们他你它是在和把给被就也都又再不要会能可以今昨天日月年"
    "号底前后里外上下大小一二三四五六七八九十两半多少点儿嘛吧呢啊哦嗯等区局街道镇乡村部门推到延期拖改过看现场"
)
_UNSEEN = 0.5  # a word that fits no promise counts half against all of them
_QUOTED = 0.3  # what only the quoted sentence has, which may speak of other promises too
_SOUNDS_LIKE = 0.5  # two characters that merely sound right: 充电装 for 充电桩
_CHARACTER = 0.3  # one character: 井打好了


@dataclass(frozen=True, slots=True)
class Match:
    item: Item
    score: float  # 0..1: the weighted share of what was said that this promise has
    clues: frozenset[str] = frozenset()  # what was said that is this promise's own


def about(topic: str, item: Item) -> bool:
    """Whether a promise belongs to a topic: half of the topic's telling words are in it."""
    asked = telling_words(topic)
    own = _Words(item)
    return bool(asked) and sum(own.have(word) > 0 for word in asked) * 2 >= len(asked)


def matches(said: str, items: Sequence[Item], units: Iterable[str] = ()) -> list[Match]:
    """Promises that share telling words with `said`, best first. `units`: bodies that it names."""
    pool = [(item, _Words(item)) for item in items]
    clues = {**dict.fromkeys(telling_words(said), 1.0), **_smaller_clues(said)}
    fits = {clue: {item.id: own.have(clue) for item, own in pool if own.have(clue)} for clue in clues}
    named = set(units)
    fits |= {unit: {item.id: 1.0 for item in items if item.unit == unit} for unit in named}
    weights = {
        clue: clues.get(clue, 1.0) * math.log(1 + (len(pool) + 1) / max(1.0, sum(shares.values())))
        for clue, shares in fits.items()
        if shares or clues.get(clue, 1.0) == 1.0
    }
    total = sum(weight * (1 if fits[clue] else _UNSEEN) for clue, weight in weights.items())
    found = [
        Match(
            item,
            sum(weight * fits[clue].get(item.id, 0.0) for clue, weight in weights.items()) / total,
            frozenset(clue for clue in weights if fits[clue].get(item.id) == 1.0),
        )
        for item in items
        if any(item.id in fits[clue] for clue in weights)
    ]
    return sorted(found, key=lambda match: (-match.score, match.item.id))


class _Words:
    """The words of a promise, to be found as they are written or as they sound."""

    def __init__(self, item: Item) -> None:
        self._own = _Heard(item.topic, item.town, item.action)
        self._quote = _Heard(item.quote)

    def have(self, clue: str) -> float:
        return 1.0 if clue in self._own else _QUOTED if clue in self._quote else 0.0


class _Heard:
    def __init__(self, *parts: str | None) -> None:
        self._text = normalised(" ".join(part for part in parts if part)).lower()
        self._sound = _sounds(self._text)

    def __contains__(self, clue: str) -> bool:
        return clue in self._text or (len(clue) > 1 and _sounds(clue) in self._sound)


def _sounds(text: str) -> str:
    return " ".join(["", *(sound(c) or c for c in text), ""])


def telling_words(said: str) -> set[str]:
    """Words that may tell one promise from another."""
    return {word for word in words(normalised(said)) if word not in _COMMON and len(word) > 1}


def _smaller_clues(said: str) -> dict[str, float]:
    """Pairs of neighbouring characters, whatever the words are, and single characters; with their weights."""
    plain = normalised(said)
    known = telling_words(said)
    rare = [c if "\u3400" <= c <= "\u9fff" and c not in _COMMON_CHARACTERS else " " for c in plain]
    pairs = {plain[i : i + 2] for i in range(len(plain) - 1) if rare[i] != " "}
    pairs = {pair for pair in pairs if re.fullmatch("[\u3400-\u9fff]{2}", pair)} - known - _COMMON
    return dict.fromkeys(set(rare) - {" "}, _CHARACTER) | dict.fromkeys(pairs, _SOUNDS_LIKE)
