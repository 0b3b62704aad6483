"""Whether a sentence is borne out by what it cites: checked by code, whoever wrote the sentence."""

import re
import unicodedata
from collections.abc import Sequence

from knowledge.evidence.figures import is_name, unsupported
from knowledge.evidence.relevance import content_words
from knowledge.evidence.sentences import trusted
from knowledge.model import Citation, Passage, Validity

UNVERIFIED = "〔待核〕"
_SHORTEST_QUOTE = 5  # characters that count; less supports nothing
_SHARED_WORDS = 0.4  # of a sentence's words must stand in what it cites; a paraphrase keeps more
_VARIANTS = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "『": "'", "』": "'", "—": "-", "–": "-"}
)
_MARK = re.compile(r"[〔\[【（(]\s*(?:\d{1,2}|待核)(?:\s*[,，、]\s*\d{1,2})*\s*[〕\]】）)]|\s*\n\s*")
_PERMITS = re.compile(r"(?<!不)(?:可以|有权|允许|能够|无需|不必|不用)")
_FORBIDS = re.compile(r"不得|禁止|严禁|不准|不能|不可以|不允许")
_NEGATES = re.compile(r"[不未无非禁免]|没有|除外|停止")


def find_quote(quote: str, text: str) -> str | None:
    """The stretch of `text` that says `quote`, in the text's own characters.

    Width, white space and kinds of quotation marks do not count.
    """
    wanted = "".join(c for c, _ in _folded(quote)).rstrip("。；;,.：:、")
    if len(wanted) < _SHORTEST_QUOTE:
        return None
    folded = _folded(text)
    at = "".join(c for c, _ in folded).find(wanted)
    if at < 0:
        return None
    return text[folded[at][1] : folded[at + len(wanted) - 1][1] + 1]


def checked(sentence: str, cited: Sequence[Citation]) -> str | None:
    """The sentence, figures without support marked 〔待核〕; None when what it cites does not bear it out."""
    if not cited or trusted(sentence) != sentence:
        return None
    evidence = [said_by(c.passage) for c in cited]
    words = content_words(sentence)
    known = content_words("\n".join(evidence))
    if len(words & known) < _SHARED_WORDS * len(words) or _contradicts(sentence, cited):
        return None
    marked = sentence
    for figure in reversed(unsupported(sentence, evidence)):
        if is_name(figure):
            return None  # a rule or a document number that nothing names
        if not marked.startswith(UNVERIFIED, figure.end):
            marked = marked[: figure.end] + UNVERIFIED + marked[figure.end :]
    return marked


def mark(citation: Citation) -> str:
    """〔1〕, or 〔1〕（已废止） for what is not in force."""
    validity = citation.passage.document.validity
    return f"〔{citation.number}〕" + ("" if validity is Validity.IN_FORCE else f"（{validity}）")


def said_by(passage: Passage) -> str:
    """All that may be stated with this passage as evidence: its text and the facts of its document."""
    document, facts = passage.document, []
    for day in (
        document.issued_on,
        document.effective_on,
        document.consultation and document.consultation.held_on,
    ):
        if day:
            facts.append(f"{day.year}年{day.month}月{day.day}日")
    if document.consultation:
        c = document.consultation
        facts += [
            c.topic,
            c.town or "",
            c.form or "",
            c.host or "",
            *c.units,
            c.outcome,
            c.outcome_evidence or "",
        ]
    chunk = passage.chunk
    parts = [document.title, document.doc_number, document.issuer, document.region, document.validity, *facts]
    return "\n".join([*filter(None, parts), chunk.heading, chunk.locator, trusted(chunk.text)])


def without_marks(text: str) -> str:
    """Numbers in brackets that a writer put in by itself mean nothing; ours are added after the check."""
    return _MARK.sub("", text).strip()


def _contradicts(sentence: str, cited: Sequence[Citation]) -> bool:
    """Permission cited from a prohibition, or a prohibition from words that deny nothing."""
    quotes = "\n".join(c.quote for c in cited)
    if _FORBIDS.search(sentence):
        return not _NEGATES.search(quotes)
    return bool(_PERMITS.search(sentence) and _FORBIDS.search(quotes) and not _PERMITS.search(quotes))


def _folded(text: str) -> list[tuple[str, int]]:
    """Characters that count, each with its place in `text`."""
    pairs = (
        (c, n) for n, raw in enumerate(text) for c in unicodedata.normalize("NFKC", raw.translate(_VARIANTS))
    )
    return [(c.translate(_VARIANTS), n) for c, n in pairs if not c.isspace()]
