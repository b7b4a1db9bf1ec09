"""The plan for a problem: proven best where that is quick, priced where it is large."""

from dss_core.analysis.allocation.exact import solve_exactly
from dss_core.analysis.allocation.problem import Problem, checked
from dss_core.analysis.allocation.solution import Solution


def solve(problem: Problem, is_exact: bool = False, seconds: float = 60.0) -> Solution:
    """The plan, its bound and how it was found.

    is_exact: the proven optimum, or the gap reached when ``seconds`` have passed.
    ``BadInput``: as ``checked`` and ``solve_exactly``.
    """
    checked(problem)
    return solve_exactly(problem, seconds)
