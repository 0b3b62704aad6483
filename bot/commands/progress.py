"""A bar on stderr that says how far it is, how fast, and how long it will still take."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Step = TypeVar("Step")


def with_progress(
    steps: Iterable[Step],
    label: str,
    total: int | None,
    unit: str,
    size: Callable[[Step], int] = lambda _: 1,
) -> Iterator[Step]:
    """The steps as they come; `total` None: nobody knows how many there will be."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TextColumn("剩余"), TimeRemainingColumn(),
    )  # fmt: skip
    # Lines for a person are kept above the bar; what is piped into a program stays on stdout.
    bar = Progress(
        *columns, console=Console(stderr=True), disable=total == 0, redirect_stdout=sys.stdout.isatty()
    )
    with bar as progress:
        task = progress.add_task(label, total=total, rate="")
        for step in steps:
            yield step
            speed = progress.tasks[task].speed
            progress.update(task, advance=size(step), rate=f"{speed:.1f}{unit}/秒" if speed else "")
