"""The four papers as types: what they say, what each line stands on, what is still to be checked."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from knowledge.evidence.citations import UNVERIFIED
from knowledge.evidence.figures import Figure, is_name, unsupported


class PaperKind(StrEnum):
    SPEECH = "发言提纲"
    PROPOSAL = "提案"
    REPORT = "社情民意信息"
    MINUTES = "协商纪要"


HEADER_FIELDS = ("名称", "时间", "地点", "主持", "出席", "列席", "请假", "议题")  # of minutes, in their order


class Origin(StrEnum):
    RULE = "规定"
    RECORD = "协商记录"
    LEDGER = "台账"
    MEMBER = "委员提供"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands; `chunk_id` opens it, where it is a passage of the library."""

    origin: Origin
    label: str
    chunk_id: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """`text` word for word; `says` is all that may be stated with it as evidence."""

    text: str
    source: Source
    says: str = ""
    unit: str | None = None  # who promised, and
    action: str | None = None  # what; of a promise that was kept or is still open
    kept: bool | None = None  # None: nobody wrote what became of it
    on: str = ""  # the day of the meeting: 2024年4月2日


@dataclass(frozen=True, slots=True)
class FactPack:
    """What is known of a topic. The member's words are facts too, each marked as theirs."""

    topic: str
    town: str | None = None
    facts: tuple[Fact, ...] = ()
    units: tuple[str, ...] = ()  # that rules and records name, the most frequent first


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or field; `facts` are numbers (from 1) in the paper's list of evidence."""

    text: str
    facts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """`note` says why there is no line, or what is still wanted; it is never exported."""

    heading: str
    lines: tuple[Line, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """`confirmed` holds what the member vouched for; `units`: 主办 first, then 会办."""

    kind: PaperKind
    topic: str
    title: str
    sections: tuple[Part, ...]
    facts: tuple[Fact, ...] = ()
    units: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    minutes: int = 4  # to speak
    town: str | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(chain.from_iterable(section.lines for section in self.sections))

    @property
    def body(self) -> str:
        """Headings and lines, without marks."""
        parts = ["\n".join([s.heading, *(line.text for line in s.lines)]) for s in self.sections if s.lines]
        return "\n".join(parts)

    @property
    def length(self) -> int:
        return len(re.sub(r"\s", "", "".join(line.text for line in self.lines)))

    @property
    def unsupported(self) -> tuple[str, ...]:
        """The words that stand in no evidence and that nobody has vouched for, each once."""
        pieces = (self.title, *(line.text for line in self.lines))
        return tuple(dict.fromkeys(piece[a:b] for piece in pieces for a, b in self.doubtful(piece)))

    def doubtful(self, text: str) -> list[tuple[int, int]]:
        """Where in `text` something is to be checked; an empty field is marked 〔待核〕 itself."""
        spans = [(f.start, f.end) for f in self._without_support(text)]
        spans += [m.span() for m in re.finditer(UNVERIFIED, text)]
        return sorted(span for span in set(spans) if text[span[0] : span[1]] not in self.confirmed)

    def marked(self, text: str) -> str:
        """The text with 〔待核〕 behind everything that is to be checked."""
        for _, end in reversed(self.doubtful(text)):
            if not text[:end].endswith(UNVERIFIED) and not text[end:].startswith(UNVERIFIED):
                text = text[:end] + UNVERIFIED + text[end:]
        return text

    def _without_support(self, text: str) -> list[Figure]:
        """Rules and numbers of papers need evidence; of a number the member's own word is enough."""
        own = [f.text for f in self.facts if f.source.origin is Origin.MEMBER]
        evidence = [f.says or f.text for f in self.facts if f.source.origin is not Origin.MEMBER]
        firm = [_HEARSAY.sub("", words) for words in own]
        vouched = [*evidence, *self.confirmed]
        return [
            f for f in unsupported(text, vouched) if is_name(f) or f in unsupported(text, [*vouched, *firm])
        ]


# 听说有三百户: the member passes on what somebody else counted.
_HEARSAY = re.compile(
    r"[^，。；;！？\n]*(?:听说|据说|据传|好像|可能|大概|大约|估计|记不清|似乎|说不准|差不多|听人说)[^，。；;！？\n]*"
)


class Ground(StrEnum):
    """不予立案, what 社情民意 leaves out, and what a paper has to have."""

    SECRET = "涉及国家秘密"
    FORBIDDEN = "国家明令禁止"
    PERSONNEL = "党内组织人事"
    PARTY_AFFAIRS = "党派团体内部事务"
    IN_COURT = "已进入诉讼、仲裁等程序"
    ACADEMIC = "学术研讨"
    PRIVATE_MATTER = "为本人或亲属解决个人问题"
    ADVERTISING = "宣传推介产品"
    ACCUSATION = "指名举报"
    EMPTY = "内容空泛没有具体建议"
    PETITION = "信访涉诉"
    STAFFING = "人事"
    CLASSIFIED = "涉密"
    PRIVACY = "个人隐私"
    TRADE_SECRET = "商业秘密"
    BEYOND_POWERS = "超越事权"
    SEVERAL_MATTERS = "不是一事一案"
    TOO_LONG = "篇幅"
    PART_MISSING = "结构不全"
    UNBALANCED = "详略不当"
    NO_UNIT = "没有承办单位"
    NOT_IN_FORCE = "引用的规定不是现行有效"
    PERSONAL_DATA = "个人信息"
    UNCHECKED = "待核"
    REPEATED = "重复"


@dataclass(frozen=True, slots=True)
class Finding:
    """`quote` stands word for word in the paper (empty where something is missing)."""

    ground: Ground
    quote: str
    how_to_mend: str
