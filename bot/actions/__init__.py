"""What the assistant can do, as one list: commands, buttons, sentences and models choose from it."""

from bot.actions.action import Action
from bot.actions.ask import ASK, POLICIES_OF
from bot.actions.confirm import DROP, EDIT, SAVE
from bot.actions.export import EXPORT
from bot.actions.followups import FOLLOWUPS, ITEM, ITEMS_MORE, UNDO
from bot.actions.greet import HELP, OUT_OF_SCOPE, SMALLTALK, START
from bot.actions.matters import MATTER, MATTER_PAPER, MATTERS, MATTERS_TABLE
from bot.actions.paper_checks import PAPER_CHECK, PAPER_EVIDENCE, PAPER_EXPORT
from bot.actions.papers import PAPER, PAPER_DROP, PAPER_SHOW, PAPER_SWITCH, PREPARE_SPEECH
from bot.actions.precedent import PRECEDENT, PRECEDENTS_OF
from bot.actions.prepare import PREPARE, PREPARE_CARD, PREPARE_PART, PREPARE_WORD
from bot.actions.rate import RATE
from bot.actions.record import FOLLOW, RECORD
from bot.actions.reminders import REMINDERS
from bot.actions.report import REPORT
from bot.actions.source import MORE, SOURCE
from bot.actions.update import PICK, SET, UPDATE

ACTIONS: tuple[Action, ...] = (
    ASK,
    PRECEDENT,
    RECORD,
    FOLLOW,
    UPDATE,
    FOLLOWUPS,
    REPORT,
    UNDO,
    EXPORT,
    REMINDERS,
    PREPARE,
    PAPER,
    MATTERS,
    START,
    HELP,
    SOURCE,
    MORE,
    PRECEDENTS_OF,
    POLICIES_OF,
    PREPARE_CARD,
    PREPARE_PART,
    PREPARE_WORD,
    PREPARE_SPEECH,
    MATTERS_TABLE,
    MATTER,
    MATTER_PAPER,
    PAPER_SHOW,
    PAPER_EVIDENCE,
    PAPER_EXPORT,
    PAPER_CHECK,
    PAPER_SWITCH,
    PAPER_DROP,
    RATE,
    SAVE,
    EDIT,
    DROP,
    PICK,
    SET,
    ITEM,
    ITEMS_MORE,
    SMALLTALK,
    OUT_OF_SCOPE,
)
BY_NAME = {action.name: action for action in ACTIONS}
BY_COMMAND = {action.command: action for action in ACTIONS if action.command}
BY_INTENT = {action.intent: action for action in ACTIONS if action.intent}
