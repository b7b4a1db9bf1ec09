"""An estimate together with how much every row moves it, which is all that a standard error needs.

The influence of row i is the derivative of the estimate by the weight of that row (Demnati & Rao 2004, "Linearization
variance estimators for survey data", Survey Methodology 30). The variance of the estimate is the variance, under the
survey design, of the total of weight x influence.

Everywhere in this room: incomes and weights are float64 of shape (n,), incomes known, weights above zero. Missing
incomes and rows without weight are taken out before (``incomes.py``), where their number is counted.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dss_core.analysis.arrays import Floats


class Note(StrEnum):
    """Why an estimate has no value, or what has to be said beside it."""

    NOBODY = "nobody_answered"
    NOT_POSITIVE = "undefined_with_zero_or_negative_incomes"
    NO_INCOME = "undefined_without_income"
    NEGATIVE = "negative_incomes_used_as_they_are"
    NOBODY_POOR = "undefined_when_nobody_is_poor"
    NO_TOP = "undefined_when_nobody_is_above_the_upper_percentile"
    ONE_UNIT = "no_standard_error_from_one_unit"


@dataclass(frozen=True, eq=False)
class Linear:
    """An estimate (NaN where it is not defined), the influence of each row on it (n,), and what must be said of it."""

    value: float
    influence: Floats
    notes: tuple[Note, ...] = ()


def said_of_negative(incomes: Floats) -> tuple[Note, ...]:
    """What has to be said beside a measure that uses negative incomes as they are, when there are any."""
    return (Note.NEGATIVE,) if incomes.size and incomes.min() < 0 else ()


def undefined(count: int, note: Note) -> Linear:
    """The estimate of ``count`` rows that has no value, and why."""
    return Linear(float("nan"), np.zeros(count), (note,))


def weighted_sum(values: Floats, weights: Floats) -> float:
    """The sum of weight x value, each (n,). Not ``@``: its threads cost more than the sum when cores are busy."""
    return float(np.sum(weights * values))


def mean(values: Floats, weights: Floats) -> Linear:
    """The weighted mean of values (n,), in their unit; undefined when there are none.

    >>> mean(np.array([1.0, 4.0]), np.array([2.0, 1.0])).value
    2.0
    """
    return ratio(values, np.ones_like(values), weights, Note.NOBODY)


def ratio(above: Floats, below: Floats, weights: Floats, when_empty: Note) -> Linear:
    """The weighted total of ``above`` over that of ``below``, each (n,); undefined unless the latter is above zero."""
    total = weighted_sum(below, weights)
    if not total > 0:
        return undefined(len(above), when_empty)
    value = weighted_sum(above, weights) / total
    return Linear(value, (above - value * below) / total)
