"""社情民意: what a member reports in a message, kept as a draft."""

from bot.actions.action import Action, Name
from bot.actions.record import MessageArguments
from bot.cards import ReportCard
from bot.faces import face
from bot.messages import Reply, says
from bot.texts import cards as texts
from bot.turn import Turn
from knowledge.model import Intent
from knowledge.promises.items import Report
from knowledge.reading.opinions import read_opinion

_SHORTEST = 10  # characters: less is a wish to report, not a report


def report(turn: Turn, arguments: MessageArguments) -> list[Reply]:
    text = arguments.text.strip()
    if len(text) < _SHORTEST:
        return says(texts.ASK_REPORT)
    read = read_opinion(text, turn.knowledge.district)
    card = ReportCard(
        id=turn.new_card_id(),
        words=text,
        message_id=turn.incoming.message_id,
        opened_at=turn.now,
        forwarded=turn.incoming.forwarded,
        draft=Report(read.topic, read.town, read.problem or text, read.suggestion, words=text),
    )
    turn.state.cards.put(card)
    return [face(card, turn.knowledge.district)]


REPORT = Action(
    Name.REPORT, MessageArguments, report, "反映社情民意", "report", Intent.REPORT_OPINION, private=True
)
