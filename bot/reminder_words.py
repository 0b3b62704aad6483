"""Plain words about reminders themselves: 别再提醒我, 以后提前三天提醒我, 恢复提醒."""

import re

from knowledge.reading.characters import normalised, number

_LONGEST = 30  # characters; a longer message speaks of a matter
_REMIND = re.compile(r"提醒|打扰我|通知我")
_SPAN = re.compile(r"(?P<n>半|[一二两三四五六七八九十]{1,3}|\d{1,3})个?(?P<unit>天|日|周|星期|礼拜|月)")
_ON_THE_DAY = re.compile(r"当天|当日|那一?天")
_OFF = re.compile(r"别|不要|不用|不必|不想|停|关|取消|烦")
_ON = re.compile(r"打开|开启|恢复|重新|继续|开着|重开|接着")
_HOW = re.compile(r"怎么|设置|调整|几天|早一?[点些]|多久|什么时候|规则|改一?下")
# What such a wish is made of; whatever else is said is a matter to be reminded of
_OWN_WORDS = re.compile(
    r"提醒|打扰|通知|消息|推送|提前|当天|当日|那一?天|到期|期限|之前|以前|以后|今后|之后|现在|从今天起|每次|总是|还是|能不能|可不可以|那|老是|天天|一直"
    r"|别|不要|不用|不必|不想|停止|停|关闭|关掉|关|取消|太?烦|打开|开启|恢复|重新|继续|接着|重开|开着|开|怎么|设置|设|调整|调|几天|早一?[点些]|多久"
    r"|什么时候|规则|改一?下|改成|改为|换成|改|时间|功能|就行|就好|就|行|好|可以|请|麻烦|谢谢|您|你|我|给|帮|把|的|了|吧|吗|呢|啊|啦|再|都|先|也|要|想|收到?|发|来|才|只|到|在|前|是|一下|[，。！!？?、\s]"
)


_MUTE = re.compile(
    r"(?:别|不要|不用|不必|甭)再?(?:提醒|催|通知)我?了?|(?:停|停止|关|关掉|取消)(?=.{2,}的?提醒)"
)
_UNMUTE = re.compile(r"(?:继续|恢复|重新|还是|接着)(?:提醒|催|通知)我?(?!提前)")


def read_muting(text: str) -> tuple[bool, str] | None:
    """别再提醒我划线的事 → (True, 划线的事), 继续提醒… → (False, …); None where no single matter is meant."""
    plain = normalised(text).strip()
    if len(plain) > _LONGEST:
        return None
    for pattern, muted in ((_MUTE, True), (_UNMUTE, False)):
        if pattern.search(plain):
            matter = pattern.sub("", plain, count=1)
            return (muted, matter) if len(_OWN_WORDS.sub("", matter)) > 1 else None
    return None


def read_reminder_wish(text: str) -> str | None:
    """ "on", "off", a number of days, or "" for how it is set; None where it is about something else."""
    plain = normalised(text).strip()
    if len(plain) > _LONGEST or not _REMIND.search(plain):
        return None
    span = _SPAN.search(plain)
    if _OWN_WORDS.sub("", _SPAN.sub("", plain, count=1)):
        return None
    if span:
        return str(_days(span["n"], span["unit"]))
    if _ON_THE_DAY.search(plain):
        return "0"
    for pattern, wish in ((_HOW, ""), (_OFF, "off"), (_ON, "on")):
        if pattern.search(plain):
            return wish
    return None


def _days(count: str, unit: str) -> int:
    if count == "半":
        return 15
    return (number(count) or 0) * {"天": 1, "日": 1, "月": 30}.get(unit, 7)
