"""社情民意: what a member reports in a message, kept as a draft."""

import re

from bot import texts_ledger as texts
from bot.actions.action import Action, Arguments, Name
from bot.cards import ReportCard
from bot.faces import face
from bot.messages import Block, Reply
from bot.turn import Turn
from knowledge.items import Report
from knowledge.model import Intent
from knowledge.names import NameSort, names_of

_SUGGESTS = re.compile(r"[^。！？!?；;\n]*?(?:建议|希望|呼吁|应当|应该|最好)[^。！？!?；;\n]*[。！？!?；;]?")
_SHORTEST = 10  # characters: less is a wish to report, not a report
_TITLE = 30


class ReportArguments(Arguments):
    text: str
    topic: str | None = None
    town: str | None = None
    problem: str | None = None
    suggestion: str | None = None


def report(turn: Turn, arguments: ReportArguments) -> list[Reply]:
    text = arguments.text.strip()
    if len(text) < _SHORTEST:
        return [Reply((Block(texts.ASK_REPORT),))]
    names = names_of(turn.knowledge.district).find(text)
    suggestion = arguments.suggestion or "".join(_SUGGESTS.findall(text)).strip() or None
    problem = arguments.problem or _SUGGESTS.sub("", text).strip() or text
    draft = Report(
        topic=arguments.topic or re.split(r"[，,。；;！!？?\n]", problem)[0][:_TITLE],
        town=arguments.town or next((m.name for m in names if m.sort is NameSort.TOWN), None),
        problem=problem,
        suggestion=suggestion,
        words=text,
    )
    card = ReportCard(
        id=turn.new_card_id(),
        words=text,
        message_id=turn.incoming.message_id,
        opened_at=turn.now,
        forwarded=turn.incoming.forwarded,
        draft=draft,
    )
    turn.state.cards.put(card)
    return [face(card, turn.knowledge.district)]


REPORT = Action(
    Name.REPORT, ReportArguments, report, "反映社情民意", "report", Intent.REPORT_OPINION, private=True
)
