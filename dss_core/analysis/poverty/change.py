"""How a measure changed between two rounds, with a standard error that knows which households are in both.

Changes of shares are differences (percentage points when printed times 100), never percent of the earlier value.
"""

from collections.abc import Callable, Sequence
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
from dss_core.catalog.specification import MissingAnswers

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
    part = _part(profiles, result.missing_rule, sample, of_row)
    return _mpi_side(profiles, result, part, of_row is not None, units, measure, at)


@dataclass(frozen=True, eq=False)
class MpiRound:
    """One round of a pair: its profiles, the rows that count, and each row's unit."""

    profiles: Profiles
    part: Uncertainty
    units: Units


@dataclass(frozen=True, eq=False)
class MpiPair:
    """Two rounds whose units were matched once, ready for any cut-off and weights; ``both`` holds the earlier first."""

    before: MpiRound
    after: MpiRound
    both: Uncertainty
    is_grouped: bool


def mpi_round(
    profiles: Profiles, missing: MissingAnswers, sample: Sample, of_row: Integers | None, units: Units
) -> MpiRound:
    """A round for ``mpi_pair``; everybody is one group when ``of_row`` is None."""
    return MpiRound(profiles, _part(profiles, missing, sample, of_row), units)


def mpi_pair(before: MpiRound, after: MpiRound, is_grouped: bool) -> MpiPair:
    """Two rounds under the same specification, with the same groups in the same order."""
    units = [one.units[one.part.rows] for one in (before, after)]
    groups = [one.part.group for one in (before, after)]
    return MpiPair(before, after, _paired(units, groups, after.part.domains.count), is_grouped)


def mpi_changes(pair: MpiPair, before: AlkireFoster, after: AlkireFoster) -> dict[str, Estimates]:
    """The later round less the earlier one: headcount, intensity and adjusted at the first cut-off of the results."""
    found = {}
    for measure in ("headcount", "intensity", "adjusted"):
        first, second = (
            _mpi_side(one.profiles, result, one.part, pair.is_grouped, one.units, measure, 0)
            for one, result in ((pair.before, before), (pair.after, after))
        )
        found[measure] = _difference(first, second, pair.both)
    return found


def change(before: Side, after: Side) -> Estimates:
    """After less before in each group (``value``, ``se``, ``df``); NaN where one of the two is not defined.

    A unit in both rounds counts once, with the difference of its two scores, so that what stays the same makes the
    error smaller. ``n`` is the number of rows of both rounds.
    """
    both = _paired([before.unit, after.unit], [before.group, after.group], len(before.value))
    return _difference(before, after, both)


def _difference(before: Side, after: Side, both: Uncertainty) -> Estimates:
    value = after.value - before.value
    se = both.se(np.concatenate([-before.scores, after.scores]))
    nothing = np.zeros(len(value), dtype=np.int64)
    return Estimates(value, np.where(np.isnan(value), np.nan, se), both.df, both.n, nothing)


def _mpi_side(
    profiles: Profiles,
    result: AlkireFoster,
    part: Uncertainty,
    is_grouped: bool,
    units: Units,
    measure: str,
    at: int,
) -> Side:
    count, first = part.domains.count, int(is_grouped)
    rows = ratio_rows(profiles, result, profiles.cell_of_row[part.rows], at)
    above, below = next((y, x) for name, _, y, x in rows if name == measure)
    value: Floats = getattr(result, measure)[first : first + count, at]
    total = below_total(measure, result, at)[first : first + count]
    return _side(value, ratio_scores(value, total, above, below, part), part, units)


def _part(profiles: Profiles, missing: MissingAnswers, sample: Sample, of_row: Integers | None) -> Uncertainty:
    """The rows that count, by group; they depend on the rule for missing answers, not on cut-off or weights."""
    is_used = profiles.is_used(missing)[profiles.cell_of_row]
    group = np.zeros(len(is_used), np.int64) if of_row is None else of_row
    count = 1 if of_row is None else profiles.group_count
    return uncertainty_of(sample, np.where(is_used, group, -1).astype(np.int64), count)


def _paired(units: Sequence[Units], groups: Sequence[Integers], count: int) -> Uncertainty:
    """The rows of both rounds as one sample of units, the earlier round's rows first."""
    stacked = pd.DataFrame({"unit": pd.factorize(np.concatenate(units))[0]})
    return uncertainty_of(sample_of(stacked, SurveyDesign(clusters="unit")), np.concatenate(groups), count)


def _side(value: Floats, scores: Floats, part: Uncertainty, units: Units) -> Side:
    return Side(value, scores, part.group, np.asarray(units)[part.rows])
