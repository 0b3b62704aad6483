"""`bandeng understand`: what a message means, before anything is done."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import AwareDatetime

from bot.commands.output import BatchLine, emit, run_batch
from bot.understanding.intent_model import OpenEmbeddings
from bot.understanding.router import understand as read_message
from knowledge.profile import District, read_district
from knowledge.search.embeddings import open_embeddings
from knowledge.settings import Settings


class MessageLine(BatchLine):
    text: str
    now: AwareDatetime | None = None


def understand(
    text: Annotated[str, typer.Argument(help="一条消息")] = "",
    now: Annotated[str | None, typer.Option(help="发消息的时刻，ISO 8601")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="每行一个 JSON")] = False,
    batch: Annotated[Path | None, typer.Option(help="每行一个 JSON 的文件，- 为标准输入")] = None,
) -> None:
    """看一条消息会被怎样理解，不做任何事。"""
    settings = Settings()
    district = read_district(settings.district)
    embeddings = cache(lambda: open_embeddings(settings.embedding_model, settings.home))
    if batch is not None:
        run_batch(batch, MessageLine, lambda line: _understood(line.text, line.now, district, embeddings))
        return
    answer = _understood(text, read_moment(now, district), district, embeddings)
    if as_json:
        emit({"id": None, **answer})
    else:
        typer.echo(answer["intent"])
        for name, value in answer["fields"].items():
            typer.echo(f"  {name}: {value}")


def read_moment(iso: str | None, district: District) -> datetime | None:
    if iso is None:
        return None
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError as error:
        raise typer.BadParameter("--now 要写成 2026-11-22T10:00:00+08:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=district.timezone)


def _understood(
    text: str, now: datetime | None, district: District, embeddings: OpenEmbeddings
) -> dict[str, Any]:
    moment = (now or datetime.now(UTC)).astimezone(district.timezone)
    understood = read_message(text, moment, district, embeddings)
    return {"intent": understood.intent, "fields": understood.fields}
