"""One turn: who speaks, what is open, which action, what to say. The same for every channel."""

import re

from bot import texts, texts_people
from bot.access import access_of, meet_stranger, thank_for_contact
from bot.actions import ACTIONS, BY_COMMAND, BY_INTENT, BY_NAME
from bot.actions.action import Action, Arguments
from bot.actions.greet import HELP
from bot.agent import choose
from bot.card_words import by_words
from bot.context import intent_in_context
from bot.followups import follow_up
from bot.messages import Block, Incoming, Reply
from bot.paperwork import take_up_paper
from bot.resuming import resume
from bot.router import Understanding, understand, understand_as
from bot.turn import Turn, load_state, save_state
from knowledge.assemble import Knowledge
from knowledge.errors import BandengError
from knowledge.model import Intent

COMMANDS = tuple((action.command, action.description) for action in ACTIONS if action.command)
_MOST_CHARACTERS = 8_000  # twice Telegram's longest message; more than that is a document
_COMMAND = re.compile(r"^/([A-Za-z_]+)(?:@\w+)?\s*(.*)$", re.DOTALL)
# "刚才那个弄好了" means a promise, not the last answer
_ON_THE_LEDGER = (
    Intent.RECORD_CONSULTATION,
    Intent.ADD_FOLLOWUP,
    Intent.UPDATE_FOLLOWUP,
    Intent.LIST_FOLLOWUPS,
)
_HAS_WORDS = re.compile(r"[\w]")


class Dialogue:
    """Safe for many chats at once; turns of one chat must come one after the other (channels see to it)."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def turn(self, incoming: Incoming) -> list[Reply]:
        """Replies to one message or press; [] where the assistant stays silent."""
        if not incoming.is_private and not incoming.mentioned and incoming.press is None:
            return []
        database = self._knowledge.database
        try:
            access = access_of(self._knowledge.people, incoming)
            if access is None:
                return meet_stranger(self._knowledge, incoming)
            if incoming.is_private:
                self._knowledge.reminders.heard_from(incoming.member)
            if incoming.contact_phone is not None:
                return thank_for_contact(self._knowledge, incoming)
            turn = Turn(incoming, self._knowledge, load_state(database, incoming), access)
            replies = _press(turn, incoming.press) if incoming.press else _message(turn)
            save_state(database, incoming, turn.state)
        except BandengError as error:
            return _says(texts.explain(error))
        return replies


def _press(turn: Turn, press: str) -> list[Reply]:
    name, *values = press.split(":")
    action = next((action for key, action in BY_NAME.items() if key == name), None)
    arguments = action.from_press(values) if action else None
    return _run(turn, action, arguments) if action and arguments else _says(texts.GONE)


def _message(turn: Turn) -> list[Reply]:
    text = turn.incoming.text.strip()
    if (replies := _unreadable(turn, text)) is not None:
        return replies
    if command := _COMMAND.match(text):
        return _command(turn, command[1].lower(), command[2].strip())
    for taken_up in (by_words, take_up_paper, resume):
        if (replies := taken_up(turn)) is not None:
            return replies
    understood = _understand(turn, text)
    intent = intent_in_context(turn, text, understood.intent)
    if intent not in _ON_THE_LEDGER and (replies := follow_up(turn)) is not None:
        return replies
    action = BY_INTENT.get(intent, HELP)
    return _run(turn, action, action.arguments.model_validate({"text": text, **understood.fields}))


def _understand(turn: Turn, text: str) -> Understanding:
    knowledge = turn.knowledge
    if (model := knowledge.chat_model) is not None:
        seconds = knowledge.settings.llm_timeout
        if (intent := choose(text, turn.now, knowledge.district, model, seconds)) is not None:
            return understand_as(intent, text, turn.now, knowledge.district)
    return understand(text, turn.now, knowledge.district)


def _unreadable(turn: Turn, text: str) -> list[Reply] | None:
    if len(text) > _MOST_CHARACTERS:
        return _says(texts.too_long(len(text), _MOST_CHARACTERS))
    if not text:
        return _says(texts.EMPTY)
    if not _HAS_WORDS.search(text):
        return HELP.run(turn, Arguments()) if set(text) <= set("?？") else _says(texts.NO_WORDS)
    return None


def _command(turn: Turn, command: str, rest: str) -> list[Reply]:
    action = BY_COMMAND.get(command)
    if action is None:
        return _says(texts.unknown_command(f"/{command}", [f"/{known}" for known in BY_COMMAND]))
    if not rest:
        return _run(turn, action, action.arguments.model_validate({"text": ""}))
    understood = understand(rest, turn.now, turn.knowledge.district)
    fields = understood.fields if "filters" in understood.fields else {}
    return _run(turn, action, action.arguments.model_validate({"text": rest, **fields}))


def _run(turn: Turn, action: Action, arguments: Arguments) -> list[Reply]:
    if action.private and turn.in_group:
        return _says(texts_people.PRIVATE_ONLY)
    return action.run(turn, arguments)


def _says(sentence: str) -> list[Reply]:
    return [Reply((Block(sentence),))]
