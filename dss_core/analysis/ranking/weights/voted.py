"""Weights voted in the meeting: each agency has its own; here are their spread and the set that stands between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dss_core.analysis.ranking.weights.weight_set import WeightSet, normalised
from dss_core.errors import BadInput

Middle = Literal["median", "mean"]


@dataclass(frozen=True, eq=False)
class Vote:
    """What the agencies' weights have in common.

    agreed: the median (or mean) of each criterion, divided by their sum. weights: agencies x criteria, each row with
    sum 1. spread: criterion, lowest, q1, median, q3, highest, range. distance: of each agency, which part of its weight
    (0-1) it would have to move to reach the agreed set. disagreement: the mean distance.
    """

    agreed: WeightSet
    weights: pd.DataFrame
    spread: pd.DataFrame
    distance: dict[str, float]
    disagreement: float


def voted(votes: Mapping[str, Mapping[str, float]], middle: Middle = "median") -> Vote:
    """The agreed set of the agencies' weights by criterion, and how far apart they are.

    Votes are first divided by their sums, so that no agency counts more for giving larger numbers. A median may leave
    a criterion without weight that fewer than half chose. ``BadInput``: weights_no_vote, weights_other_criteria
    (agency), ranking_bad_weight (criterion), ranking_no_weight.
    """
    if not votes:
        raise BadInput("weights_no_vote")
    names = list(next(iter(votes.values())))
    for agency, weights in votes.items():
        if set(weights) != set(names):
            raise BadInput("weights_other_criteria", agency=agency)
    table = pd.DataFrame({agency: normalised(weights) for agency, weights in votes.items()}).T[names]
    values = table.to_numpy()
    centre = np.median(values, axis=0) if middle == "median" else values.mean(axis=0)
    warnings: tuple[str, ...] = ()
    if not centre.any():
        # Every agency wants something else, so each median is 0: the mean is all that is left.
        centre, warnings = values.mean(axis=0), ("voted_mean_taken",)
    agreed = normalised(dict(zip(names, centre.tolist(), strict=True)))
    lowest, q1, median, q3, highest = np.quantile(values, [0, 0.25, 0.5, 0.75, 1], axis=0)
    spread = pd.DataFrame({"criterion": names, "lowest": lowest, "q1": q1, "median": median, "q3": q3})
    spread = spread.assign(highest=highest, range=highest - lowest)
    apart = np.abs(values - np.array(list(agreed.values()))).sum(axis=1) / 2
    return Vote(
        WeightSet(agreed, warnings),
        table,
        spread,
        dict(zip(votes, apart.tolist(), strict=True)),
        float(apart.mean()),
    )
