"""Inequality of incomes: Gini, Theil, Atkinson, S80/S20, shares of fifths, Lorenz curve.

Zero and negative incomes have a stated result: Gini and the shares use them as they are and say so (the Gini can then
pass 1); Theil and Atkinson are undefined with them. Nothing is defined when the total income is not above zero.
"""

from collections.abc import Sequence

import numpy as np

from dss_core.analysis.arrays import Floats
from dss_core.analysis.poverty.fgt import pair_total
from dss_core.analysis.poverty.linear import Linear, Note, said_of_negative, undefined, weighted_sum

# Cumulated weights that reach a share on paper may miss it in a computer by a little.
SHARE_TOLERANCE = 1e-12


def gini(incomes: Floats, weights: Floats) -> Linear:
    """The Gini coefficient, 0 (equal) to 1; by the trapezoid formula of Eurostat.

    G = (2 Σ w x W - Σ w² x) / (Σ w x Σ w x x) - 1, W the cumulated weights in rising order of income x (Eurostat
    2004, "Common cross-sectional EU indicators based on EU-SILC", 131-rev/04; R laeken ``gini``). It does not change
    when every row is repeated. Formulas without the second term (R convey) are larger by about 1 / n.

    >>> gini(np.array([1.0, 3.0]), np.ones(2)).value
    0.25
    """
    note = _not_shareable(incomes, weights)
    if note is not None:
        return undefined(len(incomes), note)
    population, total = float(weights.sum()), weighted_sum(incomes, weights)
    area, slope = pair_total(incomes, weights)
    value = area / (population * total) - 1
    influence = (slope - (value + 1) * (total + population * incomes)) / (population * total)
    return Linear(value, influence, said_of_negative(incomes))


def theil(incomes: Floats, weights: Floats) -> Linear:
    """The Theil index: mean of (x / mean) ln(x / mean), from 0 (equal) up; undefined with zero or negative incomes.

    Theil (1967); the generalised entropy of order 1.
    """
    if (note := _not_positive(incomes)) is not None:
        return undefined(len(incomes), note)
    population, total = float(weights.sum()), weighted_sum(incomes, weights)
    logs = incomes * np.log(incomes)
    entropy = weighted_sum(logs, weights)
    value = entropy / total - np.log(total / population)
    influence = logs / total - entropy * incomes / total**2 - incomes / total + 1 / population
    return Linear(float(value), influence)


def atkinson(incomes: Floats, weights: Floats, epsilon: float) -> Linear:
    """The Atkinson index: 1 - (equally distributed equivalent income / mean), 0 (equal) to 1.

    ``epsilon`` above 0 is the aversion to inequality; 1 takes the geometric mean. Undefined with zero or negative
    incomes. Atkinson (1970), "On the measurement of inequality", Journal of Economic Theory 2.
    """
    if (note := _not_positive(incomes)) is not None:
        return undefined(len(incomes), note)
    population = float(weights.sum())
    # In units of the mean, which changes nothing but keeps large powers of incomes within a computer's numbers.
    relative = incomes * population / weighted_sum(incomes, weights)
    power = 1 - epsilon
    transformed = np.log(relative) if power == 0 else relative**power
    level = weighted_sum(transformed, weights) / population
    equivalent = float(np.exp(level)) if power == 0 else level ** (1 / power)
    by_level = equivalent if power == 0 else equivalent / (power * level)
    influence = equivalent * (relative - 1) - by_level * (transformed - level)
    return Linear(1 - equivalent, influence / population)


def s80s20(incomes: Floats, weights: Floats, share: float = 0.2) -> Linear:
    """The total income above the 80th percentile over that up to the 20th.

    A percentile is the smallest income at which that share of the people is reached (quantile of type 1), so whoever
    stands exactly at it belongs to the lower part; as R convey ``svyqsr``. Undefined when the lower total is not
    above zero, or when nobody stands above the 80th percentile (few people, many equal). Influence after Langel & Tillé
    (2011), "Statistical inference for the quintile share ratio", Journal of Statistical Planning and Inference 141.
    """
    note = _not_shareable(incomes, weights)
    if note is not None:
        return undefined(len(incomes), note)
    lower, lower_influence = _total_up_to(incomes, weights, share)
    most, most_influence = _total_up_to(incomes, weights, 1 - share)
    if not lower > 0:
        return undefined(len(incomes), Note.NO_INCOME)
    if percentile(incomes, weights, 1 - share) == incomes.max():
        return undefined(len(incomes), Note.NO_TOP)
    value = (weighted_sum(incomes, weights) - most) / lower
    influence = (incomes - most_influence - value * lower_influence) / lower
    return Linear(value, influence, said_of_negative(incomes))


def quantile_shares(incomes: Floats, weights: Floats, parts: int = 5) -> tuple[Linear, ...]:
    """The share of all income that each fifth (or other part) of the people has, the poorest first; they sum to 1.

    Parts are cut as in ``s80s20``, so its value is the last share over the first.
    """
    note = _not_shareable(incomes, weights)
    if note is not None:
        return tuple(undefined(len(incomes), note) for _ in range(parts))
    up_to = [_total_up_to(incomes, weights, part / parts) for part in range(1, parts)]
    totals = [0.0, *(total for total, _ in up_to), weighted_sum(incomes, weights)]
    slopes = [np.zeros_like(incomes), *(slope for _, slope in up_to), incomes]
    everything = totals[-1]
    shares = []
    for part in range(parts):
        value = (totals[part + 1] - totals[part]) / everything
        influence = (slopes[part + 1] - slopes[part] - value * incomes) / everything
        shares.append(Linear(value, influence, said_of_negative(incomes)))
    return tuple(shares)


def lorenz(incomes: Floats, weights: Floats, at: Sequence[float]) -> Floats:
    """The share of all income that the poorest shares ``at`` (0-1) of the people have, linear between people.

    Shape (points,); NaN when the total income is not above zero.

    >>> lorenz(np.array([1.0, 3.0]), np.ones(2), [0, 0.5, 0.75, 1]).tolist()
    [0.0, 0.25, 0.625, 1.0]
    """
    if _not_shareable(incomes, weights) is not None:
        return np.full(len(at), np.nan)
    order = np.argsort(incomes, kind="stable")
    people = np.concatenate([[0.0], np.cumsum(weights[order])])
    money = np.concatenate([[0.0], np.cumsum((weights * incomes)[order])])
    curve: Floats = np.interp(np.asarray(at, dtype=np.float64), people / people[-1], money / money[-1])
    return curve


def percentile(incomes: Floats, weights: Floats, share: float) -> float:
    """The smallest income at which ``share`` (0-1) of the people is reached (quantile of type 1)."""
    order = np.argsort(incomes, kind="stable")
    cumulated = np.cumsum(weights[order])
    reached = int(np.searchsorted(cumulated, (share - SHARE_TOLERANCE) * cumulated[-1]))
    return float(incomes[order[min(reached, len(order) - 1)]])


def _total_up_to(incomes: Floats, weights: Floats, share: float) -> tuple[float, Floats]:
    """The total income up to a percentile, and its derivative by each weight (the percentile moves with them)."""
    bound = percentile(incomes, weights, share)
    is_below = incomes <= bound
    total = weighted_sum(incomes[is_below], weights[is_below])
    return total, np.where(is_below, incomes - bound, 0.0) + bound * share


def _not_shareable(incomes: Floats, weights: Floats) -> Note | None:
    if not incomes.size:
        return Note.NOBODY
    return None if weighted_sum(incomes, weights) > 0 else Note.NO_INCOME


def _not_positive(incomes: Floats) -> Note | None:
    if not incomes.size:
        return Note.NOBODY
    return None if incomes.min() > 0 else Note.NOT_POSITIVE
