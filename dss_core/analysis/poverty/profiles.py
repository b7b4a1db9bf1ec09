"""Households put together by group and pattern of deprivations, so that any weights and cut-offs are quick to try.

A deprivation matrix holds int8 of shape (rows, indicators): 1 deprived, 0 not deprived, -1 not known. A pattern is
kept as half-bytes of four indicators each, because a table of 16 entries then tells the score of a half-byte.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.statistics.sums import count_by, sum_by
from dss_core.catalog.specification import MissingAnswers

Bits = npt.NDArray[np.uint8]
Deprivations = npt.NDArray[np.int8]

NOT_KNOWN = -1
BYTE = 8
WIDTH = 4
PATTERNS = 1 << WIDTH
# The four indicators of each half-byte, the first one in the highest bit: shape (16, 4).
BITS_OF_PATTERN = np.unpackbits(np.arange(PATTERNS, dtype=np.uint8)[:, None], axis=1)[:, -WIDTH:].astype(np.float64)


@dataclass(frozen=True, eq=False)
class Profiles:
    """The distinct combinations of group and pattern ("cells"), with the weight and number of their rows of weight.

    ``deprived`` and ``unknown``: half-bytes, shape (parts, cells). ``group``: 0 to ``group_count`` - 1, or
    ``group_count`` for rows in no group (they count in the total only). ``cell_of_row``: shape (rows,).
    """

    indicators: tuple[str, ...]
    group_count: int
    deprived: Bits
    unknown: Bits
    group: Integers
    weight: Floats
    rows: Integers
    cell_of_row: Integers

    @property
    def row_count(self) -> int:
        """How many rows were put together."""
        return len(self.cell_of_row)

    def pattern(self, missing: MissingAnswers) -> Bits:
        """The half-bytes of each cell with missing answers taken as the rule says, shape (parts, cells)."""
        return self.deprived | self.unknown if missing is MissingAnswers.DEPRIVED else self.deprived

    def is_used(self, missing: MissingAnswers) -> Flags:
        """Which cells count under a rule, shape (cells,)."""
        if missing is MissingAnswers.LEAVE_OUT:
            known: Flags = np.bitwise_or.reduce(self.unknown, axis=0) == 0
            return known
        return np.ones(len(self.group), dtype=np.bool_)

    def is_deprived(self, position: int, missing: MissingAnswers) -> Floats:
        """1.0 for the cells that are deprived in the indicator at this position, else 0.0; shape (cells,)."""
        part, bit = divmod(position, WIDTH)
        flags: Floats = BITS_OF_PATTERN[:, bit][self.pattern(missing)[part]]
        return flags


def collapse(
    deprivations: Deprivations,
    indicators: tuple[str, ...],
    weights: Floats,
    groups: Integers | None = None,
    group_count: int = 0,
) -> Profiles:
    """The distinct cells of a deprivation matrix (rows, indicators); ``groups`` (rows,) holds -1 for "in no group"."""
    count = len(deprivations)
    group = np.zeros(count, np.int64) if groups is None else np.where(groups < 0, group_count, groups)
    deprived = _packed(deprivations, 1)
    # As many bytes of zeros cost time in each of the steps that follow.
    unknown = _packed(deprivations, NOT_KNOWN) if deprivations.min(initial=0) < 0 else deprived[:0]
    cell, first = _distinct(group, [*deprived, *unknown])
    parts = -(-len(indicators) // WIDTH)
    halves = _half_bytes(np.take(deprived, first, axis=1), parts)
    return Profiles(
        indicators=indicators,
        group_count=group_count,
        deprived=halves,
        unknown=_half_bytes(np.take(unknown, first, axis=1), parts) if len(unknown) else np.zeros_like(halves),
        group=group[first],
        weight=sum_by(cell, weights, len(first)),
        rows=count_by(cell, len(first)) - count_by(cell[weights <= 0], len(first)),
        cell_of_row=cell,
    )


def score(patterns: Bits, weights: Floats) -> Floats:
    """The deprivation score of each pattern (parts, cells): the sum of the weights of its deprivations, 0-1."""
    padded = np.zeros(len(patterns) * WIDTH)
    padded[: len(weights)] = weights
    tables = padded.reshape(-1, WIDTH) @ BITS_OF_PATTERN.T
    total = np.zeros(patterns.shape[1])
    for table, part in zip(tables, patterns, strict=True):
        total += table.take(part)
    return total


def aligned(weights: Mapping[str, float], indicators: tuple[str, ...]) -> Floats:
    """Weights by indicator as an array in the order of ``indicators``."""
    return np.array([weights[indicator] for indicator in indicators], dtype=np.float64)


def _packed(deprivations: Deprivations, value: int) -> Bits:
    """Where the matrix holds a value: a bit for each indicator, the first in the highest, shape (bytes, rows)."""
    rows, count = deprivations.shape
    width = -(-count // BYTE)
    flags = np.zeros((rows, width * BYTE), dtype=np.bool_)  # whole bytes, so that one call packs all rows in a piece
    np.equal(deprivations, value, out=flags[:, :count])
    return np.ascontiguousarray(np.packbits(flags).reshape(rows, width).T)


def _half_bytes(packed: Bits, parts: int) -> Bits:
    """Bytes (bytes, cells) as half-bytes (parts, cells)."""
    halves = np.stack([packed >> WIDTH, packed & (PATTERNS - 1)], axis=1)
    return np.ascontiguousarray(halves.reshape(2 * len(packed), packed.shape[1])[:parts])


def _distinct(group: Integers, packed: list[Bits]) -> tuple[Integers, Integers]:
    """The number of each row's distinct combination, and the first row of each combination."""
    rows, row_bits = len(group), len(group).bit_length()
    code, size = group.copy(), int(group.max(initial=0)) + 1
    for byte in packed:
        if size > np.iinfo(np.int64).max >> (BYTE + row_bits):
            code, names = pd.factorize(code)
            size = len(names)
        code <<= BYTE
        code |= byte
        size <<= BYTE
    # Each number ends in its row's own: plain numbers are sorted in a fraction of the time of looking each one up.
    code <<= row_bits
    code |= np.arange(rows)
    code.sort()
    row = code & ((1 << row_bits) - 1)
    is_first = np.diff(code >> row_bits, prepend=-1) != 0
    cell = np.empty(rows, dtype=np.int64)
    cell[row] = np.cumsum(is_first) - 1
    return cell, row.take(np.flatnonzero(is_first))
