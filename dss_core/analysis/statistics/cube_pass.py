"""The pass of the cube: weighted sums of many columns by cell, reading every column once.

It goes through blocks of rows that fit the processor's cache, puts a block in the order of its cells once, and sums
every column along that order. What bounds it is reading each value once from memory and gathering it once in the cache.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats, Integers, numbers
from dss_core.analysis.statistics.sums import count_by, sum_by

BLOCK_ROWS = 65_536  # half a megabyte for a column: what is worked on stays in the second cache
ROWS_FOR_SHIFT = 4_096
PARTS = 7
N, W, WX, WXX, WW, WWX, WWXX = range(PARTS)


@dataclass(frozen=True, eq=False)
class _Block:
    """Some rows. order: its rows cell by cell; starts: where a cell starts in that order; at: which cell it is.

    weights: of its rows as they come; None when all are 1. whole: (parts, cells), the parts that do not depend on x.
    """

    rows: slice
    cell: Integers
    order: Integers
    starts: Integers
    at: Integers
    weights: Floats | None
    ordered_weights: Floats | None
    whole: Floats


@dataclass(frozen=True, eq=False)
class _Scratch:
    """Room for what is worked on in one block, made once: the memory is warm the second time."""

    near: Floats
    ordered: Floats
    product: Floats


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
    parts, cells = shape
    sums = np.zeros((len(columns), parts, cells))
    scratch = _Scratch(*np.empty((3, min(BLOCK_ROWS, len(cell)))))
    for block in _blocks(cell, weights, shape):
        for of_column, column, centre in zip(sums, columns, shift.tolist(), strict=True):
            _add(of_column, block, column[block.rows], centre, scratch)
    # Weights taken away one by one leave a trace of rounding where nobody answered.
    for part in range(W, parts):
        sums[:, part][sums[:, N] == 0] = 0.0
    return np.ascontiguousarray(sums.transpose(1, 2, 0))


def _blocks(cell: Integers, weights: Floats | None, shape: tuple[int, int]) -> Iterator[_Block]:
    # Sorting small integers is a matter of counting; larger ones are compared.
    small = cell.astype(np.uint16) if shape[1] <= np.iinfo(np.uint16).max else cell
    for start in range(0, len(cell), BLOCK_ROWS):
        rows = slice(start, start + BLOCK_ROWS)
        order = np.argsort(small[rows], kind="stable")
        ordered = cell[rows][order]
        starts = np.flatnonzero(np.diff(ordered, prepend=-1))
        of_rows = None if weights is None else weights[rows]
        ordered_weights = None if of_rows is None else of_rows[order]
        whole = _without_x(cell[rows], of_rows, shape)
        yield _Block(rows, cell[rows], order, starts, ordered[starts], of_rows, ordered_weights, whole)


def _without_x(cell: Integers, weights: Floats | None, shape: tuple[int, int]) -> Floats:
    """The parts N, W and WW of some rows, as if all had answered."""
    parts, cells = shape
    whole = np.zeros(shape)
    whole[N] = count_by(cell, cells)
    whole[W] = whole[N] if weights is None else sum_by(cell, weights, cells)
    if parts > WW:
        whole[WW] = whole[N] if weights is None else sum_by(cell, weights**2, cells)
    return whole


def _add(sums: Floats, block: _Block, column: Floats, centre: float, scratch: _Scratch) -> None:
    """Add a block of one column, less its centre, to the column's sums (parts, cells)."""
    size = len(column)
    near, ordered, product = scratch.near[:size], scratch.ordered[:size], scratch.product[:size]
    sums += block.whole
    np.subtract(column, centre, out=near)
    missing = np.flatnonzero(~np.isfinite(near))
    if len(missing):
        near[missing] = 0.0
        of_missing = None if block.weights is None else block.weights[missing]
        sums -= _without_x(block.cell[missing], of_missing, (sums.shape[0], sums.shape[1]))
    np.take(near, block.order, out=ordered, mode="clip")  # "clip" spares a check: every position is inside
    weights = 1.0 if block.ordered_weights is None else block.ordered_weights
    np.multiply(ordered, weights, out=product)
    _sum_cells(sums, (WX, WWX), product, block)
    np.multiply(product, ordered, out=product)
    _sum_cells(sums, (WXX, WWXX), product, block)


def _sum_cells(sums: Floats, parts: tuple[int, int], product: Floats, block: _Block) -> None:
    """Add w x (or w x^2) to its part, and, where the cube keeps it, once more weighted to the part after."""
    plain, weighted = parts
    sums[plain, block.at] += np.add.reduceat(product, block.starts)
    if weighted < len(sums):
        again = product if block.ordered_weights is None else product * block.ordered_weights
        sums[weighted, block.at] += np.add.reduceat(again, block.starts)
