"""Weights by entropy: the more unevenly a criterion is spread over the households, the more it weighs."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats, numbers_of
from dss_core.analysis.ranking.contract import Criterion, checked_weights
from dss_core.analysis.ranking.weights.weight_set import WeightSet, equal_shares, normalised, unweighted
from dss_core.errors import BadInput

SMALLEST = 1e-12


def entropy(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> WeightSet:
    """Weights in proportion to 1 - E, E = -sum(p ln p) / ln n, p a household's part of the sum of the column.

    After Shannon, in Hwang & Yoon (1981), section 3.1.3. It looks at the values as they stand, so a unit with another
    zero changes it; none may be negative. Missing answers are left out. A criterion on which all are alike weighs
    nothing; when that is so for all, weights are equal and it is said (weights_all_alike).
    ``BadInput``: ``checked_weights``, not_a_number (variable), weights_negative_value (criterion).
    """
    checked_weights(frame, unweighted(criteria))
    values = numbers_of(frame, tuple(criterion.id for criterion in criteria))
    found = {criterion.id: _spread(column, criterion.id) for criterion, column in zip(criteria, values, strict=True)}
    if not any(found.values()):
        return WeightSet(equal_shares(found), ("weights_all_alike",))
    return WeightSet(normalised(found))


def _spread(column: Floats, name: str) -> float:
    known = column[~np.isnan(column)]
    if (known < 0).any():
        raise BadInput("weights_negative_value", criterion=name)
    total = known.sum()
    if len(known) < 2 or total == 0:
        return 0.0
    shares = known[known > 0] / total  # p ln p goes to 0 with p
    spread = 1.0 + float((shares * np.log(shares)).sum()) / float(np.log(len(known)))
    return spread if spread > SMALLEST else 0.0
