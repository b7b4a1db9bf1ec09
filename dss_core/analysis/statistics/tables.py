"""Descriptive statistics as long tables with standard errors and intervals, whatever the sample: total, then groups."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats, numbers
from dss_core.analysis.statistics.describe import describe, frequencies
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.groups import group_rows, require_columns, with_total
from dss_core.analysis.statistics.intervals import LEVEL, t_interval, wilson_interval
from dss_core.analysis.statistics.summary import LevelSummary, NumberSummary, summarise_levels, summarise_number
from dss_core.analysis.statistics.variance import Domains, domains_of

NUMBER_COLUMNS = ("n", "missing", "mean", "sd", "se", "ci_low", "ci_high", "min", "q1", "median", "q3", "max")
LEVEL_COLUMNS = ("count", "n", "missing", "percent", "se", "ci_low", "ci_high")


def number_table(
    frame: pd.DataFrame, values: Sequence[str], by: Sequence[str], sample: Sample, level: float = LEVEL
) -> pd.DataFrame:
    """One row per group and value, the total first (None in the ``by`` columns); statistics as ``NUMBER_COLUMNS``.

    se, ci_low, ci_high: of the mean (t interval). Quartiles are of type 7, of weighted samples the smallest value at
    which the weighted share is reached. Columns: the ``by`` columns, value, ``NUMBER_COLUMNS``. ``BadInput`` as
    ``describe``.
    """
    if sample.is_simple:
        table = describe(frame, values, by)
        n = table["n"].to_numpy(np.float64)
        with np.errstate(divide="ignore"):
            se = table["sd"].to_numpy() / np.sqrt(n)
        low, high = t_interval(table["mean"].to_numpy(), se, n - 1, level)
        return table.assign(se=se, ci_low=low, ci_high=high)[[*by, "value", *NUMBER_COLUMNS]]
    require_columns(frame, [*values, *by])
    keys, parts = _domains(frame, by, sample)
    found = []
    for name in values:
        x = numbers(frame, name)
        found.append(_joined([summarise_number(sample, part, x, level) for part in parts], NUMBER_COLUMNS))
    table = _long(keys, values, found, NUMBER_COLUMNS)
    return table.astype({"n": np.int64, "missing": np.int64})


def level_table(
    frame: pd.DataFrame, values: Sequence[str], by: Sequence[str], sample: Sample, level: float = LEVEL
) -> pd.DataFrame:
    """One row per group, value and code, the total first; percentages of who answered, with error and interval.

    Intervals: Wilson's, or under a design that of the log-odds (see ``share_interval``); se in percentage points.
    Columns: the ``by`` columns, value, code, ``LEVEL_COLUMNS``. Every group lists every code that occurs anywhere.
    """
    plain = frequencies(frame, values, by)
    if not len(plain):
        return plain.assign(se=np.nan, ci_low=np.nan, ci_high=np.nan)
    if sample.is_simple:
        count, n = (plain[name].to_numpy(np.float64) for name in ("count", "n"))
        low, high = wilson_interval(count, n, level)
        with np.errstate(divide="ignore", invalid="ignore"):
            # The error of a mean of 0 and 1 with n - 1, as everywhere in this room.
            se = np.sqrt(np.where(n > 1, (count / n) * (1 - count / n) / (n - 1), np.nan))
        return _level_columns(plain.assign(se=se * 100, ci_low=low * 100, ci_high=high * 100), by)
    _, parts = _domains(frame, by, sample)
    tables = []
    for name in values:
        code, labels = pd.factorize(frame[name], sort=True)
        # Of a value that nobody answered ``frequencies`` tells one row.
        levels = max(len(labels), 1)
        summaries = [summarise_levels(sample, part, code.astype(np.int64), levels, level) for part in parts]
        mine = _joined(summaries, LEVEL_COLUMNS, levels)
        tables.append(plain[plain["value"] == name].assign(**{c: mine[c] for c in LEVEL_COLUMNS}))
    weighted = pd.concat(tables).sort_index(kind="stable")
    return _level_columns(weighted.astype({"count": np.int64, "n": np.int64, "missing": np.int64}), by)


def _level_columns(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    return table[[*by, "value", "code", *LEVEL_COLUMNS]].reset_index(drop=True)


def _domains(frame: pd.DataFrame, by: Sequence[str], sample: Sample) -> tuple[dict[str, pd.Series], list[Domains]]:
    """The keys of all groups, the total's before them, and the domains of the total and of the groups."""
    groups = group_rows(frame, by)
    parts = [domains_of(sample)]
    if by:
        parts.append(domains_of(sample, groups.of_row, groups.count))
    return with_total(groups, 1), parts


def _joined(
    summaries: Sequence[NumberSummary | LevelSummary], columns: Sequence[str], levels: int = 1
) -> dict[str, Floats]:
    """The statistics of the total and of the groups, one below the other; those of a group once for each level."""
    joined = {}
    for name in columns:
        parts = [np.asarray(getattr(summary, name), dtype=np.float64) for summary in summaries]
        joined[name] = np.concatenate([np.repeat(p, levels) if p.ndim == 1 else p.ravel() for p in parts])
    return joined


def _long(
    keys: dict[str, pd.Series], values: Sequence[str], found: Sequence[dict[str, Floats]], columns: Sequence[str]
) -> pd.DataFrame:
    """Tables of values side by side as one long table, group by group."""
    count = len(found[0][columns[0]]) if found else 0
    rows = [(group, value) for group, value in product(range(count), range(len(values)))]
    group = np.array([at for at, _ in rows], dtype=np.int64)
    table = {name: pd.Series(key.to_numpy()[group], dtype=object) for name, key in keys.items()}
    table |= {"value": pd.Series([values[at] for _, at in rows], dtype=object)}
    stacked = {name: np.array([one[name] for one in found]).T.ravel() if found else np.zeros(0) for name in columns}
    return pd.DataFrame({**table, **stacked})
