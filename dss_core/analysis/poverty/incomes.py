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
from dss_core.analysis.statistics.sums import count_by
from dss_core.errors import BadInput

# Incomes (n,), weights (n,), line, epsilon; a measure takes what it needs of the last two.
Compute = Callable[[Floats, Floats, float, float], Linear]
COLUMNS = (
    *("measure", "line", "group", "value", "se", "ci_low", "ci_high"),
    *("n", "missing", "bound_low", "bound_high", "note"),
)


@dataclass(frozen=True)
class IncomeMeasure:
    """One measure. ``can_be_bounded``: it can only rise when an income falls, and has a value at an income of zero."""

    id: str
    compute: Compute
    has_line: bool = True
    is_people_share: bool = False
    can_be_bounded: bool = False


MEASURES = (
    IncomeMeasure("FGT0", lambda x, w, line, _: fgt(x, w, line, 0), is_people_share=True, can_be_bounded=True),
    IncomeMeasure("FGT1", lambda x, w, line, _: fgt(x, w, line, 1), can_be_bounded=True),
    IncomeMeasure("FGT2", lambda x, w, line, _: fgt(x, w, line, 2), can_be_bounded=True),
    IncomeMeasure("watts", lambda x, w, line, _: watts(x, w, line)),
    IncomeMeasure("sst", lambda x, w, line, _: sst(x, w, line), can_be_bounded=True),
    IncomeMeasure("gini", lambda x, w, *_: gini(x, w), has_line=False),
    IncomeMeasure("theil", lambda x, w, *_: theil(x, w), has_line=False),
    IncomeMeasure("atkinson", lambda x, w, _, epsilon: atkinson(x, w, epsilon), has_line=False),
    IncomeMeasure("s80s20", lambda x, w, *_: s80s20(x, w), has_line=False),
)


@dataclass(frozen=True, eq=False)
class _Part:
    """Everybody or the groups: the rows with a known income in order of group and income, and all rows of weight."""

    known: Uncertainty
    in_order: Integers
    incomes: Floats
    everyone: Integers
    everyone_group: Integers
    first: int


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
    _check(lines, epsilon)
    parts = [_part(incomes, sample, np.zeros(len(incomes), np.int64), 1, 0)]
    if of_row is not None and group_count:
        parts.append(_part(incomes, sample, of_row, group_count, 1))
    blocks = [
        _block(measure, line, part, epsilon)
        for measure in MEASURES
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


def _part(incomes: Floats, sample: Sample, of_row: Integers, count: int, first: int) -> _Part:
    is_known = ~np.isnan(incomes)
    known = uncertainty_of(sample, np.where(is_known, of_row, -1).astype(np.int64), count)
    rising = np.argsort(incomes[known.rows], kind="stable")
    everyone = np.flatnonzero((of_row >= 0) & (sample.weights > 0))
    return _Part(
        known, rising[np.argsort(known.group[rising], kind="stable")], incomes, everyone, of_row[everyone], first
    )


def _block(measure: IncomeMeasure, line: float | None, part: _Part, epsilon: float) -> dict[str, npt.NDArray[Any]]:
    """The rows of one measure at one line, column by column."""
    height, known = line or 0.0, part.known
    order = part.in_order
    mine, weights = part.incomes[known.rows][order], known.weights[order]
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
        "missing": count_by(part.everyone_group, count) - known.n,
        "bound_low": best,
        "bound_high": worst,
        "note": np.array([_note(one, at) for one, at in zip(found, se, strict=True)], dtype=object),
    }


def _bounds(
    measure: IncomeMeasure, line: float | None, part: _Part, epsilon: float, value: Floats
) -> tuple[Floats, Floats]:
    """Each group's value if every missing income were at the line, and if it were zero; NaN without such bounds."""
    count = part.known.domains.count
    if not measure.can_be_bounded or line is None:
        return np.full(count, np.nan), np.full(count, np.nan)
    if len(part.everyone) == len(part.known.rows):
        return value, value
    height, sample = line, part.known.sample
    order = np.argsort(part.everyone_group, kind="stable")
    rows, ends = part.everyone[order], _ends(part.everyone_group[order], count)
    best, worst = (
        np.array(
            [
                measure.compute(filled[start:stop], sample.weights[rows[start:stop]], height, epsilon).value
                for start, stop in pairwise(ends)
            ]
        )
        for filled in (np.nan_to_num(part.incomes[rows], nan=height), np.nan_to_num(part.incomes[rows], nan=0.0))
    )
    return best, worst


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
