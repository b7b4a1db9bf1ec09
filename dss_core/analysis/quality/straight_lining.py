"""One and the same answer to every question of a block: a quick interview, or a household that is alike in all."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags
from dss_core.analysis.statistics.intervals import LEVEL, wilson_interval


def straight_lined(frame: pd.DataFrame, questions: Sequence[str], least: int) -> tuple[Flags, Flags]:
    """For each row whether all its answers to a block are the same, and whether it can be told.

    It can where at least ``least`` of the questions are answered.

    >>> one = pd.DataFrame({"a": [1.0, 1.0, 2.0], "b": [1.0, 2.0, None], "c": [1.0, 1.0, 2.0]})
    >>> [flags.tolist() for flags in straight_lined(one, ["a", "b", "c"], 3)]
    [[True, False, False], [True, True, False]]
    """
    values = frame[list(questions)].to_numpy(np.float64)
    is_told = (~np.isnan(values)).sum(axis=1) >= least
    lowest = np.where(np.isnan(values), np.inf, values).min(axis=1, initial=np.inf)
    highest = np.where(np.isnan(values), -np.inf, values).max(axis=1, initial=-np.inf)
    return is_told & (lowest == highest), is_told


def straight_shares(
    frame: pd.DataFrame, blocks: Mapping[str, Sequence[str]], least: int, confidence: float = LEVEL
) -> pd.DataFrame:
    """One row per block that has enough questions: block, count, n (households that could be told), missing (the
    others), share (0-1), low and high (Wilson)."""
    rows = []
    for block, questions in blocks.items():
        if len(questions) < least:
            continue
        is_straight, is_told = straight_lined(frame, questions, least)
        count, n = int(is_straight.sum()), int(is_told.sum())
        low, high = wilson_interval(np.array(float(count)), np.array(float(n)), confidence)
        share = count / n if n else np.nan
        rows.append((block, count, n, len(frame) - n, share, float(low), float(high)))
    return pd.DataFrame(rows, columns=["block", "count", "n", "missing", "share", "low", "high"])
