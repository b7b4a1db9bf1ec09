"""From what programmes do to indicators to what they are worth to a household, so that no gap is closed twice."""

import numpy as np

from dss_core.analysis.allocation.problem import Overlap
from dss_core.analysis.arrays import Flags, Floats


def benefits_of(gaps: Floats, effects: Floats, weights: Floats) -> Floats:
    """Programmes x households: the weighted part of each household's gaps that a programme alone closes.

    gaps: indicators x households, what is missing up to the line (0 where nothing is). effects: programmes x
    indicators, how much a programme lifts. weights: of the indicators.
    """
    benefits = np.zeros((len(effects), gaps.shape[1]))
    for programme, lift in enumerate(effects):
        for indicator in np.nonzero(lift * weights)[0]:
            benefits[programme] += weights[indicator] * np.minimum(gaps[indicator], lift[indicator])
    return benefits


def overlaps_of(gaps: Floats, effects: Floats, weights: Floats, allowed: Flags) -> tuple[Overlap, ...]:
    """What of two summed benefits would be counted twice: both lift one indicator, but its gap can be closed once.

    Only pairs that share an indicator, and that some household may have together, are given.
    """
    found = []
    for first in range(len(effects)):
        for second in range(first + 1, len(effects)):
            shared = np.nonzero(effects[first] * effects[second] * weights)[0]
            if not len(shared) or not (allowed[first] & allowed[second]).any():
                continue
            lost = np.zeros(gaps.shape[1])
            for indicator in shared:
                gap, one, other = gaps[indicator], effects[first, indicator], effects[second, indicator]
                twice = np.minimum(gap, one) + np.minimum(gap, other) - np.minimum(gap, one + other)
                lost += weights[indicator] * twice
            if lost.any():
                found.append(Overlap(first, second, lost.astype(np.float32)))
    return tuple(found)
