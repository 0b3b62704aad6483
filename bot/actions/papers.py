"""四种文稿: drafted from evidence and the member's words, changed in chat, checked, handed out as Word."""

from dataclasses import replace

from bot.actions.action import Action, Arguments, Name, button
from bot.actions.prepare import CardArguments, kept_card
from bot.messages import Block, Reply, says
from bot.paper_face import shown
from bot.saved import SavedPaper
from bot.texts import papers as texts_papers
from bot.turn import Turn
from bot.understanding.paper_requests import (
    TOPIC_MOST,
    PaperRequest,
    forges,
    minutes_in,
    read_request,
    read_topic_and_points,
)
from knowledge.papers.channel import propose
from knowledge.papers.desk import write_paper
from knowledge.papers.edited import Edited
from knowledge.papers.minutes import meeting_topic
from knowledge.papers.model import Origin, Paper, PaperKind
from knowledge.reading.names import NameSort, names_of

_KEPT = 30  # papers of one member, those of a year
_MINUTES = 4  # to speak, where nothing is said of it
_KINDS = tuple(PaperKind)


class PaperArguments(Arguments):
    text: str


class OfPaperArguments(Arguments):
    paper_id: int
    kind: int = -1  # number of the kind to change to


def paper(turn: Turn, arguments: PaperArguments) -> list[Reply]:
    """/paper 提案 飞线充电"""
    text = arguments.text.strip()
    if not text:
        return _ask_topic(turn, None, texts_papers.WHAT_ABOUT)
    if forges(text):
        return says(texts_papers.NO_FORGING)
    return start_paper(turn, read_request(text) or read_topic_and_points(None, text))


def start_paper(turn: Turn, request: PaperRequest) -> list[Reply]:
    """A new draft; what is missing is asked."""
    if not request.topic:
        return _ask_topic(turn, request.kind, texts_papers.WHAT_ABOUT)
    if len(request.topic) < 2:
        return _ask_topic(turn, request.kind, texts_papers.TOPIC_TOO_SHORT.format(request.topic))
    if len(request.topic) > TOPIC_MOST:
        return _ask_topic(turn, request.kind, texts_papers.TOPIC_TOO_LONG.format(len(request.topic)))
    if request.kind is PaperKind.MINUTES:
        request = replace(request, topic=meeting_topic(turn.incoming.text) or request.topic)
    channel = propose(" ".join([request.topic, *request.points]))
    kind = request.kind or channel.kind
    why = "" if request.kind else channel.why
    minutes = minutes_in(turn.incoming.text) or request.minutes or _MINUTES
    draft = _drafted(turn, kind, request.topic, request.points, request.town, minutes)
    return [keep_new(turn, draft, why)]


def write_speech(turn: Turn, arguments: CardArguments) -> list[Reply]:
    """The speech for the meeting of a card, as long as the member may speak."""
    card = kept_card(turn, arguments.answer_id)
    if card is None:
        return says(texts_papers.CARD_GONE)
    meeting = card.meeting
    request = PaperRequest(PaperKind.SPEECH, meeting.topic, (), meeting.town, meeting.minutes)
    return start_paper(turn, request)


def keep_new(turn: Turn, draft: Paper, why: str = "") -> Reply:
    """The draft is the open one from now on."""
    number = max((saved.id for saved in turn.state.papers), default=0) + 1
    return store(turn, SavedPaper(id=number, paper=draft, why=why, changed_at=turn.incoming.now))


def _drafted(
    turn: Turn, kind: PaperKind, topic: str, points: tuple[str, ...], town: str | None, minutes: int
) -> Paper:
    """`town`: where none is named in the words."""
    named = names_of(turn.knowledge.district).find(" ".join([topic, *points])[:2000])
    town = next((m.name for m in named if m.sort is NameSort.TOWN), town)
    now = turn.incoming.now
    return write_paper(turn.knowledge, turn.access, kind, topic, town, points, now, minutes=minutes)


def _ask_topic(turn: Turn, kind: PaperKind | None, sentence: str) -> list[Reply]:
    turn.state.paper_wanted = str(kind) if kind else ""
    return says(sentence)


def open_paper(turn: Turn) -> SavedPaper | None:
    return next((saved for saved in turn.state.papers if saved.id == turn.state.paper), None)


def changed(turn: Turn, saved: SavedPaper, edited: Edited) -> list[Reply]:
    """The draft as it reads after a change in plain words."""
    if edited.paper is saved.paper:
        return says(edited.said)
    update = {"paper": edited.paper, "before": saved.paper, "changed_at": turn.incoming.now}
    turn.state.item = None  # 撤销 means this change now
    reply = store(turn, saved.model_copy(update=update))
    return [replace(reply, blocks=(Block(edited.said), *reply.blocks))]


def take_back(turn: Turn, saved: SavedPaper) -> list[Reply] | None:
    """The draft before its last change; None where something else was changed since."""
    if saved.before is None or turn.state.item is not None:
        return None
    update = {"paper": saved.before, "before": None, "changed_at": turn.incoming.now}
    reply = store(turn, saved.model_copy(update=update))
    return [replace(reply, blocks=(Block(texts_papers.TAKEN_BACK), *reply.blocks))]


def store(turn: Turn, saved: SavedPaper) -> Reply:
    others = [other for other in turn.state.papers if other.id != saved.id]
    turn.state.papers = [*others, saved][-_KEPT:]
    turn.state.paper, turn.state.paper_wanted = saved.id, None
    return shown(saved)


def find_paper(turn: Turn, arguments: OfPaperArguments) -> SavedPaper | None:
    """The draft whose button was pressed is the open one from now on."""
    saved = next((saved for saved in turn.state.papers if saved.id == arguments.paper_id), None)
    turn.state.paper = saved.id if saved else turn.state.paper
    return saved


def show(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    saved = find_paper(turn, arguments)
    return [shown(saved)] if saved else says(texts_papers.GONE)


def switch(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    """The same facts and points in the form of another paper."""
    saved = find_paper(turn, arguments)
    if saved is None:
        return says(texts_papers.GONE)
    if not 0 <= arguments.kind < len(_KINDS):
        kinds = tuple(
            button(str(kind), Name.PAPER_SWITCH, saved.id, n)
            for n, kind in enumerate(_KINDS)
            if kind is not saved.paper.kind
        )
        return [Reply((Block(texts_papers.CHOOSE_KIND),), (kinds,))]
    old = saved.paper
    own = {n for n, fact in enumerate(old.facts, 1) if fact.source.origin is Origin.MEMBER}
    points = tuple(line.text for line in old.lines if own & set(line.facts))
    new = replace(
        _drafted(turn, _KINDS[arguments.kind], old.topic, points, old.town, old.minutes),
        confirmed=old.confirmed,
    )
    update = {"paper": new, "why": "", "changed_at": turn.incoming.now}
    return [store(turn, saved.model_copy(update=update))]


def drop(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    saved = find_paper(turn, arguments)
    if saved is None:
        return says(texts_papers.GONE)
    turn.state.papers = [other for other in turn.state.papers if other.id != saved.id]
    turn.state.paper = turn.state.papers[-1].id if turn.state.papers else None
    return says(texts_papers.DROPPED)


PREPARE_SPEECH = Action(Name.PREPARE_SPEECH, CardArguments, write_speech, private=True)
PAPER = Action(Name.PAPER, PaperArguments, paper, texts_papers.DESCRIPTION, "paper", private=True)
PAPER_SHOW = Action(Name.PAPER_SHOW, OfPaperArguments, show, private=True)
PAPER_SWITCH = Action(Name.PAPER_SWITCH, OfPaperArguments, switch, private=True)
PAPER_DROP = Action(Name.PAPER_DROP, OfPaperArguments, drop, private=True)
