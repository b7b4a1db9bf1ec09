"""Money, counted in whole satang, so that sums are exact in any order."""

from math import isfinite

SATANG = 100  # to the baht
MOST_SATANG = 2**62  # beyond it a running sum could leave the 64-bit integers


def is_amount(baht: float) -> bool:
    """Whether an amount of baht can be counted: finite, not negative, within 64-bit satang."""
    return isfinite(baht) and 0 <= baht * SATANG <= MOST_SATANG
