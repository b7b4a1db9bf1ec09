"""One sum of money and one programme at most for each household: the best plan by dynamic programming.

The multiple-choice knapsack (Kellerer, Pferschy and Pisinger 2004, ch. 11): the best worth of every sum of money,
household by household. Exact where branch and bound does not end: when worth and cost go closely together.
"""

import numpy as np

from dss_core.analysis.allocation.problem import LimitKind, Problem
from dss_core.analysis.arrays import Flags, Integers

MOST_STEPS = 6e9  # pairs x sums of money: about ten seconds
FEW_STEPS = 2e8  # at once
MOST_BYTES = 3e8


def only_purse(problem: Problem) -> int | None:
    """The sum of money (satang) when it is all that ties the households together, else None."""
    if problem.most > 1 or problem.must is not None or problem.requires:
        return None
    every = range(problem.programme_count)
    money: list[int] = []
    others = []
    for limit in problem.limits:
        covers_all = limit.area is None and (limit.programmes is None or set(limit.programmes) == set(every))
        if limit.at_least > 0:
            return None
        if limit.counts_satang and covers_all and limit.at_most is not None:
            money.append(limit.at_most)
        elif limit.at_most is not None:
            others.append(limit)
    if not money:
        return None
    possible = problem.possible()
    for limit in others:
        programmes, households = problem.covers(limit)
        inside = possible[programmes][:, households]
        most = int(inside.any(axis=0).sum())
        if limit.counts_satang:
            costs = np.where(inside, problem.satang[programmes][:, households], 0)
            most = min(int(costs.max(axis=0, initial=0).sum(dtype=np.int64)), min(money))
        if limit.kind is LimitKind.COVERAGE or limit.at_most is None or most > limit.at_most:
            return None
    return min(money)


def step_count(problem: Problem, money: int) -> float:
    """How many additions the table takes; infinite when it is too large to be kept."""
    possible = problem.possible()
    sums = _sum_count(problem, possible, money)
    households = int(possible.any(axis=0).sum())
    byte_count = households * sums / (8 if problem.programme_count == 1 else 1)
    return float("inf") if byte_count > MOST_BYTES else float(possible.sum()) * sums


def solve_by_table(problem: Problem, money: int) -> Flags:
    """The best plan, programmes x households; money in satang. ``only_purse`` has to hold."""
    possible = problem.possible() & (problem.satang <= money)
    step = _step(problem, possible)
    costs: Integers = problem.satang.astype(np.int64) // step
    sums = _sum_count(problem, possible, money)
    best = np.zeros(sums)
    members = np.nonzero(possible.any(axis=0))[0]
    kept = []
    for household in members:
        programmes = np.nonzero(possible[:, household])[0]
        before = best.copy() if len(programmes) > 1 else best
        taken = np.zeros(sums, dtype=np.uint8)
        for programme in programmes:
            cost = int(costs[programme, household])
            with_it = before[: sums - cost] + float(problem.benefits[programme, household])
            is_better = with_it > best[cost:]
            np.copyto(best[cost:], with_it, where=is_better)
            taken[cost:][is_better] = programme + 1
        kept.append(np.packbits(taken) if problem.programme_count == 1 else taken)
    serves = np.zeros(problem.benefits.shape, dtype=np.bool_)
    left = sums - 1
    for household, packed in zip(members[::-1], kept[::-1], strict=True):
        number = int(packed[left >> 3] >> (7 - (left & 7)) & 1) if problem.programme_count == 1 else int(packed[left])
        if number:
            serves[number - 1, household] = True
            left -= int(costs[number - 1, household])
    return serves


def _step(problem: Problem, possible: Flags) -> int:
    """The largest sum of which every cost is a multiple."""
    return max(int(np.gcd.reduce(problem.satang[possible].astype(np.int64), initial=0)), 1)


def _sum_count(problem: Problem, possible: Flags, money: int) -> int:
    """How many sums of money are told apart: none beyond what all households together can take."""
    dearest = np.where(possible, problem.satang, 0).max(axis=0, initial=0).sum(dtype=np.int64)
    return int(min(money, int(dearest))) // _step(problem, possible) + 1
