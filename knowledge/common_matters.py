"""共性问题: consultations and reports of many towns, grouped by what they are about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge.aboutness import telling
from knowledge.characters import normalised
from knowledge.ledger_view import LedgerView
from knowledge.library import Library
from knowledge.model import Kind, Outcome
from knowledge.names import Names, NameSort
from knowledge.ports import EmbeddingModel
from knowledge.relevance import content_words

_APART = 0.5  # what parts two matters: 1 less 0.3 of their cosine and 0.7 of their shared words
_FEWEST = 2
_PAPER = re.compile(
    r"(?:会议)?(?:纪要|记录|简报|要点|摘要|备忘|报告|登记表|情况)|协商|(?:政协)?联络委|走访|板凳|议事|座谈|专题|会议?(?=$|[及和])|回访|跟进|的?(?:问题|会)$|关于|（.*?）|示例"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One consultation or report; `document_id` None: a report. `words` is what it is about."""

    words: str
    town: str | None
    outcome: Outcome | None
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Matter:
    """`label` is made of words that its voices share."""

    label: str
    voices: tuple[Voice, ...]

    @property
    def towns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(voice.town for voice in self.voices if voice.town))

    @property
    def outcomes(self) -> dict[Outcome, int]:
        return dict(Counter(voice.outcome for voice in self.voices if voice.outcome))


def voices(
    ledger: LedgerView, library: Library, year_from: int | None, year_to: int | None, *, reports: bool
) -> list[Voice]:
    """What was raised in these years; `reports`: with the 社情民意 of members, which only staff may see."""

    def within(day: date | None) -> bool:
        if day is None:
            return year_from is None and year_to is None
        return (year_from or 0) <= day.year <= (year_to or day.year)

    held = [document for document, _ in library.documents(Kind.RECORD) if document.consultation]
    found = [
        Voice(d.title, d.consultation.town, d.consultation.outcome, d.id)
        for d in held
        if d.consultation and within(d.consultation.held_on)
    ]
    said = ledger.reports() if reports else []
    return found + [
        Voice(kept.report.topic, kept.report.town, None, None)
        for kept in said
        if within(kept.added_at.date())
    ]


def grouped(raised: Sequence[Voice], embeddings: EmbeddingModel, names: Names) -> list[Matter]:
    """Matters that more than one town raised, those of most towns first."""
    from sklearn.cluster import AgglomerativeClustering

    known = [(voice, _bare(voice.words, names)) for voice in raised]
    known = [(voice, topic) for voice, topic in known if telling(topic)]
    if len(known) < _FEWEST:
        return []
    bare = [topic for _, topic in known]
    clustering = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=_APART
    )
    labels = clustering.fit_predict(_distances(bare, embeddings))
    groups: dict[int, list[int]] = {}
    for place, label in enumerate(labels):
        groups.setdefault(int(label), []).append(place)
    matters = [
        Matter(_label([bare[n] for n in places]), tuple(known[n][0] for n in places))
        for places in groups.values()
        if len(places) >= _FEWEST
    ]
    matters = [matter for matter in matters if len(matter.towns) >= _FEWEST]
    return sorted(matters, key=lambda matter: (-len(matter.towns), -len(matter.voices), matter.label))


def _distances(topics: Sequence[str], embeddings: EmbeddingModel) -> NDArray[np.float64]:
    """By meaning and more by the telling words that two topics share, so that no place name joins them."""
    vectors = np.array(embeddings.embed_documents(list(topics)))
    vectors -= vectors.mean(axis=0)  # what all topics have in common says nothing
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    told = [telling(topic) for topic in topics]
    shared = np.array([[len(a & b) / (min(len(a), len(b)) or 1) for b in told] for a in told])
    return np.asarray(np.clip(1 - 0.3 * (vectors @ vectors.T) - 0.7 * shared, 0, 2), dtype=np.float64)


def _bare(words: str, names: Names) -> str:
    """The matter without town, form and the name of the paper."""
    plain = normalised(words)
    for mention in reversed(names.find(plain)):
        if mention.sort is not NameSort.UNIT:
            plain = plain[: mention.start] + plain[mention.end :]
    return _PAPER.sub("", plain).strip(" ，：:·-—（）()“”") or words


def _label(topics: Sequence[str]) -> str:
    """The longest piece of words that most of them share, else the shortest topic."""
    pieces = Counter(
        piece
        for topic in topics
        for piece in {topic[a:b] for a in range(len(topic)) for b in range(a + 2, min(a + 9, len(topic) + 1))}
        if content_words(piece)
    )
    shared = [piece for piece, count in pieces.items() if count * 2 > len(topics)]
    return max(shared, key=lambda piece: (pieces[piece] * len(piece), piece), default=min(topics, key=len))
