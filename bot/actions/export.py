"""导出台账: what the asker may see, as an Excel file."""

import hashlib
import re

from bot.actions.action import Action, Arguments, Name
from bot.ledger_sheet import write_ledger
from bot.messages import Block, Reply
from bot.texts import ledger as texts
from bot.turn import Turn
from knowledge.reading.characters import normalised

_WANTED = re.compile(
    r"(?:导出|导成|下载|导一?[份个]).{0,12}(?:台账|清单|承诺|跟踪|记录|excel|表格|xlsx)"
    r"|(?:台账|清单|承诺).{0,8}(?:导出|导成|下载|excel|表格|xlsx)",
    re.IGNORECASE,
)
_ASKS_HOW = re.compile(r"怎么|如何|咋|在哪")
_LONGEST = 30  # characters: a longer message says more than this


def export(turn: Turn, _arguments: Arguments) -> list[Reply]:
    folder = hashlib.sha256(turn.incoming.member.encode()).hexdigest()[:16]
    file = turn.knowledge.settings.home / "exports" / folder / texts.exported_name(turn.today)
    write_ledger(turn.knowledge, file, turn.now, turn.access.visible())
    return [Reply((Block(texts.EXPORTED),), files=(file,))]


def asked_to_export(turn: Turn) -> list[Reply] | None:
    """None where the message is about something else."""
    said = normalised(turn.incoming.text).strip(" ，。！!")
    wanted = _WANTED.search(said) and not _ASKS_HOW.search(said)
    if turn.in_group or len(said) > _LONGEST or not wanted:
        return None
    return export(turn, Arguments())


EXPORT = Action(Name.EXPORT, Arguments, export, "导出台账（Excel）", "export", private=True)
