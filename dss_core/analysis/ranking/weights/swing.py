"""Weights by swings: how much is it worth to lift a household from the worst to the best end of each scale?"""

from collections.abc import Mapping
from math import isfinite

from dss_core.analysis.ranking.weights.weight_set import WeightSet, normalised
from dss_core.errors import BadInput

LARGEST_POINTS = 100.0


def swing(points: Mapping[str, float]) -> WeightSet:
    """Weights in proportion to the points of each criterion's swing (von Winterfeldt & Edwards 1986).

    The most valued swing has 100 points, the others 0-100 beside it. Nobody at 100 is said (swing_without_full): the
    proportions hold, but the question was not asked as meant. ``BadInput``: weights_bad_points (criterion, most),
    ranking_no_weight.
    """
    for name, value in points.items():
        if not isfinite(value) or not 0 <= value <= LARGEST_POINTS:
            raise BadInput("weights_bad_points", criterion=name, most=f"{LARGEST_POINTS:g}")
    weights = normalised(points)
    return WeightSet(weights, () if max(points.values()) == LARGEST_POINTS else ("swing_without_full",))
