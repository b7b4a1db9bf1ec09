"""Why a household is served or not: the reason that a plan gives to each."""

from enum import StrEnum

import numpy as np

from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.allocation.solution import Solution
from dss_core.analysis.arrays import Flags, Floats, Texts


class Why(StrEnum):
    """What became of a household in a best plan, and why."""

    SERVED = "served"  # its benefit is worth more than its cost at the prices
    SERVED_FOR_A_FLOOR = "served_for_a_floor"  # what it gets is not what it would get but for a floor or a list
    NOT_ELIGIBLE = "not_eligible"
    UNDECIDED = "undecided"
    NO_BENEFIT = "no_benefit"  # eligible, but no programme brings it anything
    PRICED_OUT = "priced_out"  # the same money or place does more for others
    NEAR_THE_LINE = "near_the_line"  # as good as others that are served: only whole households kept it out


NEAR = 1e-3  # of the benefit


def reasons(problem: Problem, solution: Solution, undecided: Flags | None = None) -> Texts:
    """A ``Why`` for each household. Without prices nobody can be told from near the line: it is ``PRICED_OUT``."""
    possible = problem.possible()
    served = np.asarray(solution.serves.any(axis=0))
    net, credit = _net(problem, solution)
    best = np.where(possible, net, -np.inf).max(axis=0, initial=-np.inf)
    worth = np.where(possible, problem.benefits, 0.0).max(axis=0, initial=0.0)
    own = np.sort(np.where(possible, np.maximum(net, 0.0), 0.0), axis=0)[-problem.most :].sum(axis=0)
    given = np.where(solution.serves, net, 0.0).sum(axis=0)
    for_floor = (solution.serves & credit).any(axis=0) & (given < own - NEAR * worth)
    is_open = np.zeros(len(served), dtype=np.bool_) if undecided is None else undecided.any(axis=0)
    rules = [
        (Why.SERVED_FOR_A_FLOOR, for_floor),
        (Why.SERVED, served),
        (Why.NEAR_THE_LINE, possible.any(axis=0) & (best >= -NEAR * worth) & (solution.prices is not None)),
        (Why.PRICED_OUT, possible.any(axis=0)),
        (Why.UNDECIDED, is_open),
        (Why.NO_BENEFIT, problem.allowed.any(axis=0)),
    ]
    codes = np.select([holds for _, holds in rules], list(range(len(rules))), default=len(rules))
    names = [*(why.value for why, _ in rules), Why.NOT_ELIGIBLE.value]
    found: Texts = np.array(names)[codes]
    return found


def _net(problem: Problem, solution: Solution) -> tuple[Floats, Flags]:
    """Programmes x households: the benefit less what the pair uses, at the prices of what is scarce; and whether a
    floor that binds, or the list of who must be served, speaks for the pair.
    """
    net = problem.benefits.astype(np.float64)
    credit = np.zeros(net.shape, dtype=np.bool_)
    if problem.must is not None:
        credit |= problem.must
    if solution.prices is None:
        return net, credit
    for limit, price in zip(problem.limits, solution.prices, strict=True):
        programmes, households = problem.covers(limit)
        for programme in programmes if price else []:
            if price < 0:
                credit[programme, households] = True
            else:
                uses = problem.satang[programme, households] if limit.counts_satang else 1.0
                net[programme, households] -= price * uses
    return net, credit
