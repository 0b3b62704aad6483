"""原文 and 更多: what stands behind an answer."""

from bot import texts
from bot.actions.action import Action, Arguments, Name, button
from bot.actions.precedent import precedent_reply
from bot.messages import Block, Reply, Style, says
from bot.turn import Turn
from knowledge.model import Chunk, Document, Kind, Passage
from knowledge.search.precedents import precedents

_PAGE = 3
_RECORD_REACH = 20  # chunks around the one found: a record is read as a whole


class SourceArguments(Arguments):
    answer_id: int
    number: int  # from 1, as it stands in the answer


def source(turn: Turn, arguments: SourceArguments) -> list[Reply]:
    """The passage with its neighbours in the document."""
    shown = turn.knowledge.answers.get(arguments.answer_id, turn.audience)
    if shown is None or not 0 < arguments.number <= len(shown.chunk_ids):
        return says(texts.GONE)
    return open_chunk(turn, shown.chunk_ids[arguments.number - 1])


def open_chunk(turn: Turn, chunk_id: str) -> list[Reply]:
    rows = turn.knowledge.library.chunks([chunk_id])
    if chunk_id not in rows:
        return says(texts.GONE)
    chunk, document = rows[chunk_id]
    turn.state.focus = chunk_id
    reach = 1 if document.kind is Kind.POLICY else _RECORD_REACH
    neighbours = turn.knowledge.library.neighbours(chunk_id, reach)
    title = Block(texts.source_line(document, ""), Style.TITLE)
    return [Reply((title, *(_chunk_block(c, chunk, document) for c in neighbours)))]


def _chunk_block(chunk: Chunk, opened: Chunk, document: Document) -> Block:
    is_article = chunk.locator and not chunk.text.startswith(chunk.locator)
    text = f"{chunk.locator}　{chunk.text}" if is_article and document.kind is Kind.POLICY else chunk.text
    return Block(text, Style.QUOTE if chunk.id == opened.id else Style.TEXT)


class MoreArguments(Arguments):
    answer_id: int
    start: int


def more(turn: Turn, arguments: MoreArguments) -> list[Reply]:
    """The next passages or precedents behind an answer."""
    shown = turn.knowledge.answers.get(arguments.answer_id, turn.audience)
    if shown is None:
        return says(texts.GONE)
    rows = turn.knowledge.library.chunks(shown.chunk_ids)
    passages = [Passage(*rows[id_], score=0.0) for id_ in shown.chunk_ids if id_ in rows]
    if passages and passages[0].document.kind is Kind.RECORD:
        found = tuple(precedent for passage in passages for precedent in precedents([passage]))
        if arguments.start < len(found):
            return [precedent_reply(found, shown.id, arguments.start)]
    numbered = list(enumerate(shown.chunk_ids, 1))[arguments.start : arguments.start + _PAGE]
    page = [(number, rows[id_]) for number, id_ in numbered if id_ in rows]
    return [_policy_page(page, shown.id, arguments.start, len(shown.chunk_ids))]


def _policy_page(
    page: list[tuple[int, tuple[Chunk, Document]]], answer_id: int, start: int, total: int
) -> Reply:
    if not page:
        return Reply((Block(texts.NOTHING_MORE),))
    blocks: list[Block] = []
    for number, (chunk, document) in page:
        blocks.append(Block(chunk.text, Style.QUOTE))
        blocks.append(Block(f"〔{number}〕{texts.source_line(document, chunk.locator)}", Style.NOTE))
    sources = tuple(
        button(texts.SOURCE_BUTTON.format(number), Name.SOURCE, answer_id, number) for number, _ in page
    )
    further = (
        (button(texts.MORE_BUTTON, Name.MORE, answer_id, start + _PAGE),) if start + _PAGE < total else ()
    )
    return Reply(tuple(blocks), (sources, further) if further else (sources,))


SOURCE = Action(Name.SOURCE, SourceArguments, source)
MORE = Action(Name.MORE, MoreArguments, more)
