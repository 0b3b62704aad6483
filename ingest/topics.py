"""Keywords: the words of a paper that are rare elsewhere, those of its title first."""

import re
from collections import Counter

from knowledge.search.keywords import cut, rarity

_READ = 6_000  # characters: the head and the first sections say what a paper is about
_MOST = 6
_TITLE_WEIGHT = 3
_WORD = re.compile(r"[\u4e00-\u9fff]{2,8}")
_LABEL = re.compile(r"^(?:主题词|关键词)[\s:：]+(.{2,80})$", re.MULTILINE)
_NUMBERED = re.compile(r"第?[一二三四五六七八九十百]+.?")
_WORDS_OF_EVERY_PAPER = """
应当 不得 规定 办法 条例 细则 通知 意见 方案 决定 公告 实施方案 实施细则 管理办法 暂行办法 工作 管理 有关
部门 单位 进行 以及 或者 可以 按照 根据 下列 情形 本办法 本条例 本规定 工作日内 工作日 以上 以下 不少 不少于
超过 负责 牵头 各街道 各镇 人民政府 办公室 委员会 示例 之日起 施行 印发 关于 开展 做好 推进 加强 落实 建立
完善 提出 会议 记录 纪要 委员 参加 主持 时间 地点 怎么 百分之 百分之三十 年度 每年 期限 情况 问题 建议 内容
由区 同时废止 废止 文件 日内 协商
"""
_GENERAL = frozenset(_WORDS_OF_EVERY_PAPER.split())


def keywords_of(title: str, text: str, places: tuple[str, ...] = ()) -> tuple[str, ...]:
    """At most six; its own 主题词 come first. `places` and bodies say nothing of the matter."""
    own = _LABEL.search(text)
    named = re.split(r"[\s、，；,;]+", own[1].strip("。 ")) if own else []
    counts = Counter(cut(title) * _TITLE_WEIGHT + cut(text[:_READ]))
    scored = sorted(counts, key=lambda word: -counts[word] * rarity(word))
    telling = (word for word in scored if word not in _GENERAL and word not in "".join(places))
    return tuple(dict.fromkeys(word for word in (*named, *telling) if _is_word(word)))[:_MOST]


def _is_word(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and not _NUMBERED.fullmatch(word)
