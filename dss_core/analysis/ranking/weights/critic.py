"""Weights by CRITIC: a criterion weighs more the more it tells households apart and the less others say the same."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.needs import needs_of
from dss_core.analysis.ranking.weights.weight_set import WeightSet, equal_shares, normalised, unweighted
from dss_core.catalog.criteria import Scale, WhenMissing

SMALLEST = 1e-12


def critic(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> WeightSet:
    """Weights in proportion to sd x sum(1 - correlation with the others) of the needs (Diakoulaki et al. 1995).

    Needs are 0-1 on the scale minmax, whatever the criteria's own scale; each pair is correlated over the households
    that answered both. A criterion on which all are alike weighs nothing; when that is so for all, weights are equal
    and it is said (weights_all_alike). ``BadInput``: ``checked_weights``, not_a_number (variable).
    """
    plain = [replace(criterion, scale=Scale.MINMAX, missing=WhenMissing.REWEIGHT) for criterion in unweighted(criteria)]
    needs = needs_of(frame, plain)
    spread = np.array([_deviation(need) for need in needs.need])
    telling = np.flatnonzero(spread > SMALLEST)
    if not len(telling):
        return WeightSet(equal_shares(needs.ids), ("weights_all_alike",))
    conflict = (1.0 - correlations(needs.need[telling])).sum(axis=1)
    if not (conflict > SMALLEST).any():
        conflict = np.ones(len(telling))  # all say the same: what tells households apart is left
    weights = np.zeros(len(spread))
    weights[telling] = spread[telling] * conflict
    return WeightSet(normalised(dict(zip(needs.ids, weights.tolist(), strict=True))))


def correlations(rows: Floats) -> Floats:
    """Pearson's correlation of each pair of rows (m, n) over the columns where both are known; 0 where it has none."""
    is_known = ~np.isnan(rows)
    filled, ones = np.where(is_known, rows, 0.0), is_known.astype(np.float64)
    count = ones @ ones.T
    # Of each row, over the columns that the other row knows too.
    total, squares = filled @ ones.T, np.square(filled) @ ones.T
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance = filled @ filled.T - total * total.T / count
        variance = squares - np.square(total) / count
        found = covariance / np.sqrt(variance * variance.T)
    is_told = np.isfinite(found) & (variance > SMALLEST) & (variance.T > SMALLEST)
    return np.clip(np.where(is_told, found, 0.0), -1.0, 1.0)


def _deviation(need: Floats) -> float:
    known = need[~np.isnan(need)]
    return float(known.std(ddof=1)) if len(known) > 1 else 0.0
