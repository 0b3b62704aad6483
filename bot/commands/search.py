"""`bandeng search`: the passages themselves."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot import texts
from bot.commands.output import BatchLine, emit, opened, run_batch, warn
from knowledge.assemble import Knowledge
from knowledge.model import Filters, Kind, Outcome, Passage, SearchResult


class SearchLine(BatchLine):
    query: str
    kind: Kind | None = None
    limit: int = 10
    town: str | None = None
    unit: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    outcome: Outcome | None = None

    def filters(self) -> Filters:
        return Filters(self.kind, self.town, self.unit, self.year_from, self.year_to, self.outcome)


def search(  # noqa: PLR0913, PLR0917 — one parameter an option
    query: Annotated[str, typer.Argument(help="要找的内容")] = "",
    kind: Annotated[Kind | None, typer.Option(help="policy 政策，record 协商记录")] = None,
    limit: Annotated[int, typer.Option(min=1, help="最多几条")] = 10,
    town: Annotated[str | None, typer.Option(help="乡镇街道")] = None,
    unit: Annotated[str | None, typer.Option(help="单位")] = None,
    year_from: Annotated[int | None, typer.Option(help="从哪一年")] = None,
    year_to: Annotated[int | None, typer.Option(help="到哪一年")] = None,
    outcome: Annotated[Outcome | None, typer.Option(help="协商结果")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="每行一个 JSON")] = False,
    batch: Annotated[Path | None, typer.Option(help="每行一个 JSON 的文件，- 为标准输入")] = None,
) -> None:
    """找条文和协商记录的原文。"""
    with opened() as knowledge:
        if batch is not None:
            run_batch(batch, SearchLine, lambda line: _answer(knowledge, line))
            return
        line = SearchLine(
            query=query, kind=kind, limit=limit, town=town, unit=unit,
            year_from=year_from, year_to=year_to, outcome=outcome,
        )  # fmt: skip
        if as_json:
            emit({"id": None, **_answer(knowledge, line)})
        else:
            _show(_search(knowledge, line))


def _search(knowledge: Knowledge, line: SearchLine) -> SearchResult:
    return knowledge.retrieval.search(line.query, line.filters(), line.limit)


def _answer(knowledge: Knowledge, line: SearchLine) -> dict[str, Any]:
    result = _search(knowledge, line)
    return {
        "query": line.query,
        "ms": round(result.milliseconds, 1),
        "found": result.found,
        "hits": [hit(rank, passage) for rank, passage in enumerate(result.passages, 1)],
    }


def hit(rank: int, passage: Passage) -> dict[str, Any]:
    chunk, document, facts = passage.chunk, passage.document, passage.document.consultation
    return {
        "rank": rank,
        "score": round(passage.score, 4),
        "kind": document.kind,
        "document_id": document.id,
        "source": document.source,
        "title": document.title,
        "locator": chunk.locator,
        "text": chunk.text,
        "status": document.validity if document.kind is Kind.POLICY else None,
        "outcome": facts.outcome if facts else None,
        "held_on": facts.held_on.isoformat() if facts and facts.held_on else None,
        "town": facts.town if facts else None,
    }


def _show(result: SearchResult) -> None:
    if not result.found:
        warn(texts.NOT_FOUND)
    for rank, passage in enumerate(result.passages, 1):
        typer.echo(
            f"{rank}. {texts.source_line(passage.document, passage.chunk.locator)}  {passage.score:.2f}"
        )
        typer.echo(f"   {passage.chunk.text}\n")
