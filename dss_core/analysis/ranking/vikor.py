"""Ranking by compromise: VIKOR (Opricovic & Tzeng 2004)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.ranking.contract import Criterion, Ranking
from dss_core.analysis.ranking.needs import Needs, needs_of, ranking_of, weighted

# The weight of the group's utility against the worst single regret; the value that the literature uses.
STRATEGY = 0.5
# Nearer than this is the same: what is left of it is the computer's rounding.
SAME = 1e-12


def vikor(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> Ranking:
    """Households ranked by VIKOR's compromise Q; score = 1 - Q, so that more is needier.

    Of each criterion the regret is how far a household stands from the neediest, 0-1. S is the weighted sum of regrets,
    R the largest weighted regret, over the answered criteria; Q = v (S - S*) / (S- - S*) + (1 - v) (R - R*) / (R- - R*)
    with v = 0.5, * the smallest and - the largest among the ranked. A part whose ends are the same is 0, so that
    households that are all alike have Q = 0.
    A contribution is the criterion's weight less what it takes from the full score of 1: its part of the first term,
    and the second term where its regret is the largest. figures: s, r, q. Warnings: ``ranking_of``.
    ``BadInput``: ``needs_of``.
    """
    needs = needs_of(frame, criteria)
    regrets = weighted(needs, regrets_of(needs))
    s = np.where(np.isnan(regrets), 0.0, regrets).sum(axis=0)
    r = np.fmax.reduce(regrets, axis=0, initial=0.0)
    first, second = _relative(s, ~needs.unranked), _relative(r, ~needs.unranked)
    q = STRATEGY * first.share + (1 - STRATEGY) * second.share
    own = weighted(needs, np.where(np.isnan(needs.need), np.nan, 1.0))
    taken = STRATEGY * (regrets - own * first.lowest) / first.width if first.width else np.zeros_like(regrets)
    is_largest = regrets == r
    shared = (1 - STRATEGY) * second.share / np.maximum(is_largest.sum(axis=0), 1)
    contributions = own - taken - np.where(is_largest, shared, 0.0)
    return ranking_of(needs, 1.0 - q, contributions, figures={"s": s, "r": r, "q": q})


@dataclass(frozen=True, eq=False)
class Compromise:
    """VIKOR's answer to who is first: row positions by Q, and whether the first is far enough ahead to stand alone.

    has_advantage: Q of the second is at least 1 / (n - 1) above the first's. is_stable: the first is also first by S
    or by R.
    """

    rows: Integers
    has_advantage: bool
    is_stable: bool


def compromise(ranking: Ranking) -> Compromise:
    """The households that VIKOR proposes as first: one, or those that are too close to it to be told apart."""
    q, s, r = (ranking.figures[name] for name in "qsr")
    by_q = np.argsort(q, kind="stable")[: int((~ranking.unranked).sum())]
    if len(by_q) < 2:
        return Compromise(by_q, True, True)
    first, second = by_q[0], by_q[1]
    least = 1 / (len(by_q) - 1)
    has_advantage = bool(q[second] - q[first] >= least)
    is_stable = bool(s[first] - np.nanmin(s) < SAME or r[first] - np.nanmin(r) < SAME)
    if has_advantage and is_stable:
        return Compromise(by_q[:1], has_advantage, is_stable)
    if has_advantage:
        return Compromise(by_q[:2], has_advantage, is_stable)
    return Compromise(by_q[q[by_q] - q[first] < least], has_advantage, is_stable)


@dataclass(frozen=True, eq=False)
class _Relative:
    """Values as a share of the way from the lowest to the highest of the ranked; 0 where these are the same."""

    share: Floats
    lowest: float
    width: float


def _relative(values: Floats, is_ranked: Flags) -> _Relative:
    lowest, highest = np.inf, -np.inf
    if is_ranked.any():
        lowest, highest = float(values[is_ranked].min()), float(values[is_ranked].max())
    width = highest - lowest if highest - lowest > SAME else 0.0
    return _Relative((values - lowest) / width if width else np.zeros_like(values), lowest, width)


def regrets_of(needs: Needs) -> Floats:
    """How far each household stands from the neediest on each criterion (m, n), 0-1; NaN where it is not known."""
    neediest, least = needs.ideals()
    width = neediest - least
    regrets: Floats = (neediest[:, None] - needs.need) / np.where(width > 0, width, 1.0)[:, None]
    return regrets
