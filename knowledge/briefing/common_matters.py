"""共性问题: consultations and reports of many towns, grouped by what they are about."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.model import Kind, Outcome
from knowledge.ports import EmbeddingModel
from knowledge.promises.access import Access
from knowledge.promises.ledger_view import LedgerView
from knowledge.reading.characters import normalised
from knowledge.reading.names import Names, NameSort
from knowledge.reading.questions import QuestionFilters
from knowledge.search.aboutness import topic_words
from knowledge.search.likeness import matter_vectors
from knowledge.store.library import Library

_APART = 0.65  # 1 less the cosine at which two matters part; chosen on tests/benchmarks/labels/matters.jsonl
_FEWEST = 2
_PAPER = re.compile(
    r"(?:会议)?(?:纪要|记录|简报|要点|摘要|备忘|报告|登记表|情况)|协商|(?:政协)?联络委|走访|板凳|议事|座谈|专题"
    r"|会议?(?=$|[及和])|回访|跟进|的?(?:问题|会)$|关于|（.*?）|示例"
)
# An estate or a village is where it happened: left in, places of one name would make a matter
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:小区|花园|家园|片区|新村|社区|雅居|苑|里|村|巷|宿舍|幢)(?![\u4e00-\u9fff]?道)"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One consultation (`document_id`) or one report of a member (`said`: their words)."""

    words: str
    town: str | None
    on: date | None
    outcome: Outcome | None = None
    document_id: str | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """`label` is made of words of its voices."""

    label: str
    voices: tuple[Voice, ...]

    @property
    def towns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(voice.town for voice in self.voices if voice.town))

    @property
    def outcomes(self) -> dict[Outcome, int]:
        return dict(Counter(voice.outcome for voice in self.voices if voice.outcome))


def voices(ledger: LedgerView, library: Library, access: Access) -> list[Voice]:
    """Consultations, which everybody may see, and the reports that `access` may: all, or one's own."""
    held = [document for document, _ in library.documents(Kind.RECORD) if document.consultation]
    members = (None,) if access.everything else access.identities
    reports = [kept for member in members for kept in ledger.reports(member)]
    return [
        *(
            Voice(d.title, d.consultation.town, d.consultation.held_on, d.consultation.outcome, d.id)
            for d in held
            if d.consultation
        ),
        *(
            Voice(kept.report.topic, kept.report.town, kept.added_at.date(), said=kept.report.words)
            for kept in reports
        ),
    ]


def narrowed(raised: Iterable[Voice], to: QuestionFilters) -> list[Voice]:
    """Those of the years, the town and the outcome; what has no day falls into no year."""

    def within(on: date | None) -> bool:
        if to.year_from is None and to.year_to is None:
            return True
        return on is not None and (to.year_from or 0) <= on.year <= (to.year_to or on.year)

    return [
        voice
        for voice in raised
        if within(voice.on) and to.town in (None, voice.town) and to.outcome in (None, voice.outcome)
    ]


def grouped(
    raised: Sequence[Voice], embeddings: EmbeddingModel, names: Names, towns: int = _FEWEST
) -> list[Matter]:
    """Matters that at least so many `towns` raised and more than one voice, those of most towns first."""
    bare = [bare_topic(voice.words, names) for voice in raised]
    matters = [
        Matter(_label([bare[n] for n in places]), tuple(raised[n] for n in places))
        for places in clusters(bare, embeddings)
        if len(places) >= _FEWEST
    ]
    matters = [matter for matter in matters if len(matter.towns) >= towns]
    return sorted(matters, key=lambda matter: (-len(matter.towns), -len(matter.voices), matter.label))


def clusters(topics: Sequence[str], embeddings: EmbeddingModel) -> list[list[int]]:
    """Places of the topics that mean the same, in their order."""
    from sklearn.cluster import AgglomerativeClustering

    if len(topics) < _FEWEST:
        return [[n] for n in range(len(topics))]
    clustering = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=_APART
    )
    groups: dict[int, list[int]] = {}
    for place, label in enumerate(clustering.fit_predict(matter_vectors(topics, embeddings))):
        groups.setdefault(int(label), []).append(place)
    return list(groups.values())


def bare_topic(words: str, names: Names) -> str:
    """The matter without town, form and the name of the paper."""
    plain = normalised(words)
    for mention in reversed(names.find(plain)):
        if mention.sort is not NameSort.UNIT:
            plain = plain[: mention.start] + plain[mention.end :]
    topic = _PAPER.sub("", plain).strip(" ，：:·-—（）()“”")
    return _PLACE.sub("", topic) or topic or words


def _label(topics: Sequence[str]) -> str:
    """The longest word that most of them share, else the shortest topic."""
    shared = Counter(word for topic in topics for word in topic_words(topic))
    most = [word for word, count in shared.items() if count * 2 > len(topics)]
    return max(most, key=lambda word: (shared[word] * len(word), word), default=min(topics, key=len))
