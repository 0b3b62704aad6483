"""What a later check found, clause by clause, and of which promise."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from knowledge.model import Commitment, Outcome
from knowledge.reading.characters import normalised
from knowledge.reading.phrase_model import ngrams, phrase_model
from knowledge.reading.states import clause_state

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_CLAUSE = re.compile(r"(?:[^，,：:—\s]|(?<=[a-zA-Z\d]) (?=[a-zA-Z\d]))+")
_EDGE = " 　#*【】（）()-—|"
_DAY = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|上旬|下旬)?|20\d\d年")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SAID = re.compile(  # a body's word of itself is no finding
    r"(?!居民|村民|业主|住户|群众|百姓|老|商户|摊主|家长|用户|有人|大家)[^，。]{0,8}?"
    r"(?:说(?!到做到)|称|(?<!宣)讲(?!座|课|清)|解释|据(?:称|介绍)|表示|回复|答复|反馈|回函|报告)(?!了|书|函|出具)"
)
_NOT_ALL = re.compile(
    r"第[一二三四五六七八九十\d、]+[项条件]|前[两二三四]?[项条件]|[首末][项条件]|(?:另|其余|其他)[一二两三四]?[项条件个]"
)  # 第一、三项办结
_REST = re.compile(r"另|其余|其他|剩|余下")
_COUNTED = re.compile(r"[一二两三四五六七八九十\d](?:栋|处|户|个|条|段|家|幢|村|座|盏|台|项|件)")
_RELAPSE = re.compile(r"又|再|后来|反弹|回|没几天|坚持")
_OPEN = re.compile(r"(\w)没有?\1|[了过]没有?$|是否")  # 公约签没签，台阶做了没有: asked, not found
_CLAIMED = re.compile(r"(?:报告|来函|回函|反馈|自报|汇报|回复|上报)(?:说|称)?[：:]")
_COMMON = {
    "完成",
    "累计",
    "落实",
    *"的了在把好前完一二三四五六七八九十两个处条年月日底内上下中不没有是和与及对到也就都还",
}
SUMMED_UP = (Outcome.DONE, Outcome.PARTLY_DONE, Outcome.UNDER_WAY, Outcome.NOT_DONE)
_SURE = 0.65  # of a sentence that sums all up
_LIKELY = 0.5  # of the state of a clause
_SHORT = 5  # characters of a clause, such as 线没划, in which single ones tell what it is about
_NEAR = 12  # characters of a clause within which two make a pair, such as 没…建
_LONGEST = 120  # characters of a sentence that is read for a summary


class State(StrEnum):
    KEPT = "kept"
    MOVING = "moving"
    NOT_KEPT = "not_kept"


_TICKS = dict.fromkeys("√✓✔☑", State.KEPT) | dict.fromkeys("×✗✘", State.NOT_KEPT)


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` are places in the text. `matter` numbers the promises from 0, then the rest."""

    start: int
    end: int
    state: State
    matter: int
    is_rest: bool = False  # what is left of a promise that was kept in part


@dataclass(frozen=True, slots=True)
class Summary:
    """A sentence that says how all of it stands."""

    start: int
    end: int
    outcome: Outcome


def clause_grams(clause: str) -> Iterator[str]:
    """What is told of a clause without days and figures: n-grams, pairs of characters, the rules' reading."""
    words = _bare(clause)
    yield from ngrams(words)
    yield from {f"{a}…{b}" for i, a in enumerate(words) for b in words[i + 1 : i + _NEAR]}
    yield f"={clause_state(clause)}"


def sentence_grams(sentence: str) -> Iterator[str]:
    yield from ngrams(_bare(sentence))


def _bare(words: str) -> str:
    return _NUMBER.sub("0", _DAY.sub("", words)).strip(_EDGE)


def state_of(clause: str) -> State | None:
    """None where it tells of nothing kept, begun or left."""
    shares = state_shares(clause)
    best = max(shares, key=lambda state: shares[state])
    return best if shares[best] >= _LIKELY else None


def state_shares(clause: str) -> dict[State, float]:
    """How likely it tells of each; what is left of 1: that it tells of nothing."""
    if clause[-1:] in _TICKS:
        return {state: float(state is _TICKS[clause[-1]]) for state in State}
    if _OPEN.search(clause):
        return dict.fromkeys(State, 0.0)
    shares = phrase_model("report_clauses").shares(clause_grams(clause))
    own_word = _SAID.match(clause)
    return {state: 0.0 if own_word and state is not State.NOT_KEPT else shares[state] for state in State}


def summaries(checked: str) -> Iterator[Summary]:
    for sentence, shares in summary_shares(checked):
        of_all = {outcome: share for outcome, share in shares.items() if outcome in SUMMED_UP}
        if sum(of_all.values()) > _SURE:
            yield Summary(*sentence.span(), max(of_all, key=lambda outcome: of_all[outcome]))


def summary_shares(checked: str) -> Iterator[tuple[re.Match[str], dict[Outcome, float]]]:
    """Of each sentence: how likely it sums all up, or says that nobody knows; what is left of 1: neither."""
    for sentence in _SENTENCE.finditer(checked):
        words = sentence.group()
        shares = phrase_model("report_sums").shares(sentence_grams(words[:_LONGEST]))
        of_all = {outcome: shares[outcome] for outcome in (*SUMMED_UP, Outcome.UNKNOWN)}
        if _NOT_ALL.search(words):
            of_all[Outcome.PARTLY_DONE] += of_all.pop(Outcome.DONE) + of_all.pop(Outcome.NOT_DONE)
        yield sentence, of_all


def findings(checked: str, commitments: Sequence[Commitment]) -> Iterator[Finding]:
    """A clause belongs to the promise whose words it repeats, else to that of the clause before it."""
    marks = _marks(commitments)
    unknown = count(len(commitments))
    for sentence in _SENTENCE.finditer(checked):
        own_words = _CLAIMED.split(sentence.group())[0]
        known: int | None = None
        before = ""
        for clause in _CLAUSE.finditer(own_words):
            words = clause.group().strip(_EDGE)
            known = _matter(words, marks, known)
            state = state_of(words) if len(words) > 1 or words in _TICKS else None
            is_rest = state is State.NOT_KEPT and _is_rest(words, before)
            if is_rest:
                known = next(unknown)
            if state is not None:
                start = sentence.start() + clause.start()
                matter = next(unknown) if known is None else known
                yield Finding(start, start + len(clause.group()), state, matter, is_rest)
            before = words if state is State.KEPT else ""


def _is_rest(words: str, kept: str) -> bool:
    """晒场腾出一处，另一处没腾: two matters; 清过一处，又占了: one."""
    return bool(_REST.match(words) or (_COUNTED.search(kept) and not _RELAPSE.search(words)))


def _marks(commitments: Sequence[Commitment]) -> list[Counter[str]]:
    """What names one promise alone: its body most, then its pairs of characters, then single ones."""
    marks = []
    for c in commitments:
        unit = dict.fromkeys(_pairs(normalised(c.unit).strip("区局")), 3)
        marks.append(Counter(_weighed(normalised(c.action)) | Counter(unit)))
    return [
        Counter({k: v for k, v in own.items() if not any(k in other for other in marks if other is not own)})
        for own in marks
    ]


def _weighed(words: str) -> Counter[str]:
    single = {c: 1 for c in words if c.isalpha() and c not in _COMMON}
    return Counter(single | dict.fromkeys(_pairs(words), 2))


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1) if words[i : i + 2].isalpha()} - _COMMON


def _matter(words: str, marks: list[Counter[str]], current: int | None) -> int | None:
    said = _weighed(words) if len(words) <= _SHORT else _pairs(words)
    shared = [sum(mark[k] for k in said if k in mark) for mark in marks]
    return shared.index(max(shared)) if max(shared, default=0) > 1 else current
