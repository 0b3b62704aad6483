"""What people read in a reminder, and about how they want to be reminded."""

from datetime import date

from knowledge.promises.items import Item
from knowledge.promises.reminders import Reminder, Stage

_MOST_WORDS = 60  # of a promise in a line
_WEEKDAYS = "一二三四五六日"

OWN_TITLE = "今天要跟的事"
ESCALATED_TITLE = "逾期较久，请您过问"
HOW_TO_ANSWER = "点按钮，或直接回一句，例如“第1条弄好了”“第2条推到月底”。不想收就说“别再提醒我”。"
REMINDERS_HELP = "例如“提前5天提醒我”（最多60天）、“别再提醒我”“恢复提醒”。"
REMINDERS_ON, REMINDERS_OFF = "打开提醒", "关闭提醒"
MUTE_WHICH = "您说的像是不止一件。请说清楚一点，例如“别再提醒我物业划线的事”。"
MUTE_NONE = "没有对上您要跟的哪一件。发“我有哪些要跟的”看清单，再说“别再提醒我……的事”。"
NOTHING_DUE = "现在没有要提醒的。"
NOT_UNDERSTOOD = f"没看懂要怎么提醒。{REMINDERS_HELP}"


def title(day: date) -> str:
    return f"{OWN_TITLE}（{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}）"


def reminder_line(number: int, reminder: Reminder, today: date) -> str:
    """What, how near or late, and where it belongs."""
    item = reminder.item
    topic = "".join(part for part in (f"〔{item.town}〕" if item.town else "", item.topic) if part)
    follower = f"，{reminder.follower}委员在跟" if reminder.follower else ""
    where = f"\n　{topic}" if topic and topic != item.action else ""
    return f"{number}. {_name(item)}（{_when(reminder, today)}{follower}）{where}"


def _when(reminder: Reminder, today: date) -> str:
    due = reminder.item.due
    assert due is not None  # nothing is reminded of without a day
    days = abs((due - today).days)
    match reminder.stage:
        case Stage.BEFORE:
            return f"{'明天' if days == 1 else f'{days}天后'}到期，{due.month}月{due.day}日"
        case Stage.DUE:
            return "今天到期"
        case _:
            return f"已逾期{days}天"


def _name(item: Item) -> str:
    action = item.action if len(item.action) <= _MOST_WORDS else f"{item.action[:_MOST_WORDS]}…"
    return f"{item.unit or '（未写单位）'}：{action}"


def more(count: int) -> str:
    return f"……还有{count}件，发“我有哪些要跟的”看全部。"


def days_button(days: int) -> str:
    return f"提前{days}天"


def setting(*, enabled: bool, days_before: int, repeat_every: int, quiet: str) -> str:
    if not enabled:
        return "提醒已关闭。到期的事不会再告诉您，想看时发“我有哪些要跟的”。"
    ahead = f"到期前{days_before}天、" if days_before else ""
    return f"提醒开着：{ahead}到期当天、逾期后每{repeat_every}天各提醒一次，一天最多一条，{quiet}不打扰。"


def muted(item: Item) -> str:
    return f"好的，不再提醒：{_name(item)}。它还在清单里；要恢复就说“继续提醒……的事”。"


def unmuted(item: Item) -> str:
    return f"好的，继续提醒：{_name(item)}。"
