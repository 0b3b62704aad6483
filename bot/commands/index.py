"""Making stored documents searchable, with a bar that says how long it will take."""

from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot import texts
from bot.commands.output import opened, warn
from knowledge.assemble import Knowledge
from knowledge.errors import IndexBusy


def index_with_progress(total: int, steps: Iterator[int]) -> None:
    """Can be stopped at any time; what is left goes on at the next run. Shown on stderr."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TextColumn("剩余"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), disable=total == 0) as progress:
        task = progress.add_task(texts.INDEXING, total=total, rate="")
        for done in steps:
            speed = progress.tasks[task].speed
            progress.update(task, advance=done, rate=f"{speed:.0f}条/秒" if speed else "")


def index_pending(knowledge: Knowledge) -> None:
    """Indexes what is pending here, or leaves it to the process that holds the index."""
    try:
        index_with_progress(knowledge.library.count_chunks(pending=True), knowledge.index())
    except IndexBusy as busy:
        warn(texts.explain(busy))


def reindex() -> None:
    """按数据库重建检索索引（换向量模型之后要做一次）。"""
    with opened() as knowledge:
        index_with_progress(knowledge.library.count_chunks(), knowledge.reindex())
