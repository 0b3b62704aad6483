"""`bandeng documents`: what is in the library; a removal leaves nothing in any index."""

from typing import Annotated

import typer

from bot import texts
from bot.commands.index import index_pending
from bot.commands.output import emit, opened, warn
from bot.texts import ingest as texts_ingest
from knowledge.model import Document, Kind
from knowledge.search.fulltext import full_text

documents = typer.Typer(name="documents", help="资料：列出、查看、删除。", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="每行一个 JSON")]


@documents.command("list")
def list_documents(
    kind: Annotated[Kind | None, typer.Option(help="policy 政策，record 协商记录")] = None,
    as_json: AsJson = False,
) -> None:
    """列出资料，最近收入的在前。"""
    with opened() as knowledge:
        for document, chunks in knowledge.library.documents(kind):
            if as_json:
                emit(_fields(document, chunks))
            else:
                typer.echo(f"{document.id}  {texts.source_line(document, '')}  {chunks}段")


@documents.command()
def show(document_id: Annotated[str, typer.Argument(help="资料编号")], as_json: AsJson = False) -> None:
    """查看一份资料的全文。"""
    with opened() as knowledge:
        document = knowledge.library.document(document_id)
        if document is None:
            warn(texts.no_document(document_id))
            raise typer.Exit(1)
        chunks = knowledge.library.chunks_of(document_id)
        if as_json:
            emit({**_fields(document, len(chunks)), "text": full_text(chunks)})
            return
        typer.echo(texts_ingest.facts(document, len(chunks)))
        for chunk in chunks:
            typer.echo(f"\n{chunk.locator}　{chunk.text}" if chunk.locator else f"\n{chunk.text}")


@documents.command()
def remove(document_ids: Annotated[list[str], typer.Argument(help="资料编号")]) -> None:
    """删除资料，检索里也不再留。"""
    with opened() as knowledge:
        missing = [id_ for id_ in document_ids if not knowledge.library.remove(id_)]
        for id_ in missing:
            warn(texts.no_document(id_))
        index_pending(knowledge)
    if missing:
        raise typer.Exit(1 if len(missing) == len(document_ids) else 3)


def _fields(document: Document, chunks: int) -> dict[str, object]:
    return {
        "document_id": document.id,
        "kind": document.kind,
        "source": document.source,
        "title": document.title,
        "doc_number": document.doc_number,
        "issuer": document.issuer,
        "issued_on": document.issued_on and document.issued_on.isoformat(),
        "effective_on": document.effective_on and document.effective_on.isoformat(),
        "level": document.level,
        "region": document.region,
        "keywords": list(document.keywords),
        "uncertain": list(document.uncertain),
        "status": document.validity if document.kind is Kind.POLICY else None,
        "chunks": chunks,
    }
