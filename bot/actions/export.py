"""导出: one's own 履职档案 as Word and Excel, or the ledger that one may see as Excel."""

import hashlib
import re
from pathlib import Path

from bot.actions.action import Action, Arguments, Name
from bot.duty import MOST_YEARS, duty_record
from bot.duty_files import write_duty_files
from bot.ledger_sheet import write_ledger
from bot.messages import Block, Reply, Style, says
from bot.texts import duty as texts_duty
from bot.texts import ledger as texts
from bot.turn import Turn
from knowledge.reading.characters import normalised
from knowledge.reading.questions import read_filters

_LEDGER = r"台账|清单|承诺|跟踪"
_WANTED = re.compile(
    rf"(?:导出|导成|下载|导一?[份个]).{{0,12}}(?:{_LEDGER}|记录|excel|表格|xlsx)"
    rf"|(?:{_LEDGER}).{{0,8}}(?:导出|导成|下载|excel|表格|xlsx)",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"履职(?:档案|记录|情况|材料|台账|清单|报告|手册|小结|总结)"
    r"|我(?:今年|去年|前年|20\d\d年|这一?年)?都?(?:做|干)了(?:什么|哪些)(?:事|工作)?$"
)
_ASKS_HOW = re.compile(r"怎么|如何|咋|在哪|规定|要求|考核|多少分|办法")
_LONGEST = 30  # characters: a longer message says more than this


class ExportArguments(Arguments):
    text: str = ""


def export(turn: Turn, arguments: ExportArguments) -> list[Reply]:
    """/export 去年, /export 台账"""
    said = normalised(arguments.text)
    if re.search(_LEDGER, said) and not _DUTY.search(said):
        return export_ledger(turn)
    return export_duty(turn, said)


def export_ledger(turn: Turn) -> list[Reply]:
    file = _folder(turn) / texts.exported_name(turn.today)
    write_ledger(turn.knowledge, file, turn.now, turn.access.visible())
    return [Reply((Block(texts.EXPORTED),), files=(file,))]


def export_duty(turn: Turn, said: str) -> list[Reply]:
    years = _years(turn, said)
    identities = turn.access.identities or (turn.incoming.member,)
    record = duty_record(turn.knowledge, identities, years)
    if record.is_empty:
        return says(texts_duty.nothing(years))
    person = turn.knowledge.people.person(turn.incoming.member)
    who = " ".join(part for part in (person.name, person.liaison_committee or "") if part) if person else ""
    files = write_duty_files(record, who, _folder(turn), turn.now)
    ready = Block(texts_duty.READY.format(texts_duty.name(years)))
    return [Reply((ready, Block(texts_duty.HINT, Style.NOTE)), files=files)]


def asked_to_export(turn: Turn) -> list[Reply] | None:
    """None where the message is about something else."""
    said = normalised(turn.incoming.text).strip(" ，。！!?？")
    if turn.in_group or len(said) > _LONGEST or _ASKS_HOW.search(said):
        return None
    if _DUTY.search(said):
        return export_duty(turn, said)
    return export_ledger(turn) if _WANTED.search(said) else None


def _years(turn: Turn, said: str) -> tuple[int, ...]:
    """This year where none is said."""
    read = read_filters(said, turn.now, turn.knowledge.district)
    last = read.year_to or (turn.today.year if read.year_from else None)
    if last is None:
        return (turn.today.year,)
    first = max(read.year_from or last, last - MOST_YEARS + 1)
    return tuple(range(min(first, last), last + 1))


def _folder(turn: Turn) -> Path:
    """Where it lies tells nothing about whose it is."""
    member = hashlib.sha256(turn.incoming.member.encode()).hexdigest()[:16]
    return turn.knowledge.settings.home / "exports" / member


EXPORT = Action(Name.EXPORT, ExportArguments, export, "导出履职档案（Word、Excel）", "export", private=True)
