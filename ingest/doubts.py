"""Which facts of a policy a person should look at before they are relied on."""

import re
from collections.abc import Iterator
from datetime import date

from knowledge.model import Fact

_YEAR = re.compile(r"〔(\d{4})〕")


def doubted(
    *,
    title_in_head: bool,
    number: str | None,
    number_in_head: bool,
    issued_on: date | None,
    date_in_text: bool,
    effective_on: date | None,
    today: date,
) -> Iterator[Fact]:
    """What was taken from the file's name alone, and what contradicts itself."""
    if not title_in_head:
        yield Fact.TITLE
    year = _YEAR.search(number) if number else None
    odd_year = bool(year and issued_on and abs(int(year[1]) - issued_on.year) > 1)
    if number and (not number_in_head or odd_year):
        yield Fact.DOC_NUMBER
    early = bool(issued_on and effective_on and effective_on < issued_on)
    if issued_on and (not date_in_text or odd_year or early or issued_on > today):
        yield Fact.ISSUED_ON
    if early:
        yield Fact.EFFECTIVE_ON
