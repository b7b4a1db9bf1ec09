"""Poverty of incomes against a line: Foster-Greer-Thorbecke, Watts and Sen-Shorrocks-Thon.

A person is poor whose income is below the line; **at the line a person is not poor** (the rule of the basic minimum
needs, "at least so many baht"). A negative income is used as it is, and it is said: its gap is larger than the line.
All measures are of the whole population, 0 where nobody is poor.
"""

from dataclasses import replace

import numpy as np

from dss_core.analysis.arrays import Floats
from dss_core.analysis.poverty.linear import Linear, Note, mean, said_of_negative, undefined


def gaps(incomes: Floats, line: float) -> Floats:
    """What each person lacks to the line as a share of the line (n,); 0 for whoever is not poor.

    >>> gaps(np.array([50.0, 100.0, 120.0]), 100.0).tolist()
    [0.5, 0.0, 0.0]
    """
    return np.where(incomes < line, (line - incomes) / line, 0.0)


def fgt(incomes: Floats, weights: Floats, line: float, order: int) -> Linear:
    """Share of poor (order 0), mean gap (1), mean squared gap (2); gaps are shares of the line. 0-1 from no income up.

    Foster, Greer & Thorbecke (1984), "A class of decomposable poverty measures", Econometrica 52.

    >>> fgt(np.array([100.0, 110, 150, 160]), np.ones(4), 125.0, 1).value
    0.08
    """
    if order == 0:
        return mean((incomes < line).astype(np.float64), weights)
    found = mean(gaps(incomes, line) ** order, weights)
    return replace(found, notes=(*found.notes, *said_of_negative(incomes)))


def watts(incomes: Floats, weights: Floats, line: float) -> Linear:
    """Mean of ln(line / income) over all people, 0 for whoever is not poor; no upper end.

    Undefined as soon as one income is zero or negative, because its logarithm is: leaving the poorest out instead
    would make poverty look smaller. Watts (1968); Zheng (1993), "An axiomatic characterization of the Watts index".
    """
    if incomes.size and incomes.min() <= 0:
        return undefined(len(incomes), Note.NOT_POSITIVE)
    return mean(np.where(incomes < line, np.log(line / incomes), 0.0), weights)


def sst(incomes: Floats, weights: Floats, line: float) -> Linear:
    """Sen-Shorrocks-Thon: the mean gap times (1 + Gini of the gaps of all people); 0-1 from no income up.

    Equal to share of poor x mean gap of the poor x (1 + Gini of gaps). The Gini is the trapezoid formula of
    ``inequality.gini``. Shorrocks (1995), "Revisiting the Sen poverty index", Econometrica 63; World Bank, Handbook
    on Poverty and Inequality (2009), chapter 4.
    """
    if not incomes.size:
        return undefined(0, Note.NOBODY)
    gap = gaps(incomes, line)
    population = float(weights.sum())
    area, slope = pair_total(gap, weights)
    value = area / population**2
    return Linear(value, slope / population**2 - 2 * value / population, said_of_negative(incomes))


def pair_total(values: Floats, weights: Floats) -> tuple[float, Floats]:
    """The sum over all pairs of rows of w x w x the larger of the two values, and its derivative by each weight (n,).

    With W the cumulated weights in rising order of the values, that sum is Σ w value (2 W - w): the trapezoid formula
    of the Gini coefficient is this over (population x total), minus 1.
    """
    # The gaps of incomes in order fall: to turn them around is all the sorting that they need.
    is_falling = bool((values[:-1] >= values[1:]).all())
    order = np.arange(len(values))[::-1] if is_falling else np.argsort(values, kind="stable")
    v, w = values[order], weights[order]
    cumulated, passed = np.cumsum(w), np.cumsum(w * v)
    total = float(np.sum(w * v * (2 * cumulated - w)))
    slope = np.empty_like(v)
    slope[order] = 2 * v * cumulated + 2 * (passed[-1] - passed)
    return total, slope
