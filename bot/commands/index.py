"""Making stored documents searchable, with a bar that says how long it will take."""

from collections.abc import Iterator

from bot import texts
from bot.commands.output import opened, warn
from bot.commands.progress import with_progress
from knowledge.assemble import Knowledge
from knowledge.errors import IndexBusy


def index_with_progress(total: int, steps: Iterator[int]) -> None:
    """Can be stopped at any time; what is left goes on at the next run."""
    for _ in with_progress(steps, texts.INDEXING, total, "段", size=lambda done: done):
        pass


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
