"""Whether a text is about a topic at all, by its words: the gate that keeps a far neighbour off a card."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from knowledge.evidence.relevance import content_words
from knowledge.reading.characters import normalised

T = TypeVar("T")

_COMMON_WORDS = """
    小区 社区 居民 街道 村民 农村 城乡 城市 乡镇 问题 管理 整治 治理 改造 建设 服务 增加 解决 推进 工作 规范
    加强 设置 提升 优化 完善 推动 困难 纠纷 矛盾 难题 老旧 收费 安全 环境 设施 情况 建议 扰民 协商 区里 全区
    """
# Said in every second consultation: they count less than what the matter is called
_COMMON = frozenset(_COMMON_WORDS.split())
_COMMON_WEIGHT = 0.3
ENOUGH, SURE = 0.5, 0.75


def topic_words(text: str) -> frozenset[str]:
    """The words that say what a matter is, without those of every second consultation."""
    return frozenset(w for w in content_words(normalised(text)) if len(w) > 1 and w not in _COMMON)


class Aboutness:
    """Share of the topic's words in a text, 0..1; all common ones together weigh little."""

    def __init__(self, topic: str) -> None:
        told = content_words(normalised(topic))
        whole = {word for word in told if not any(word != other and word in other for other in told)}
        parts = {word for word in told if len(word) > 1 and word not in whole}
        # A long word may stand in pieces elsewhere: 停车难 in 停车, so its parts speak for it
        self._words = {w: self._weight(w) for w in (told if not parts else (parts | _lonely(whole, parts)))}

    def __call__(self, text: str) -> float:
        plain = normalised(text)
        total = sum(self._words.values())
        if not total:
            return 0.0
        return sum(weight for word, weight in self._words.items() if word in plain) / total

    def only_listed(self, text: str) -> bool:
        """Named in passing, as one of many: 医院、农贸市场、餐饮场所."""
        plain = normalised(text)
        said = [m for word in self._words for m in re.finditer(re.escape(word), plain)]
        return bool(said) and all(
            "、" in (plain[m.start() - 1 : m.start()], plain[m.end() : m.end() + 1]) and _listed(plain, m)
            for m in said
        )

    def holds(self, text: str) -> bool:
        """Half of the words, one of them telling; where the topic has none, nearly all."""
        share = self(text)
        return share >= SURE or (share >= ENOUGH and self._tells(text))

    def _tells(self, text: str) -> bool:
        plain = normalised(text)
        return any(weight == 1.0 and word in plain for word, weight in self._words.items())

    def holds_surely(self, text: str) -> bool:
        return self(text) >= SURE

    def fitting(self, things: Sequence[T], text_of: Callable[[T], str], enough: int = 1) -> list[T]:
        """Those that are surely about the topic; where fewer than `enough` are, those that may be."""
        shares = [(self(text_of(thing)), thing) for thing in things]
        sure = [thing for share, thing in shares if share >= SURE]
        return sure if len(sure) >= enough else [thing for thing in things if self.holds(text_of(thing))]

    @staticmethod
    def _weight(word: str) -> float:
        return _COMMON_WEIGHT if word in _COMMON or len(word) == 1 else 1.0


def _listed(plain: str, word: re.Match[str]) -> bool:
    clause = (
        re.split(r"[。；：:\n]", plain[: word.start()])[-1] + re.split(r"[。；\n]", plain[word.start() :])[0]
    )
    return clause.count("、") >= 3


def _lonely(whole: set[str], parts: set[str]) -> set[str]:
    """Words that have no parts of their own."""
    return {word for word in whole if not any(part in word for part in parts)}
