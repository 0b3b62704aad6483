"""The parts of a record: what was settled at the meeting, and what a later check found."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from datetime import date

from knowledge.dates import DateMention

_CHECK = r"跟踪|跟进|回访|复查|核查|复核|回头看|回看|后续|后来|办理结果|落实结果|落实情况|办理情况|完成情况|执行情况|督办|进展|更新|销号|现状|近况|评价|满意度|验收|最新"
_HEADING = re.compile(
    rf"^[\s\W\d一二三四五六七八九十]{{0,8}}(?:[^\n，。：:]{{0,8}})?(?:{_CHECK})[^\n，。]{{0,8}}(?:[：:】）)*\s]|$)",
    re.MULTILINE,
)
_AFTERWARDS = re.compile(r"(?<=[\n。])\s*(?:后来|此后|如今|目前来看|事后|截至目前)")
_OPENING = re.compile(r"(?:截至|截止|至|到了?|今年|当年|次年|结果[：:]|从|施工|（|\(|【|\*)*")


def follow_up_start(plain: str, dates: tuple[DateMention, ...], held_on: date | None) -> int:
    """Where the text turns to what came of the promises; its length if it never does."""
    # ruff: noqa: E501 — a pattern is read best on one line
    candidates = [m.start() for m in _HEADING.finditer(plain)]
    if held_on is not None:
        candidates += _dated_openings(plain, dates, held_on)
    candidates += [m.start() for m in _AFTERWARDS.finditer(plain)]
    settled = len(plain) // 5  # a title may speak of 回访 too
    return min((c for c in candidates if c > settled), default=len(plain))


def _dated_openings(plain: str, dates: tuple[DateMention, ...], held_on: date) -> list[int]:
    """Paragraphs and sentences that begin with a day after the meeting that is no deadline."""
    found = []
    for mention in dates:
        if not mention.on or mention.on <= held_on or mention.deadline:
            continue
        before = plain[max(0, mention.start - 12) : mention.start]
        opening = re.split(r"[\n。]", before)[-1]
        if opening == before and len(before) == 12:
            continue
        if _OPENING.fullmatch(re.sub(r"[\s\W]", "", opening)) and re.match(
            r"[^，。\n]{0,40}", plain[mention.end :]
        ):
            found.append(mention.start)
    return found
