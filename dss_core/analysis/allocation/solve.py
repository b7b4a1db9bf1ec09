"""The plan for a problem: proven best where that is quick, priced where it is large."""

from dataclasses import replace

from dss_core.analysis.allocation.exact import solve_exactly
from dss_core.analysis.allocation.pricing.plan import can_price, solve_by_pricing
from dss_core.analysis.allocation.problem import Problem, checked
from dss_core.analysis.allocation.solution import Method, Solution
from dss_core.errors import BadInput

SMALL_PAIRS = 20_000  # pairs that could be served: up to so many, the proof is tried first
PATIENCE = 10.0  # seconds


def solve(problem: Problem, is_exact: bool = False, seconds: float = 60.0, patience: float = PATIENCE) -> Solution:
    """The plan, its bound and how it was found.

    is_exact: the proven optimum, or the gap reached when ``seconds`` have passed. Otherwise a small problem is given
    ``patience`` seconds for the proof, and the pricing does the rest; where it cannot (packages of more than two,
    floors that it does not reach) the search takes over for ``seconds``.
    ``BadInput``: as ``checked`` and ``solve_exactly``.
    """
    checked(problem)
    is_small = int(problem.possible().sum()) <= SMALL_PAIRS
    if not (is_exact or is_small or can_price(problem)):
        return solve_exactly(problem, seconds)
    if not is_exact and not is_small:
        priced = solve_by_pricing(problem)
        return solve_exactly(problem, seconds) if priced is None else priced
    try:
        found = solve_exactly(problem, seconds if is_exact else patience)
    except BadInput as error:
        if error.code != "allocation_no_plan":
            raise
        found = None
    if (found is not None and found.method is Method.EXACT) or not can_price(problem):
        return found or solve_exactly(problem, seconds)
    best = _better(found, solve_by_pricing(problem)) or solve_exactly(problem, seconds)
    return replace(best, method=Method.EXACT_UNFINISHED) if is_exact and best.method is not Method.EXACT else best


def _better(searched: Solution | None, priced: Solution | None) -> Solution | None:
    """The better of two plans, with the lower of their bounds."""
    if searched is None or priced is None:
        return searched or priced
    best = priced if priced.objective > searched.objective else searched
    return replace(best, bound=max(min(searched.bound, priced.bound), best.objective), prices=priced.prices)
