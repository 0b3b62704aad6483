"""Which promises a few words mean: shared words, weighted by how much they tell the promises apart."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.characters import normalised, sound
from knowledge.items import Item
from knowledge.keywords import words

# Said of every promise, so they tell none from another
_COMMON = frozenset(
    """那个 那件 这个 这件 刚才 事情 已经 没有 还没 推到 延期 答应 承诺 负责 问题 工作 情况 进展
    完成 落实 解决 之前 上次 今天 昨天 月底 年底 一下 我们 你们 他们 可以 搞定 办结 动静 反应 更新 状态
    街道 小区 单位 部门 那边 那头 会上 板凳 板凳会 协商 协商会 协商议事会 协商议事 议事 弄好 办好 修好
    做好 装好 完工 推迟 顺延 需要 已办 推进""".split()  # noqa: SIM905
)
_UNSEEN = 0.5  # a word that fits no promise counts half against all of them
_QUOTED = 0.3  # a word that only the quoted sentence has, which may speak of other promises too


@dataclass(frozen=True, slots=True)
class Match:
    item: Item
    score: float  # 0..1: the weighted share of what was said that this promise has


def about(topic: str, item: Item) -> bool:
    """Whether a promise belongs to a topic: half of the topic's telling words are in it."""
    asked = telling(topic)
    own = _Words(item)
    return bool(asked) and sum(own.have(word) > 0 for word in asked) * 2 >= len(asked)


def matches(said: str, items: Sequence[Item], units: Iterable[str] = ()) -> list[Match]:
    """Promises that share telling words with `said`, best first. `units`: bodies that it names."""
    pool = [(item, _Words(item)) for item in items]
    fits = {
        word: {item.id: share for item, own in pool if (share := own.have(word))} for word in telling(said)
    }
    fits |= {unit: {item.id: 1.0 for item in items if item.unit == unit} for unit in units}
    weights = {
        word: math.log(1 + (len(pool) + 1) / max(1.0, sum(shares.values()))) * (1 if shares else _UNSEEN)
        for word, shares in fits.items()
    }
    total = sum(weights.values())
    found = [
        Match(item, sum(weights[word] * shares.get(item.id, 0.0) for word, shares in fits.items()) / total)
        for item in items
        if any(item.id in shares for shares in fits.values())
    ]
    return sorted(found, key=lambda match: (-match.score, match.item.id))


class _Words:
    """The words of a promise, to be found as they are written or as they sound."""

    def __init__(self, item: Item) -> None:
        self._own = _Heard(item.topic, item.town, item.action)
        self._quote = _Heard(item.quote)  # often one sentence with several promises in it

    def have(self, word: str) -> float:
        return 1.0 if word in self._own else _QUOTED if word in self._quote else 0.0


class _Heard:
    def __init__(self, *parts: str | None) -> None:
        self._text = normalised(" ".join(part for part in parts if part)).lower()
        self._sound = _sounds(self._text)

    def __contains__(self, word: str) -> bool:
        return word in self._text or _sounds(word) in self._sound


def _sounds(text: str) -> str:
    return " ".join(["", *(sound(c) or c for c in text), ""])


def telling(said: str) -> set[str]:
    return {word for word in words(normalised(said)) if word not in _COMMON and len(word) > 1}
