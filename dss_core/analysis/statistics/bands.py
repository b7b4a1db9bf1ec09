"""Which band of a scale a value lies in: half-open bands, the last one closed."""

from collections.abc import Sequence

import numpy as np

from dss_core.analysis.arrays import Floats, Integers
from dss_core.catalog.definitions import Level

# A weighted mean that is exactly 2.5 on paper can come out of a computer as 2.4999999999999996, one band too
# low. Nine decimals are far finer than any answer and far coarser than that noise.
SCORE_DECIMALS = 9


def band_positions(values: Floats, levels: Sequence[Level]) -> Integers:
    """The position in ``levels`` of each value's band; -1 where the value is missing or in no band.

    ``lower <= value < upper``; the topmost band includes its upper end. Values have any shape and the unit of
    the scale, and are rounded to nine decimals first.
    """
    rounded = np.round(values, SCORE_DECIMALS)
    top = max(level.upper for level in levels)
    positions = np.full(rounded.shape, -1, dtype=np.int64)
    for position, level in enumerate(levels):
        at_top = (rounded == top) & (level.upper == top)
        positions[(rounded >= level.lower) & ((rounded < level.upper) | at_top)] = position
    return positions


def band_of(mean: float, levels: Sequence[Level]) -> Level | None:
    """The band in which a mean is to be read (its label and colour); None for a missing mean or one in no band."""
    position = int(band_positions(np.array([mean]), levels)[0])
    return levels[position] if position >= 0 else None
