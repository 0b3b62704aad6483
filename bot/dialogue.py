"""One turn: who speaks, what is open, which action, what to say. The same for every channel."""

import re
from collections.abc import Callable

from bot import texts
from bot.access import access_of, meet_stranger, thank_for_contact
from bot.actions import ACTIONS, BY_COMMAND, BY_INTENT, BY_NAME
from bot.actions.action import Action, Arguments, Name
from bot.actions.attach import as_evidence
from bot.actions.export import asked_to_export
from bot.actions.followups import asked_of_one
from bot.actions.greet import HELP
from bot.actions.reminders import asked_about_reminders
from bot.actions.upload import as_upload
from bot.card_words import by_words
from bot.messages import Incoming, Reply, says
from bot.paperwork import take_back_change, take_up_paper
from bot.texts import people as texts_people
from bot.turn import Turn, load_state, save_state
from bot.understanding.agent import choose
from bot.understanding.context import answer_to_question, ask_back, intent_in_context, read_meant
from bot.understanding.followups import follow_up
from bot.understanding.resuming import resume, take_up_matter
from bot.understanding.router import Understanding, understand, understand_all, understand_as
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
            state = load_state(database, incoming)
            if incoming.update_id is not None and incoming.update_id == state.update:
                return list(state.replies)  # it was killed before the channel knew
            turn = Turn(incoming, self._knowledge, state, access)
            replies = _press(turn, incoming.press) if incoming.press else _message(turn)
            save_state(database, incoming, turn.state, replies)
        except BandengError as error:
            return says(texts.explain(error))
        return replies


def _press(turn: Turn, press: str) -> list[Reply]:
    name, *values = press.split(":")
    if name == Name.MEANT:
        meant = read_meant(turn, values)
        return _do(turn, meant) if meant else says(texts.GONE)
    action = next((action for key, action in BY_NAME.items() if key == name), None)
    arguments = action.from_press(values) if action else None
    return _run(turn, action, arguments) if action and arguments else says(texts.GONE)


def _message(turn: Turn) -> list[Reply]:
    replies = _first(turn, as_evidence, as_upload, _unreadable, _command, take_back_change, by_words)
    if replies is None:
        turn.state.cards.in_view = False
        replies = _first(
            turn,
            answer_to_question,
            take_up_matter,
            take_up_paper,
            resume,
            asked_to_export,
            asked_about_reminders,
            asked_of_one,
        )
    if replies is not None:
        return replies
    knowledge = turn.knowledge
    wishes = understand_all(
        turn.incoming.text.strip(), turn.now, knowledge.district, lambda: knowledge.embeddings
    )
    if len(wishes) == 1:
        return _one(turn, wishes[0])
    return [reply for wish in wishes for reply in _do(turn, wish)]


def _first(turn: Turn, *takers: Callable[[Turn], list[Reply] | None]) -> list[Reply] | None:
    """What the first says that the message is for."""
    return next((replies for take in takers if (replies := take(turn)) is not None), None)


def _one(turn: Turn, understood: Understanding) -> list[Reply]:
    """A message with one wish, in the light of what was said and is followed."""
    intent = intent_in_context(turn, understood.text, understood.intent)
    if intent not in _ON_THE_LEDGER and (replies := follow_up(turn)) is not None:
        return replies
    chosen = intent if intent is not understood.intent else _chosen_by_model(turn, understood.text)
    if chosen is not None:
        return _do(turn, understand_as(chosen, understood.text, turn.now, turn.knowledge.district))
    return ask_back(turn, understood.text) or _do(turn, understood)


def _do(turn: Turn, understood: Understanding) -> list[Reply]:
    action = BY_INTENT.get(understood.intent, HELP)
    values = {"text": understood.text, **understood.fields}
    return _run(turn, action, action.arguments.model_validate(values))


def _chosen_by_model(turn: Turn, text: str) -> Intent | None:
    """Where the rules are in doubt and a language model is set."""
    knowledge = turn.knowledge
    if (model := knowledge.chat_model) is None:
        return None
    return choose(text, turn.now, knowledge.district, model, knowledge.settings.llm_timeout)


def _unreadable(turn: Turn) -> list[Reply] | None:
    text = turn.incoming.text.strip()
    if len(text) > _MOST_CHARACTERS:
        return says(texts.too_long(len(text), _MOST_CHARACTERS))
    if not text:
        return says(texts.EMPTY)
    if not _HAS_WORDS.search(text):
        return HELP.run(turn, Arguments()) if set(text) <= set("?？") else says(texts.NO_WORDS)
    return None


def _command(turn: Turn) -> list[Reply] | None:
    match = _COMMAND.match(turn.incoming.text.strip())
    if match is None:
        return None
    command, rest = match[1].lower(), match[2].strip()
    action = BY_COMMAND.get(command)
    if action is None:
        return says(texts.unknown_command(f"/{command}", [f"/{known}" for known in BY_COMMAND]))
    if not rest:
        return _run(turn, action, action.arguments.model_validate({"text": ""}))
    understood = understand(rest, turn.now, turn.knowledge.district)
    fields = understood.fields if "filters" in understood.fields else {}
    return _run(turn, action, action.arguments.model_validate({"text": rest, **fields}))


def _run(turn: Turn, action: Action, arguments: Arguments) -> list[Reply]:
    if action.private and turn.in_group:
        return says(texts_people.PRIVATE_ONLY)
    return action.run(turn, arguments)
