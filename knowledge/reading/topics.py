"""What a consultation was about, in the words of its text."""

import re

from knowledge.reading.characters import normalised
from knowledge.reading.names import NameMention, NameSort

_LONGEST = 40
_STATED = (
    r"(?:议题|主题|事由|焦点|题目)\s*\**\s*(?:是|为|[：:])\s*\**\s*(?P<t>[^\n。；;，,|]{2,40})",
    r"关于(?P<t>[^\n《》。；;，,：:|]{2,40}?)的(?:建议|提案)(?=[》”\s。，,|]|$)",
    r"(?:围绕|聚焦|针对)[“\"《]?(?P<t>[^”\"》\n。；;，,]{2,40}?)[”\"》]?(?:这个?|的)?(?:问题|议题|主题|事项)?(?:开展|进行|召开|组织|协商|展开|，|,|。|$)",
    r"(?:^|[\s，,。])(?:[^\s，,。；;：:]{0,20}(?:说|讲|谈|聊|议|讨论|商量|协商)(?:的是|的|了)?)?(?P<t>[^\s，,。；;：:说讲谈聊议]{2,14}?)的(?:事情?|问题)(?=[\s，,。；;]|$)",
    r"(?:讨论|商量|协商的是|议的是|谈的是|说的是|讲的是|聊的是|谈|讲|聊|(?<!会)(?<!会\s)议(?!事|题)|关于)(?:了|的是|的|一下)?[“\"]?(?P<t>(?!要|得|了?什么|[“”]|\d|[一二三四五六七八九十]+月|[下本这]个?[月周])[^”\"\n。；;，,：:]{2,30}?)[”\"]?(?:的?(?:事情?|问题|议题|事项))?(?:[。；;，,\s]|$|然后|物业|的会)",
    r"就(?P<t>[^\n。；;，,]{2,30}?)(?:问题|事项|工作)?(?:进行|开展|召开|协商)",
)
# 刚在, 开的, 今儿早上: how a report begins
_LEAD = re.compile(
    r"^(?:刚才?|[今昨前][天儿晚早日]+|上午|下午|早上|晚上|中午|一早|我们?|大家|在|去|到|里|开[的了完过]?|[是个场次的就又]|会上?|一下)+"
)
_SPEAKS = re.compile(
    r"说|讲|答应|承诺|表示|同意|保证|负责|牵头|也|都|在|要|把|会|将|没|来|[那这]边|[\d月年下本明后]"
)
_NO_MATTER = re.compile(r"\d|^Sheet|工作表|[今明昨]天|明年|记录|记一?下|示例|参加|转发|报告|开[完了的过]?$")
# 答应月底前清理楼道 is about 清理楼道
_PROMISED = re.compile(r"^(?:都|也)?(?:答应|承诺|保证|表示|说是?)(?:[^\s，,]{1,8}?[前底内](?=[^前内]))?前?")


def read_topic(text: str, names: tuple[NameMention, ...], later: int) -> str:
    """The stated topic, else the first words that are neither place, day nor form; "" if there are none.

    Behind `later` stands what came of it, which is no topic.
    """
    head = text[:1500]
    plain = normalised(head)
    for pattern in _STATED:
        match = re.search(pattern, plain)
        if match:
            return head[match.start("t") : match.end("t")].strip(" “”\"'*#的")
    return _left_over(head[:later], names)


def _left_over(head: str, names: tuple[NameMention, ...]) -> str:
    """The first words that are no place, day or form, nor a body and what it says."""
    cut = head
    for mention in reversed([m for m in names if m.end <= len(head) and m.sort is not NameSort.UNIT]):
        cut = cut[: mention.start] + " " * (mention.end - mention.start) + cut[mention.end :]
    bodies = {m.start: m.end for m in names if m.sort is NameSort.UNIT}
    for match in re.finditer(r"[^\s，,。；;：:！!#*]+", cut):
        speaker = bodies.get(match.start(), match.start())
        if speaker >= match.end() or (speaker > match.start() and _SPEAKS.match(cut, speaker)):
            continue
        piece = _LEAD.sub("", match.group())
        if len(piece) > 1 and not _NO_MATTER.search(piece):
            return (_PROMISED.sub("", piece) or piece)[:_LONGEST]
    return ""
