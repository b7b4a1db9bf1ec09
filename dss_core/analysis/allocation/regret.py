"""One plan for several assumptions: the one whose worst regret is least (Savage 1951)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dss_core.analysis.allocation.problem import Overlap, Problem
from dss_core.analysis.allocation.solution import Solution, objective_of
from dss_core.analysis.allocation.solve import PATIENCE, solve
from dss_core.analysis.arrays import Floats

ROUNDS = 6
STEP = 4.0  # how strongly the weights move towards the assumption with the largest regret


@dataclass(frozen=True, eq=False)
class RobustPlan:
    """solution: the plan. regret: per assumption, the share of what could be reached there that it misses.

    worst: the largest of them; no plan has a smaller one than ``at_least``. alone: the best plan of each assumption;
    regret_of_alone: assumption planned for x assumption that comes true.
    """

    solution: Solution
    regret: Floats
    worst: float
    at_least: float
    alone: tuple[Solution, ...]
    regret_of_alone: Floats


def least_regret(problems: Sequence[Problem], patience: float = PATIENCE) -> RobustPlan:
    """The plan with the least worst regret of those looked at, with what no plan can beat.

    problems: the same households, costs and limits, under other assumptions of benefits and overlaps.
    The search plans for weighted means of the assumptions and moves the weights to where the regret is largest.
    """
    alone = tuple(solve(problem, patience=patience) for problem in problems)
    best = np.array([max(one.objective, 1e-12) for one in alone])
    regrets = np.array([_regret(problems, one, best) for one in alone])
    found = min(zip(alone, regrets, strict=True), key=lambda pair: float(pair[1].max()))
    weights, at_least = np.ones(len(problems)) / len(problems), 0.0
    for _ in range(ROUNDS if len(problems) > 1 else 0):
        # In shares of what is possible, so that no assumption counts more because its numbers are larger.
        mixed = solve(_mean(problems, weights / best), patience=patience)
        at_least = max(at_least, 1 - mixed.bound)  # the mean of the regrets is not larger than the worst
        regret = _regret(problems, mixed, best)
        if regret.max() < found[1].max():
            found = (mixed, regret)
        weights = weights * np.exp(STEP * (regret - regret.max()) / max(float(regret.max()), 1e-9))
        weights /= weights.sum()
    solution, regret = found
    return RobustPlan(solution, regret, float(regret.max()), min(at_least, float(regret.max())), alone, regrets)


def _regret(problems: Sequence[Problem], plan: Solution, best: Floats) -> Floats:
    """What a plan misses of the best of each assumption, as a share of it."""
    reached = np.array([objective_of(problem, plan.serves & problem.possible()) for problem in problems])
    return np.maximum(1 - reached / best, 0.0)


def _mean(problems: Sequence[Problem], weights: Floats) -> Problem:
    """The problem whose worth is the weighted sum of the worths of all."""
    benefits = sum(
        weight * np.where(problem.possible(), problem.benefits, 0.0)
        for weight, problem in zip(weights, problems, strict=True)
    )
    pairs = sorted({(one.first, one.second) for problem in problems for one in problem.overlaps})
    overlaps = []
    for first, second in pairs:
        lost = np.zeros(problems[0].household_count)
        for weight, problem in zip(weights, problems, strict=True):
            for one in problem.overlaps:
                if (one.first, one.second) == (first, second):
                    lost = lost + weight * one.lost
        overlaps.append(Overlap(first, second, lost))
    return replace(problems[0], benefits=np.asarray(benefits), overlaps=tuple(overlaps))
