"""`bandeng ask`: an answer with citations."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import texts
from bot.commands.output import BatchLine, emit, opened, run_batch
from knowledge.assemble import Knowledge
from knowledge.model import Answer, Citation, Filters, Kind
from knowledge.reading.questions import read_filters

_PASSAGES = 20


class AskLine(BatchLine):
    question: str


def ask(
    question: Annotated[str, typer.Argument(help="问题")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="每行一个 JSON")] = False,
    batch: Annotated[Path | None, typer.Option(help="每行一个 JSON 的文件，- 为标准输入")] = None,
) -> None:
    """问政策，回答注明出处。"""
    with opened() as knowledge:
        if batch is not None:
            run_batch(batch, AskLine, lambda line: _answer(knowledge, line.question))
        elif as_json:
            emit({"id": None, **_answer(knowledge, question)})
        else:
            _show(answered(knowledge, question))


def answered(knowledge: Knowledge, question: str) -> Answer:
    """From the policies, then those of the year that it names; what they do not say, records may."""
    asked = read_filters(question, datetime.now(UTC), knowledge.district)
    of_year = Filters(Kind.POLICY, year_from=asked.year_from, year_to=asked.year_to)
    for filters in dict.fromkeys((Filters(Kind.POLICY), of_year, Filters(Kind.RECORD))):
        result = knowledge.retrieval.search(question, filters, _PASSAGES)
        answer = knowledge.answer(question, result)
        if answer.found:
            break
    return answer


def _answer(knowledge: Knowledge, question: str) -> dict[str, Any]:
    started = time.perf_counter()
    answer = answered(knowledge, question)
    return {
        "question": question,
        "found": answer.found,
        "answer": answer.text if answer.found else texts.NOT_FOUND,
        "citations": [_citation(citation) for citation in answer.citations],
        "ms": round((time.perf_counter() - started) * 1000, 1),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    document = citation.passage.document
    return {
        "n": citation.number,
        "title": document.title,
        "doc_number": document.doc_number,
        "locator": citation.passage.chunk.locator,
        "quote": citation.quote,
        "source": document.source,
        "status": document.validity if document.kind is Kind.POLICY else None,
    }


def _show(answer: Answer) -> None:
    typer.echo(answer.text if answer.found else texts.NOT_FOUND)
    for citation in answer.citations:
        line = texts.source_line(citation.passage.document, citation.passage.chunk.locator)
        typer.echo(f"〔{citation.number}〕{line}")
