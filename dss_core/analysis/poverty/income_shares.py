"""Who has how much of all income: the shares of fifths with their standard errors, and the Lorenz curve."""

import numpy as np
import pandas as pd

from dss_core.analysis.poverty.incomes import IncomesInOrder
from dss_core.analysis.poverty.inequality import lorenz, quantile_shares
from dss_core.analysis.poverty.uncertainty import plain_interval

CURVE_POINTS = 21


def income_shares(everybody: IncomesInOrder, parts: int) -> pd.DataFrame:
    """One row for each part of the people, the poorest first: part (from 1), value (0-1 of all income), se, interval.

    ``everybody``: incomes in order, of one group. ``parts``: 5 for fifths. NaN when no income is known or they do not
    sum to more than zero.
    """
    weights = everybody.weights
    found = quantile_shares(everybody.values, weights, parts)
    value = np.array([share.value for share in found])
    scores = np.zeros(len(weights))
    se = np.full(parts, np.nan)
    for at, share in enumerate(found):
        scores[everybody.in_order] = weights * share.influence
        se[at] = everybody.known.se(scores)[0]
    se = np.where(np.isnan(value), np.nan, se)
    low, high = plain_interval(value, se, np.broadcast_to(everybody.known.df, value.shape))
    return pd.DataFrame({"part": np.arange(1, parts + 1), "value": value, "se": se, "ci_low": low, "ci_high": high})


def lorenz_curve(everybody: IncomesInOrder) -> pd.DataFrame:
    """The Lorenz curve at every twentieth: people (0-1, the poorest first) and income (0-1 of all income)."""
    at = np.linspace(0, 1, CURVE_POINTS)
    return pd.DataFrame({"people": at, "income": lorenz(everybody.values, everybody.weights, at.tolist())})
