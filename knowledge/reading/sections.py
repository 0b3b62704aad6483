"""The parts of a record: what was settled at the meeting, and what a later check found."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from collections.abc import Iterator
from datetime import date

from knowledge.reading.dates import DateMention
from knowledge.reading.turning_point import turning_point

_CHECK = r"结果(?=[（(][^）)\n]{0,12}[核查看访])|补记|附记|核对|抽查|走访情况|跟踪|跟进|回访|复查|复看|核查|复核|回头看|回看|后续|后来|办理结果|落实结果|落实情况|办理情况|完成情况|执行情况|督办|进展|更新|销号|近况|评议|满意度|盘点|最新|看到的|现场(?:情况|所见)"
_HEADING = re.compile(
    rf"^(?:[\s#*>【（(\[]*(?:附[件注]?[：:]\s*)?(?:[一二三四五六七八九十\d]{{1,2}}[、.）)]\s*)?[\s*【]*)(?:[^\n，。：:、|]{{0,10}})?(?:(?:{_CHECK})(?!的?(?:事项|对象|人员?|单位|组)(?:来自)?[：:])|后来)[^\n，。|]{{0,30}}?(?:[：:】）)*]|\s|$)",
    re.MULTILINE,
)
_AFTERWARDS = re.compile(r"(?<=[\n。])[\s#*]*(?:后来|此后|如今|目前来看|事后|截至目前)")
_CONCLUSION = re.compile(r"^\W*(?:核查|核验|督查|总体|综合|最终)?(?:结论|评价|评定)\s*[：:]", re.MULTILINE)
_ANNOUNCED = re.compile(
    r"(?:落实|办理|完成|进展|跟踪|核查|截[至止])[^，。\n]{0,16}?情况[^，。\n]{0,6}如下[：:。]?"
)
_GOING = r"回访|复查|走访|再次|再(?:去|来|到|看|问|查)|去看|去(?:了|问)|来看|看了|查看|察看|现场|实地|抽查|抽测|暗访|核查|核验|回头看|委员|联络委|跟踪|检查|核实|探访|踏勘|路过|经过|了解|得知|回到|来到|走进|盘点"
_SENTENCE = re.compile(r"[^。\n]+")
_VISIT = re.compile(
    rf"[\s\W]*(?:(?:会后|时隔|过了?|又过|事隔|约|近|大约|仅)?[一二两三四五六七八九十半几\d]{{1,3}}(?:多|来)?(?:天|周|个?星期|个?礼拜|个多?月|年)(?:多|来)?(?:之?后|以后|过去)?[，,]?|会后[^，。\n]{{0,8}}[，,]?|截[至止][^，。\n]{{0,12}}[，,]?)[^，。\n]{{0,14}}(?:{_GOING}|[完好毕成齐]|已)"
    rf"|[\s\W]*(?:转眼|[^，。]{{0,6}}[节会汛秋春夏冬](?:假)?后(?!的)[^，。]{{0,8}}(?:我|委员|路过|去|到)|到(?:了)?(?:腊|正|年)[^，。]{{0,6}}，|入[春夏秋冬]后|(?:一个|这个)?(?:夏天|冬天|雨季|汛期|暑假)(?:过去|过后|下来)|说到做到|再次?(?:走进|来到|踏进)|走进|重访|故地重游|时间来到|一晃)|[\s\W]*(?:近日|日前|最近|前不久|前几天)[^。\n]{{0,16}}(?:{_GOING})|[\s\W]*(?:如今|现如今|现在(?!的问题)|目前|眼下|现已|时至今日)"
    rf"|[\s\W]*(?:委员们?|联络委|我们?|政协|回访组|督办组)[^，。\n]{{0,10}}(?:回访|复查|再次|再(?:去|来|到|看|问|查)|去看|实地|现场(?:看|查|核)|抽查|抽测|暗访|核查|核验|回头看)"
)
_FOUND = re.compile(
    r"[好完毕成齐]了?$|完成|完工|竣工|投用|启用|[通亮]了?$|亮灯|到账|开业|开通|开放|通过|生效|进场|开工|查看|再看|去看|复看|抽查|暗访|拿到|签|到位|撤|装好|修好|恢复|装了|办了|划了|建成"
)
_PROMISED = re.compile(r"如果|要是|若|承诺|答应|保证|负责|同意|将|前(?:完|把|划|装|修)|商定|说定|约定")
_OPENING = re.compile(
    r"(?:我们?|等到|直到|截至|截止|至|到了?|今[天日]|现|今年|当年|次年|结果[：:]|从|施工|（|\(|【|\*)*"
)


_FOOT = re.compile(
    r"[\s\W]*(?:印发|印制|整理|报送|抄送|记录?|供稿|发布|编|(?:微信)?群公告|发自[^\n]{0,12})?[\s\W]*(?:\n|$)"
)  # the day under a paper


def follow_up_start(plain: str, dates: tuple[DateMention, ...], held_on: date | None) -> int:
    """Where the text turns to what came of the promises; its length if it never does."""
    candidates = [m.start() for m in _HEADING.finditer(plain)]
    candidates += [m.start() for m in _CONCLUSION.finditer(plain) if re.search(_CHECK, plain[: m.start()])]
    if held_on is not None:
        candidates += _dated_openings(plain, dates, held_on)
        candidates += _told_results(plain, dates, held_on)
    candidates += [m.start() for m in _AFTERWARDS.finditer(plain)]
    candidates += _visits(plain, dates)
    settled = len(plain) // 5  # a title may speak of 回访 too
    announced = _ANNOUNCED.search(plain)
    unless = announced.end() if announced else turning_point(plain)
    return min((c for c in candidates if c > settled), default=unless)


def _visits(plain: str, dates: tuple[DateMention, ...]) -> Iterator[int]:
    """Sentences behind the first promised day that tell how somebody went to see, or how things stand now."""
    promised = min((d.end for d in dates if d.deadline), default=len(plain))
    for match in _SENTENCE.finditer(plain):
        if (
            match.start() > promised
            and _VISIT.match(match.group())
            and not _PROMISED.search(match.group()[:30])
        ):
            yield match.start()


def _dated_openings(plain: str, dates: tuple[DateMention, ...], held_on: date) -> list[int]:
    """Paragraphs and sentences that begin with a day after the meeting that is no deadline."""
    found = []
    for mention in dates:
        year_alone = re.fullmatch(r"20\d\d年?度?|[今本]年", plain[mention.start : mention.end])
        this_year = plain.startswith("今年", mention.start) and re.match(
            rf".{{0,6}}(?:{_GOING})", plain[mention.end :]
        )
        if not mention.on or (year_alone and not this_year) or is_limit(plain, mention):
            continue
        if mention.on <= held_on and not this_year:  # 今年 in a paper that was written the year after
            continue
        if _FOOT.match(plain, mention.end):
            continue
        before = plain[max(0, mention.start - 12) : mention.start]
        opening = re.split(r"[\n。]", before)[-1]
        if opening == before and len(before) == 12:
            continue
        if _OPENING.fullmatch(re.sub(r"[\s\W]", "", opening)):
            found.append(mention.start)
    return found


def is_limit(plain: str, mention: DateMention) -> bool:
    """5月中旬，委员回访 says when somebody came; 5月中旬完成 says until when."""
    if not mention.deadline:
        return False
    if re.search(r"截[至止]到?$", plain[: mention.start]) and re.match(r"[，,]", plain[mention.end :]):
        return False
    vague = plain[mention.end - 1] in "底末旬初"
    return not (vague and re.match(r"[，,\s]?[^，,。\n]{0,6}(?:" + _GOING + ")", plain[mention.end :]))


def last_day(plain: str, dates: tuple[DateMention, ...], start: int = 0) -> date | None:
    """The latest day named from `start` on that is no limit: the day of the last check, or of the paper."""
    return max((m.on for m in dates if m.start >= start and m.on and not is_limit(plain, m)), default=None)


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
