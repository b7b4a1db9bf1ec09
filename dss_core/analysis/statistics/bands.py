"""Which band of a scale a value lies in: half-open bands, the last one closed."""

from collections.abc import Sequence

import numpy as np

from dss_core.analysis.arrays import Floats, Integers
from dss_core.catalog.bands import Bands
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


def rounded_half_away(values: Floats, decimals: int) -> Floats:
    """Values as tables print them: halves away from zero, where Python and numpy round 2.5 to 2.

    >>> rounded_half_away(np.array([4.505, 2.345, -0.125]), 2).tolist()
    [4.51, 2.35, -0.13]
    """
    scale = 10.0**decimals
    # 4.505 * 100 is 450.49999999999994 in a computer; nine decimals put it back.
    rounded: Floats = np.copysign(np.floor(np.round(np.abs(values) * scale, SCORE_DECIMALS) + 0.5), values) / scale
    return rounded


def interpret(means: Floats, bands: Bands) -> list[Level | None]:
    """The band of each mean by one set of bands; None for a missing mean or one outside the scale."""
    looked_up = means if bands.decimals is None else rounded_half_away(means, bands.decimals)
    positions = band_positions(looked_up, bands.levels)
    return [bands.levels[position] if position >= 0 else None for position in positions.tolist()]
