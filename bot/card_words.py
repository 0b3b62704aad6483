"""Plain words that are about an open card: 存吧, 算了, a correction, the answer to what the card asked."""

import re
from dataclasses import replace

from bot.actions.confirm import drop_card, save_all, save_card
from bot.actions.followups import UndoArguments, undo
from bot.actions.update import PickArguments, another_instead, ask_again, new_state, pick
from bot.actions.upload import upload_corrected
from bot.assent import card_meant, says_store, says_store_all, says_yes
from bot.card_lines import Unclear
from bot.cards import (
    Asks,
    Card,
    FollowUpCard,
    NewState,
    RecordCard,
    ReportCard,
    UpdateCard,
    UploadCard,
)
from bot.corrections import Correction, Verdict, read_correction, sounds_wrong
from bot.faces import face
from bot.messages import Reply, says
from bot.texts import cards as texts
from bot.turn import Turn
from bot.understanding.pointing import among, pointed, read_number
from bot.understanding.progress import read_new_state
from bot.understanding.router import understand
from knowledge.model import CommitmentStatus, Consultation, Intent
from knowledge.reading.characters import normalised, number
from knowledge.reading.dates import read_due
from knowledge.reading.extraction import read_consultation

_NOT_INTO_LIBRARY = re.compile(
    r"(?:先|暂时|还是)?(?:不要?|别|不用|不想)(?:再)?(?:入库|收|收入)(?:了|吧|这份)*"
)
_LAST_CHANGE = r"(?:刚才|刚刚|上一|上面|最后)(?:的|那|个|条|步|次|一|改动|操作|更新|记录)*"
_UNDO = re.compile(
    rf"(?:{_LAST_CHANGE}(?:点错|说错|弄错|搞错|记错)了?)?(?:帮我|请|先)*(?:撤销|撤回|反悔|退回去?|改回(?:去|来)|恢复原样)(?:吧|了|一下|掉|撤销|撤回|{_LAST_CHANGE})*"
    rf"|(?:帮我|请|先|把)*{_LAST_CHANGE}(?:给我)?(?:撤销?|撤回|取消|退回|恢复|不算|作废|点错|说错|弄错|搞错|记错)(?:了|掉|吧|回去?|一下)*"
)
_SAVE_WITH_RESULT = re.compile(
    r"(?:好的?|行|嗯|对)?[，, ]*(?:存|保存)(?:吧|了|上|下)?[，,：:\s]+(?P<rest>.{2,})"
)
_CHANGES_A_CARD = re.compile(
    r"第[一二三四五六七八九十\d]+条(?:不要|删|去掉)|(?:日期|形式|议题|参加单位)(?:改|应该)(?:成|为|是)|不要(?:第|最后)[^，]{1,3}条"
)
_NEW_ERRAND = re.compile(
    r"[，。\s]*(?:再|还要?|另外|也|请|麻烦|顺便|，)*(?:帮(?:我|忙)|给我|替我)?(?:再|也)?(?:盯|跟(?:一?下|进|踪)|催一?下|提醒我)"
)
_HOLD = re.compile(
    r"(?:先)?(?:等等|等一?下|等一?会儿?|慢着|慢点|稍等)[，, ]*"
    r"(?:我?再?(?:看看|核对一?下|想想))?(?:先)?(?:别|不要?|不)?存?(?:吧|了)?"
)
_ANOTHER = re.compile(
    r"(?:不对[，, ]*)?(?:不是|不要)(?:说的?)?(?:这|那)一?(?:件|个|条|项)(?!意思)"
    r"|(?:弄错|搞错|说错|认错)(?:了)?(?:一?件|事|人|单位)"
)
_MERE_NUMBER = 8  # characters: 就是第二个吧; 第二条期限改成月底 says more than which it is
_RETRACTED = re.compile(
    r"(?:等等|等一下)?[，,]?\s*不是[^，,。]{1,8}[，,。]\s*(?:应该|而)?是?"
)  # 不是办结，是推进中
_NONE = re.compile(r"都不是|没有一个|不是这些|不在里面")
_ASKS = re.compile(r"[?？]\s*$|[吗呢么]\s*[。.]?$|怎么|哪些|什么|多少|啥|几[件个项]")
_REPORT_PART = re.compile(r"(题目|标题|问题|建议)(?:改成|改为|换成|应该是|是|：|:)+[，, ]*(.{2,})", re.DOTALL)
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
        return says(texts.edited_after_saving(saved.sentence))
    if incoming.forwarded or incoming.edited:  # somebody else's 存吧 confirms nothing
        return None
    said = normalised(incoming.text).strip(" ，。！!~～\n")
    if _UNDO.fullmatch(re.sub(r"[，,、。！!\s]", "", said)):
        return undo(turn, UndoArguments())
    if turn.state.choosing is not None and (replies := _chosen(turn, said)) is not None:
        return replies
    return _on_card(turn, cards.current, said) if cards.current else _without_card(turn, said)


def _without_card(turn: Turn, said: str) -> list[Reply] | None:
    if not says_store(said, turn.knowledge.district) and not says_store_all(said):
        return says(texts.NOTHING_TO_CHANGE) if _CHANGES_A_CARD.match(said) else None
    last = turn.state.cards.saved[-1:]
    return says(texts.saved_before(last[0].sentence) if last else texts.NOTHING_TO_SAVE)


def _chosen(turn: Turn, said: str) -> list[Reply] | None:
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
    elif _tells_of_a_meeting(turn):
        return None
    else:
        found = among(turn, offered, said, None)
    if len(found) != 1 or read_new_state(said, turn.now).status is not None:
        return None
    return pick(turn, PickArguments(choosing_id=choosing.id, item_id=found[0].id))


def _on_card(turn: Turn, card: Card, said: str) -> list[Reply] | None:
    if (replies := _outright(turn, card, said)) is not None:
        return replies
    if isinstance(card, UploadCard) and _NOT_INTO_LIBRARY.fullmatch(said):
        return drop_card(turn, card)
    draft = _consultation_on(card)
    correction = read_correction(turn.incoming.text, turn.now, turn.knowledge.district, draft)
    match correction:
        case Correction(Verdict.CANCEL, again=again):
            return drop_card(turn, card, texts.TELL_AGAIN if again else texts.DROPPED)
        case Correction(Verdict.SAVE, draft=None):
            return save_card(turn, card) if turn.state.cards.in_view else None
    return _more(turn, card, said, correction)


def _consultation_on(card: Card) -> Consultation:
    match card:
        case RecordCard() | FollowUpCard():
            return card.draft
        case UploadCard() if card.draft.consultation is not None:
            return card.draft.consultation
    return Consultation("")


def _outright(turn: Turn, card: Card, said: str) -> list[Reply] | None:
    """存, 都存, 等等: words that need no look at the card."""
    if _HOLD.fullmatch(said):
        turn.state.cards.in_view = True
        return says(texts.HELD)
    if says_store_all(said):
        return save_all(turn)
    district = turn.knowledge.district
    if not says_store(said, district):
        return None
    return save_card(turn, card_meant(said, turn.state.cards, district) or card)


def _more(turn: Turn, card: Card, said: str, correction: Correction | None) -> list[Reply] | None:
    """What is neither 存 nor 不要, by the sort of the card."""
    match card:
        case UpdateCard():
            return _told_more(turn, card, said)
        case ReportCard():
            return _reworded(turn, card)
        case UploadCard():
            return _paper_corrected(turn, card, correction)
        case _:
            return _corrected(turn, card, correction)


def _corrected(
    turn: Turn, card: RecordCard | FollowUpCard, correction: Correction | None
) -> list[Reply] | None:
    if correction is None or _is_new_matter(turn):
        return None
    if correction.draft is None:
        return _cannot_edit(turn, card, correction.why or Unclear.HOW)
    card = card.model_copy(update={"draft": correction.draft})
    if correction.verdict is Verdict.SAVE:
        return save_card(turn, card, shows=True)
    return _shown_again(turn, card)


def _paper_corrected(turn: Turn, card: UploadCard, correction: Correction | None) -> list[Reply] | None:
    """第二条不要 for minutes, 文号是… for any paper."""
    told = correction.draft if correction else None
    if correction is None or card.draft.consultation is None:
        return upload_corrected(turn, card)
    if told is None:
        return upload_corrected(turn, card) or _cannot_edit(turn, card, correction.why or Unclear.HOW)
    draft = replace(card.draft, consultation=told, issued_on=told.held_on)
    card = card.model_copy(update={"draft": draft})
    if correction.verdict is Verdict.SAVE:
        return save_card(turn, card, shows=True)
    return _shown_again(turn, card)


def _cannot_edit(turn: Turn, card: Card, why: Unclear) -> list[Reply] | None:
    if not turn.state.cards.in_view:
        return None
    count = len(_consultation_on(card).commitments)
    return says(texts.no_such_line(count) if why is Unclear.NO_SUCH_LINE else texts.CANNOT_EDIT[why])


def _is_new_matter(turn: Turn) -> bool:
    """Whether what reads like a correction tells of another meeting, or of a promise in the ledger."""
    intent = understand(turn.incoming.text, turn.now, turn.knowledge.district).intent
    if _NEW_ERRAND.match(normalised(turn.incoming.text)):
        return True
    if turn.state.cards.in_view and sounds_wrong(normalised(turn.incoming.text)):
        return False
    if intent is Intent.RECORD_CONSULTATION:
        return _tells_of_a_meeting(turn)
    return not turn.state.cards.in_view and intent in (Intent.UPDATE_FOLLOWUP, *_OWN_ERRAND)


def _tells_of_a_meeting(turn: Turn) -> bool:
    text, district = turn.incoming.text, turn.knowledge.district
    intent = understand(text, turn.now, district).intent
    return intent is Intent.RECORD_CONSULTATION and bool(
        read_consultation(text, turn.now, district).commitments
    )


def _told_more(turn: Turn, card: UpdateCard, said: str) -> list[Reply] | None:
    """Another state for the same promise, or the answer to what the card asks."""
    if _ANOTHER.match(said):
        return another_instead(turn, card)
    if (with_result := _SAVE_WITH_RESULT.fullmatch(said)) and card.asks is Asks.RESULT:
        new = card.new.model_copy(update={"result": with_result["rest"].strip()})
        return save_card(turn, card.model_copy(update={"new": new}))
    intent = understand(turn.incoming.text, turn.now, turn.knowledge.district).intent
    item = turn.item(card.item_id)
    if item is None or intent in _OWN_ERRAND or _ASKS.search(said) or _about_another(turn, card):
        return None
    told = new_state(turn, _RETRACTED.sub("", turn.incoming.text), item)
    new = _completed(turn, card, told, said) or told
    if new.status is None:
        return None
    new = new.model_copy(update={"evidence": card.new.evidence})
    words = f"{card.words}\n{turn.incoming.text.strip()}"
    return _shown_again(turn, card.model_copy(update={"new": new, "words": words}))


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


def _reworded(turn: Turn, card: ReportCard) -> list[Reply] | None:
    part = _REPORT_PART.match(turn.incoming.text.strip())
    if part is None:
        return None
    names = {"题目": "topic", "标题": "topic", "问题": "problem", "建议": "suggestion"}
    draft = replace(card.draft, **{names[part[1]]: part[2].strip()})
    return _shown_again(turn, card.model_copy(update={"draft": draft}))


def _shown_again(turn: Turn, card: Card) -> list[Reply]:
    turn.state.cards.put(card)
    item = turn.item(card.item_id) if isinstance(card, UpdateCard) else None
    return [face(card, turn.knowledge.district, item)]
