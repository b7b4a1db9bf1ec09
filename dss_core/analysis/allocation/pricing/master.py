"""The small linear program that mixes the passes: for each block, how much of which column, within the limits.

HiGHS keeps its basis from one solve to the next, so that a new pass or another budget costs a few pivots.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from dss_core.analysis.allocation.pricing.layout import Layout
from dss_core.analysis.allocation.pricing.sweep import Pass
from dss_core.analysis.arrays import Floats

PENALTY = 10.0  # for a floor that is missed wholly, in shares of all that could be reached
DUAL, PRIMAL = 1, 4  # HiGHS: which simplex
NO_WEIGHT = 1e-9
MISSED = 1e-7  # of a floor: less than that is rounding


@dataclass(frozen=True, eq=False)
class Mix:
    """weights: passes x blocks, the share of each column. worth: of the mix; prices: of the limits, at most 0 for a
    floor. is_kept: whether all floors are reached.
    """

    weights: Floats
    worth: float
    prices: Floats
    is_kept: bool


class Master:
    """The columns so far; the first is "nobody gets anything"."""

    def __init__(self, layout: Layout, unit: float) -> None:
        """unit: a worth of about the size of the whole plan's; the numbers of the program are made small by it."""
        self.columns: list[Pass] = []
        self._blocks, self._unit = layout.block_count, max(unit, 1e-12)
        high, low = layout.high, layout.low
        self._size = np.maximum(np.where(np.isfinite(high), high, low), 1.0)
        self._floors = np.nonzero(low > 0)[0]
        self._program = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("solver", "simplex")):
            self._program.setOptionValue(name, value)
        none = np.zeros(0, dtype=np.int32)
        lower = np.concatenate([np.where(low > 0, low / self._size, -np.inf), np.ones(self._blocks)])
        upper = np.concatenate([high / self._size, np.ones(self._blocks)])
        self._program.addRows(len(lower), lower, upper, 0, none, none, np.zeros(0))
        count = len(self._floors)
        self._program.addCols(
            count,
            np.full(count, PENALTY),
            np.zeros(count),
            np.full(count, np.inf),
            count,
            np.arange(count, dtype=np.int32),
            self._floors.astype(np.int32),
            np.ones(count),
        )
        self.add(_nobody(layout))

    def add(self, found: Pass) -> None:
        """One more column for each block."""
        self.columns.append(found)
        self._program.setOptionValue("simplex_strategy", PRIMAL)  # the basis stays feasible when columns come
        table = np.concatenate([found.use / self._size[:, None], np.eye(self._blocks)])
        column, row = np.nonzero(table.T)
        self._program.addCols(
            self._blocks,
            -found.worth / self._unit,
            np.zeros(self._blocks),
            np.full(self._blocks, np.inf),
            len(row),
            np.searchsorted(column, np.arange(self._blocks)).astype(np.int32),
            row.astype(np.int32),
            table[row, column],
        )

    def limit(self, row: int, low: float, high: float) -> None:
        """Another floor and ceiling of one limit, from now on. A floor where there was none cannot be missed."""
        self._program.setOptionValue("simplex_strategy", DUAL)  # the prices stay right when limits move
        self._program.changeRowBounds(row, low / self._size[row] if low > 0 else -np.inf, high / self._size[row])

    def mix(self) -> Mix:
        """The best mix within the limits."""
        self._program.run()
        solution = self._program.getSolution()
        values = np.asarray(solution.col_value)
        missed, weights = values[: len(self._floors)], values[len(self._floors) :].reshape(-1, self._blocks)
        prices = -np.asarray(solution.row_dual)[: len(self._size)] * self._unit / self._size
        worth = float((np.array([column.worth for column in self.columns]) * weights).sum())
        return Mix(np.where(weights > NO_WEIGHT, weights, 0.0), worth, prices, not (missed > MISSED).any())


def _nobody(layout: Layout) -> Pass:
    choices = np.full((layout.most, layout.household_count), layout.programme_count, dtype=np.uint8)
    blocks = layout.block_count
    nothing = np.zeros((blocks, layout.programme_count))
    return Pass(choices, np.zeros(blocks), np.zeros((len(layout.low), blocks)), nothing, nothing, np.inf, np.inf)
