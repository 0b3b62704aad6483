"""What a message means to somebody who follows promises: 护栏装好了，居民都说好 reports no opinion then."""

import re

from bot.asked_items import asks_for_history, asks_for_summary
from bot.pointing import pointed
from bot.turn import Turn
from knowledge.characters import normalised
from knowledge.model import Intent
from knowledge.updates import read_status

# Readings that yield to an open promise which the words fit; what is told or asked outright does not
_YIELDS = (Intent.REPORT_OPINION, Intent.ASK_POLICY, Intent.SMALLTALK, Intent.OUT_OF_SCOPE, Intent.HELP)
_LONGEST = 150  # characters; more is no word about one promise
_QUESTION = re.compile(r"[?？]|[吗呢么]\s*[。.]?$|怎么|如何|哪些|什么|多少|谁|能不能|是否")
_REPLIED = re.compile(r"回复|答复|答覆|回应|回话|回函|来函")


def intent_in_context(turn: Turn, text: str, intent: Intent) -> Intent:
    """The intent, or what the member's own promises make of it."""
    plain = normalised(text)
    if turn.in_group or intent not in _YIELDS or len(plain) > _LONGEST:
        return intent
    if asks_for_summary(plain):
        return Intent.LIST_FOLLOWUPS
    told = not _QUESTION.search(plain) and (read_status(text) is not None or bool(_REPLIED.search(plain)))
    asked = asks_for_history(plain)
    if not (told or asked):
        return intent
    found = pointed(turn, text, None)
    if not (found.certain and found.items):
        return intent
    return Intent.UPDATE_FOLLOWUP if told else Intent.LIST_FOLLOWUPS
