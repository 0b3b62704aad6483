"""How a draft looks in chat: its lines numbered, where they come from, what is still to be checked."""

from bot.actions.action import Name, button
from bot.messages import Block, Button, Reply, Style
from bot.saved import SavedPaper
from bot.texts import papers as texts_papers
from knowledge.papers.model import Fact, Origin, Paper


def shown(saved: SavedPaper) -> Reply:
    """The draft in one message; lines are numbered throughout, so that they can be named."""
    draft = saved.paper
    blocks = [Block(draft.marked(draft.title), Style.TITLE)]
    if saved.why:
        blocks.append(Block(texts_papers.why(draft.kind, saved.why), Style.NOTE))
    number = 0
    for part in draft.sections:
        length = sum(len(line.text) for line in part.lines)
        blocks.append(Block(texts_papers.part_heading(draft, part.heading, length), Style.TITLE))
        lines = []
        for line in part.lines:
            number += 1
            lines.append(f"{number}. {draft.marked(line.text)}{_marks(draft, line.facts)}")
        blocks.append(Block("\n".join([*lines, *([part.note] if part.note else [])])))
    return Reply((*blocks, *_notes(draft)), paper_buttons(saved.id))


def _marks(draft: Paper, facts: tuple[int, ...]) -> str:
    """Where a line comes from: 〔2〕 a piece of evidence, 〔口述〕 the member."""
    own = [n for n in facts if draft.facts[n - 1].source.origin is Origin.MEMBER]
    return "".join(f"〔{n}〕" for n in facts if n not in own) + ("〔口述〕" if own else "")


def _notes(draft: Paper) -> list[Block]:
    blocks = [Block(texts_papers.evidence_names(evidence_of(draft)) or texts_papers.NO_EVIDENCE, Style.NOTE)]
    if draft.unsupported:
        blocks.append(Block(texts_papers.unchecked(draft.unsupported)))
    blocks.append(Block(f"{texts_papers.kind_line(draft)}。{texts_papers.HINT}", Style.NOTE))
    return blocks


def evidence_of(draft: Paper) -> list[tuple[int, Fact]]:
    """What the lines stand on besides the member's word."""
    used = sorted({n for line in draft.lines for n in line.facts})
    numbered = [(n, draft.facts[n - 1]) for n in used]
    return [(n, fact) for n, fact in numbered if fact.source.origin is not Origin.MEMBER]


def paper_buttons(paper_id: int) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            button(texts_papers.EXPORT, Name.PAPER_EXPORT, paper_id),
            button(texts_papers.CHECK, Name.PAPER_CHECK, paper_id),
        ),
        (
            button(texts_papers.EVIDENCE, Name.PAPER_EVIDENCE, paper_id),
            button(texts_papers.SWITCH, Name.PAPER_SWITCH, paper_id),
            button(texts_papers.DROP, Name.PAPER_DROP, paper_id),
        ),
    )
