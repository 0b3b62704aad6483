"""Plain words about what became of a promise: which one was meant, another state, the result."""

import re

from bot.actions.confirm import save_card, show_again
from bot.actions.update import PickArguments, another_instead, ask_again, new_state, pick
from bot.assent import says_yes
from bot.cards import Asks, NewState, UpdateCard
from bot.messages import Reply
from bot.turn import Turn
from bot.understanding.pointing import among, pointed, read_number
from bot.understanding.progress import read_new_state
from bot.understanding.router import understand
from knowledge.model import CommitmentStatus, Intent
from knowledge.reading.characters import number
from knowledge.reading.dates import read_due
from knowledge.reading.extraction import read_consultation

_SAVE_WITH_RESULT = re.compile(
    r"(?:好的?|行|嗯|对)?[，, ]*(?:存|保存)(?:吧|了|上|下)?[，,：:\s]+(?P<rest>.{2,})"
)
_ANOTHER = re.compile(
    r"(?:不对[，, ]*)?(?:不是|不要)(?:说的?)?(?:这|那)一?(?:件|个|条|项)(?!意思)"
    r"|(?:弄错|搞错|说错|认错)(?:了)?(?:一?件|事|人|单位)"
)
_MERE_NOUN = 4  # characters: 闸门
_MERE_NUMBER = 8  # characters: 就是第二个吧; 第二条期限改成月底 says more than which it is
_RETRACTED = re.compile(
    r"(?:等等|等一下)?[，,]?\s*不是[^，,。]{1,8}[，,。]\s*(?:应该|而)?是?"
)  # 不是办结，是推进中
_NONE = re.compile(r"都不是|没有一个|不是这些|不在里面")
_ASKS = re.compile(r"[?？]\s*$|[吗呢么]\s*[。.]?$|怎么|哪些|什么|多少|啥|几[件个项]")
# What a message must not be to pass for the answer that a card waits for
OWN_ERRAND = (
    Intent.RECORD_CONSULTATION,
    Intent.ADD_FOLLOWUP,
    Intent.LIST_FOLLOWUPS,
    Intent.FIND_PRECEDENT,
    Intent.PREPARE,
    Intent.HELP,
)


def chosen(turn: Turn, said: str) -> list[Reply] | None:
    """第2个, 划线那个, 都不是: an answer to which promise was meant."""
    choosing = turn.state.choosing
    assert choosing is not None  # whoever calls has looked
    if _NONE.search(said) or re.fullmatch(r"算了.{0,4}|不要了?|取消", said):
        return pick(turn, PickArguments(choosing_id=choosing.id, item_id=0))
    if says_yes(said) and turn.state.cards.current is None:
        return ask_again(turn, choosing)
    offered = [item for id_ in choosing.items if (item := turn.item(id_))]
    chosen = read_number(turn, said) if len(said) <= _MERE_NUMBER and not _ASKS.search(said) else None
    if chosen is None and (bare := re.fullmatch(r"([一二两三四五六\d])(?:号|个)?", said)):
        chosen = number(bare[1])
    if chosen is not None:
        found = tuple(offered[chosen - 1 : chosen]) if chosen else ()
    elif tells_of_a_meeting(turn):
        return None
    else:
        found = among(turn, offered, said, None)
    if len(found) != 1 or (len(said) > _MERE_NOUN and read_new_state(said, turn.now).status is not None):
        return None
    return pick(turn, PickArguments(choosing_id=choosing.id, item_id=found[0].id))


def tells_of_a_meeting(turn: Turn) -> bool:
    text, district = turn.incoming.text, turn.knowledge.district
    intent = understand(text, turn.now, district).intent
    return intent is Intent.RECORD_CONSULTATION and bool(
        read_consultation(text, turn.now, district).commitments
    )


def told_more(turn: Turn, card: UpdateCard, said: str) -> list[Reply] | None:
    """Another state for the same promise, or the answer to what the card asks."""
    if _ANOTHER.match(said):
        return another_instead(turn, card)
    if (with_result := _SAVE_WITH_RESULT.fullmatch(said)) and card.asks is Asks.RESULT:
        new = card.new.model_copy(update={"result": with_result["rest"].strip()})
        return save_card(turn, card.model_copy(update={"new": new}))
    intent = understand(turn.incoming.text, turn.now, turn.knowledge.district).intent
    item = turn.item(card.item_id)
    if item is None or intent in OWN_ERRAND or _ASKS.search(said) or _about_another(turn, card):
        return None
    told = new_state(turn, _RETRACTED.sub("", turn.incoming.text), item)
    new = _completed(turn, card, told, said) or told
    if new.status is None:
        return None
    new = new.model_copy(update={"evidence": card.new.evidence})
    words = f"{card.words}\n{turn.incoming.text.strip()}"
    return show_again(turn, card.model_copy(update={"new": new, "words": words}))


def _completed(turn: Turn, card: UpdateCard, told: NewState, said: str) -> NewState | None:
    """The card's state with the day or the result that it asked for."""
    if told.status not in (None, card.new.status):
        return None
    day = read_due(said, turn.now)
    if card.new.status is CommitmentStatus.POSTPONED and day:
        return card.new.model_copy(update={"new_due": day})
    if card.asks is Asks.RESULT and turn.state.cards.in_view:
        return card.new.model_copy(update={"result": turn.incoming.text.strip()})
    return None


def _about_another(turn: Turn, card: UpdateCard) -> bool:
    """Whether the words fit another promise and not the card's own."""
    found = pointed(turn, turn.incoming.text, None)
    return found.certain and bool(found.items) and all(item.id != card.item_id for item in found.items)
