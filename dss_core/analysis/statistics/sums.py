"""Sums and counts by group: numpy's ``bincount`` under names that say what comes back."""

import numpy as np

from dss_core.analysis.arrays import Floats, Integers


def sum_by(group: Integers, values: Floats, count: int) -> Floats:
    """The sum of ``values`` (n,) in each of ``count`` groups; ``group`` (n,) counts from 0."""
    summed: Floats = np.bincount(group, values, count).astype(np.float64, copy=False)
    return summed


def count_by(group: Integers, count: int) -> Integers:
    """How many rows each of ``count`` groups has."""
    return np.bincount(group, minlength=count).astype(np.int64, copy=False)
