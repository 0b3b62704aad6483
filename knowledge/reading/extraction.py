"""From the words of a message or a record to a consultation: topic, place, day, bodies, promises, outcome."""

import re
from datetime import date, datetime, timedelta

from knowledge.model import Commitment, Consultation
from knowledge.profile import District
from knowledge.reading.actors import ActorKind, Actors
from knowledge.reading.characters import normalised
from knowledge.reading.commitments import AT_ONCE, Promises, read_promises
from knowledge.reading.dates import DateMention, Lean, held_mentions, mentions
from knowledge.reading.duty_tables import table_commitments, tables
from knowledge.reading.merging import merged
from knowledge.reading.names import NameMention, Names, NameSort, names_of
from knowledge.reading.outcomes import read_outcome
from knowledge.reading.sections import follow_up_start
from knowledge.reading.topics import read_topic

_TOPIC = 40  # characters of a text that names no topic
_LONGEST = 20_000  # characters that are read; a record is a few pages
_STALE = timedelta(days=45)  # a meeting further back is read from a paper, whose spans count from the meeting
_LABELLED_DAY = re.compile(r"(?:协商|会议|召开|活动|开会)?(?:时间|日期)\s*\**\s*[：:|\s]\s*\**\s*")
_WITH_YEAR = re.compile(r"20\d\d|二[〇零]")
_UNDER_A_PAPER = re.compile(r"[\s\W]*(?:印发|整理|报|记录?|手记|供稿)?[\s\W]*$")
_OVER_A_PAPER = re.compile(
    r"[）)\s]*(?:印发|整理|报|记录?|手记|供稿)?[）)]?(?:[（(][^）)\n]{1,12}[）)])?[ \t]*\n"
)
_TODAY_IN_BRACKETS = re.compile(r"今[天日][（(]$")
_YEAR_IN_BRACKETS = re.compile(r"[（(](20\d\d)年[^）)\n\d]{0,8}[）)]")
_JUST_NOW = re.compile(
    r"^(?:上午|下午|中午|早上|晚上|傍晚|一早)|刚刚?才?(?:在|开|参加|散|结束|从)|会刚(?:散|开|完)|刚[^，。]{0,24}(?:谈|聊|议|商量|开|说|碰|散)(?:完|好|过|毕|拢|妥)"
)
_MEETING_NEAR = re.compile(r"会|协商|议事|开|召|座谈|围坐")
_LABELLED_FORM = re.compile(r"(?:协商|会议)?(?:形式|方式|类型)\**\s*[：:|\s]\s*")
_DENIED = re.compile(r"(?:不是|不算|没开|不叫)(?:个|什么)?$")
_ABSENT = re.compile(
    r"没来|没到|没有到|未到|缺席|请假|没参加|没有参加|未参加|未派人|没派人|没有派人|没人来|没有人来|不在场|未能到|没能来|没露面|未出席|没出席"
)
_TAKES_PART = re.compile(r"参加|到会|参会|与会|出席|列席|到场|来了|都来|单位[：:]|派了?人|派员|邀请")


def read_consultation(text: str, now: datetime, district: District) -> Consultation:
    """What a message or a paper says of one consultation; spans like 一周内 count from `now`."""
    text = text[:_LONGEST]
    plain = normalised(text)
    names = names_of(district).find(text)
    held = _meeting_mention(plain, now)
    held_on = read_meeting_day(plain, now)
    if held_on and now.date() - held_on > _STALE:
        now = now.replace(year=held_on.year, month=held_on.month, day=held_on.day)
    town = _town(names)
    dates = tuple(m for m in mentions(text, now, Lean.AHEAD) if held is None or m.start != held.start)
    actors = Actors(plain, names, dates, town)
    later = follow_up_start(plain, dates, held_on)
    promises = read_promises(text, plain, actors, dates, now)
    commitments = _commitments(plain, promises, names_of(district), town, later)
    outcome = read_outcome(text, later, commitments, dates)
    return Consultation(
        topic=read_topic(text, names) or (commitments[0].action if commitments else text.strip()[:_TOPIC]),
        town=town,
        form=_form(plain, names),
        held_on=held_on,
        units=_participants(plain, names, actors),
        commitments=commitments,
        outcome=outcome.outcome,
        outcome_evidence=outcome.evidence,
    )


def read_record(text: str, ingested: datetime, district: District) -> Consultation:
    """A paper from the drawer: its spans count from the day of the meeting, however late it is read."""
    plain = normalised(text[:_LONGEST])
    held_on = read_meeting_day(plain, _written(plain, ingested))
    now = ingested.replace(year=held_on.year, month=held_on.month, day=held_on.day) if held_on else ingested
    return read_consultation(text, now, district)


def _written(plain: str, ingested: datetime) -> datetime:
    """The day at the foot or the head of a paper: 今年, and a day without a year, mean that year."""
    for part, alone in ((plain[-60:], _UNDER_A_PAPER), (plain[:80], _OVER_A_PAPER)):
        days = [m for m in held_mentions(part, ingested) if m.on and _WITH_YEAR.match(part, m.start)]
        today = any(_TODAY_IN_BRACKETS.search(part[: day.start]) for day in days[-1:])
        if days and (today or alone.match(part, days[-1].end)):
            day = days[-1].on or ingested.date()
            return ingested.replace(year=day.year, month=day.month, day=day.day)
    year = _YEAR_IN_BRACKETS.search(plain[:80])
    return ingested.replace(year=int(year[1]), month=12, day=31) if year else ingested


def read_meeting_day(plain: str, now: datetime) -> date | None:
    """The day of the meeting; today where the member has just come out of it."""
    mention = _meeting_mention(plain, now)
    if _JUST_NOW.search(plain[:60]) and not (mention and mention.start < 30):
        return now.date()
    return mention.on if mention else None


def _meeting_mention(plain: str, now: datetime) -> DateMention | None:
    """The day behind 时间：, else the first that stands near the meeting, else the first at all."""
    found = list(held_mentions(plain, now))
    for label in _LABELLED_DAY.finditer(plain):
        labelled = next((m for m in found if label.end() <= m.start <= label.end() + 6), None)
        if labelled:
            return labelled
    found = [m for m in found if not _in_table(plain, m)] or found
    found = [m for m in found if not _promised_day(plain, m)]
    near = (m for m in found if _MEETING_NEAR.search(_around(plain, m)))
    return next(near, None) or next(iter(found), None)


def _promised_day(plain: str, mention: DateMention) -> bool:
    """供电所周三来看线路, 乡政府今天就立牌: a near day in somebody's words is not the day of the meeting."""
    clause = re.split(r"[，,。；;：:\s]", plain[: mention.start])[-1]
    after = re.split(r"[，,。；;\n]", plain[mention.end :])[0]
    near = re.search(r"[周期拜今明]", plain[mention.start : mention.end])
    speaks = re.search(
        r"(?:[局所队办府委]|公司|物业|中心|集团|[镇乡村]里|政府|说|讲|答应|承诺|保证)$", clause
    )
    ahead = AT_ONCE.match(plain, mention.end)
    return bool(near and (speaks or ahead) and not _MEETING_NEAR.search(after))


def _around(plain: str, mention: DateMention) -> str:
    """A few words on both sides; a day at the end of a line belongs to that line."""
    after = plain[mention.end : mention.end + 30]
    return plain[max(0, mention.start - 12) : mention.start] + (after.split("\n")[0] or "")


def _in_table(plain: str, mention: DateMention) -> bool:
    """A day in a row of a table is a deadline or a report."""
    line = plain[plain.rfind("\n", 0, mention.start) + 1 : mention.start]
    return line.count("|") > 1 or line.count("\t") > 1


def _town(names: tuple[NameMention, ...]) -> str | None:
    """The first one named by itself; towns in a row (云岭、枫林) are only spoken of."""
    towns = [m for m in names if m.sort is NameSort.TOWN]
    for i, mention in enumerate(towns):
        neighbours = [*towns[max(0, i - 1) : i], *towns[i + 1 : i + 2]]
        in_a_row = any(
            n.name != mention.name and (0 <= n.start - mention.end <= 1 or 0 <= mention.start - n.end <= 1)
            for n in neighbours
        )
        if not in_a_row:
            return mention.name
    return None


def _form(plain: str, names: tuple[NameMention, ...]) -> str | None:
    forms = [m for m in names if m.sort is NameSort.FORM and not _DENIED.search(plain[: m.start])]
    for label in _LABELLED_FORM.finditer(plain):
        labelled = next((m.name for m in forms if label.end() <= m.start <= label.end() + 4), None)
        if labelled:
            return labelled
    return forms[0].name if forms else None


def _participants(plain: str, names: tuple[NameMention, ...], actors: Actors) -> tuple[str, ...]:
    """Bodies that are named and not said to be absent; a town only where it acts or is listed."""
    acting = {actor.name for actor in actors.all if actor.kind is ActorKind.BODY}
    places = [m for m in names if m.sort is not NameSort.FORM]
    present: dict[str, None] = {}
    absent: set[str] = set()
    for i, mention in enumerate(places):
        until = re.split(r"[。；;\n]", plain[mention.end : mention.end + 40])[0]
        if i + 1 < len(places):
            until = until[: max(0, places[i + 1].start - mention.end)] or until
        if _ABSENT.search(until) or re.search(
            r"(?:请假|缺席|未到会?|未参加)(?:的?单位)?[：:][^\n。]*$",
            plain[max(0, mention.start - 30) : mention.start],
        ):
            absent.add(mention.name)
        elif mention.sort is NameSort.UNIT or mention.name in acting:
            present.setdefault(mention.name)
    return tuple(name for name in present if name not in absent)


def _commitments(
    plain: str, promises: Promises, names: Names, town: str | None, later: int
) -> tuple[Commitment, ...]:
    found: list[Commitment] = []
    position = 0
    for table in tables(plain):
        found += promises.read(position, min(table.start, later))
        found += table_commitments(promises.text, table, names, promises.now, town)
        position = table.end
    if position < later:
        found += promises.read(position, later)
    found += promises.read(max(position, later), len(plain), later_check=True)
    return merged(found)
