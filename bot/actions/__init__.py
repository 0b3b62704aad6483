"""What the assistant can do, as one list: commands, buttons, sentences and models choose from it."""

from bot.actions.action import Action
from bot.actions.ask import ASK, POLICIES_OF
from bot.actions.greet import HELP, OUT_OF_SCOPE, SMALLTALK, START
from bot.actions.precedent import PRECEDENT, PRECEDENTS_OF
from bot.actions.rate import RATE
from bot.actions.reminders import REMINDERS
from bot.actions.source import MORE, SOURCE

ACTIONS: tuple[Action, ...] = (
    ASK,
    PRECEDENT,
    REMINDERS,
    START,
    HELP,
    SOURCE,
    MORE,
    PRECEDENTS_OF,
    POLICIES_OF,
    RATE,
    SMALLTALK,
    OUT_OF_SCOPE,
)
BY_NAME = {action.name: action for action in ACTIONS}
BY_COMMAND = {action.command: action for action in ACTIONS if action.command}
BY_INTENT = {action.intent: action for action in ACTIONS if action.intent}
