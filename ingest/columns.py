"""Pages set in two columns → their lines in the order of reading, as if set in one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from ingest.layout import Line

_FEWEST = 6  # lines in a column
_MOST_ACROSS = 0.3  # of the lines: a title and its notes may run over both columns
_FILLED = 0.7  # of a column's width; cells of a table are shorter


def in_order(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in blocks: the left column before the right one, between what runs across both."""
    gutter = _gutter(lines)
    if gutter is None:
        return [list(lines)]
    shift = min(line.left for line in lines if line.left >= gutter) - min(line.left for line in lines)
    size = median(line.height for line in lines)
    blocks: list[list[Line]] = []
    by_height = sorted(lines, key=lambda line: line.top + line.height / 2)
    for across, band in groupby(by_height, key=lambda line: line.left < gutter < line.right):
        part = list(band)
        if across:  # ends short of the edge, so that nothing is taken to go on from it
            blocks.append([replace(line, right=min(line.right, gutter - 3 * size)) for line in part])
        else:
            blocks.append([line for line in part if line.right <= gutter])
            right = [line for line in part if line.left >= gutter]
            blocks.append([replace(x, left=x.left - shift, right=x.right - shift) for x in right])
    return blocks


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the white strip between two columns runs, if there are two."""
    if len(lines) < 2 * _FEWEST:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    candidates = (left + (right - left) * share / 100 for share in range(42, 59))
    best = min(candidates, key=lambda x: sum(line.left < x < line.right for line in lines))
    sides = [line for line in lines if line.right <= best], [line for line in lines if line.left >= best]
    across = len(lines) - sum(map(len, sides))
    if across > _MOST_ACROSS * len(lines) or min(map(len, sides)) < _FEWEST:
        return None
    middle = min(line.left for line in sides[1])
    return best if _fill(sides[0], middle - left) and _fill(sides[1], right - middle) else None


def _fill(side: Sequence[Line], room: float) -> bool:
    """Whether most lines run to the end of their column; last lines and cut-off heads do not."""
    return sorted(line.right - line.left for line in side)[len(side) * 3 // 5] >= _FILLED * room
