"""Numbers that people round: ages that end in 0 or 5, incomes in whole thousands."""

from dataclasses import dataclass

import numpy as np

from dss_core.analysis.arrays import Floats

FIFTHS = 5


@dataclass(frozen=True)
class AgeHeaping:
    """Whipple's index of n ages in a window: 100 means no preference for 0 and 5, 500 that every age ends so.

    ends: share (0-1) of each last digit 0-9 in the window. missing: ages that are not known; outside: those beyond
    the window. index is NaN without an age.
    """

    index: float
    n: int
    missing: int
    outside: int
    ends: tuple[float, ...]


def age_heaping(ages: Floats, first: int, last: int) -> AgeHeaping:
    """Whipple's index of whole years from ``first`` to ``last``.

    500 times the ages that end in 0 or 5 over all of the window (Shryock & Siegel 1976).

    >>> age_heaping(np.array([23, 24, 25, 26, 27.0]), 23, 62).index
    100.0
    >>> age_heaping(np.array([30, 40, np.nan, 5.0]), 23, 62).index
    500.0
    """
    known = ages[~np.isnan(ages)]
    inside = known[(known >= first) & (known <= last)].astype(np.int64)
    counts = np.bincount(inside % 10, minlength=10)
    n = len(inside)
    index = 100.0 * FIFTHS * float(counts[0] + counts[5]) / n if n else float("nan")
    ends = tuple(float(count) / n if n else float("nan") for count in counts)
    return AgeHeaping(index, n, len(ages) - len(known), len(known) - n, ends)


@dataclass(frozen=True)
class AmountHeaping:
    """How many of n positive amounts are whole multiples of a step. zero: amounts of 0, left out; missing: unknown."""

    count: int
    n: int
    zero: int
    missing: int

    @property
    def share(self) -> float:
        """The part (0-1) of the positive amounts."""
        return self.count / self.n if self.n else float("nan")


def amount_heaping(amounts: Floats, step: float) -> AmountHeaping:
    """The whole multiples of a step among the amounts.

    >>> amount_heaping(np.array([3000.0, 3500.0, 0.0, np.nan]), 1000.0)
    AmountHeaping(count=1, n=2, zero=1, missing=1)
    """
    known = amounts[~np.isnan(amounts)]
    positive = known[known > 0]
    count = int((np.mod(positive, step) == 0).sum())
    return AmountHeaping(count, len(positive), int((known == 0).sum()), len(amounts) - len(known))
