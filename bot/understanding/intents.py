"""Which of the things that the assistant does a message asks for."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.understanding.cues import CUES
from bot.understanding.intent_model import OpenEmbeddings, intent_model, pattern_of
from knowledge.model import CommitmentStatus, Intent
from knowledge.profile import District
from knowledge.reading.characters import normalised
from knowledge.reading.dates import Lean, held_mentions, mentions
from knowledge.reading.names import NameSort, names_of
from knowledge.reading.updates import read_status

_READ = 3_000  # characters that decide the intent; a longer message is a forwarded paper
_TOLD_FOR_SURE = 6.0
_PLAIN = 4.0  # the best reading leads by so much that the embedding would not change it
_LONG = 150  # characters; a longer message is told or forwarded, not asked
_WORDS = re.compile(r"[\w\u3400-\u9fff]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_RULES_IN_ENGLISH = re.compile(
    r"\b(?:law|rule|regulation|polic|permit|owner|property|legal|allowed|fine|tenant|elevator|parking)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"[?？]\s*$|[吗呢么]\s*[，。]?$|有没有|有无|是不是|能不能|可不可以|能否|是否|怎么|如何|怎样|什么|哪些|哪个|哪里|哪儿|哪家|谁|多少|多久|多长|几(?:户|个|件|条|岁|点|天|年|家)|咋|啥|邊|为何|为啥|要不要|用不用|该不该|算不算|没有[?？]?$"
)
_TELLS = re.compile(
    r"(?:[还没正在才]|一直)[^吗?？怎何么什谁哪几咋]{0,12}呢[。!！]?$"
)  # 还没动静呢, 正打地基呢
_MEETING = re.compile(
    r"座谈|恳谈|(?:协商|议事|板凳|座谈|恳谈|现场|调度|碰头|推进|联席|坝坝|院坝|圆桌|对接)会|会上|会议纪要|纪要|简报|开完?了?(?:个|一个|一次|一场|一下午|一上午)?.{0,8}会|开完会|散会"
)
_TOLD = re.compile(
    r"开了|开完|开过|召开|举行|组织了|参加了|议了|谈了|谈的|讲的|商量了|讨论|说[了的]?|答应|承诺|表示|同意|达成|会上|定了|明确|议题|参加[：:]|到会|没谈拢|谈崩|解释"
)
_ASKS_FOR = re.compile(
    r"(?:帮|给|替|为)(?:我|我们|咱)?.{0,6}(?:找|查|搜|准备|写|看看|列|理|捋|起草|调|翻)|^(?:找|查|搜|看看|列|调|翻)|准备一?下|^.{0,12}(?:提醒|盯|跟踪)"
)


@dataclass(frozen=True, slots=True)
class _Signals:
    """What the rules of other readers say of a message."""

    form: bool
    meeting: bool
    told: bool
    held: bool
    ahead: bool
    question: bool
    asks_for: bool
    status: CommitmentStatus | None
    length: int


def read_intent(
    text: str, now: datetime, district: District, embeddings: OpenEmbeddings | None = None
) -> Intent:
    """The likeliest intent; `embeddings` opens the embedding model and is called only where it is needed."""
    plain = normalised(text[:_READ]).strip()
    if not plain:
        return Intent.HELP
    if not _WORDS.search(plain):
        return Intent.HELP if set(plain) <= set("?？") else Intent.SMALLTALK
    if not _CHINESE.search(plain):
        return _foreign_intent(plain)
    scores = score(plain, now, district, embeddings)
    return max(scores, key=lambda intent: scores[intent])


def _foreign_intent(plain: str) -> Intent:
    """A greeting, a call for help or a question about rules may come in English or as a command."""
    plain = re.sub(r"[^\w\s/?？']", "", plain).strip()
    for intent, cues in CUES.items():
        if intent is not Intent.OUT_OF_SCOPE and any(p.search(plain) and weight > 4 for p, weight in cues):
            return intent
    return Intent.ASK_POLICY if _RULES_IN_ENGLISH.search(plain) else Intent.OUT_OF_SCOPE


def score(
    plain: str, now: datetime, district: District, embeddings: OpenEmbeddings | None = None
) -> dict[Intent, float]:
    """How much of a message speaks for each intent; `plain` is normalised.

    The embedding is asked for only where rules and n-grams leave two intents near each other.
    """
    rules, model = score_by_rules(plain, now, district), intent_model()
    pattern = pattern_of(plain, now, district)
    scores = _sum(rules, model.by_ngrams(pattern))
    first, second = sorted(scores.values(), reverse=True)[:2]
    if embeddings is None or first - second >= _PLAIN:
        return scores
    meaning = model.by_meaning(pattern, plain, embeddings())
    return scores if meaning is None else _sum(rules, meaning)


def _sum(rules: dict[Intent, float], learned: dict[Intent, float]) -> dict[Intent, float]:
    return {intent: value + learned.get(intent, 0.0) for intent, value in rules.items()}


def score_by_rules(plain: str, now: datetime, district: District) -> dict[Intent, float]:
    """What the written rules alone say."""
    scores = {
        intent: sum(weight for pattern, weight in cues if pattern.search(plain))
        for intent, cues in CUES.items()
    }
    signals = _signals(plain, now, district)
    scores[Intent.RECORD_CONSULTATION] = _record(signals)
    scores[Intent.UPDATE_FOLLOWUP] += _update(signals)
    if scores[Intent.RECORD_CONSULTATION] >= _TOLD_FOR_SURE:
        scores[Intent.ADD_FOLLOWUP] *= 0.4  # 帮我盯着 at the end of a report wishes for nothing more
    if signals.length > _LONG:
        for intent in (Intent.SMALLTALK, Intent.HELP, Intent.LIST_FOLLOWUPS, Intent.ASK_POLICY):
            scores[intent] *= 0.4
    if signals.status and not signals.question:
        scores[Intent.ASK_POLICY] *= 0.5
    if signals.question and signals.length < _LONG:
        scores[Intent.UPDATE_FOLLOWUP] *= 0.4
        scores[Intent.REPORT_OPINION] *= 0.7
    return scores


def _signals(plain: str, now: datetime, district: District) -> _Signals:
    form = any(mention.sort is NameSort.FORM for mention in names_of(district).find(plain))
    ahead = [m for m in mentions(plain, now, Lean.AHEAD) if m.exact and not m.deadline and m.on]
    return _Signals(
        form=form,
        meeting=form or bool(_MEETING.search(plain)),
        told=bool(_TOLD.search(plain)),
        held=next(held_mentions(plain, now), None) is not None,
        ahead=bool(ahead and ahead[0].on and ahead[0].on > now.date() and ahead[0].start < 20),
        question=_asks(plain),
        asks_for=bool(_ASKS_FOR.search(plain[:40])),
        status=read_status(plain, now) if len(plain) < _LONG else None,
        length=len(plain),
    )


def _asks(plain: str) -> bool:
    """The last clause asks; in a short message any clause may. 还没动静呢 tells."""
    last = re.split(r"[，。,;；!！\n]", plain.rstrip("，。,;；!！ "))[-1]
    said = last if len(plain) > 40 else plain
    return bool(_QUESTION.search(said)) and not _TELLS.search(last)


def _record(signals: _Signals) -> float:
    """A meeting is told of: it is named, lies behind, and something was said there."""
    if not signals.meeting:
        return 0.0
    score = (
        3.0 + 1.5 * signals.form + 1.5 * signals.told + 2.0 * signals.held + 2.0 * (signals.length > _LONG)
    )
    if signals.length <= _LONG:
        score -= 4.0 * signals.question + 4.0 * signals.asks_for
    return score - 3.0 * signals.ahead


def _update(signals: _Signals) -> float:
    if not signals.status or signals.question:
        return 0.0
    return 3.0 - 2.0 * signals.meeting + 2.5 * (signals.status is CommitmentStatus.POSTPONED)
