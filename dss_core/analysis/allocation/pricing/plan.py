"""The plan by pricing: prices, rounding, mending, and the certified bound."""

import numpy as np

from dss_core.analysis.allocation.pricing.choose import Choices
from dss_core.analysis.allocation.pricing.layout import Layout, lay_out
from dss_core.analysis.allocation.pricing.mending import mended
from dss_core.analysis.allocation.pricing.rounding import rounded
from dss_core.analysis.allocation.pricing.search import search
from dss_core.analysis.allocation.pricing.sweep import sweep
from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.allocation.solution import Method, Solution, solved
from dss_core.analysis.arrays import Flags

MOST_PROGRAMMES = 250  # a programme's number has to fit into one byte, with one number left for "none"


def can_price(problem: Problem) -> bool:
    """Whether the method proves a bound for the problem: pairs of programmes at most depend on each other."""
    depends = bool(problem.requires) or bool(problem.overlaps)
    return problem.programme_count <= MOST_PROGRAMMES and (problem.most <= 2 or not depends)


def solve_by_pricing(problem: Problem) -> Solution | None:
    """A plan within the gap that it tells, None when no plan was found that reaches all floors."""
    layout = lay_out(problem)
    found = search(layout)
    choices = rounded(layout, found.mix.weights, [column.choices for column in found.columns])
    kept = mended(problem, layout, choices, found.prices)
    if kept is None:
        return None
    bound = sweep(layout, found.prices, problem).bound
    return solved(problem, serves_of(layout, kept), bound, Method.PRICING, found.prices, found.passes)


def serves_of(layout: Layout, choices: Choices) -> Flags:
    """The plan as programmes x households, in the households' own order."""
    serves = np.zeros((layout.programme_count, layout.household_count), dtype=np.bool_)
    for row in choices:
        at = np.nonzero(row < layout.programme_count)[0]
        serves[row[at], layout.order[at]] = True
    return serves
