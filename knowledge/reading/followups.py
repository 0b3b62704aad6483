"""What a member wants watched: the body, the deed, the day."""

import re
from datetime import datetime
from itertools import pairwise

from knowledge.model import Commitment
from knowledge.profile import District
from knowledge.reading.actions import tidy_action
from knowledge.reading.actors import SELF, Actors
from knowledge.reading.characters import normalised
from knowledge.reading.commitments import Promises
from knowledge.reading.dates import Lean, due_reading, mentions
from knowledge.reading.merging import merged
from knowledge.reading.names import NameSort, names_of

_LONGEST = 3_000
_ASKING = re.compile(
    r"(?:请|麻烦|劳烦)?(?:你|您)?(?:先)?(?:帮忙?|替)(?:我|咱们?|我们)?(?:盯|跟|催|跟踪|跟进|留意|关注|看|记|定)(?:一?下|着点?|住(?![建房户院宅])|紧|进)*"
    r"|(?:到时候?)?(?:再)?(?:提醒|喊|叫)(?:我|一?下|咱们?|我们)+|别(?:让我)?忘了?|(?:设|定|加|建|来)(?:一?个)?(?:提醒|闹钟)|盯(?:一?下|住(?![建房户院宅])|着|紧)|跟(?:踪|进)(?:一?下|着)?(?:事项)?|催着点?"
    r"|(?:把这个|这个|这条|这件事)?(?:加|放|列|纳|记|新增|添加|登记)(?:到|进|入)?(?:一?[条个件项])?(?:跟进|跟踪|待办|台账|清单|提醒|督办|承诺)(?:里|中|事项)?|^记一?(?:条|下|笔)|记着|记住|帮我记"
)
_ITEM = re.compile(
    r"(?:^|[\s，。；;：:\n])(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、是]?|[①-⑩]|\d{1,2}[.、）)](?!\d)|[一二三四五六七八九十]、)"
)
_ASKED_OF = re.compile(r"(?:问|找|催|联系|约)(?:一?下|问|一问|问看)?$")
_OWN = re.compile(
    r"我(?:自己)?(?:答应|承诺|要|得|该|负责|说好)|给(?:他们|他|她|居民|群众|村民|老\w)?.{0,6}(?:回话|答复|回复|回音)"
)


def read_followups(text: str, now: datetime, district: District) -> tuple[Commitment, ...]:
    """One commitment for each matter to be watched; the unit is the body that is followed up."""
    text = text[:_LONGEST]
    plain = normalised(text)
    starts = [m.start() for m in _ITEM.finditer(plain)]
    bounds = [*starts, len(text)] if len(starts) > 1 else [0, len(text)]
    found: list[Commitment] = []
    for start, end in pairwise(bounds):
        found += _one_matter(text[start:end], now, district)
    return merged(found)


def _one_matter(text: str, now: datetime, district: District) -> list[Commitment]:
    plain = normalised(text)
    asked = _ASKING.sub(lambda m: " " * len(m.group()), plain)
    names = names_of(district).find(asked)
    town = next((m.name for m in names if m.sort is NameSort.TOWN), None)
    dates = mentions(asked, now, Lean.AHEAD)
    actors = Actors(asked, names, dates, town)
    promised = list(Promises(text, asked, actors.all, dates, now).read(0, len(asked)))
    asked_of = [m for m in names if m.sort is not NameSort.FORM and _ASKED_OF.search(asked[: m.start])]
    if any(c.due for c in promised) and not (asked_of and all(c.unit == SELF for c in promised)):
        return [c for c in promised if c.due or c.unit != SELF]
    units = [m for m in names if m.sort is NameSort.UNIT]
    if _OWN.search(plain) and not re.search(r"[问找催要]", asked):
        unit: str | None = SELF
    elif units:
        unit = units[0].name
    elif asked_of:
        unit = asked_of[0].name
    else:
        unit = (
            promised[0].unit
            if promised
            else (town if re.search(r"镇政府|乡政府|街道|镇里|乡里|镇上", plain) else SELF)
        )
    day = due_reading(asked, now).on
    words = asked
    for mention in reversed(dates):
        words = words[: mention.start] + words[mention.end :]
    return [Commitment(unit, tidy_action(re.sub(r"[\s，。,]+", " ", words)), day, text.strip())]
