"""有用 / 没用: kept from the first day, so that a district can later train its own search on it."""

from bot import texts
from bot.actions.action import Action, Arguments, Name
from bot.messages import Reply, says
from bot.turn import Turn


class RateArguments(Arguments):
    answer_id: int
    useful: bool


def rate(turn: Turn, arguments: RateArguments) -> list[Reply]:
    known = turn.knowledge.answers.rate(
        arguments.answer_id, turn.audience, turn.incoming.member, arguments.useful, turn.incoming.now
    )
    if not known:
        return says(texts.GONE)
    return says(texts.THANKS if arguments.useful else texts.SORRY_NOT_USEFUL)


RATE = Action(Name.RATE, RateArguments, rate)
