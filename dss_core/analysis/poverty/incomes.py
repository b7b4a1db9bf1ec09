"""Every measure of incomes, for everybody and for each group, with standard errors: one long table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.poverty.fgt import fgt, sst, watts
from dss_core.analysis.poverty.inequality import atkinson, gini, s80s20, theil
from dss_core.analysis.poverty.linear import Linear, Note
from dss_core.analysis.poverty.uncertainty import (
    Uncertainty,
    people_share_interval,
    plain_interval,
    uncertainty_of,
)
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.sums import count_by, sum_by
from dss_core.errors import BadInput

# Incomes (n,), weights (n,), line, epsilon; a measure takes what it needs of the last two.
Compute = Callable[[Floats, Floats, float, float], Linear]
COLUMNS = (
    *("measure", "line", "group", "value", "se", "ci_low", "ci_high"),
    *("n", "missing", "bound_low", "bound_high", "note"),
)


@dataclass(frozen=True)
class IncomeMeasure:
    """One measure. ``can_be_bounded``: it can only rise when an income falls, and has a value at an income of zero.

    ``is_mean``: the mean of what each person adds, 0 at the line and 1 at an income of zero.
    """

    id: str
    compute: Compute
    has_line: bool = True
    is_people_share: bool = False
    can_be_bounded: bool = False
    is_mean: bool = False


_MEAN = {"can_be_bounded": True, "is_mean": True}
MEASURES = (
    IncomeMeasure("FGT0", lambda x, w, line, _: fgt(x, w, line, 0), is_people_share=True, **_MEAN),
    IncomeMeasure("FGT1", lambda x, w, line, _: fgt(x, w, line, 1), **_MEAN),
    IncomeMeasure("FGT2", lambda x, w, line, _: fgt(x, w, line, 2), **_MEAN),
    IncomeMeasure("watts", lambda x, w, line, _: watts(x, w, line)),
    IncomeMeasure("sst", lambda x, w, line, _: sst(x, w, line), can_be_bounded=True),
    IncomeMeasure("gini", lambda x, w, *_: gini(x, w), has_line=False),
    IncomeMeasure("theil", lambda x, w, *_: theil(x, w), has_line=False),
    IncomeMeasure("atkinson", lambda x, w, _, epsilon: atkinson(x, w, epsilon), has_line=False),
    IncomeMeasure("s80s20", lambda x, w, *_: s80s20(x, w), has_line=False),
)


RATES = tuple(measure for measure in MEASURES if measure.is_mean)
OTHERS = tuple(measure for measure in MEASURES if not measure.is_mean)


@dataclass(frozen=True, eq=False)
class IncomesInOrder:
    """Everybody or the groups: the rows with a known income in order of group and income. Measured at any line.

    ``known``: the sample seen by the groups. ``in_order``: positions among ``known.rows``; ``values`` (incomes) and
    ``weights`` are in that order. ``lacking_group`` and ``lacking_weights``: the rows without an income, in order of
    group. ``first``: the number of the first group, 0 for everybody.
    """

    known: Uncertainty
    in_order: Integers
    values: Floats
    weights: Floats
    lacking_group: Integers
    lacking_weights: Floats
    first: int

    @property
    def group(self) -> Integers:
        """The group of each of ``values``."""
        return self.known.group[self.in_order]


def measure_incomes(
    incomes: Floats,
    sample: Sample,
    of_row: Integers | None,
    group_count: int,
    lines: Sequence[float],
    epsilon: float,
) -> pd.DataFrame:
    """All measures of incomes (rows, NaN missing), measure by measure, everybody before the groups.

    Columns: measure, line (NaN where it takes none), group (0 everybody, g + 1 the g-th group), value, se, ci_low,
    ci_high, n, missing, bound_low and bound_high (the value if every missing income were at the line, or zero), note.
    ``of_row`` (rows): groups from 0, -1 for none. Intervals: the statistics room's for FGT0, t for all others.
    ``BadInput``: poverty_bad_line (line), poverty_bad_epsilon (epsilon).
    """
    return measure_in_order(incomes_in_order(incomes, sample, of_row, group_count), lines, epsilon)


def incomes_in_order(
    incomes: Floats, sample: Sample, of_row: Integers | None = None, group_count: int = 0
) -> list[IncomesInOrder]:
    """Everybody, and the groups if there are any, ready for ``measure_in_order``."""
    parts = [_part(incomes, sample, np.zeros(len(incomes), np.int64), 1, 0)]
    if of_row is not None and group_count:
        parts.append(_part(incomes, sample, of_row, group_count, 1))
    return parts


def measure_in_order(
    parts: Sequence[IncomesInOrder],
    lines: Sequence[float],
    epsilon: float,
    measures: Sequence[IncomeMeasure] = MEASURES,
) -> pd.DataFrame:
    """The table of ``measure_incomes``, of some of its measures, from incomes that were put in order before."""
    _check(lines, epsilon)
    blocks = [
        _block(measure, line, part, epsilon)
        for measure in measures
        for line in (lines if measure.has_line else (None,))
        for part in parts
    ]
    return pd.DataFrame({column: np.concatenate([block[column] for block in blocks]) for column in COLUMNS})


def by_group(part: Uncertainty, incomes: Floats, compute: Callable[[Floats, Floats], Linear]) -> list[Linear]:
    """A measure in each group; ``incomes`` are those of the rows that count, in the order of ``part.rows``."""
    order = np.argsort(part.group, kind="stable")
    return _by_slices(part, order, incomes[order], part.weights[order], compute)


def scores_of(part: Uncertainty, estimates: Sequence[Linear]) -> Floats:
    """Weight x influence of each row that counts, in the order of ``part.rows``, from the estimates of ``by_group``."""
    scores = np.empty(len(part.rows))
    order = np.argsort(part.group, kind="stable")
    scores[order] = np.concatenate([np.zeros(0), *(one.influence for one in estimates)])
    return scores * part.weights


def _part(incomes: Floats, sample: Sample, of_row: Integers, count: int, first: int) -> IncomesInOrder:
    is_known = ~np.isnan(incomes)
    known = uncertainty_of(sample, np.where(is_known, of_row, -1).astype(np.int64), count)
    rising = np.argsort(incomes[known.rows], kind="stable")
    in_order = rising[np.argsort(known.group[rising], kind="stable")]
    lacking = np.flatnonzero(~is_known & (of_row >= 0) & (sample.weights > 0))
    lacking = lacking[np.argsort(of_row[lacking], kind="stable")]
    return IncomesInOrder(
        known,
        in_order,
        incomes[known.rows][in_order],
        known.weights[in_order],
        of_row[lacking],
        sample.weights[lacking],
        first,
    )


def _block(
    measure: IncomeMeasure, line: float | None, part: IncomesInOrder, epsilon: float
) -> dict[str, npt.NDArray[Any]]:
    """The rows of one measure at one line, column by column."""
    height, known = line or 0.0, part.known
    order, mine, weights = part.in_order, part.values, part.weights
    found = _by_slices(known, order, mine, weights, lambda x, w: measure.compute(x, w, height, epsilon))
    value = np.array([one.value for one in found])
    scores = np.empty(len(order))
    scores[order] = weights * np.concatenate([np.zeros(0), *(one.influence for one in found)])
    se = np.where(np.isnan(value), np.nan, known.se(scores))
    if measure.is_people_share:
        low, high = people_share_interval(known.sample, value, se, known.df, known.n)
    else:
        low, high = plain_interval(value, se, known.df)
    count = known.domains.count
    best, worst = _bounds(measure, line, part, epsilon, value)
    return {
        "measure": np.full(count, measure.id, dtype=object),
        "line": np.full(count, np.nan if line is None else line),
        "group": np.arange(part.first, part.first + count),
        "value": value,
        "se": se,
        "ci_low": low,
        "ci_high": high,
        "n": known.n,
        "missing": count_by(part.lacking_group, count),
        "bound_low": best,
        "bound_high": worst,
        "note": np.array([_note(one, at) for one, at in zip(found, se, strict=True)], dtype=object),
    }


def _bounds(
    measure: IncomeMeasure, line: float | None, part: IncomesInOrder, epsilon: float, value: Floats
) -> tuple[Floats, Floats]:
    """Each group's value if every missing income were at the line, and if it were zero; NaN without such bounds."""
    count = part.known.domains.count
    if not measure.can_be_bounded or line is None:
        return np.full(count, np.nan), np.full(count, np.nan)
    if not len(part.lacking_group):
        return value, value
    if measure.is_mean:
        has = sum_by(part.known.group, part.known.weights, count)
        lacking = sum_by(part.lacking_group, part.lacking_weights, count)
        with np.errstate(invalid="ignore"):
            adds = np.where(has > 0, value * has, 0.0)
            return adds / (has + lacking), (adds + lacking) / (has + lacking)
    slices = zip(pairwise(_ends(part.group, count)), pairwise(_ends(part.lacking_group, count)), strict=True)
    both = [
        _at_both_ends(measure, line, epsilon, part.values[a:b], part.weights[a:b], part.lacking_weights[c:d])
        for (a, b), (c, d) in slices
    ]
    return np.array([best for best, _ in both]), np.array([worst for _, worst in both])


def _at_both_ends(
    measure: IncomeMeasure, line: float, epsilon: float, values: Floats, weights: Floats, lacking: Floats
) -> tuple[float, float]:
    """A group's value with the lacking incomes at the line, and at zero; where they stand, gaps stay in order."""
    at_line, at_zero = np.full(len(lacking), line), np.zeros(len(lacking))
    best = measure.compute(np.concatenate([values, at_line]), np.concatenate([weights, lacking]), line, epsilon)
    worst = measure.compute(np.concatenate([at_zero, values]), np.concatenate([lacking, weights]), line, epsilon)
    return best.value, worst.value


def _by_slices(
    part: Uncertainty, order: Integers, incomes: Floats, weights: Floats, compute: Callable[[Floats, Floats], Linear]
) -> list[Linear]:
    """A measure of each group, from incomes and weights that are in order of group."""
    ends = _ends(part.group[order], part.domains.count)
    return [compute(incomes[start:stop], weights[start:stop]) for start, stop in pairwise(ends)]


def _ends(group: Integers, count: int) -> list[int]:
    """Where each group begins among sorted groups, and where the last one ends."""
    ends: list[int] = np.searchsorted(group, np.arange(count + 1)).tolist()
    return ends


def _note(estimate: Linear, se: float) -> str | None:
    notes: list[Note] = [*estimate.notes]
    if not np.isnan(estimate.value) and np.isnan(se):
        notes.append(Note.ONE_UNIT)
    return "; ".join(notes) or None


def _check(lines: Sequence[float], epsilon: float) -> None:
    for line in lines:
        if not 0 < line < np.inf:
            raise BadInput("poverty_bad_line", line=line)
    if not 0 < epsilon < np.inf:
        raise BadInput("poverty_bad_epsilon", epsilon=epsilon)
