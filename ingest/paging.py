"""Which page of a PDF a section stands on, so that a citation says 第3页."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.chunking import ARROW
from knowledge.model import Section


def with_pages(sections: Sequence[Section], text: str, starts: Sequence[int]) -> list[Section]:
    """Sections with their page in the locator, of articles in the heading: 第十二条 must stay findable."""
    if len(starts) < 2:
        return list(sections)
    return [
        _paged(section, page) for section, page in zip(sections, _pages(sections, text, starts), strict=True)
    ]


def _pages(sections: Sequence[Section], text: str, starts: Sequence[int]) -> Iterator[int]:
    letters = "".join(text.split())
    reached = 0
    for section in sections:
        found = letters.find("".join(section.text.split())[:24], reached)
        reached = (
            found if found >= 0 else reached
        )  # a piece of a table begins with a head that stands further up
        yield bisect_right(starts, reached)


def _paged(section: Section, page: int) -> Section:
    place = f"第{page}页"
    if section.locator.startswith("第"):
        return replace(section, heading=ARROW.join(filter(None, (section.heading, place))))
    return replace(section, locator=f"{section.locator}（{place}）" if section.locator else place)
