"""How well a sentence answers a question, by its words and by its looks."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from knowledge.search.keywords import words

_ASKS_FOR_LIST = r"哪些|哪几|什么(?:情况|情形|条件|材料|手续|内容)|何种情[况形]|怎么(?:办理|申请)"
_FIGURE = r"(?:\d|[一二两三四五六七八九十百千万半])\s*(?:个?工作日|个?月|日|天|年|周|小时|分钟|{})"
_ASKS = (  # what is asked for, and what a sentence that says it looks like
    (
        r"多久|多长时间|什么时候|何时|期限|几天|几日|几个月|几年|时限|多少[天日年]|到期|时效",
        _FIGURE.format("前|后|内"),
    ),
    (
        r"多少|几[个人名次倍层岁成条项]|多大|比例|金额|标准|多高|多重|上限|罚",
        _FIGURE.format("元|倍|岁|人|名|次|户|层|米|平方米|分贝|公斤|%") + r"|百分之|分之",
    ),
    (
        r"谁|哪个(?:部门|单位|机关)|哪些(?:部门|单位)|归.{0,4}管|主管|找(?:谁|哪)|负责",
        r"部门|机关|政府|委员会|主管|办事处|局|承担|负责",
    ),
    (r"批|许可", r"批准|审批|审核|核准|许可"),
    (r"什么是|是什么|何谓|指什么|定义|含义", r"是指|，指|所称"),
    (_ASKS_FOR_LIST, r"下列|以下|[（(]一[）)]|(?:[：:]$)"),
    (r"后来|结果|落实|办成|办好|解决了|怎么样了|进展|兑现", r"回访|完成|落实|办结|解决|推进|仍|未"),
    (r"怎么办|如何处理|处罚|罚|后果|责任|赔", r"责令|罚款|赔偿|承担|处[^理]|没收"),
    (
        r"能否|能不能|可以|可不可以|是否|合法吗|有效吗|允许|行不行|必须|要不要",
        r"可以|不得|有权|应当|无效|有效|禁止",
    ),
)
_FUNCTION_WORDS = """
    什么 怎么 怎样 如何 多少 哪些 哪个 哪里 是否 能否 可以 可否 应当 应该 规定 情况
    问题 需要 进行 以及 或者 还是 如果 因为 由于 这个 那个 一个 这种 关于 对于 为什么
    的话 时候 没有 不能 不是 就是 以后 之后 我们 他们 自己 有关 相关 根据 请问 多久
    几天 何时 怎么办 吗 呢 吧 的 了 是 在 和 与 或 及 有 为 被 把 对 从 到 由
    向 将 于 等 我 你 他 她 它 这 那 不 没 能 会 要 可 都 也 还 就 很 最 谁
    几 让 给 个 者 其 所 该 并 而 但 之 以 上 下 中 里 吗 啊 嘛 去 来 做 后
    前 时 多 大 小 说 看 想
    """
_STOP = frozenset(_FUNCTION_WORDS.split())


@lru_cache(maxsize=4096)  # popular passages come back with many questions
def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning, long ones with their parts."""
    return frozenset(words(text)) - _STOP


class Relevance:
    """Rates sentences by the question's words in them, rare ones more, and by their looking like an answer.

    `sentences`: all that will be rated; what is rare is counted in them.
    """

    def __init__(self, question: str, sentences: Sequence[str]) -> None:
        self._words = _weights(content_words(question), [content_words(s) for s in sentences])
        self._characters = _weights(_characters(question), [_characters(s) for s in sentences])
        self._shapes = [re.compile(shape) for ask, shape in _ASKS if re.search(ask, question)]
        self.wants_list = re.search(_ASKS_FOR_LIST, question) is not None

    def __call__(self, sentences: Iterable[str]) -> float:
        """0..2 for the sentences taken together.

        Single characters count half: 驾照 and 驾驶证, 业委会 and 业主委员会 share no word.
        """
        said = list(sentences)
        looks = sum(any(shape.search(s) for s in said) for shape in self._shapes) / (len(self._shapes) or 1)
        covered = _covered(self._words, map(content_words, said))
        return covered + 0.5 * _covered(self._characters, map(_characters, said)) + 0.5 * looks


def _weights(asked: frozenset[str], sentences: Sequence[frozenset[str]]) -> dict[str, float]:
    """What each feature of the question is worth, together 1."""
    seen = Counter(f for features in sentences for f in features)
    raw = {f: math.log(1 + len(sentences) / seen[f]) for f in asked if seen[f]}
    total = sum(raw.values())
    return {f: weight / total for f, weight in raw.items()}


def _covered(weights: dict[str, float], sentences: Iterable[frozenset[str]]) -> float:
    return sum(weights.get(f, 0.0) for f in frozenset().union(*sentences))


def _characters(text: str) -> frozenset[str]:
    return frozenset(c for c in text if "\u4e00" <= c <= "\u9fff") - _STOP
