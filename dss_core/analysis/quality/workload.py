"""How many households a surveyor visited on a day, and which days stand out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# The median of absolute deviations is this part of the standard deviation where numbers are normal.
NORMAL = 0.6745


@dataclass(frozen=True, eq=False)
class Workload:
    """days: surveyor, day, count, score (how many times the usual spread above the median), is_unusual; the largest
    first. median: surveys of a surveyor on a day. missing: surveys without a surveyor or a day."""

    days: pd.DataFrame
    median: float
    spread: float
    missing: int


def workload(surveyors: pd.Series, days: pd.Series, limit: float) -> Workload:
    """The surveys of each surveyor on each day.

    A day is unusual when its modified z-score (Iglewicz & Hoaglin 1993: 0.6745 (x - median) / MAD) is above ``limit``.
    Where more than half of the days are alike the MAD is 0; then the mean absolute deviation takes its place.
    """
    known = pd.DataFrame({"surveyor": surveyors.to_numpy(), "day": days.to_numpy()}).dropna()
    table = known.groupby(["surveyor", "day"], as_index=False).size().rename(columns={"size": "count"})
    counts = table["count"].to_numpy(np.float64)
    missing = len(surveyors) - len(known)
    if not len(counts):
        return Workload(table.assign(score=[], is_unusual=[]), float("nan"), float("nan"), missing)
    median = float(np.median(counts))
    spread = float(np.median(np.abs(counts - median))) / NORMAL
    if spread == 0:
        spread = float(np.abs(counts - median).mean()) * 1.253314
    score = (counts - median) / spread if spread else np.zeros(len(counts))
    table = table.assign(score=score, is_unusual=score > limit)
    return Workload(table.sort_values(["count", "day"], ascending=[False, True]), median, spread, missing)
