"""Weights by hand: as they were given."""

from collections.abc import Sequence

import pandas as pd

from dss_core.analysis.ranking.contract import Criterion, checked_weights
from dss_core.analysis.ranking.weights.weight_set import WeightSet, normalised


def given(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> WeightSet:
    """The criteria's own weights, divided by their sum. ``BadInput``: ``checked_weights``."""
    checked_weights(frame, criteria)
    return WeightSet(normalised({criterion.id: criterion.weight for criterion in criteria}))
