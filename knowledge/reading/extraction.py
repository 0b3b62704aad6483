"""From the words of a message or a record to a consultation: topic, place, day, bodies, promises, outcome."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, timedelta

from knowledge.model import Commitment, CommitmentStatus, Consultation, Outcome
from knowledge.profile import District
from knowledge.reading.actors import ActorKind, Actors
from knowledge.reading.characters import normalised
from knowledge.reading.commitments import Promises
from knowledge.reading.dates import DateMention, Lean, mentions, on_day
from knowledge.reading.day_roles import days_of
from knowledge.reading.day_words import PAPER
from knowledge.reading.duty_tables import promises_in_rows, table_commitments, tables
from knowledge.reading.forms_and_places import form_of, town_of
from knowledge.reading.meeting_day import meeting_mention, paper_day, recorded_mention
from knowledge.reading.merging import merged
from knowledge.reading.names import NameMention, Names, NameSort, names_of
from knowledge.reading.outcome_model import weighed
from knowledge.reading.outcomes import read_outcome
from knowledge.reading.sections import follow_up_start
from knowledge.reading.topics import read_topic

_TOPIC = 40  # characters of a text that names no topic
_LONGEST = 20_000  # characters that are read; a record is a few pages
_STALE = timedelta(days=45)  # a meeting further back is read from a paper, whose spans count from the meeting
_JUST_NOW = re.compile(
    r"^(?:上午|下午|中午|早上|晚上|傍晚|一早)|刚刚?才?(?:在|开|参加|散|结束|从)|会刚(?:散|开|完)|刚[^，。]{0,24}(?:谈|聊|议|商量|开|说|碰|散)(?:完|好|过|毕|拢|妥)"
)
_STATUSES = {
    Outcome.DONE: CommitmentStatus.DONE,
    Outcome.PARTLY_DONE: CommitmentStatus.UNDER_WAY,
    Outcome.UNDER_WAY: CommitmentStatus.UNDER_WAY,
    Outcome.NOT_DONE: CommitmentStatus.NOT_DONE,
}
_ABSENT = re.compile(
    r"没来|没到|没有到|未到|缺席|请假|没参加|没有参加|未参加|未派人|没派人|没有派人|没人来|没有人来|不在场|未能到|没能来|没露面|未出席|没出席"
)
_YEAR = re.compile(r"\d{4}|[〇○零一二三四五六七八九]{4}年|(?<!\d)\d{2}年")
_SPAN = re.compile(r"[天日周期拜月年时](?:之?内|以内|里|后)$|工作日")
_TAKES_PART = re.compile(r"参加|到会|参会|与会|出席|列席|到场|来了|都来|单位[：:]|派了?人|派员|邀请")


def read_consultation(text: str, now: datetime, district: District) -> Consultation:
    """What a message or a paper says of one consultation; spans like 一周内 count from `now`."""
    plain = normalised(text[:_LONGEST])
    held = meeting_mention(plain, now)
    just_now = _JUST_NOW.search(plain[:60]) and not (held and held.start < 30)
    held_on = now.date() if just_now else held.on if held else None
    if held_on and now.date() - held_on > _STALE:
        now = on_day(now, held_on)
    return _read(text, district, held_on, _dates(plain, now, held), now)


def read_record(text: str, ingested: datetime, district: District) -> Consultation:
    """A paper from the drawer: its spans count from the day of the meeting, however late it is read."""
    plain = normalised(text[:_LONGEST])
    day = paper_day(plain, ingested)
    written = day or ingested.date()
    held = recorded_mention(plain, ingested, day)
    held_on = held.on if held else None
    now = on_day(ingested, held_on or written)
    frame = {day.mention.start for day in days_of(plain, on_day(ingested, written)) if day.role in PAPER}
    dates = tuple(_in_year_of(written, m, plain) for m in _dates(plain, now, held) if m.start not in frame)
    if held is None and day is None:
        dates = tuple(_undated(m, plain[m.start : m.end], now.date()) for m in dates)
    return _read(text, district, held_on, dates, now, is_paper=True)


def _dates(plain: str, now: datetime, held: DateMention | None) -> tuple[DateMention, ...]:
    return tuple(m for m in mentions(plain, now, Lean.AHEAD) if held is None or m.start != held.start)


def _undated(mention: DateMention, words: str, today: date) -> DateMention:
    """In a paper of an unknown day a span has no end, and a day gone by may be of any year."""
    known = mention.on and mention.on >= today and not _SPAN.search(words)
    return mention if known or _YEAR.search(words) else replace(mention, on=None)


def _in_year_of(written: date, mention: DateMention, plain: str) -> DateMention:
    """今年 is the year in which a paper was written, also where it tells of a meeting of the year before."""
    if mention.on is None or not plain.startswith("今年", mention.start):
        return mention
    day = min(mention.on.day, monthrange(written.year, mention.on.month)[1])
    return replace(mention, on=mention.on.replace(year=written.year, day=day))


def _read(
    text: str,
    district: District,
    held_on: date | None,
    dates: tuple[DateMention, ...],
    now: datetime,
    *,
    is_paper: bool = False,
) -> Consultation:
    text = text[:_LONGEST]
    plain = normalised(text)
    names = names_of(district).find(text)
    town = town_of(names)
    actors = Actors(plain, names, dates, town)
    later = follow_up_start(plain, dates, held_on)
    promises = Promises(text, plain, actors.all, dates, now)
    commitments = _commitments(plain, promises, names_of(district), town, later)
    outcome = read_outcome(text, later, commitments, dates)
    if is_paper:  # the model has learned from papers
        outcome = weighed(outcome, text, later, commitments)
    return Consultation(
        topic=read_topic(text, names, later)
        or (commitments[0].action if commitments else text.strip()[:_TOPIC]),
        town=town,
        form=form_of(plain, names),
        held_on=held_on,
        units=_participants(plain, names, actors),
        commitments=tuple(
            replace(c, status=_STATUSES[outcome.standings[number]]) if number in outcome.standings else c
            for number, c in enumerate(commitments)
        ),
        outcome=outcome.outcome,
        outcome_evidence=outcome.evidence,
    )


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
    for table in filter(promises_in_rows, tables(plain)):
        found += promises.read(position, min(table.start, later))
        found += table_commitments(promises.text, table, names, promises.now, town)
        position = table.end
    if position < later:
        found += promises.read(position, later)
    found += promises.read(max(position, later), len(plain), later_check=True)
    return merged(found)
