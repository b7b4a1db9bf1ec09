"""Weights drawn at random: every set of weights is as likely as any other, within what was agreed."""

from collections.abc import Mapping, Sequence

import numpy as np

from dss_core.analysis.arrays import Floats
from dss_core.errors import BadInput

Range = tuple[float, float]
TOLERANCE = 1e-9
LEAST_ACCEPTED = 0.05  # below, drawing until it fits takes longer than walking
STEPS_A_CRITERION = 100


def draw_weights(count: int, size: int, generator: np.random.Generator) -> Floats:
    """``count`` sets of ``size`` weights, sum 1, uniform on all of them (Dirichlet with every parameter 1).

    Normalised uniform numbers would not do: they crowd in the middle (Tervonen & Lahdelma 2007).
    """
    return generator.dirichlet(np.ones(size), count)


def draw_within(count: int, ranges: Sequence[Range], generator: np.random.Generator) -> Floats:
    """``count`` sets of weights, sum 1, uniform on those within the ranges (lowest, highest) of each weight.

    Lower ends only shrink the simplex, so these draws are exact. Upper ends are met by drawing again, which is exact
    too; where fewer than one in twenty would fit, each set is the end of a random walk of its own that moves weight
    between two criteria at a time (hit-and-run along the pairs, 100 steps for each criterion), which comes near it.
    ``BadInput``: ranking_bad_range (place), ranking_no_weights_in_range.
    """
    lowest, highest = _checked(ranges)
    free = 1.0 - lowest.sum()
    if free <= TOLERANCE or len(ranges) == 1:
        return np.tile(lowest / lowest.sum() if free <= TOLERANCE else np.ones(1), (count, 1))
    drawn = lowest + free * draw_weights(count, len(lowest), generator)
    fits = (drawn <= highest + TOLERANCE).all(axis=1)
    if fits.mean() < LEAST_ACCEPTED:
        return _walk(count, lowest, highest, generator)
    kept = [drawn[fits]]
    while sum(map(len, kept)) < count:
        drawn = lowest + free * draw_weights(count, len(lowest), generator)
        kept.append(drawn[(drawn <= highest + TOLERANCE).all(axis=1)])
    return np.concatenate(kept)[:count]


def ranges_around(weights: Mapping[str, float], width: float) -> dict[str, Range]:
    """A range for each weight: the weight less and more ``width``, within 0 and 1."""
    return {name: (max(weight - width, 0.0), min(weight + width, 1.0)) for name, weight in weights.items()}


def _checked(ranges: Sequence[Range]) -> tuple[Floats, Floats]:
    for place, (low, high) in enumerate(ranges):
        if not 0 <= low <= high <= 1:
            raise BadInput("ranking_bad_range", place=place + 1)
    lowest, highest = (np.array(ends, dtype=np.float64) for ends in zip(*ranges, strict=True))
    if lowest.sum() > 1 + TOLERANCE or highest.sum() < 1 - TOLERANCE:
        raise BadInput("ranking_no_weights_in_range")
    return lowest, highest


def _walk(count: int, lowest: Floats, highest: Floats, generator: np.random.Generator) -> Floats:
    """The ends of ``count`` walks that start in the middle of what fits, (count, m)."""
    width = highest.sum() - lowest.sum()
    middle = lowest + (highest - lowest) * ((1.0 - lowest.sum()) / width if width > 0 else 0.0)
    weights = np.tile(middle, (count, 1))
    size, walks = len(lowest), np.arange(count)
    for _ in range(STEPS_A_CRITERION * size):
        one = generator.integers(size, size=count)
        other = (one + generator.integers(1, size, size=count)) % size
        first, second = weights[walks, one], weights[walks, other]
        least = np.maximum(lowest[one] - first, second - highest[other])
        most = np.minimum(highest[one] - first, second - lowest[other])
        moved = least + (most - least) * generator.random(count)
        weights[walks, one] = first + moved
        weights[walks, other] = second - moved
    return weights
