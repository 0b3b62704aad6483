"""The words of the domain as types. Imports nothing but the standard library."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    POLICY = "policy"
    RECORD = "record"


class Validity(StrEnum):
    """效力 of a policy; only IN_FORCE may be cited as a rule that applies today."""

    IN_FORCE = "现行有效"
    AMENDED = "已修改"
    REPEALED = "已废止"


class Level(StrEnum):
    NATIONAL = "国家"
    PROVINCE = "省"
    CITY = "市"
    DISTRICT = "区"


class Outcome(StrEnum):
    """协商结果 of one consultation; the latest checked follow-up counts."""

    DONE = "已办结"
    PARTLY_DONE = "部分办结"
    UNDER_WAY = "推进中"
    NOT_DONE = "未落实"
    ATTITUDE_ONLY = "仅表态"
    UNKNOWN = "未知"


class CommitmentStatus(StrEnum):
    """状态 of one promise. 逾期 is derived from the due date and never stored."""

    OPEN = "待办"
    UNDER_WAY = "推进中"
    DONE = "已办结"
    POSTPONED = "延期"
    NOT_DONE = "未落实"


class ReplyKind(StrEnum):
    """答复性质: what a unit's reply really is."""

    DONE = "已办"
    PLAN = "计划"
    EXPLAINS = "解释"
    ATTITUDE = "表态"


class Fact(StrEnum):
    """What is told of a document, where it may have been read wrongly."""

    KIND = "kind"
    TITLE = "title"
    DOC_NUMBER = "doc_number"
    ISSUER = "issuer"
    ISSUED_ON = "issued_on"
    EFFECTIVE_ON = "effective_on"
    TOWN = "town"
    HELD_ON = "held_on"
    TEXT = "text"  # read from pictures


class Intent(StrEnum):
    ASK_POLICY = "ask_policy"
    FIND_PRECEDENT = "find_precedent"
    PREPARE = "prepare"
    RECORD_CONSULTATION = "record_consultation"
    ADD_FOLLOWUP = "add_followup"
    UPDATE_FOLLOWUP = "update_followup"
    LIST_FOLLOWUPS = "list_followups"
    REPORT_OPINION = "report_opinion"
    HELP = "help"
    SMALLTALK = "smalltalk"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Commitment:
    """承诺事项 as it was read: one promise and the verbatim sentence that it was taken from."""

    unit: str | None
    action: str
    due: date | None
    quote: str
    status: CommitmentStatus = CommitmentStatus.OPEN


@dataclass(frozen=True, slots=True)
class Consultation:
    """What a consultation record says; `units` are the participants that the district profile names."""

    topic: str
    town: str | None = None
    form: str | None = None
    held_on: date | None = None
    host: str | None = None
    units: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    outcome: Outcome = Outcome.UNKNOWN
    outcome_evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a document before it is stored. `locator` is what a citation says: 第五条, 第3页."""

    text: str
    locator: str = ""
    heading: str = ""  # the path of headings above it: "第二章 物业服务 › 第一节 …"


@dataclass(frozen=True, slots=True)
class Document:
    """One policy or record. `id` is a hash of kind and text, so the same content is the same document."""

    id: str
    kind: Kind
    source: str
    title: str
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    level: Level | None = None
    region: str | None = None
    validity: Validity = Validity.IN_FORCE
    consultation: Consultation | None = None  # of a record
    repeals: tuple[str, ...] = ()  # titles or numbers of the papers that a policy puts out of force
    amends: tuple[str, ...] = ()  # and of those whose earlier text it changes
    keywords: tuple[str, ...] = ()
    uncertain: tuple[Fact, ...] = ()  # to be looked at by a person
    file_digest: str | None = None  # SHA-256 of the file, so that it need not be read again


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored section; `position` counts from 0 within the document, so neighbours can be shown."""

    id: str
    document_id: str
    position: int
    text: str
    locator: str
    heading: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; None means no narrowing. Years are inclusive."""

    kind: Kind | None = None
    town: str | None = None
    unit: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk with its document and a score in 0..1: the calibrated probability that it answers the query."""

    chunk: Chunk
    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`found` is False when nothing is good enough; `passages` may still hold the nearest ones."""

    query: str
    found: bool
    passages: tuple[Passage, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Citation:
    """`quote` stands word for word in the passage's text."""

    number: int
    passage: Passage
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` carries 〔n〕 marks, each the number of one of the citations."""

    question: str
    found: bool
    text: str
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = field(default=())
