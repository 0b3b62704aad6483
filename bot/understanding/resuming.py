"""Messages known by a few words: 继续刚才的准备, 会开完了, the topic asked back, 反映最多的是什么."""

import re

import cn2an

from bot.actions.matters import (
    MatterArguments,
    MattersArguments,
    common_matters,
    kept_matter,
    show_matter,
    write_matter,
)
from bot.actions.prepare import (
    CardArguments,
    PrepareArguments,
    card_in_word,
    meeting_over,
    prepare,
    resume_card,
)
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
    r"(?:反映|反应|提到?|协商|诉求|关心|关注|意见)得?[^，。]{0,6}(?:最|比较)(?:多|集中|普遍|突出)"
    r"|最(?:多|集中|普遍|突出|关心|关注)的?(?:问题|诉求|事|意见|议题|是什么|是啥)|最(?:关心|关注)(?:什么|啥|哪些)"
    r"|(?:共性|热点|普遍性)的?(?:问题|议题|诉求|矛盾)|(?:都|一直|老)在?(?:反映|提|协商|说)(?:什么|啥|哪些)"
)
_WHICH_PLACE = re.compile(r"(?:哪个|哪些|哪几个)(?:镇|乡|街道|地方|单位|部门|小区|村)[^，。]{0,8}最")
_AS_REPORT = re.compile(
    r"^(?:请|帮我|就|把|将|给)*第([一二三四五1-5])(?:个|类|项|件|条)?(?:共性)?(?:问题)?(?:写|起草|做|整理|形成|弄|拟)"
    r"(?:成|个|一?[篇份条个])*(?:社情民意)?(?:信息)?$"
)
_OPEN_MATTER = re.compile(
    r"^(?:我要|我想|请|帮我)*(?:看一?看|看一?下|看|打开|展开|说说)第([一二三四五1-5])类(?:的?详细|的?原文|吧|呢)*$"
)
_CARD_IN_WORD = re.compile(
    r"^(?:请|帮我|把|将)*(?:这张?|会前|一页)*(?:卡片?)?(?:生成|导出|转成|导成|发我|下载|要)成?(?:一?[份个])?(?:会前|一页)*卡?片?的?"
    r"(?:word|docx?|文档|文件)(?:版|给我|吧)*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[?？]|吗|怎么|谁|哪|多少|什么|有没有|能不能")


def take_up_matter(turn: Turn) -> list[Reply] | None:
    """看第1类, 第1类写成社情民意: of the table shown last; None where the message is about something else."""
    text = re.sub(r"[，。！!\s]+", "", normalised(turn.incoming.text))
    opened = _OPEN_MATTER.match(text)
    said = opened or _AS_REPORT.match(text)
    answer_id = turn.state.answer_id
    if turn.in_group or said is None or answer_id is None:
        return None
    number = int(cn2an.cn2an(said[1], "smart"))
    if kept_matter(turn, answer_id, number) is None:
        return None
    do = show_matter if opened else write_matter
    return do(turn, MatterArguments(answer_id=answer_id, number=number))


def resume(turn: Turn) -> list[Reply] | None:  # noqa: PLR0911
    """None where the message is about something else."""
    text = re.sub(r"[，。！!\s]+", "", normalised(turn.incoming.text))
    awaited, turn.state.awaits_topic = turn.state.awaits_topic, False
    if not 0 < len(text) <= _SHORT:
        return None
    if _RESUME.match(text):
        return resume_card(turn)
    if turn.state.card_id is not None and _CARD_IN_WORD.match(text):
        return card_in_word(turn, CardArguments(answer_id=turn.state.card_id))
    if _COMMON.search(text) and not _WHICH_PLACE.search(text):
        return common_matters(turn, MattersArguments(text=turn.incoming.text))
    if _OVER.match(text):
        return meeting_over(turn)
    if awaited and not _QUESTION.search(text):
        return prepare(turn, PrepareArguments(text=turn.incoming.text))
    return None
