"""What every way to find weights gives."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum, isfinite

import pandas as pd

from dss_core.analysis.ranking.contract import Criterion
from dss_core.errors import BadInput


@dataclass(frozen=True)
class WeightSet:
    """Weights of criteria by id, sum 1, with codes to warn of, and the figures of the method that found them."""

    weights: dict[str, float]
    warnings: tuple[str, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)


# From the answers of households to weights; the criteria's own weights matter to ``given`` alone.
Weighting = Callable[[pd.DataFrame, Sequence[Criterion]], WeightSet]


def normalised(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights divided by their sum. ``BadInput``: ranking_bad_weight (criterion), ranking_no_weight."""
    for name, weight in weights.items():
        if not isfinite(weight) or weight < 0:
            raise BadInput("ranking_bad_weight", criterion=name)
    total = fsum(weights.values())
    if not total > 0:
        raise BadInput("ranking_no_weight")
    return {name: float(weight) / total for name, weight in weights.items()}


def equal_shares(names: Iterable[str]) -> dict[str, float]:
    """The same weight for each of these criteria."""
    return normalised(dict.fromkeys(names, 1.0))


def unweighted(criteria: Sequence[Criterion]) -> list[Criterion]:
    """The criteria with equal weights, for methods that look at the answers alone."""
    return [replace(criterion, weight=1.0) for criterion in criteria]


def with_weights(criteria: Sequence[Criterion], found: WeightSet) -> list[Criterion]:
    """The criteria with the weights that were found."""
    return [replace(criterion, weight=found.weights[criterion.id]) for criterion in criteria]
