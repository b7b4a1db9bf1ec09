"""Ranking by a weighted sum of needs (simple additive weighting: Hwang & Yoon 1981)."""

from collections.abc import Sequence

import pandas as pd

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking.contract import Criterion, Ranking
from dss_core.analysis.ranking.needs import Needs, needs_of, ranking_of, total_of, weighted


def weighted_sum(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> Ranking:
    """Households ranked by the weighted mean of their needs, each need 0-1 on the criterion's scale.

    score = sum(w x need) / sum(w) over the criteria that the household answered: a missing answer is neither a
    zero nor a need; the other answers speak for the household, and it is counted and warned of.
    A contribution is a criterion's part of that sum. Warnings: ``ranking_of``. ``BadInput``: ``needs_of``.

    >>> frame = pd.DataFrame({"income": [900.0, 100.0]})
    >>> weighted_sum(frame, [Criterion("income", 1.0, "better")]).rank.tolist()
    [2, 1]
    """
    needs = needs_of(frame, criteria)
    contributions = weighted(needs, parts(needs))
    return ranking_of(needs, total_of(contributions), contributions)


def parts(needs: Needs) -> Floats:
    """What the weights multiply (m, n): the needs themselves."""
    return needs.need
