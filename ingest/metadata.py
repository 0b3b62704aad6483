"""What a policy says about itself, by rules over its head, its end and the file's name."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

from ingest import headlines, paper_dates
from ingest.doubts import doubted
from ingest.issuers import issuer_of
from ingest.paper_dates import DATE, Event
from ingest.regions import place
from ingest.repeals import amended_by, repealed_by
from ingest.topics import keywords_of
from knowledge.model import Fact, Level, Validity


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    title: str
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    effective_on: date | None
    level: Level | None
    region: str | None
    validity: Validity
    repeals: tuple[str, ...]  # titles or numbers
    amends: tuple[str, ...]
    keywords: tuple[str, ...]
    uncertain: tuple[Fact, ...]


_STATUS = re.compile(
    r"(?:时效性?|有效性|效力状态|文件状态|是否有效|效力级别状态|施行状态)[\s:：|]*([\u4e00-\u9fa5]{2,5})"
)
_VOID = re.compile(r"(?:已|全文)?(?:废止|失效)")
_VOID_TITLE = re.compile(r"[（(【\[](?:已|现已|全文)?(?:废止|失效)[）)】\]]")
_AMENDED_TITLE = re.compile(r"[（(【\[](?:已被?修[改订正])[）)】\]]")
_NAME_NOISE = re.compile(
    r"^[\d\s._\-、]+|[（(【\[][^（）()【】\[\]]*\d{4}[^（）()【】\[\]]*[）)】\]]|[\s_\-]*(?:终稿|定稿|最终版?|扫描件?|副本|\(\d\))+$"
)


def read_policy(text: str, name: str, today: date, home: str) -> PolicyFacts:
    """`name` is the file's own name, `home` the district's; what the paper does not say stays None."""
    lines = [line.strip().lstrip("#").strip() for line in text.splitlines() if line.strip()]
    lines = paper_dates.with_whole_notes([line for line in lines if line])
    stem = PurePath(name).stem
    head = headlines.head_of(lines)
    in_head = headlines.title_of(head)
    full_title = in_head or _heading(text) or title_from_name(stem)
    title = _AMENDED_TITLE.sub("", _VOID_TITLE.sub("", full_title)).strip()
    number = headlines.number_of(head, stem)
    issuer = issuer_of(head, lines, title)
    issued_on = _issued_on(head, lines, stem)
    effective_on = paper_dates.effective_on(text, issued_on) or _head_effective(head)
    level, region = _place(title, issuer, home)
    ends_on = paper_dates.expires_on(text, effective_on or issued_on)
    doubts = doubted(
        title_in_head=in_head is not None,
        number=number,
        number_in_head=headlines.number_of(head, "") is not None,
        issued_on=issued_on,
        date_in_text=_issued_on(head, lines, "") is not None,
        effective_on=effective_on,
        today=today,
    )
    return PolicyFacts(
        title,
        number,
        issuer,
        issued_on,
        effective_on,
        level,
        region,
        _validity(full_title + stem, head, ends_on, today),
        repealed_by(text, title, number),
        amended_by(title, head),
        keywords_of(title, text, (home, region or "", number or "")),
        tuple(doubts),
    )


def _place(title: str, issuer: str | None, home: str) -> tuple[Level | None, str | None]:
    level, region = place(title, home)
    return place(issuer, home) if level is None and issuer is not None else (level, region)


def _heading(text: str) -> str | None:
    """The first Markdown heading, for papers whose title has none of the usual endings."""
    match = re.search(r"^#{1,2}\s+(\S.{2,60})$", text, re.MULTILINE)
    return match[1].strip() if match else None


def title_from_name(stem: str) -> str:
    """A title out of a file's name: numbers, dates and words such as 终稿 left out."""
    bare = _NAME_NOISE.sub("", headlines.without_numbers(stem))
    return DATE.sub("", bare).strip(" _-—.") or stem


def _issued_on(head: list[str], lines: list[str], stem: str) -> date | None:
    label = paper_dates.labelled(lines[:40])
    if label:
        return label
    posted = paper_dates.posted(lines[:40])
    in_head = list(paper_dates.dated(head))
    if any(item.event is Event.ADOPTED for item in in_head):
        # Rules are named after the day of their publication, which follows their adoption.
        adopted = max(item.on for item in in_head if item.event is not Event.SIGNED)
        return paper_dates.in_name(stem) or (posted if _soon_after(adopted, posted) else adopted)
    own = [item.on for item in in_head if item.event is Event.PUBLISHED][-1:] or [
        item.on for item in paper_dates.dated(lines) if item.event is Event.SIGNED
    ][:1]
    if own and (posted is None or _soon_after(own[0], posted)):
        return own[0]
    return posted or paper_dates.in_name(stem)


def _soon_after(issued: date, posted: date | None) -> bool:
    return posted is not None and timedelta(0) <= posted - issued <= timedelta(days=60)


def _head_effective(head: list[str]) -> date | None:
    """Adoption notes end in lines such as 2012年1月1日 施行."""
    found = [
        parsed
        for line in head
        for match in DATE.finditer(line)
        if re.match(r"\s*起?施行", line[match.end() :]) and (parsed := paper_dates.parse(match))
    ]
    return found[-1] if found else None


def _validity(names: str, head: list[str], ends_on: date | None, today: date) -> Validity:
    status = next((match[1] for line in head if (match := _STATUS.search(line))), "")
    if _VOID.match(status) or _VOID_TITLE.search(names) or (ends_on is not None and ends_on < today):
        return Validity.REPEALED
    if status.startswith(("已修", "已被修")) or _AMENDED_TITLE.search(names):
        return Validity.AMENDED
    return Validity.IN_FORCE
