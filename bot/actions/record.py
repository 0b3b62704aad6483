"""记协商 and 跟一件事: one message → one card. Nothing is stored before it is confirmed."""

from bot.actions.action import Action, Arguments, Name
from bot.cards import FollowUpCard, RecordCard
from bot.faces import face
from bot.messages import Reply, says
from bot.texts import cards as texts
from bot.turn import Turn
from knowledge.model import Consultation, Intent
from knowledge.profile import District
from knowledge.reading.extraction import read_consultation
from knowledge.reading.followups import read_followups
from knowledge.reading.names import NameSort, names_of


class MessageArguments(Arguments):
    text: str
    topic: str | None = None
    town: str | None = None


def record(turn: Turn, arguments: MessageArguments) -> list[Reply]:
    return record_from_text(turn, arguments.text)


def record_from_text(turn: Turn, text: str) -> list[Reply]:
    """A card out of a message."""
    draft = read_consultation(text, turn.now, turn.knowledge.district)
    if not (text and (draft.town or draft.form or draft.held_on or draft.commitments)):
        return says(texts.NOTHING_READ)
    return [record_card(turn, draft, text)]


def record_card(turn: Turn, draft: Consultation, words: str) -> Reply:
    """Opens the card of a consultation that was told of in these words."""
    card = RecordCard(
        id=turn.new_card_id(),
        words=words,
        message_id=turn.incoming.message_id,
        opened_at=turn.now,
        forwarded=turn.incoming.forwarded,
        draft=draft,
    )
    turn.state.cards.put(card)
    return face(card, turn.knowledge.district)


def follow(turn: Turn, arguments: MessageArguments) -> list[Reply]:
    text, district = arguments.text, turn.knowledge.district
    commitments = tuple(c for c in read_followups(text, turn.now, district) if len(c.action) > 1)
    if not commitments:
        return says(texts.NOTHING_TO_FOLLOW)
    card = FollowUpCard(
        id=turn.new_card_id(),
        words=text,
        message_id=turn.incoming.message_id,
        opened_at=turn.now,
        forwarded=turn.incoming.forwarded,
        draft=Consultation(
            topic=(arguments.topic or commitments[0].action) if len(commitments) == 1 else "",
            town=arguments.town or _town(text, district),
            commitments=commitments,
        ),
    )
    turn.state.cards.put(card)
    return [face(card, district)]


def _town(text: str, district: District) -> str | None:
    return next((m.name for m in names_of(district).find(text) if m.sort is NameSort.TOWN), None)


RECORD = Action(
    Name.RECORD, MessageArguments, record, "记一次协商", "record", Intent.RECORD_CONSULTATION, private=True
)
FOLLOW = Action(
    Name.FOLLOW, MessageArguments, follow, "跟一件承诺的事", "follow", Intent.ADD_FOLLOWUP, private=True
)
