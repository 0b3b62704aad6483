"""`bandeng doctor`: which settings are in force, what is wrong, how to mend it."""

from collections.abc import Callable, Iterator
from typing import Annotated

import typer
from pydantic import SecretStr

from bot import texts
from bot.commands.output import emit
from bot.texts import people as texts_people
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.errors import BandengError, IndexBusy
from knowledge.settings import Settings


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="每项检查一行 JSON")] = False,
) -> None:
    """检查设置和环境，说明怎样修好。"""
    settings = Settings()
    healthy = True
    for name, problem, fact in _checks(settings):
        healthy = healthy and problem is None
        if as_json:
            emit({"check": name, "ok": problem is None, "value": fact, "problem": problem})
        else:
            typer.echo(f"{'✔' if problem is None else '✘'} {name}：{problem or fact}")
    if not healthy:
        raise typer.Exit(1)


def _checks(settings: Settings) -> Iterator[tuple[str, str | None, str]]:
    """(what, problem or None, fact), in the order in which things are needed."""
    for field in type(settings).model_fields:
        value = getattr(settings, field)
        shown = texts.SECRET_SET if isinstance(value, SecretStr) else "" if value is None else str(value)
        yield f"BANDENG_{field.upper()}", None, shown or texts.NOT_SET
    try:
        knowledge = open_knowledge(settings)
    except BandengError as error:
        yield texts.DATA_CHECK, texts.explain(error), ""
        return
    try:
        for name, check in _KNOWLEDGE_CHECKS.items():
            try:
                yield name, None, check(knowledge)
            except BandengError as error:
                yield name, texts.explain(error), ""
    finally:
        knowledge.close()


def _documents(knowledge: Knowledge) -> str:
    return texts.library_size(
        len(knowledge.library.documents()),
        knowledge.library.count_chunks(),
        knowledge.library.count_chunks(pending=True),
    )


def _district(knowledge: Knowledge) -> str:
    district = knowledge.district
    return f"{district.name}{texts.IS_SAMPLE if district.is_sample else ''}"


def _who_may_use_it(knowledge: Knowledge) -> str:
    if not knowledge.people.has_roster():
        return texts_people.OPEN_TO_ALL
    return texts_people.for_members_only(len(knowledge.people.everyone()))


def _model(knowledge: Knowledge) -> str:
    return f"{knowledge.embeddings.name}，{knowledge.embeddings.dimension}"


def _search(knowledge: Knowledge) -> str:
    try:
        knowledge.check_index()
    except IndexBusy:
        return texts.INDEX_IN_USE
    return texts.WORKS


_KNOWLEDGE_CHECKS: dict[str, Callable[[Knowledge], str]] = {
    texts.DISTRICT_CHECK: _district,
    texts.DATA_CHECK: _documents,
    texts_people.ACCESS_CHECK: _who_may_use_it,
    texts.MODEL_CHECK: _model,
    texts.INDEX_CHECK: _search,
}
