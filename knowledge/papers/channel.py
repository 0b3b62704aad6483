"""Which of the four papers a matter asks for, and why."""

import re
from dataclasses import dataclass

from knowledge.papers.model import PaperKind

_TOO_WIDE = re.compile(r"全市|全省|全国|市里|省里|国家|上级|普遍|不少地方|多个(?:乡镇|街道)|各乡镇|各地")
_URGENT = re.compile(r"刚|突发|最近|近日|苗头|紧急|马上|眼下|这几天|汛期|隐患|群众反映|反映强烈|舆情|议论")
_MEETING_AHEAD = re.compile(
    r"(?:明天|后天|下周|周[一二三四五六日]|待会|今天下午|会上|开会|协商会)[^。]{0,12}(?:发言|讲|说|去|开|参加)?"
)
_MEETING_OVER = re.compile(r"会开完|开完会|散会|会后|整理会议|达成(?:一致|共识)|会上(?:定|商定|答应|承诺)")
_LASTING = re.compile(r"规划|机制|办法|制度|条例|三年|长期|体系|建设|改革|资金|财政|标准")


@dataclass(frozen=True, slots=True)
class Channel:
    kind: PaperKind
    why: str


def propose(text: str) -> Channel:
    """The rule that fits first; a 提案 is for what takes one unit, money or a lasting rule."""
    if _MEETING_OVER.search(text):
        return Channel(PaperKind.MINUTES, "会已经开了，先把谁答应了什么、什么时候办记成纪要。")
    if _MEETING_AHEAD.search(text):
        return Channel(PaperKind.SPEECH, "要在会上讲，用发言提纲，三到五分钟。")
    if _TOO_WIDE.search(text) and not _LASTING.search(text):
        return Channel(PaperKind.REPORT, "不止一个地方有，区里要向上反映，用社情民意信息快。")
    if _URGENT.search(text):
        return Channel(PaperKind.REPORT, "是新近冒出来的情况，社情民意信息随时可以报。")
    return Channel(PaperKind.PROPOSAL, "需要有单位承办、限期答复，用提案最合适。")
