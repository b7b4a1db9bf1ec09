"""Ranking by how many deprivations a household has (the counting approach: Atkinson 2003; Alkire & Foster 2011)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking.contract import TIE_DECIMALS, Criterion, Ranking
from dss_core.analysis.ranking.needs import Needs, needs_of, ranking_of, total_of, weighted


def deprivation_count(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> Ranking:
    """Households ranked by the weighted share of criteria on which they are deprived, of those they answered.

    Deprived is who stands beyond the criterion's ``cutoff``, at it is not deprived; without one the middle of the scale
    takes its place, which is warned of (cutoff_middle). A contribution is a deprivation's weight, or 0.
    figures: deprived_count, not weighted. Warnings: ``ranking_of``. ``BadInput``: ``needs_of``.

    >>> frame = pd.DataFrame({"water": [1.0, 4.0], "road": [2.0, 1.0]})
    >>> criteria = [Criterion("water", 0.7, "better", 1, 4), Criterion("road", 0.3, "better", 1, 4)]
    >>> deprivation_count(frame, criteria).score.tolist()
    [1.0, 0.3]
    """
    needs = needs_of(frame, criteria)
    flags = parts(needs)
    contributions = weighted(needs, flags)
    middle = any(c.cutoff is None and weight > 0 for c, weight in zip(criteria, needs.weights, strict=True))
    count = total_of(flags[needs.weights > 0])
    return ranking_of(
        needs, total_of(contributions), contributions, {"cutoff_middle": middle}, {"deprived_count": count}
    )


def parts(needs: Needs) -> Floats:
    """What the weights multiply (m, n): 1 where a household is deprived, 0 where not, NaN where it is not known."""
    flags = np.empty_like(needs.need)
    neediest, least = needs.ideals()
    for place, criterion in enumerate(needs.criteria):
        need, cutoff = needs.need[place], criterion.cutoff
        middle = float(neediest[place] + least[place]) / 2
        limit = middle if cutoff is None else needs.need_at(place, cutoff)
        is_deprived = need.round(TIE_DECIMALS) > round(limit, TIE_DECIMALS)
        flags[place] = np.where(np.isnan(need), np.nan, is_deprived)
    return flags
