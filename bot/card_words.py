"""Plain words that are about an open card: 存吧, 算了, a correction, the answer to what the card asked."""

import re

from bot import texts_ledger as texts
from bot.actions.confirm import drop_card, save_card
from bot.actions.followups import UndoArguments, undo
from bot.actions.update import PickArguments, pick, read_new_state
from bot.cards import Asks, Card, UpdateCard
from bot.faces import face
from bot.messages import Block, Reply
from bot.pointing import among, pointed, read_number, units_in
from bot.router import understand
from bot.turn import Turn
from knowledge.characters import normalised
from knowledge.dates import read_due
from knowledge.model import CommitmentStatus, Intent

_SAVE = re.compile(
    r"(?:好的?|行|嗯+|可以|对的?|是的?|没问题|没错|就这样|ok|OK)?[，, ]*(?:就?这样|就?这么)?"
    r"(?:存|保存|存档|存下|存上|存起来|确认|确定|提交|记下|记上|入账|没问题|没错|对的?|是的?|可以|行|好的?|ok|OK|嗯+)"
    r"(?:吧|了|啦|的|呗|它|一下|下来|起来)*"
)
_DROP = re.compile(
    r"(?:那|还是|这张|这个)?(?:算了|不要|不存|别存|别记|不记|取消|不用|删了|删掉|作废|放弃|不弄|撤掉|扔掉|丢掉)"
    r"(?:吧|了|啦|它|这张|这个|这条|卡片?|存|记)*"
)
_UNDO = re.compile(
    r"(?:撤销|撤回|反悔|退回去?|改回(?:去|来)|恢复原样)(?:吧|了|一下|刚才的?(?:那个|操作|改动)?|上一[步个条])*"
    r"|(?:刚才|刚刚|上一)(?:的|那个|那条|步|条)*(?:撤销|撤回|不算|作废|点错了|说错了|弄错了)"
)
_NONE = re.compile(r"都不是|没有一个|不是这些|不在里面")
_ASKS = re.compile(r"[?？]\s*$|[吗呢么]\s*[。.]?$|怎么|哪些|什么|多少")
# What a message must not be to pass for the answer that a card waits for
_OWN_ERRAND = (
    Intent.RECORD_CONSULTATION,
    Intent.ADD_FOLLOWUP,
    Intent.LIST_FOLLOWUPS,
    Intent.FIND_PRECEDENT,
    Intent.PREPARE,
    Intent.HELP,
)


def by_words(turn: Turn) -> list[Reply] | None:
    """Replies to words about a card; None where the message is about something else."""
    incoming, cards = turn.incoming, turn.state.cards
    if incoming.edited and (saved := cards.saved_card(message_id=incoming.message_id)):
        return [Reply((Block(texts.edited_after_saving(saved.sentence)),))]
    if incoming.forwarded or incoming.edited:  # somebody else's 存吧 confirms nothing
        return None
    said = normalised(incoming.text).strip(" ，。！!~～\n")
    if _UNDO.fullmatch(said):
        return undo(turn, UndoArguments())
    if turn.state.choosing is not None and (replies := _chosen(turn, said)) is not None:
        return replies
    return _on_card(turn, cards.current, said) if cards.current else _without_card(turn, said)


def _on_card(turn: Turn, card: Card, said: str) -> list[Reply] | None:
    if _SAVE.fullmatch(said):
        return save_card(turn, card)
    if _DROP.fullmatch(said):
        return drop_card(turn, card)
    return _told_more(turn, card, said) if isinstance(card, UpdateCard) else None


def _without_card(turn: Turn, said: str) -> list[Reply] | None:
    if re.fullmatch(r"(?:好的?|行|嗯)?[，, ]*(?:存|保存|存档|确认存)(?:吧|了|下|一下|起来)*", said):
        last = turn.state.cards.saved[-1:]
        sentence = texts.saved_before(last[0].sentence) if last else texts.NOTHING_TO_SAVE
        return [Reply((Block(sentence),))]
    return None


def _chosen(turn: Turn, said: str) -> list[Reply] | None:
    """第2个, 划线那个, 都不是: an answer to which promise was meant."""
    choosing = turn.state.choosing
    assert choosing is not None  # whoever calls has looked
    if _NONE.search(said) or _DROP.fullmatch(said):
        return pick(turn, PickArguments(choosing_id=choosing.id, item_id=0))
    offered = [item for id_ in choosing.items if (item := turn.item(id_))]
    number = read_number(turn, said)
    if number is None and (match := re.fullmatch(r"([一二两三四五六\d])(?:号|个)?", said)):
        number = "一二三四五六".find(match[1].replace("两", "二")) + 1 or int(match[1])
    if number is not None:
        found = tuple(offered[number - 1 : number]) if number else ()
    else:
        found = among(offered, said, None, units_in(turn, said))
    if len(found) != 1 or read_new_state(turn, said).status is not None:
        return None
    return pick(turn, PickArguments(choosing_id=choosing.id, item_id=found[0].id))


def _told_more(turn: Turn, card: UpdateCard, said: str) -> list[Reply] | None:
    """Another state for the same promise, or the answer to what the card asks."""
    intent = understand(turn.incoming.text, turn.now, turn.knowledge.district).intent
    if intent in _OWN_ERRAND or _ASKS.search(said):
        return None
    new = read_new_state(turn, turn.incoming.text)
    if _about_another(turn, card):
        return None
    if card.asks is Asks.NEW_DUE and (day := read_due(said, turn.now)):
        new = card.new.model_copy(update={"new_due": day})
    elif card.asks is Asks.RESULT and new.status in (None, CommitmentStatus.DONE):
        new = card.new.model_copy(update={"result": turn.incoming.text.strip()})
    elif new.status is None:
        return None
    changed = card.model_copy(update={"new": new, "words": f"{card.words}\n{turn.incoming.text}"})
    return _shown_again(turn, changed)


def _about_another(turn: Turn, card: UpdateCard) -> bool:
    """Whether the words fit another promise and not the card's own."""
    found = pointed(turn, turn.incoming.text, None)
    return found.certain and bool(found.items) and all(item.id != card.item_id for item in found.items)


def _shown_again(turn: Turn, card: Card) -> list[Reply]:
    turn.state.cards.put(card)
    item = turn.item(card.item_id) if isinstance(card, UpdateCard) else None
    return [face(card, turn.knowledge.district, item)]
