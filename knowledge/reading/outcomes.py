"""协商结果 as the last check found it, with its words; and what a unit's reply really is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.model import Commitment, Outcome, ReplyKind
from knowledge.reading.characters import normalised
from knowledge.reading.duty_tables import table_progress, tables
from knowledge.reading.states import ClauseState, clause_state

_COUNT = r"[一二两三四五六七八九十几\d]{1,2}"
_THINGS = r"(?:个|条|项|件|桩|点)(?:事|事项|承诺|任务|措施)?"
_SUMMARIES: tuple[tuple[Outcome, str], ...] = (
    (
        Outcome.PARTLY_DONE,
        r"部分(?:办结|落实|完成|兑现|解决)|基本办结|大部分(?:办结|落实|完成)|(?:办成|落实|完成|兑现)了?(?:一半|大半|部分)",
    ),
    (
        Outcome.PARTLY_DONE,
        rf"(?:{_COUNT}{_THINGS}|[一-龥]{{2,8}})?(?<!没)(?<!没有)(?<!未)(?<!没能)(?:办成|办结|办好|落实|完成|做到|兑现|解决)了?[^。；\n]{{0,4}}[，,；;、](?:但|不过|只是|另|还有|其余|剩下?|其他)?[^。\n]{{0,14}}(?:{_COUNT}{_THINGS}|的)?(?:没有?|未|不|差|反复|打折扣|走样|没做到)",
    ),
    (
        Outcome.PARTLY_DONE,
        rf"{_COUNT}{_THINGS}?(?:办成|完成|落实|做到|兑现)了?{_COUNT}[个条项件]|其余(?:的)?(?:办了)?(?:一部分|部分|没|未|还没)|基本(?:做到|完成|落实|兑现)|部分解决|(?:办成|完成|落实|做到|办好)了?(?:{_COUNT}[个条项件]|一部分)[，,；;]",
    ),
    (Outcome.PARTLY_DONE, r"(?:有进步|有好转|总体不错)[^。]{0,10}落空"),
    (Outcome.PARTLY_DONE, r"有反复|仍需巩固|打了?折扣|时好时坏|半拉子"),
    (
        Outcome.NOT_DONE,
        rf"(?:均|都|全部?|一(?:条|项|件|样)(?:也|都)?|{_COUNT}{_THINGS}(?:均|都|全)?)(?:还)?(?:未|没有?|不)(?:能)?(?:得到|有|被|到|落|做|办|完|兑|动|解|到)|一[条项件样](?:也|都)没|没有?(?:落到实处|兑现|任何进展|任何变化|变化|下文)|未(?:予)?(?:落实|兑现)|原封不动|落空|不了了之",
    ),
    (
        Outcome.UNDER_WAY,
        r"(?:还在|仍在|正在|继续)(?:往前)?(?:推|推进|办理?|进行|施工|整改|实施)|(?:其余|其他|剩余|剩下的?|余下)[^。\n]{0,8}(?:推进|进行|办理)|整治还在进行|推进中",
    ),
    (
        Outcome.DONE,
        rf"(?:全部|均已?|都已?|各项|{_COUNT}{_THINGS}(?:均|都|全)?已?)(?:经)?(?:按期|按时|如期)?(?:办结|完成|落实|办完|办成|办妥|兑现|到位|解决|做到|销号)|销号|结项|结论[：:](?:已?全部)?(?:办结|落实|完成)|圆满(?:办结|解决|完成)|(?:事情?|此事|这件事|问题)(?:已经?)?(?:全部|圆满|彻底|都)?(?:办妥|办完|办结|解决|办成)|^\W*(?:已)?办[完结](?:了)?\W*$|予以?办结|可以结案",
    ),
)
_DENIED = re.compile(
    r"(?:电话)?(?:回复|答复|报告|说|称|汇报|上报|自报|报来|报的|台账|材料上)[^。]{0,24}(?:已经?|完成|办结|开过|修好|到位)[^。]{0,60}(?:没有|未|并没|不实|属实不|假|不符|不一致|对不上|出入)"
    r"|与[^。]{0,24}(?:上报|自报|报告|回复|答复|台账|反馈)[^。]{0,16}(?:不符|不一致|对不上|有出入)"
)
_DATED = re.compile(
    r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|上旬|下旬|份|再)?|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号])?|次年|今年|当年"
)
_ATTITUDE = re.compile(
    r"高度重视|重视|加强|加大|积极|认真|研究|支持|协调|配合|尽快|努力|督促|引起|关注|切实|全力|感谢|理解|尽量|反映|答复|没有人讲|时间表|满意的答复"
)


_OF_SOME = re.compile(
    r"、[^，。；、]{1,10}(?:均|都)[还]?(?:未|没)|一点[^，。]{1,6}[都也]没"
)  # not of all promises
_QUOTED = re.compile(r"[“\"「][^”\"」\n]{0,40}[”\"」]")


@dataclass(frozen=True, slots=True)
class OutcomeReading:
    """`evidence` stands word for word in the text; None where nothing was checked."""

    outcome: Outcome
    evidence: str | None


def read_outcome(text: str, later: int, commitments: tuple[Commitment, ...]) -> OutcomeReading:
    """`later` is where the text turns to follow-up; its length if it never does."""
    plain = normalised(text)
    checked = _without_tables(plain)[later:]
    tabled = _tabled(text, plain)
    if len(re.sub(r"[\W_]", "", checked)) < 6:
        return tabled or _unchecked(text, plain, commitments)
    own_words = _QUOTED.sub(lambda m: "□" * len(m.group()), checked)
    told = [(clause, clause_state(clause[2])) for clause in _clauses(own_words)]
    if tabled is not None and not any(state for _, state in told):
        return tabled
    summary = _summary(text, own_words, later)
    kept = any(state is ClauseState.DONE for _, state in told)
    if summary is not None and not (kept and _OF_SOME.search(summary.evidence or "")):
        return summary
    last = _last_check(checked)
    done = [c for c, state in told if state is ClauseState.DONE]
    still_open = [c for c, state in told if state is ClauseState.OPEN]
    open_now = [c for c in still_open if c[0] >= last]
    moving = [c for c, state in told if c[0] >= last and state is ClauseState.MOVING]
    if not (open_now or moving) and not any(c[0] >= last for c in done):
        open_now = still_open  # the last look found nothing new
    denied = _DENIED.search(checked)
    if denied and not done[1:]:
        return OutcomeReading(Outcome.NOT_DONE, _quote(text, later + denied.start(), later + denied.end()))
    outcome, shown = _verdict(done, open_now, moving)
    if shown is None:
        return _unchecked(text, plain, commitments)
    return OutcomeReading(outcome, _quote(text, later + shown[0], later + shown[1]))


def _without_tables(plain: str) -> str:
    for table in tables(plain):
        plain = plain[: table.start] + "\n" * (table.end - table.start) + plain[table.end :]
    return plain


def _tabled(text: str, plain: str) -> OutcomeReading | None:
    """What the column of progress says, row by row; None where no table reports."""
    rows = [(_cell_state(cell), line) for table in tables(plain) for cell, line in table_progress(table)]
    told = {state for state, _ in rows} - {None}
    if not told:
        return None
    quote = next(text[line].strip() for state, line in reversed(rows) if state)
    if told == {ClauseState.DONE}:
        return OutcomeReading(Outcome.DONE, quote)
    if ClauseState.OPEN not in told:
        return OutcomeReading(Outcome.UNDER_WAY, quote)
    return OutcomeReading(Outcome.NOT_DONE if told == {ClauseState.OPEN} else Outcome.PARTLY_DONE, quote)


def _cell_state(cell: str) -> ClauseState | None:
    """The least that any clause of a cell says."""
    states = [clause_state(words) for _, _, words in _clauses(cell)]
    order = (ClauseState.OPEN, ClauseState.MOVING, ClauseState.DONE)
    return next((state for state in order if state in states), None)


_Clause = tuple[int, int, str]


def _verdict(
    done: list[_Clause], still_open: list[_Clause], moving: list[_Clause]
) -> tuple[Outcome, _Clause | None]:
    if moving and len(moving) >= len(still_open):
        return Outcome.UNDER_WAY, moving[-1]
    if still_open:
        return (Outcome.PARTLY_DONE if done else Outcome.NOT_DONE), still_open[-1]
    return (Outcome.DONE, done[-1]) if done else (Outcome.UNKNOWN, None)


def _clauses(plain: str) -> Iterator[_Clause]:
    for match in re.finditer(r"(?:[^，,。；;！!？?\s]|(?<=[a-zA-Z\d]) (?=[a-zA-Z\d]))+", plain):
        yield match.start(), match.end(), match.group()


def _last_check(plain: str) -> int:
    """Where the last dated paragraph or sentence of the follow-up begins."""
    openings = [m.end() for m in re.finditer(r"(?:^|[\n。])[\s\W]{0,6}(?=[^\W_])", plain)]
    dated = [o for o in openings if _DATED.match(plain, o)]
    return dated[-1] if dated else 0


def _summary(text: str, checked: str, later: int) -> OutcomeReading | None:
    """The last sentence that sums all up, if it stands in the last quarter."""
    best: tuple[int, Outcome, int] | None = None
    for outcome, pattern in _SUMMARIES:
        for match in re.finditer(pattern, checked, re.MULTILINE):
            sentence = len(re.findall(r"[。！!\n]", checked[: match.start()]))
            if best is None or sentence > best[0]:
                best = (sentence, outcome, match.start())
    if best is None or best[0] < len(re.findall(r"[。！!\n]+(?=.)", checked)) - 2:
        return None
    return OutcomeReading(best[1], _quote(text, later + best[2], later + best[2] + 1))


def _unchecked(text: str, plain: str, commitments: tuple[Commitment, ...]) -> OutcomeReading:
    """Nobody has checked: unknown, unless nothing but an attitude was shown at the meeting."""
    attitude = list(_ATTITUDE.finditer(plain))
    if any(c.due for c in commitments) or not attitude:
        return OutcomeReading(Outcome.UNKNOWN, None)
    return OutcomeReading(Outcome.ATTITUDE_ONLY, _quote(text, attitude[-1].start(), attitude[-1].end()))


def _quote(text: str, start: int, end: int) -> str:
    first = max((text.rfind(mark, 0, start) for mark in "。！？；\n"), default=-1) + 1
    last = min(
        (p for p in (text.find(mark, end - 1) for mark in "。！？；\n") if p >= 0), default=len(text) - 1
    )
    return text[first : last + 1].strip()


_REPLY_DONE = re.compile(
    r"已经?(?:全部|于|在)?[^，。]{0,16}(?:完成|办结|修复|修好|安装|更换|清理|整改|落实|解决|到位|投用|拆除|划好|装好|换好|清运|疏通|公示|拨付|开通)|(?:完成|办结|整改到位|竣工|验收合格|修好|装好|换好|清完|划好)(?:了|[。，]|$)"
)
_REPLY_PLAN = re.compile(r"前|内|底|起|季度|上旬|中旬|下旬")
_REPLY_ATTITUDE = re.compile(
    r"重视|加强|加大|积极|努力|认真|研究|支持|尽快|争取|推动|协调|配合|理解|感谢|关注|进一步|切实|抓紧|督促"
)
_REPLY_EXPLAINS = re.compile(
    r"因为|由于|根据|按照|依据|规定|不属于|不归|职责|权限|没有?(?:资金|经费|编制|职能|权)|无法|不能|涉及|需要|客观|历史(?:原因|遗留)|目前|现行|政策|属于|超出|暂(?:不|无)"
)


def classify_reply(text: str, *, has_due: bool | None = None) -> ReplyKind:
    """已办 says what was done; 计划 names a time for a deed; 解释 gives reasons; the rest is 表态."""
    plain = normalised(text[:3000])
    done = [
        m
        for m in _REPLY_DONE.finditer(plain)
        if not re.search(r"[前内]$|将|拟|计划|争取|力争", plain[max(0, m.start() - 12) : m.start()])
    ]
    dated = (
        has_due
        if has_due is not None
        else bool(
            re.search(
                r"(?:[\d一二三四五六七八九十两半]+(?:个)?(?:月|日|号|天|周|工作日|季度)|年底|月底|[本下这]周|周[一二三四五六日]|明天|后天|春节|元旦)[^，。]{0,4}(?:前|内|底|完|开|组|安|更|修|装|划|进)?",
                plain,
            )
        )
    )
    if done and not (dated and re.search(r"(?:将|拟|计划|预计)", plain)):
        return ReplyKind.DONE
    if dated and _REPLY_PLAN.search(plain):
        return ReplyKind.PLAN
    explains, attitude = len(_REPLY_EXPLAINS.findall(plain)), len(_REPLY_ATTITUDE.findall(plain))
    return ReplyKind.EXPLAINS if explains > attitude or (explains and not attitude) else ReplyKind.ATTITUDE
