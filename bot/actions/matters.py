"""共性问题: what many towns raise, each group with its towns, outcomes and the records behind it."""

from bot import texts, texts_prepare
from bot.actions.action import Action, Arguments, Name, button
from bot.messages import Block, Reply, Style
from bot.turn import Turn
from knowledge.common_matters import grouped, voices
from knowledge.names import names_of
from knowledge.questions import read_filters

_SHOWN = 5
_ROW = 4  # buttons


class MattersArguments(Arguments):
    text: str


def common_matters(turn: Turn, arguments: MattersArguments) -> list[Reply]:
    knowledge = turn.knowledge
    asked = read_filters(arguments.text, turn.now, knowledge.district)
    raised = voices(
        knowledge.ledger_view,
        knowledge.library,
        asked.year_from,
        asked.year_to,
        reports=turn.access.everything,
    )
    matters = grouped(raised, knowledge.embeddings, names_of(knowledge.district))[:_SHOWN]
    if not matters:
        return [Reply((Block(texts_prepare.no_common_matter(len(raised))),))]
    documents = [v.document_id for m in matters for v in m.voices if v.document_id]
    opens = [f"{document}:0" for document in documents]
    answer_id = knowledge.answers.keep(turn.audience, arguments.text, {}, opens, turn.incoming.now)
    turn.state.answer_id, turn.state.focus = answer_id, None
    blocks = [Block(texts_prepare.common_title(len(raised)), Style.TITLE)]
    for n, matter in enumerate(matters, 1):
        numbers = [documents.index(v.document_id) + 1 for v in matter.voices if v.document_id]
        blocks.append(Block(texts_prepare.matter_text(n, matter, numbers)))
    buttons = [
        button(texts.SOURCE_BUTTON.format(n), Name.SOURCE, answer_id, n) for n in range(1, len(opens) + 1)
    ]
    return [Reply(tuple(blocks), tuple(tuple(buttons[i : i + _ROW]) for i in range(0, len(buttons), _ROW)))]


MATTERS = Action(
    Name.MATTERS, MattersArguments, common_matters, "共性问题：各乡镇街道反映最多的是什么", "common"
)
