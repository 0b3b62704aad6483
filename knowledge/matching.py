"""Which promises a few words mean: shared words, weighted by how much they tell the promises apart."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.characters import normalised
from knowledge.items import Item
from knowledge.keywords import words

# Said of every promise, so they tell none from another
_COMMON = frozenset(
    """那个 那件 这个 这件 刚才 事情 已经 没有 还没 推到 延期 答应 承诺 负责 问题 工作 情况 进展
    完成 落实 解决 之前 上次 今天 昨天 月底 年底 一下 我们 你们 他们 可以 搞定 办结 动静 反应 更新 状态
    街道 小区 单位 部门 那边 那头 会上 板凳 板凳会 协商 协商会 协商议事会 协商议事 议事 弄好 办好 修好
    做好 装好 完工 推迟 顺延 需要 已办 推进""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Match:
    item: Item
    score: float  # 0..1: the share of the telling words that this promise has


def about(topic: str, item: Item) -> bool:
    """Whether a promise belongs to a topic: half of the topic's telling words are in it."""
    asked = _telling(topic)
    text = _text(item)
    return bool(asked) and sum(word in text for word in asked) * 2 >= len(asked)


def matches(said: str, items: Sequence[Item], unit: str | None = None) -> list[Match]:
    """Promises that share telling words with `said`, best first; a named unit must be the promise's own."""
    pool = [item for item in items if unit is None or item.unit == unit] or ([] if unit else list(items))
    asked = _telling(said)
    texts = {item.id: _text(item) for item in pool}
    spread = Counter(word for word in asked for text in texts.values() if word in text)
    weights = {word: math.log(1 + (len(pool) + 1) / spread[word]) for word in asked if spread[word]}
    total = sum(weights.values())
    if not total:
        return [Match(item, 0.0) for item in pool] if unit else []
    scored = [
        Match(item, sum(w for word, w in weights.items() if word in texts[item.id]) / total) for item in pool
    ]
    return sorted((m for m in scored if m.score > 0), key=lambda m: -m.score)


def _text(item: Item) -> str:
    parts = (item.topic, item.town, item.unit, item.action, item.quote)
    return normalised(" ".join(part for part in parts if part)).lower()


def _telling(said: str) -> set[str]:
    return {word for word in words(normalised(said)) if word not in _COMMON and len(word) > 1}
