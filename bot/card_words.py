"""Plain words that are about an open card: 存吧, 算了, a correction, the answer to what the card asked."""

import re
from dataclasses import replace

from bot.actions.confirm import drop_card, save_all, save_card, show_again
from bot.actions.followups import UndoArguments, undo
from bot.actions.upload import upload_corrected
from bot.assent import card_meant, says_hold, says_store, says_store_all, says_undo
from bot.card_lines import Unclear
from bot.cards import (
    Card,
    FollowUpCard,
    RecordCard,
    ReportCard,
    UpdateCard,
    UploadCard,
)
from bot.corrections import Correction, Verdict, read_correction, sounds_wrong
from bot.messages import Reply, says
from bot.texts import cards as texts
from bot.turn import Turn
from bot.understanding.router import understand
from bot.update_words import OWN_ERRAND, chosen, tells_of_a_meeting, told_more
from knowledge.model import Consultation, Intent
from knowledge.reading.characters import normalised

_NOT_INTO_LIBRARY = re.compile(
    r"(?:先|暂时|还是)?(?:不要?|别|不用|不想)(?:再)?(?:入库|收|收入)(?:了|吧|这份)*"
)
_CHANGES_A_CARD = re.compile(
    r"第[一二三四五六七八九十\d]+条(?:不要|删|去掉)|(?:日期|形式|议题|参加单位)(?:改|应该)(?:成|为|是)|不要(?:第|最后)[^，]{1,3}条"
)
_NEW_ERRAND = re.compile(
    r"[，。\s]*(?:再|还要?|另外|也|请|麻烦|顺便|，)*(?:帮(?:我|忙)|给我|替我)?(?:再|也)?(?:盯|跟(?:一?下|进|踪)|催一?下|提醒我)"
)
_REPORT_PART = re.compile(r"(题目|标题|问题|建议)(?:改成|改为|换成|应该是|是|：|:)+[，, ]*(.{2,})", re.DOTALL)


def by_words(turn: Turn) -> list[Reply] | None:
    """Replies to words about a card; None where the message is about something else."""
    incoming, cards = turn.incoming, turn.state.cards
    if incoming.edited and (saved := cards.saved_card(message_id=incoming.message_id)):
        return says(texts.edited_after_saving(saved.sentence))
    if incoming.forwarded or incoming.edited:  # somebody else's 存吧 confirms nothing
        return None
    said = normalised(incoming.text).strip(" ，。！!~～\n")
    if says_undo(said):
        return undo(turn, UndoArguments())
    if turn.state.choosing is not None and (replies := chosen(turn, said)) is not None:
        return replies
    return _on_card(turn, cards.current, said) if cards.current else _without_card(turn, said)


def _without_card(turn: Turn, said: str) -> list[Reply] | None:
    if not says_store(said, turn.knowledge.district) and not says_store_all(said):
        return says(texts.NOTHING_TO_CHANGE) if _CHANGES_A_CARD.match(said) else None
    last = turn.state.cards.saved[-1:]
    return says(texts.saved_before(last[0].sentence) if last else texts.NOTHING_TO_SAVE)


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
    if says_hold(said):
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
            return told_more(turn, card, said)
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
    return show_again(turn, card)


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
    return show_again(turn, card)


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
        return tells_of_a_meeting(turn)
    return not turn.state.cards.in_view and intent in (Intent.UPDATE_FOLLOWUP, *OWN_ERRAND)


def _reworded(turn: Turn, card: ReportCard) -> list[Reply] | None:
    part = _REPORT_PART.match(turn.incoming.text.strip())
    if part is None:
        return None
    names = {"题目": "topic", "标题": "topic", "问题": "problem", "建议": "suggestion"}
    draft = replace(card.draft, **{names[part[1]]: part[2].strip()})
    return show_again(turn, card.model_copy(update={"draft": draft}))
