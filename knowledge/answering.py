"""Passages to an answer whose every citation stands word for word in its source. The one door is `answer`."""

import logging
import re
from collections.abc import Sequence

from knowledge.citations import mark
from knowledge.errors import LanguageModelFailed
from knowledge.model import Answer, Citation, Document, Kind, Outcome, Passage, SearchResult, Validity
from knowledge.ports import BaseChatModel
from knowledge.quoting import best_stretches
from knowledge.writing import written_answer

_log = logging.getLogger(__name__)
_OLD_RULES = re.compile(
    r"旧版|旧法|旧的|老版|老的?规定|原来的?规定|(?:修[订改正]|废止|失效|调整)[之以]?前|已(?:经)?(?:废止|失效|修改)|以前的?规定|历史版本|原[条办规]"
)


def answer(
    question: str, result: SearchResult, model: BaseChatModel | None = None, seconds: float = 30.0
) -> Answer:
    """Written by `model` within `seconds` and checked, or quoted; not found without a passage to cite."""
    passages = [p for p in result.passages if citable(question, p.document)]
    if not result.found or not passages:
        return Answer(question, found=False, text="", passages=result.passages)
    if model is not None:
        try:
            return written_answer(question, passages, model, seconds)
        except LanguageModelFailed as failure:
            _log.warning("quoting instead of writing: %s", failure)
    return quoted_answer(question, passages)


def quoted_answer(question: str, passages: Sequence[Passage]) -> Answer:
    """The best stretches, each a line with its number; a record is followed by its outcome."""
    usable = [p for p in passages if citable(question, p.document)]
    stretches = best_stretches(question, usable)
    citations = tuple(Citation(n, s.passage, s.text) for n, s in enumerate(stretches, 1))
    lines: list[str] = []
    for citation, following in zip(citations, [*citations[1:], None], strict=True):
        document = citation.passage.document
        lines.append(f"“{citation.quote}”{mark(citation)}")
        if following is None or following.passage.document.id != document.id:
            lines.extend(_outcome_lines(document))
    return Answer(question, bool(citations), "\n".join(lines), citations, tuple(passages))


def citable(question: str, document: Document) -> bool:
    """A rule that is not in force is cited only when the question asks for it: as old, by year or by 文号."""
    if document.validity is Validity.IN_FORCE or _OLD_RULES.search(question):
        return True
    years = {str(d.year) for d in (document.issued_on, document.effective_on) if d}
    asked = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", question))
    return bool(asked & years) or bool(document.doc_number and document.doc_number in question)


def _outcome_lines(document: Document) -> list[str]:
    if document.kind is not Kind.RECORD or document.consultation is None:
        return []
    outcome = document.consultation.outcome
    return [] if outcome is Outcome.UNKNOWN else [f"协商结果：{outcome}"]
