"""提醒: whether a member wants them, and how early."""

import re

from bot.actions.action import Action, Arguments, Name, button
from bot.messages import Block, Reply, says
from bot.reminder_words import read_muting, read_reminder_wish
from bot.texts import reminders as texts
from bot.turn import Turn
from bot.understanding.pointing import among
from knowledge.promises.items import Scope
from knowledge.reading.characters import normalised

_DAYS = (1, 3, 7)  # offered as buttons
_MOST_DAYS = 60
_OFF = re.compile(r"(?:关|关闭|关掉|不要|取消|停|停止|off)", re.IGNORECASE)
_ON = re.compile(r"(?:开|打开|开启|恢复|on)", re.IGNORECASE)
_BEFORE = re.compile(r"(?:提前)?(\d{1,3})天?")


class RemindersArguments(Arguments):
    text: str = ""  # "", on, off or a number of days


def reminders(turn: Turn, arguments: RemindersArguments) -> list[Reply]:
    account, wish = turn.incoming.member, normalised(arguments.text).strip()
    chosen = turn.knowledge.reminders.setting(account)
    if _OFF.fullmatch(wish):
        turn.knowledge.reminders.choose(account, enabled=False, days_before=chosen.days_before)
    elif _ON.fullmatch(wish):
        turn.knowledge.reminders.choose(account, enabled=True, days_before=chosen.days_before)
    elif (days := _BEFORE.fullmatch(wish)) and int(days[1]) <= _MOST_DAYS:
        turn.knowledge.reminders.choose(account, enabled=True, days_before=int(days[1]))
    elif wish:
        return says(texts.NOT_UNDERSTOOD)
    return [_shown(turn)]


def asked_about_reminders(turn: Turn) -> list[Reply] | None:
    """None where the message is about something else."""
    if not turn.in_group and (muting := read_muting(turn.incoming.text)) is not None:
        return _mute(turn, *muting)
    wish = None if turn.in_group else read_reminder_wish(turn.incoming.text)
    return None if wish is None else reminders(turn, RemindersArguments(text=wish))


def _mute(turn: Turn, muted: bool, matter: str) -> list[Reply]:
    """别再提醒我划线的事: one promise, or a question which."""
    mine = turn.knowledge.ledger_view.items(Scope(only_open=True), turn.access.own())
    found = among(turn, mine, matter, None)
    if len(found) != 1:
        return says(texts.MUTE_WHICH if found else texts.MUTE_NONE)
    turn.knowledge.reminders.mute(turn.incoming.member, found[0].id, muted=muted)
    return says(texts.muted(found[0]) if muted else texts.unmuted(found[0]))


def _shown(turn: Turn) -> Reply:
    chosen = turn.knowledge.reminders.setting(turn.incoming.member)
    rules = turn.knowledge.district.reminders
    sentence = texts.setting(
        enabled=chosen.enabled,
        days_before=rules.days_before if chosen.days_before is None else chosen.days_before,
        repeat_every=rules.repeat_every,
        quiet=f"{rules.quiet_from:%H:%M}至{rules.quiet_until:%H:%M}",
    )
    if not chosen.enabled:
        return Reply(
            (Block(sentence),), ((button(texts.REMINDERS_ON, Name.REMINDERS, "on"),),), edits=_pressed(turn)
        )
    days = tuple(button(texts.days_button(n), Name.REMINDERS, n) for n in _DAYS)
    off = button(texts.REMINDERS_OFF, Name.REMINDERS, "off")
    return Reply((Block(sentence),), (days, (off,)), edits=_pressed(turn))


def _pressed(turn: Turn) -> bool:
    return turn.incoming.press is not None


REMINDERS = Action(
    Name.REMINDERS, RemindersArguments, reminders, "提醒：开、关、提前几天", "reminders", private=True
)
