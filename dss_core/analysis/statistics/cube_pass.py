"""The pass of the cube: weighted sums of many columns by cell, reading every column once.

It goes through blocks of rows that fit the processor's cache, puts a block in the order of its cells once, and sums
every column along that order. What bounds it is reading each value once from memory and gathering it once in the cache.
Columns are shared out among the cores; one thread sums a whole column, so the sums are the same on any machine.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, Integers, numbers
from dss_core.analysis.statistics.sums import count_by, sum_by

Codes = npt.NDArray[np.integer[Any]]  # whole numbers in as few bytes as they came in

BLOCK_ROWS = 49_152  # three eighths of a megabyte for a column: what is worked on stays in the second cache
SHARES = 2  # for each core: one that others slow down gets fewer
ROWS_FOR_SHIFT = 1_024
PARTS = 7
N, W, WX, WXX, WW, WWX, WWXX = range(PARTS)


@dataclass(frozen=True, eq=False)
class _Block:
    """Some rows. order: its rows cell by cell; starts: where a cell starts in that order; at: which cells these are.

    weights: in that order; None when all are 1.
    """

    rows: slice
    order: Integers
    starts: Integers
    at: Integers | slice
    weights: Floats | None


class _Scratch:
    """Room for what is worked on in one block, made once for a share: the memory is warm the second time."""

    def __init__(self, rows: int) -> None:
        self.near, self.ordered = np.empty((2, rows))
        self.is_missing: Flags = np.empty(rows, dtype=np.bool_)


def column_of(frame: pd.DataFrame, name: str) -> Floats:
    """A number column for ``sums_of``: without a copy where it can be; an infinite value is taken as missing there."""
    values = frame[name]
    return values.to_numpy() if values.dtype == np.float64 else numbers(frame, name)


def near_mean(column: Floats) -> float:
    """A whole number about which the column lies: the mean of the first answers, rounded; 0 when there is none.

    A whole number, so that whole answers stay whole and a group of zeros has a mean of exactly zero.
    """
    first = column[:ROWS_FOR_SHIFT]
    first = first[np.isfinite(first)]
    return float(np.rint(first.mean())) if len(first) else 0.0


def sums_of(
    columns: Sequence[Floats], weights: Floats | None, cell: Integers, shift: Floats, shape: tuple[int, int]
) -> Floats:
    """The parts of each column in each cell: (parts, cells, columns), where ``shape`` is (parts, cells).

    Parts are numbered N (answers), W (sum w), WX, WXX, and WW (sum w^2), WWX, WWXX when there are that many; x is
    counted from the column's ``shift``. ``weights`` None: all are 1.
    """
    sums = np.empty((len(columns), *shape))
    sums[:] = _without_x(cell, weights, shape)
    # Sorting small integers is a matter of counting; larger ones are compared.
    small: Codes = cell.astype(np.uint16) if shape[1] <= np.iinfo(np.uint16).max else cell

    def add_share(share: Sequence[int]) -> None:
        scratch = _Scratch(min(BLOCK_ROWS, len(cell)))
        missing: dict[int, list[Integers]] = {column: [] for column in share}
        for block in blocks:
            for column in share:
                lacking = _add(sums[column], block, columns[column][block.rows], shift[column], scratch)
                missing[column].append(lacking + block.rows.start)
        for column in share:
            rows = np.concatenate([*missing[column], np.empty(0, dtype=np.int64)])
            _take_away(sums[column], cell.take(rows), None if weights is None else weights.take(rows))

    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as threads:
        blocks = list(threads.map(lambda start: _block(start, small, weights), range(0, len(cell), BLOCK_ROWS)))
        list(threads.map(add_share, (range(len(columns))[first :: SHARES * cores] for first in range(SHARES * cores))))
    return np.ascontiguousarray(sums.transpose(1, 2, 0))


def _block(start: int, cell: Codes, weights: Floats | None) -> _Block:
    rows = slice(start, start + BLOCK_ROWS)
    order = np.argsort(cell[rows], kind="stable")
    ordered = cell[rows].take(order).astype(np.int64)
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    at: Integers | slice = ordered[starts]
    first, last = int(ordered[0]), int(ordered[-1])
    if len(starts) == last - first + 1:
        at = slice(first, last + 1)  # no cell between them is left out, and a slice is quicker
    return _Block(rows, order, starts, at, None if weights is None else weights[rows].take(order))


def _without_x(cell: Integers, weights: Floats | None, shape: tuple[int, int]) -> Floats:
    """The parts N, W and WW of some rows, as if all had answered."""
    parts, cells = shape
    whole = np.zeros(shape)
    whole[N] = count_by(cell, cells)
    whole[W] = whole[N] if weights is None else sum_by(cell, weights, cells)
    if parts > WW:
        whole[WW] = whole[N] if weights is None else sum_by(cell, weights**2, cells)
    return whole


def _take_away(sums: Floats, cell: Integers, weights: Floats | None) -> None:
    """Take the rows without an answer out of a column's sums; ``cell`` and ``weights`` are theirs."""
    if len(cell):
        sums -= _without_x(cell, weights, (sums.shape[0], sums.shape[1]))
        # Weights taken away one by one leave a trace of rounding where nobody answered.
        sums[W:, sums[N] == 0] = 0.0


def _add(sums: Floats, block: _Block, column: Floats, centre: float, scratch: _Scratch) -> Integers:
    """Add a block of one column, less its centre, to the column's sums (parts, cells); the rows without an answer."""
    size = len(column)
    near, ordered = scratch.near[:size], scratch.ordered[:size]
    np.subtract(column, centre, out=near)
    missing = _missing_in(near, scratch.is_missing[:size])
    near[missing] = 0.0
    np.take(near, block.order, out=ordered, mode="clip")  # "clip" spares a check: every position is inside
    product = np.multiply(ordered, 1.0 if block.weights is None else block.weights, out=near)
    _sum_cells(sums, (WX, WWX), product, block)
    np.multiply(product, ordered, out=product)
    _sum_cells(sums, (WXX, WWXX), product, block)
    return missing


def _missing_in(values: Floats, room: Flags) -> Integers:
    np.isfinite(values, out=room)
    return np.logical_not(room, out=room).nonzero()[0]


def _sum_cells(sums: Floats, parts: tuple[int, int], product: Floats, block: _Block) -> None:
    """Add w x (or w x^2) to its part, and, where the cube keeps it, once more weighted to the part after."""
    plain, weighted = parts
    sums[plain, block.at] += np.add.reduceat(product, block.starts)
    if weighted < len(sums):
        again = product if block.weights is None else product * block.weights
        sums[weighted, block.at] += np.add.reduceat(again, block.starts)
