"""The parts of a record: what was settled at the meeting, and what a later check found."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from datetime import date

from knowledge.reading.dates import DateMention

_CHECK = r"跟踪|跟进|回访|复查|核查|复核|回头看|回看|后续|后来|办理结果|落实结果|落实情况|办理情况|完成情况|执行情况|督办|进展|更新|销号|近况|评议|满意度|盘点|最新"
_HEADING = re.compile(
    rf"^(?:[\s#*>【（(\[]*(?:[一二三四五六七八九十\d]{{1,2}}[、.）)]\s*)?[\s*【]*)(?:[^\n，。：:、]{{0,10}})?(?:{_CHECK}|后来)[^\n，。]{{0,30}}?(?:[：:】）)*]|\s|$)",
    re.MULTILINE,
)
_AFTERWARDS = re.compile(r"(?<=[\n。])[\s#*]*(?:后来|此后|如今|目前来看|事后|截至目前)")
_FOUND = re.compile(
    r"[好完毕成齐]了?$|完成|完工|竣工|投用|启用|[通亮]了?$|亮灯|到账|开业|开通|开放|通过|生效|进场|开工|查看|再看|去看|复看|抽查|暗访|拿到|签|到位|撤|装好|修好|恢复|装了|办了|划了|建成"
)
_PROMISED = re.compile(r"如果|要是|若|承诺|答应|保证|负责|同意|将|前(?:完|把|划|装|修)|商定|说定|约定")
_OPENING = re.compile(r"(?:截至|截止|至|到了?|今年|当年|次年|结果[：:]|从|施工|（|\(|【|\*)*")


def follow_up_start(plain: str, dates: tuple[DateMention, ...], held_on: date | None) -> int:
    """Where the text turns to what came of the promises; its length if it never does."""
    # ruff: noqa: E501 — a pattern is read best on one line
    candidates = [m.start() for m in _HEADING.finditer(plain)]
    if held_on is not None:
        candidates += _dated_openings(plain, dates, held_on)
        candidates += _told_results(plain, dates, held_on)
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


def _told_results(plain: str, dates: tuple[DateMention, ...], held_on: date) -> list[int]:
    """Sentences that tell on which days, after the meeting, things were done."""
    found = []
    for mention in dates:
        if not mention.exact or not mention.on or mention.on <= held_on or mention.deadline:
            continue
        start = max(plain.rfind(mark, 0, mention.start) for mark in "。\n；") + 1
        stop = re.compile(r"[。\n；]").search(plain, mention.end)
        sentence = plain[start : stop.start() if stop else len(plain)]
        clause = re.split(r"[，,]", plain[mention.end : stop.start() if stop else len(plain)])[0]
        if _FOUND.search(clause) and not _PROMISED.search(sentence) and not re.match(r"[起由]", clause):
            found.append(start)
    return found
