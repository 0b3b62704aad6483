"""What is done with papers for one member: facts gathered, drafted, checked, compared."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from knowledge.assemble import Knowledge
from knowledge.briefing.common_matters import Matter
from knowledge.errors import LanguageModelFailed
from knowledge.model import Document, Filters, Kind, Outcome, Validity
from knowledge.papers.checks import Rules, check, check_paper
from knowledge.papers.draft import draft
from knowledge.papers.facts import gather
from knowledge.papers.matter_facts import gather_matter
from knowledge.papers.model import Finding, Line, Paper, PaperKind
from knowledge.papers.similar import Earlier, Similar, similar
from knowledge.papers.wording import title_of
from knowledge.papers.writing import written
from knowledge.promises.access import Access
from knowledge.reading.extraction import read_consultation

_log = logging.getLogger(__name__)
_RECORDS = 8  # the nearest ones are compared


def write_paper(  # noqa: PLR0913
    knowledge: Knowledge,
    access: Access,
    kind: PaperKind,
    topic: str,
    town: str | None,
    points: Sequence[str],
    now: datetime,
    *,
    minutes: int = 4,
) -> Paper:
    """Assembled, and where a language model is set written by it under the same checks."""
    pack = gather(
        topic,
        town,
        knowledge.retrieval,
        knowledge.ledger_view,
        knowledge.district,
        access=access,
    )
    meeting = None
    if kind is PaperKind.MINUTES and points:
        meeting = read_consultation("\n".join(points), now, knowledge.district)
    return _well_written(
        knowledge, draft(kind, pack, points, knowledge.district, minutes=minutes, meeting=meeting)
    )


def write_on_matter(knowledge: Knowledge, matter: Matter) -> Paper:
    """社情民意 on what several towns raise, with the consultations and reports behind it."""
    pack = gather_matter(matter, knowledge.library, knowledge.retrieval, knowledge.district)
    paper = draft(PaperKind.REPORT, pack, (), knowledge.district)
    title = title_of(PaperKind.REPORT, f"多个乡镇街道反映的{matter.label}")
    asked = Line(
        f"请区里把{matter.label}作为共性问题统筹办理，明确一个牵头单位、完成时间和怎么算完成，逐一回复以上各地。",
        (1,),
    )
    *before, last = paper.sections
    sections = (*before, replace(last, lines=(asked, *last.lines), note=""))
    return _well_written(knowledge, replace(paper, title=title, sections=sections))


def _well_written(knowledge: Knowledge, paper: Paper) -> Paper:
    """As prose where a language model is set and what it writes can be kept."""
    model = knowledge.chat_model
    if model is not None:
        try:
            return written(paper, model, knowledge.settings.llm_timeout)
        except LanguageModelFailed as failure:
            _log.warning("assembling instead of writing: %s", failure)
    return paper


def look_over(knowledge: Knowledge, paper: Paper) -> list[Finding]:
    return check_paper(paper, knowledge.district, _rules(knowledge))


def look_over_text(knowledge: Knowledge, kind: PaperKind, text: str) -> list[Finding]:
    """A draft that was written elsewhere."""
    return check(kind, text, knowledge.district, _rules(knowledge))


def brought_up_before(knowledge: Knowledge, member: str, paper: Paper, own: Sequence[Earlier]) -> Similar:
    """Against the member's own papers and reports, and the records of the library."""
    reports = [
        Earlier(kept.report.topic, kept.report.words, kept.report.town)
        for kept in knowledge.ledger_view.reports(member)
    ]
    found = knowledge.retrieval.search(
        f"{paper.title} {paper.topic}", Filters(kind=Kind.RECORD), limit=_RECORDS
    )
    records = {p.document.id: p for p in reversed(found.passages)} if found.found else {}
    earlier = [
        Earlier(p.document.title, p.chunk.text, c.town, settled=c.outcome is Outcome.DONE)
        for p in records.values()
        if (c := p.document.consultation) is not None and "提案" in p.document.title
    ]
    text = f"{paper.title}\n{paper.body}"
    return similar(text, [*own, *reports, *earlier], knowledge.embeddings, knowledge.district)


def _rules(knowledge: Knowledge) -> Rules:
    """Policies by title; of versions the one in force, else the newest."""
    found: dict[str, Document] = {}
    for document, _ in reversed(knowledge.library.documents(Kind.POLICY)):
        title = document.title.removeprefix("中华人民共和国")
        known = found.get(title)
        if known is None or known.validity is not Validity.IN_FORCE:
            found[title] = document
    return lambda title: found.get(title.removeprefix("中华人民共和国"))
