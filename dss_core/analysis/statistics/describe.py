"""Descriptive statistics of households, in total and by group, as theses and reports of the field print them."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats, Integers, numbers_of
from dss_core.analysis.statistics.groups import Groups, group_rows, require_columns, with_total

QUANTILES = np.array([0.25, 0.5, 0.75])


def describe(frame: pd.DataFrame, values: Sequence[str], by: Sequence[str] = ()) -> pd.DataFrame:
    """Size, centre and spread of each value: the total first, then one row per group and value.

    Columns: the ``by`` columns (None in the rows of the total), value, n (answered), missing, mean, sd (of a
    sample: divided by n - 1, NaN when n < 2), min, q1, median, q3, max, all in the value's own unit. Quartiles
    are of type 7 (Hyndman & Fan 1996: linear between the neighbours; R, numpy and Excel's QUARTILE.INC).
    Groups are the observed ones, sorted; a row that lacks a group key counts in the total only.
    ``BadInput``: describe_unknown_column (column), not_a_number (variable).

    >>> describe(pd.DataFrame({"debt": [1.0, 3.0, None]}), ["debt"])[["n", "missing", "mean"]].values.tolist()
    [[2.0, 1.0, 2.0]]
    """
    require_columns(frame, [*values, *by])
    groups = group_rows(frame, by)
    table = numbers_of(frame, tuple(values))
    summaries = [_summary(table), *(_summary(block) for block in _blocks(table, groups))]
    rows = np.concatenate(summaries)
    keys = with_total(groups, len(values))
    names = ["n", "missing", "mean", "sd", "min", "q1", "median", "q3", "max"]
    result = pd.DataFrame({**keys, "value": list(values) * (groups.count + 1), **dict(zip(names, rows.T, strict=True))})
    return result.astype({"n": np.int64, "missing": np.int64})


def frequencies(frame: pd.DataFrame, values: Sequence[str], by: Sequence[str] = ()) -> pd.DataFrame:
    """How often each code of each value occurs: the total first, then one block per group.

    Columns: the ``by`` columns (None in the total), value, code, count, n (answered in the group), missing,
    percent (0-100 of n; NaN when nobody answered). Every group lists every code that occurs anywhere in the
    frame, sorted, so that a count of 0 is a real zero. A value that nobody answered has one row with code None.
    Groups as in ``describe``. ``BadInput``: describe_unknown_column (column).
    """
    require_columns(frame, [*values, *by])
    groups = group_rows(frame, by)
    tables = [_frequency_table(frame, value, groups) for value in values]
    if not tables:
        return pd.DataFrame(columns=[*by, "value", "code", "count", "n", "missing", "percent"])
    # Tables come value by value; a reader wants group by group, the values in the order asked for.
    long = pd.concat(tables, ignore_index=True)
    block = np.concatenate([np.repeat(np.arange(groups.count + 1), len(t) // (groups.count + 1)) for t in tables])
    return long.iloc[np.argsort(block, kind="stable")].reset_index(drop=True)


def _blocks(table: Floats, groups: Groups) -> list[Floats]:
    """The columns of each group, values x rows of the group; views of one array that was put in order once."""
    order = np.argsort(groups.of_row, kind="stable")
    starts = np.searchsorted(groups.of_row[order], np.arange(groups.count + 1))
    ordered = table[:, order]
    return [ordered[:, start:stop] for start, stop in pairwise(starts.tolist())]


def _summary(block: Floats) -> Floats:
    """The nine statistics of a block (values x rows), as values x 9."""
    rows = block.shape[1]
    # Sorting puts the missing last. One missing column stands for an empty block: it changes no statistic.
    block = np.sort(block, axis=1) if rows else np.full((len(block), 1), np.nan)
    answered = ~np.isnan(block)
    n = answered.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(answered, block, 0.0).sum(axis=1) / n
        # Centred before squaring: sums of squares of large incomes would cancel each other out.
        deviation = np.where(answered, block - mean[:, None], 0.0)
        sd = np.sqrt(np.where(n > 1, (deviation**2).sum(axis=1), np.nan) / (n - 1))
    last = np.maximum(n - 1, 0)
    extremes = np.take_along_axis(block, np.column_stack([np.zeros_like(last), last]), axis=1)
    return np.column_stack([n, rows - n, mean, sd, extremes[:, 0], _quartiles(block, last), extremes[:, 1]])


def _quartiles(block: Floats, last: Integers) -> Floats:
    """The three quartiles (type 7) of sorted rows whose last answered value stands at ``last``; values x 3."""
    at = last[:, None] * QUANTILES
    below = np.floor(at).astype(np.int64)
    above = np.minimum(below + 1, last[:, None])
    low, high = np.take_along_axis(block, below, axis=1), np.take_along_axis(block, above, axis=1)
    quartiles: Floats = low + (high - low) * (at - below)
    return quartiles


def _frequency_table(frame: pd.DataFrame, value: str, groups: Groups) -> pd.DataFrame:
    """The counts of one value, all groups below each other, the total first."""
    codes, uniques = pd.factorize(frame[value], sort=True)
    labels: list[object] = list(uniques.tolist()) or [None]
    is_answered, is_grouped = codes >= 0, groups.of_row >= 0
    in_total = np.bincount(codes[is_answered], minlength=len(labels))
    cells = groups.of_row * len(labels) + codes
    in_groups = np.bincount(cells[is_answered & is_grouped], minlength=groups.count * len(labels))
    counts = np.concatenate([in_total, in_groups]).reshape(-1, len(labels))
    n = counts.sum(axis=1)
    missing = np.concatenate([[len(frame)], groups.sizes()]) - n
    with np.errstate(invalid="ignore"):
        percent = counts * 100 / n[:, None]
    return pd.DataFrame(
        {
            **with_total(groups, len(labels)),
            "value": value,
            "code": pd.Series(labels * len(counts), dtype=object),
            "count": counts.ravel(),
            "n": np.repeat(n, len(labels)),
            "missing": np.repeat(missing, len(labels)),
            "percent": percent.ravel(),
        }
    )
