"""From the master's mix to one set of programmes for each household: systematic rounding."""

import numpy as np

from dss_core.analysis.allocation.pricing.choose import Choices
from dss_core.analysis.allocation.pricing.layout import Layout
from dss_core.analysis.arrays import Floats, Integers

GOLDEN = 0.6180339887498949  # its multiples fill 0-1 evenly, any stretch of them too


def rounded(layout: Layout, weights: Floats, choices: list[Choices]) -> Choices:
    """Each household takes one of the columns of its block, each column as often as the mix says.

    weights: passes x blocks. Where columns disagree, households of one pattern of disagreement stand together, and
    the columns are dealt out along them by a sequence without randomness: the sums of the mix are kept closely.
    """
    taken = choices[0].copy()
    for block in range(layout.block_count):
        rows = slice(int(layout.starts[block]), int(layout.starts[block + 1]))
        active = np.nonzero(weights[:, block])[0]
        if not len(active):
            continue
        columns = np.array([np.sort(choices[number][:, rows], axis=0) for number in active])
        taken[:, rows] = columns[0]
        differ = np.nonzero((columns != columns[0]).any(axis=(0, 1)))[0]
        if len(differ):
            ends = np.cumsum(weights[active, block])
            line = differ[_by_pattern(columns[:, :, differ])]
            at = (np.arange(1, len(line) + 1) * GOLDEN) % 1
            dealt = np.minimum(np.searchsorted(ends / ends[-1], at, side="right"), len(active) - 1)
            taken[:, rows.start + line] = columns[dealt, :, line].T
    return taken


def _by_pattern(columns: Choices) -> Integers:
    """The order in which households with the same choices in all columns stand together."""
    flat = columns.reshape(-1, columns.shape[2])
    order: Integers = np.lexsort(flat[::-1])
    return order
