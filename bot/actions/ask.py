"""问政策: a question → quoted or written sentences, each with the article it comes from."""

from bot import texts
from bot.actions.action import Action, Arguments, Name, Narrowing, button
from bot.messages import Block, Button, Reply, Style, says
from bot.turn import Turn
from knowledge.model import Answer, Filters, Intent, Kind

_KEPT = 20  # passages behind an answer, for 更多


class AskArguments(Arguments):
    text: str
    filters: Narrowing = Narrowing()


def ask(turn: Turn, arguments: AskArguments) -> list[Reply]:
    if not arguments.text:
        return says(texts.WHICH_TOPIC.format(example="/ask 物业费能不能不交"))
    filters = Filters(
        kind=Kind.POLICY, year_from=arguments.filters.year_from, year_to=arguments.filters.year_to
    )
    result = turn.knowledge.retrieval.search(arguments.text, filters, limit=_KEPT)
    answer = turn.knowledge.answer(arguments.text, result)
    cited = [citation.passage.chunk.id for citation in answer.citations]
    others = [p.chunk.id for p in result.passages if p.chunk.id not in cited]
    answer_id = turn.knowledge.answers.keep(
        turn.audience,
        arguments.text,
        arguments.filters.model_dump(mode="json"),
        [*cited, *others],
        turn.incoming.now,
    )
    turn.state.repeat(Name.ASK, arguments, answer_id)
    if not answer.found:
        return [_not_found(answer_id, nearest=bool(others))]
    return [_answered(answer, answer_id)]


def _answered(answer: Answer, answer_id: int) -> Reply:
    lines = [
        f"〔{c.number}〕{texts.source_line(c.passage.document, c.passage.chunk.locator)}"
        for c in answer.citations
    ]
    sources = tuple(
        button(texts.SOURCE_BUTTON.format(c.number), Name.SOURCE, answer_id, c.number)
        for c in answer.citations
    )
    further = (
        button(texts.MORE_BUTTON, Name.MORE, answer_id, len(answer.citations)),
        button(texts.PRECEDENT_BUTTON, Name.PRECEDENTS_OF, answer_id),
    )
    blocks = (Block(answer.text), Block("\n".join(lines), Style.NOTE))
    return Reply(blocks, (sources, further, rating_buttons(answer_id)))


def _not_found(answer_id: int, *, nearest: bool) -> Reply:
    row = [button(texts.PRECEDENT_BUTTON, Name.PRECEDENTS_OF, answer_id)]
    if nearest:
        row.insert(0, button(texts.NEAREST_BUTTON, Name.MORE, answer_id, 0))
    return Reply((Block(texts.NOT_FOUND_NEAREST if nearest else texts.NOT_FOUND),), (tuple(row),))


def rating_buttons(answer_id: int) -> tuple[Button, ...]:
    return (
        button(texts.USEFUL_BUTTON, Name.RATE, answer_id, 1),
        button(texts.NOT_USEFUL_BUTTON, Name.RATE, answer_id, 0),
    )


class OfAnswerArguments(Arguments):
    answer_id: int


def policies_of(turn: Turn, arguments: OfAnswerArguments) -> list[Reply]:
    """The question of an earlier answer, asked of the policies."""
    shown = turn.knowledge.answers.get(arguments.answer_id, turn.audience)
    if shown is None:
        return says(texts.GONE)
    return ask(turn, AskArguments(text=shown.question))


ASK = Action(Name.ASK, AskArguments, ask, "问政策：回答都注明出处", "ask", Intent.ASK_POLICY)
POLICIES_OF = Action(Name.POLICIES_OF, OfAnswerArguments, policies_of)
