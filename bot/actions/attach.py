"""A photo or a paper as evidence: its caption names the promise, or the card of one is open."""

from bot.actions.record import MessageArguments
from bot.actions.update import held_evidence, update
from bot.cards import UpdateCard
from bot.faces import face
from bot.messages import Reply, says
from bot.turn import Turn
from bot.understanding.pointing import pointed
from ingest.pipeline import read_file
from ingest.refusals import Refusal


def as_evidence(turn: Turn) -> list[Reply] | None:
    """None where there is no file, or nothing says that it belongs to a promise."""
    incoming, card = turn.incoming, turn.state.cards.current
    if incoming.file is None or turn.in_group:
        return None
    caption = incoming.text.strip()
    for_card = not caption and isinstance(card, UpdateCard) and turn.state.cards.in_view
    found = pointed(turn, caption, None) if caption else None
    if not for_card and not (found and found.certain and found.items):
        return None
    if (refusal := _refusal(turn)) is not None:
        return says(refusal)
    if for_card:
        assert isinstance(card, UpdateCard)  # that is what `for_card` says
        return _with_file(turn, card)
    return update(turn, MessageArguments(text=caption))


def _with_file(turn: Turn, card: UpdateCard) -> list[Reply]:
    evidence = [*card.new.evidence, *held_evidence(turn)]
    card = card.model_copy(update={"new": card.new.model_copy(update={"evidence": evidence})})
    turn.state.cards.put(card)
    return [face(card, turn.knowledge.district, turn.item(card.item_id))]


def _refusal(turn: Turn) -> str | None:
    """A paper that may not be taken in is no evidence either; a photo without words is."""
    incoming = turn.incoming
    assert incoming.file is not None  # whoever calls has looked
    name = incoming.file_name or incoming.file.name
    outcomes = read_file(incoming.file, name, turn.knowledge.district, now=turn.now)
    refusals = (outcome for _, outcome in outcomes if isinstance(outcome, Refusal))
    return next((refusal.value for refusal in refusals if refusal is not Refusal.EMPTY), None)
