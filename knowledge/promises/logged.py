"""A consultation that was logged in a conversation, as a document that search can find."""

import hashlib
import re
from datetime import datetime

from knowledge.model import Commitment, Consultation, Document, Kind, Section

CARD, WORDS = "记录卡", "委员原话"
_LONGEST = 400  # characters of a section: what the embedding model reads of it
_SENTENCE = re.compile(rf"[^。！？!?；;\n]{{0,{_LONGEST - 1}}}[。！？!?；;\n]+|.{{1,{_LONGEST}}}", re.DOTALL)


def logged_document(
    consultation: Consultation, key: str, words: str, at: datetime
) -> tuple[Document, list[Section]]:
    """The record and its sections: the card, then the member's own words as they were sent."""
    day = consultation.held_on or at.date()
    source = f"chat:{day.isoformat()}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
    title = "".join(part for part in (consultation.town, consultation.topic, consultation.form) if part)
    sections = _sections(_card(consultation), words.strip())
    text = "\n".join([source, *(section.text for section in sections)])
    id_ = hashlib.sha256(f"{Kind.RECORD}\n{text}".encode()).hexdigest()[:16]
    document = Document(
        id_,
        Kind.RECORD,
        source,
        f"{title}（{day.isoformat()}）",
        issued_on=consultation.held_on,
        consultation=consultation,
    )
    return document, sections


def _sections(card: str, words: str) -> list[Section]:
    """One section where both are short: what was promised is then found by the words it was told in."""
    if len(card) + len(words) <= _LONGEST:
        return [Section(f"{card}\n{WORDS}：{words}" if words else card, CARD)]
    return [Section(card, CARD), *(Section(part, WORDS) for part in _parts(words))]


def _card(consultation: Consultation) -> str:
    named = (
        ("议题", consultation.topic),
        ("乡镇街道", consultation.town),
        ("形式", consultation.form),
        ("日期", consultation.held_on and consultation.held_on.isoformat()),
        ("参加单位", "、".join(consultation.units)),
    )
    lines = [f"{name}：{value}" for name, value in named if value]
    lines += [f"承诺：{_promise(commitment)}" for commitment in consultation.commitments]
    return "\n".join(lines)


def _promise(commitment: Commitment) -> str:
    due = f"，{commitment.due.isoformat()}前" if commitment.due else ""
    return f"{commitment.unit or ''}{commitment.action}{due}"


def _parts(words: str) -> list[str]:
    """Whole sentences, packed into sections."""
    parts: list[str] = []
    for sentence in _SENTENCE.findall(words):
        if parts and len(parts[-1]) + len(sentence) <= _LONGEST:
            parts[-1] += sentence
        else:
            parts.append(sentence)
    return parts
