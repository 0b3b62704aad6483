"""Messages known by a few words: 继续刚才的准备, 会开完了, the topic asked back, 反映最多的是什么."""

import re

from bot.actions.matters import MattersArguments, common_matters
from bot.actions.prepare import PrepareArguments, meeting_over, prepare, resume_card
from bot.messages import Reply
from bot.turn import Turn
from knowledge.reading.characters import normalised

_SHORT = 30  # characters: a longer message says more than these do
_RESUME = re.compile(
    r"^(?:请|好|那)?(?:继续|接着|回到|再看看?|打开|看看)(?:我)?(?:刚才|刚刚|上次|之前|前面|原来)?的?(?:会前)?(?:准备|一页卡|卡片|会前卡|备会)(?:吧|了)?$"
)
_OVER = re.compile(
    r"^(?:我们?)?(?:刚刚?)?(?:协商|板凳|议事|座谈)?会?(?:已经)?(?:都)?(?:开完|结束|散)(?:会)?(?:了|啦|咯)$"
)
_COMMON = re.compile(
    r"(?:反映|反应|提到?|协商|集中|诉求|关心|意见)[^，。]{0,6}最多的?|共性问题|(?:反映|协商)得?(?:比较|最)集中"
)
_QUESTION = re.compile(r"[?？]|吗|怎么|谁|哪|多少|什么|有没有|能不能")


def resume(turn: Turn) -> list[Reply] | None:
    """None where the message is about something else."""
    text = re.sub(r"[，。！!\s]+", "", normalised(turn.incoming.text))
    awaited, turn.state.awaits_topic = turn.state.awaits_topic, False
    if not 0 < len(text) <= _SHORT:
        return None
    if _RESUME.match(text):
        return resume_card(turn)
    if _COMMON.search(text):
        return common_matters(turn, MattersArguments(text=turn.incoming.text))
    if _OVER.match(text):
        return meeting_over(turn)
    if awaited and not _QUESTION.search(text):
        return prepare(turn, PrepareArguments(text=turn.incoming.text))
    return None
