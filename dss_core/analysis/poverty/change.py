"""How a measure changed between two rounds, with a standard error that knows which households are in both.

Changes of shares are differences (percentage points when printed times 100), never percent of the earlier value.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.poverty.af_errors import below_total, ratio_rows, ratio_scores
from dss_core.analysis.poverty.alkire_foster import AlkireFoster
from dss_core.analysis.poverty.incomes import by_group, scores_of
from dss_core.analysis.poverty.linear import Linear
from dss_core.analysis.poverty.profiles import Profiles
from dss_core.analysis.poverty.uncertainty import Uncertainty, uncertainty_of
from dss_core.analysis.statistics.design import Sample, SurveyDesign, sample_of
from dss_core.analysis.statistics.estimates import Estimates

Units = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Side:
    """A measure in one round. ``value`` (groups,); ``scores``, ``group`` and ``unit``: one for each row that counts.

    A unit is what both rounds have in common: the household, or the sampled cluster.
    """

    value: Floats
    scores: Floats
    group: Integers
    unit: Units


def income_side(
    incomes: Floats,
    sample: Sample,
    of_row: Integers,
    group_count: int,
    units: Units,
    compute: Callable[[Floats, Floats], Linear],
) -> Side:
    """A measure of incomes (rows, NaN missing) in the groups of ``of_row`` (rows, -1 for none)."""
    part = uncertainty_of(sample, np.where(np.isnan(incomes), -1, of_row).astype(np.int64), group_count)
    found = by_group(part, incomes[part.rows], compute)
    return _side(np.array([one.value for one in found]), scores_of(part, found), part, units)


def mpi_side(
    profiles: Profiles,
    result: AlkireFoster,
    sample: Sample,
    of_row: Integers | None,
    units: Units,
    measure: str = "adjusted",
    at: int = 0,
) -> Side:
    """The measure headcount, intensity or adjusted at the ``at``-th cut-off; of everybody when ``of_row`` is None."""
    is_used = profiles.is_used(result.missing_rule)[profiles.cell_of_row]
    group = np.zeros(len(is_used), np.int64) if of_row is None else of_row
    count, first = (1, 0) if of_row is None else (profiles.group_count, 1)
    part = uncertainty_of(sample, np.where(is_used, group, -1).astype(np.int64), count)
    rows = ratio_rows(profiles, result, profiles.cell_of_row[part.rows], at)
    above, below = next((y, x) for name, _, y, x in rows if name == measure)
    value: Floats = getattr(result, measure)[first : first + count, at]
    total = below_total(measure, result, at)[first : first + count]
    return _side(value, ratio_scores(value, total, above, below, part), part, units)


def change(before: Side, after: Side) -> Estimates:
    """After less before in each group (``value``, ``se``, ``df``); NaN where one of the two is not defined.

    A unit in both rounds counts once, with the difference of its two scores, so that what stays the same makes the
    error smaller. ``n`` is the number of rows of both rounds.
    """
    count = len(before.value)
    stacked = pd.DataFrame({"unit": pd.factorize(np.concatenate([before.unit, after.unit]))[0]})
    group = np.concatenate([before.group, after.group])
    both = uncertainty_of(sample_of(stacked, SurveyDesign(clusters="unit")), group, count)
    value = after.value - before.value
    se = both.se(np.concatenate([-before.scores, after.scores]))
    return Estimates(value, np.where(np.isnan(value), np.nan, se), both.df, both.n, np.zeros(count, dtype=np.int64))


def _side(value: Floats, scores: Floats, part: Uncertainty, units: Units) -> Side:
    return Side(value, scores, part.group, np.asarray(units)[part.rows])
