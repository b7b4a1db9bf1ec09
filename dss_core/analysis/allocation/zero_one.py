"""The best choice of items under linear limits, proven by HiGHS (through SciPy): 0-1 programming."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from dss_core.analysis.arrays import Flags, Floats

OPTIMAL, LIMIT_REACHED, IMPOSSIBLE = 0, 1, 2  # statuses of scipy.optimize.milp
LARGEST_VALUE = 2.0**13  # HiGHS stops at an absolute gap of 1e-6: values are scaled so that this is a fine one


@dataclass(frozen=True, eq=False)
class Choice:
    """taken: per item, None when nothing was found in time. bound: no choice is worth more.

    is_proven: no better choice exists. is_possible: False when it is proven that no choice keeps the limits.
    """

    taken: Flags | None
    bound: float
    is_proven: bool
    is_possible: bool = True


def best_choice(
    values: Floats, rows: csc_array, lower: Floats, upper: Floats, seconds: float, whole_count: int | None = None
) -> Choice:
    """The items (columns of ``rows``) with the largest sum of values, so that ``lower <= rows @ taken <= upper``.

    whole_count: so many first columns are 0 or 1, the others between 0 and 1 (all are whole by default).
    """
    count = len(values)
    whole = count if whole_count is None else whole_count
    if not count:
        is_possible = bool((lower <= 0).all() and (upper >= 0).all())
        return Choice(np.zeros(0, dtype=np.bool_) if is_possible else None, 0.0, is_possible, is_possible)
    largest = float(np.abs(values).max())
    scale = 2.0 ** np.floor(np.log2(LARGEST_VALUE / largest)) if largest > 0 else 1.0  # a power of 2 rounds nothing
    integrality = np.zeros(count, dtype=np.int64)
    integrality[:whole] = 1
    found = milp(
        -values * scale,
        integrality=integrality,
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, lower, upper),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.status == IMPOSSIBLE:
        return Choice(None, 0.0, is_proven=False, is_possible=False)
    everything = float(values[values > 0].sum())
    told = found.mip_dual_bound
    bound = min(everything, -float(told) / scale) if told is not None and np.isfinite(told) else everything
    taken = None if found.x is None else np.asarray(found.x > 0.5)
    return Choice(taken, bound, is_proven=found.status == OPTIMAL and taken is not None)


def best_items(values: npt.ArrayLike, uses: npt.ArrayLike, limits: npt.ArrayLike, seconds: float = 60.0) -> Choice:
    """The most valuable items under several budgets: the 0-1 knapsack with one or many resources.

    values: (items,). uses: (resources, items). limits: (resources,).
    """
    table = np.atleast_2d(np.asarray(uses, dtype=np.float64))
    upper = np.asarray(limits, dtype=np.float64)
    lower = np.full(len(upper), -np.inf)
    return best_choice(np.asarray(values, dtype=np.float64), csc_array(table), lower, upper, seconds)
