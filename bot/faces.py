"""How a card looks: its facts, what is missing or cannot be, and the buttons 存 / 改 / 不要."""

from datetime import datetime

from bot.actions.action import Name, button
from bot.cards import Asks, Card, FollowUpCard, RecordCard, ReportCard, UpdateCard, UploadCard
from bot.messages import Block, Button, Reply, Style
from bot.spans import names_no_day
from bot.texts import cards as texts
from bot.texts import ingest as texts_ingest
from knowledge.model import Commitment, CommitmentStatus, Consultation, ReplyKind
from knowledge.profile import District
from knowledge.promises.items import Item
from knowledge.reading.actors import SELF
from knowledge.reading.dates import DateProblem, Lean, due_reading, mentions

_QUOTED = 8  # promises up to which each shows the words it came from


def face(card: Card, district: District, item: Item | None = None, *, edits: bool = False) -> Reply:
    """`item`: the promise that an update card is about."""
    match card:
        case RecordCard():
            blocks = _record(card, district)
        case FollowUpCard():
            blocks = _follow_up(card, district)
        case UpdateCard():
            assert item is not None
            blocks = _update(card, item)
        case UploadCard():
            return upload_face(card, edits=edits)
        case ReportCard():
            blocks = [
                Block(texts.REPORT_TITLE, Style.TITLE),
                Block(texts.report_card(card.draft)),
                Block(texts.HOW_TO_EDIT_REPORT, Style.NOTE),
            ]
    if card.forwarded:
        blocks.append(Block(texts.FORWARDED, Style.NOTE))
    return Reply(tuple(blocks), (card_buttons(card.id),), edits=edits)


def upload_face(card: UploadCard, *, edits: bool = False) -> Reply:
    draft = card.draft
    blocks = [
        Block(texts_ingest.UPLOAD_TITLE, Style.TITLE),
        Block(texts_ingest.facts(draft, card.chunks, card.articles)),
    ]
    if draft.consultation is not None:
        promised = draft.consultation.commitments
        listed = texts.promises(promised, with_quotes=len(promised) <= _QUOTED)
        blocks.append(Block(listed or texts_ingest.NO_PROMISES))
    blocks.append(Block(texts_ingest.HOW_TO_EDIT, Style.NOTE))
    if card.forwarded:
        blocks.append(Block(texts_ingest.FORWARDED, Style.NOTE))
    buttons = (
        button(texts_ingest.TAKE_IN_BUTTON, Name.SAVE, card.id),
        button(texts_ingest.EDIT_BUTTON, Name.EDIT, card.id),
        button(texts.DROP_BUTTON, Name.DROP, card.id),
    )
    return Reply(tuple(blocks), (buttons,), edits=edits)


def card_buttons(card_id: str) -> tuple[Button, ...]:
    return (
        button(texts.SAVE_BUTTON, Name.SAVE, card_id),
        button(texts.EDIT_BUTTON, Name.EDIT, card_id),
        button(texts.DROP_BUTTON, Name.DROP, card_id),
    )


def facts(card: RecordCard | FollowUpCard) -> list[Block]:
    """What the card holds, without what is still to be said about it."""
    draft = card.draft
    head = texts.record_card(draft) if isinstance(card, RecordCard) else texts.follow_up_card(draft)
    blocks = [Block(head)] if head else []
    if draft.commitments:
        with_quotes = len(draft.commitments) <= _QUOTED
        blocks.append(Block(texts.promises(draft.commitments, with_quotes=with_quotes)))
    return blocks


def _record(card: RecordCard, district: District) -> list[Block]:
    blocks = [Block(texts.RECORD_TITLE, Style.TITLE), *facts(card)]
    warnings = [*_day_problems(card), *_promise_problems(card.draft, card.opened_at, district)]
    if warnings:
        blocks.append(Block("\n".join(warnings)))
    if not card.draft.commitments:
        blocks.append(Block(texts.NO_PROMISES))
    elif len(card.draft.commitments) > _QUOTED:
        blocks.append(Block(texts.many_promises(len(card.draft.commitments))))
    return [*blocks, Block(texts.HOW_TO_EDIT, Style.NOTE)]


def _follow_up(card: FollowUpCard, district: District) -> list[Block]:
    blocks = [Block(texts.FOLLOW_UP_TITLE, Style.TITLE), *facts(card)]
    warnings = _promise_problems(card.draft, card.opened_at, district)
    if warnings:
        blocks.append(Block("\n".join(warnings)))
    return [*blocks, Block(texts.HOW_TO_EDIT, Style.NOTE)]


def _update(card: UpdateCard, item: Item) -> list[Block]:
    new = card.new
    blocks = [
        Block(texts.UPDATE_TITLE, Style.TITLE),
        Block(texts.update_card(item, new.status or item.status, new.new_due, new.result)),
    ]
    blocks += [Block(problem) for problem in _new_due_problems(card, item)]
    if new.evidence:
        blocks.append(Block(texts.with_evidence(len(new.evidence))))
    if new.reply_kind:
        blocks.append(Block(texts.reply_kind(new.reply_kind)))
    hints = {ReplyKind.ATTITUDE: texts.ASK_OF_ATTITUDE, ReplyKind.EXPLAINS: texts.ASK_OF_EXPLANATION}
    questions = {Asks.RESULT: texts.ASK_RESULT, Asks.NEW_DUE: texts.ASK_NEW_DUE}
    if new.reply_kind in hints:
        blocks.append(Block(hints[new.reply_kind]))
    if not new.checked and new.status is CommitmentStatus.DONE:
        blocks.append(Block(texts.SELF_REPORT))
    if card.asks:
        blocks.append(Block(questions[card.asks]))
    return blocks


def _new_due_problems(card: UpdateCard, item: Item) -> list[str]:
    new_due = card.new.new_due
    if card.new.status is not CommitmentStatus.POSTPONED:
        return []
    if new_due is None:
        return [texts.NO_SUCH_DAY] if names_no_day(card.words, card.opened_at) else []
    if new_due < card.opened_at.date():
        return [texts.NEW_DUE_PAST]
    return [texts.NEW_DUE_EARLIER] if item.due and new_due < item.due else []


def _day_problems(card: RecordCard) -> list[str]:
    held_on = card.draft.held_on
    if held_on is not None:
        return [texts.ahead(held_on)] if held_on > card.opened_at.date() else []
    spoken = mentions(card.words, card.opened_at, Lean.BACK)
    promised = {commitment.due for commitment in card.draft.commitments}
    coming = (m.on for m in spoken if m.exact and not m.deadline and m.on and m.on not in promised)
    if ahead := next((day for day in coming if day > card.opened_at.date()), None):
        return [texts.ahead(ahead)]
    missing = any(m.problem is DateProblem.NONEXISTENT and not m.deadline for m in spoken)
    return [texts.date_problem(None, DateProblem.NONEXISTENT)] if missing else []


def _promise_problems(draft: Consultation, now: datetime, district: District) -> list[str]:
    known = {SELF, *(entry.name for entry in (*district.units, *district.towns))}
    strangers = dict.fromkeys(c.unit for c in draft.commitments if c.unit and c.unit not in known)
    problems = [texts.unknown_unit(unit) for unit in strangers]
    for number, commitment in enumerate(draft.commitments, 1):
        if problem := _due_problem(commitment, now):
            problems.append(texts.date_problem(number, problem))
    return problems


def _due_problem(commitment: Commitment, now: datetime) -> DateProblem | None:
    if commitment.due is not None:
        return DateProblem.PAST if commitment.due < now.date() else None
    problem = due_reading(commitment.quote, now).problem
    return problem if problem is DateProblem.NONEXISTENT else None
