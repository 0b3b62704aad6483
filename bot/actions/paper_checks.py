"""What leaves a draft: its evidence, its findings, its Word file."""

from bot import texts
from bot.actions.action import Action, Name, button
from bot.actions.papers import OfPaperArguments, find_paper, store
from bot.messages import Block, Reply, Style, says
from bot.paper_face import evidence_of, paper_buttons
from bot.paper_files import write_paper_file
from bot.texts import papers as texts_papers
from bot.turn import Turn
from knowledge.papers.desk import brought_up_before, look_over, look_over_text
from knowledge.papers.model import Ground, PaperKind
from knowledge.papers.similar import Earlier

_BLOCKS = (Ground.NOT_IN_FORCE, Ground.SECRET, Ground.CLASSIFIED, Ground.PERSONAL_DATA)
_ROW = 4  # buttons


def evidence(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    """The words behind the numbers of the draft, with a button for each passage."""
    saved = find_paper(turn, arguments)
    if saved is None:
        return says(texts_papers.GONE)
    numbered = evidence_of(saved.paper)
    opening = [(n, fact.source.chunk_id) for n, fact in numbered if fact.source.chunk_id]
    answer_id = turn.knowledge.answers.keep(
        turn.audience, saved.paper.title, {}, [chunk_id for _, chunk_id in opening], turn.incoming.now
    )
    buttons = [
        button(texts.SOURCE_BUTTON.format(n), Name.SOURCE, answer_id, place)
        for place, (n, _) in enumerate(opening, 1)
    ]
    rows = tuple(tuple(buttons[i : i + _ROW]) for i in range(0, len(buttons), _ROW))
    lines = [texts_papers.evidence_line(n, fact) for n, fact in numbered] or [texts_papers.NO_EVIDENCE]
    return [
        Reply((Block("\n".join(lines)),), (*rows, (button(texts_papers.SHOW, Name.PAPER_SHOW, saved.id),)))
    ]


def export(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    """The Word file; nothing that is still to be checked leaves the chat."""
    saved = find_paper(turn, arguments)
    if saved is None:
        return says(texts_papers.GONE)
    draft = saved.paper
    if draft.unsupported:
        return [Reply((Block(texts_papers.blocked(draft.unsupported)),), paper_buttons(saved.id))]
    findings = look_over(turn.knowledge, draft)
    blocking = [f for f in findings if f.ground in _BLOCKS]
    if blocking:
        return [Reply((Block(texts_papers.blocked_by(blocking)),), paper_buttons(saved.id))]
    at = turn.incoming.now.astimezone(turn.knowledge.district.timezone)
    file = write_paper_file(draft, saved.id, turn.knowledge.settings.home, turn.incoming.member, at)
    store(turn, saved.model_copy(update={"exported_at": turn.incoming.now}))
    remarks = [texts_papers.finding_line(n, f) for n, f in enumerate(findings, 1)]
    note = [Block("\n".join(["导出前请看：", *remarks]), Style.NOTE)] if remarks else []
    return [Reply((Block(texts_papers.IN_WORD), *note), files=(file,))]


def check(turn: Turn, arguments: OfPaperArguments) -> list[Reply]:
    """Findings with their words, and whether the matter was brought up before."""
    saved = find_paper(turn, arguments)
    if saved is None:
        return says(texts_papers.GONE)
    findings = look_over(turn.knowledge, saved.paper)
    own = [
        Earlier(other.paper.title, other.paper.body, other.paper.town)
        for other in turn.state.papers
        if other.id != saved.id and other.exported_at is not None and other.paper.kind is not PaperKind.SPEECH
    ]
    before = brought_up_before(turn.knowledge, turn.incoming.member, saved.paper, own)
    lines = [texts_papers.finding_line(n, f) for n, f in enumerate(findings, 1)] or [
        texts_papers.NOTHING_FOUND
    ]
    blocks = (Block("\n".join(lines)), Block(texts_papers.similar_lines(before)))
    return [Reply(blocks, paper_buttons(saved.id))]


def check_text(turn: Turn, kind: PaperKind, text: str) -> list[Reply]:
    """A draft that the member wrote elsewhere and sent along."""
    findings = look_over_text(turn.knowledge, kind, text)
    lines = [texts_papers.finding_line(n, f) for n, f in enumerate(findings, 1)]
    return says("\n".join(lines) or texts_papers.NOTHING_FOUND)


PAPER_EVIDENCE = Action(Name.PAPER_EVIDENCE, OfPaperArguments, evidence, private=True)
PAPER_EXPORT = Action(Name.PAPER_EXPORT, OfPaperArguments, export, private=True)
PAPER_CHECK = Action(Name.PAPER_CHECK, OfPaperArguments, check, private=True)
