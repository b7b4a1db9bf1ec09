"""Equal weights: nobody knows better."""

from collections.abc import Sequence

import pandas as pd

from dss_core.analysis.ranking.contract import Criterion, checked_weights
from dss_core.analysis.ranking.weights.weight_set import WeightSet, equal_shares, unweighted


def equal(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> WeightSet:
    """The same weight for every criterion. ``BadInput``: ``checked_weights``."""
    checked_weights(frame, unweighted(criteria))
    return WeightSet(equal_shares(criterion.id for criterion in criteria))
