"""What a message means to somebody who follows promises: 护栏装好了，居民都说好 reports no opinion then."""

import re

from bot.actions.action import Name, button
from bot.assent import says_yes
from bot.messages import Block, Reply
from bot.texts import ledger as texts
from bot.turn import Turn
from bot.understanding.asked_items import asks_for_history, asks_for_summary
from bot.understanding.intents import score
from bot.understanding.pointing import pointed
from bot.understanding.progress import who_replied
from bot.understanding.router import Understanding, understand_as
from knowledge.model import Intent
from knowledge.reading.characters import normalised
from knowledge.reading.updates import read_status

# Readings that yield to an open promise which the words fit; what is told or asked outright does not
_YIELDS = (
    Intent.REPORT_OPINION,
    Intent.ASK_POLICY,
    Intent.SMALLTALK,
    Intent.OUT_OF_SCOPE,
    Intent.HELP,
    Intent.PREPARE,
)
_WRITES = (
    Intent.RECORD_CONSULTATION,
    Intent.ADD_FOLLOWUP,
    Intent.UPDATE_FOLLOWUP,
    Intent.LIST_FOLLOWUPS,
    Intent.REPORT_OPINION,
)
_IN_DOUBT = 1.0  # two readings nearer than this: on labelled messages the first is then often wrong
_SURE = 3.0  # 帮我准备一下加装电梯的会 is asked outright
_LONGEST = 150  # characters; more is no word about one promise
_QUESTION = re.compile(r"[?？]|[吗呢么]\s*[。.]?$|怎么|如何|哪些|什么|多少|谁|能不能|是否")


def intent_in_context(turn: Turn, text: str, intent: Intent) -> Intent:
    """The intent, or what the member's own promises make of it."""
    plain = normalised(text)
    if turn.in_group or intent not in _YIELDS or len(plain) > _LONGEST:
        return intent
    if asks_for_summary(plain):
        return Intent.LIST_FOLLOWUPS
    scores = _scores(turn, plain)
    lead = scores[intent] - scores[Intent.UPDATE_FOLLOWUP]
    reports = lead < _IN_DOUBT or read_status(text, turn.now) is not None or who_replied(text) is not None
    told, asked = reports and not _QUESTION.search(plain), asks_for_history(plain)
    if not (told or asked) or (intent is Intent.PREPARE and lead > _SURE):
        return intent
    found = pointed(turn, text, who_replied(text))
    if not (found.certain and found.items):
        return intent
    return Intent.UPDATE_FOLLOWUP if told else Intent.LIST_FOLLOWUPS


def _scores(turn: Turn, plain: str) -> dict[Intent, float]:
    return score(plain, turn.now, turn.knowledge.district, lambda: turn.knowledge.embeddings)


def ask_back(turn: Turn, text: str) -> list[Reply] | None:
    """One short question where two readings are as likely and one of them is about the ledger."""
    plain = normalised(text).strip()
    if len(plain) > _LONGEST or turn.in_group:
        return None
    scores = _scores(turn, plain)
    first, second = sorted(scores, key=lambda intent: -scores[intent])[:2]
    near = scores[second] > 0 and scores[first] - scores[second] < _IN_DOUBT
    if not near or not {first, second} & set(_WRITES):
        return None
    if first is Intent.UPDATE_FOLLOWUP and pointed(turn, text, None).certain:
        return None
    turn.state.unclear = text
    buttons = tuple(button(texts.INTENTS[i], Name.MEANT, i) for i in (first, second) if i in texts.INTENTS)
    return [Reply((Block(texts.WHAT_DO_YOU_WANT),), (buttons,))] if len(buttons) > 1 else None


def answer_to_question(turn: Turn) -> list[Reply] | None:
    """A mere 对 to 您是想做哪一样 chooses nothing: it is asked again."""
    text, turn.state.unclear = turn.state.unclear, None
    if text is None or not says_yes(normalised(turn.incoming.text).strip()):
        return None
    return ask_back(turn, text)


def read_meant(turn: Turn, values: list[str]) -> Understanding | None:
    """The message of the question, in the reading that was pressed."""
    text, turn.state.unclear = turn.state.unclear, None
    intent = next((i for i in texts.INTENTS if values == [i]), None)
    if text is None or intent is None:
        return None
    return understand_as(intent, text, turn.now, turn.knowledge.district)
