"""Passages to an answer whose every citation stands word for word in its source. The one door is `answer`."""

import logging
from collections.abc import Sequence
from itertools import zip_longest

from knowledge.errors import LanguageModelFailed
from knowledge.evidence.citations import mark
from knowledge.evidence.quoting import best_stretches
from knowledge.evidence.standing import citable
from knowledge.evidence.writing import written_answer
from knowledge.model import Answer, Citation, Document, Kind, Outcome, Passage, SearchResult
from knowledge.ports import BaseChatModel

_log = logging.getLogger(__name__)


def answer(
    question: str, result: SearchResult, model: BaseChatModel | None = None, seconds: float = 30.0
) -> Answer:
    """Written by `model` within `seconds` and checked, or quoted; not found without a passage to cite."""
    passages = citable(question, result.passages)
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
    stretches = best_stretches(question, citable(question, passages))
    citations = tuple(Citation(n, s.passage, s.text) for n, s in enumerate(stretches, 1))
    lines: list[str] = []
    for citation, following in zip_longest(citations, citations[1:]):
        document = citation.passage.document
        lines.append(f"“{citation.quote}”{mark(citation)}")
        if following is None or following.passage.document.id != document.id:
            lines.extend(_outcome_lines(document))
    return Answer(question, bool(citations), "\n".join(lines), citations, tuple(passages))


def _outcome_lines(document: Document) -> list[str]:
    if document.kind is not Kind.RECORD or document.consultation is None:
        return []
    outcome = document.consultation.outcome
    return [] if outcome is Outcome.UNKNOWN else [f"协商结果：{outcome}"]
