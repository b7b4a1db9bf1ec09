"""What a reader can work out: how far linear programming narrows a figure that a table does not show."""

import highspy
import numpy as np
from scipy.sparse import csr_array

from dss_core.analysis.arrays import Flags, Floats, Integers

TINY = 1e-7


class Attack:
    """A reader who knows the shown cells, that a hidden one is not empty, and that no count is larger than ``most``.

    members: cells x atoms; sizes: what each cell says when it is shown. HiGHS keeps its basis while cells are hidden.
    """

    def __init__(self, members: csr_array, sizes: Integers, shown: Flags, most: int) -> None:
        count = int(members.shape[1])
        self._sizes = sizes.astype(np.float64)
        self._least = np.minimum(self._sizes, 1.0)  # nothing is shown as nothing
        self._program = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("solver", "simplex")):
            self._program.setOptionValue(name, value)
        none = np.zeros(0, dtype=np.int32)
        self._columns = np.arange(count, dtype=np.int32)
        self._program.addCols(count, np.zeros(count), np.zeros(count), np.full(count, float(most)), 0, none, none, [])
        low, high = np.where(shown, self._sizes, self._least), np.where(shown, self._sizes, np.inf)
        starts, cells = members.indptr[:-1].astype(np.int32), members.indices.astype(np.int32)
        self._program.addRows(len(sizes), low, high, members.nnz, starts, cells, members.data.astype(np.float64))

    def hide(self, cell: int) -> None:
        """The reader does not see a cell."""
        self._program.changeRowBounds(int(cell), self._least[cell], np.inf)

    def show(self, cell: int) -> None:
        """The reader sees a cell."""
        self._program.changeRowBounds(int(cell), self._sizes[cell], self._sizes[cell])

    def range_of(self, target: Floats) -> tuple[float, float, Integers]:
        """The least and the most that a set of atoms (1 where in it) can hold, and the cells that say so."""
        low, first = self._solve(target)
        high, second = self._solve(-target)
        return low, -high, np.union1d(first, second)

    def _solve(self, target: Floats) -> tuple[float, Integers]:
        self._program.changeColsCost(len(target), self._columns, target)
        self._program.run()
        duals = np.asarray(self._program.getSolution().row_dual)
        return float(self._program.getInfo().objective_function_value), np.nonzero(np.abs(duals) > TINY)[0]
