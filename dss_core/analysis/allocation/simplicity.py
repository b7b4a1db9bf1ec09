"""The price of simplicity: what rank-and-cut leaves undone, and how many baht it wastes against the best plan."""

from dataclasses import dataclass

import numpy as np

from dss_core.analysis.allocation.curve import least_cost
from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.allocation.solution import Solution, objective_of
from dss_core.analysis.allocation.solve import PATIENCE
from dss_core.analysis.allocation.walk import walk
from dss_core.analysis.arrays import Flags, Integers


@dataclass(frozen=True, eq=False)
class PriceOfSimplicity:
    """serves: the plan of the simple rule; reached, spent (satang): by it. lost_share: of what the best plan reaches.

    wasted: satang; the best plan reaches the same for so much less (at most ``wasted_at_most``, which is proven).
    """

    serves: Flags
    reached: float
    spent: int
    lost_share: float
    wasted: int
    wasted_at_most: int


def price_of_simplicity(
    problem: Problem, best: Solution, order: Integers, patience: float = PATIENCE
) -> PriceOfSimplicity:
    """Rank-and-cut along ``order`` against the best plan of the same problem.

    The walk knows no floors: where it serves against one, the comparison is of what is reached and spent alone.
    """
    serves = walk(problem, order)
    reached = objective_of(problem, serves)
    spent = int(problem.satang[serves].sum(dtype=np.int64))
    lost = 0.0 if best.objective <= 0 else max(1 - reached / best.objective, 0.0)
    if reached <= 0 or reached > best.objective:
        return PriceOfSimplicity(serves, reached, spent, lost, spent if reached <= 0 else 0, spent)
    goal = least_cost(problem, reached, patience, best)
    return PriceOfSimplicity(serves, reached, spent, lost, max(spent - goal.cost, 0), max(spent - goal.at_least, 0))
