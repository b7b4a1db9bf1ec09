"""The share of poor under several definitions side by side, by group, and how far two definitions agree."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.poverty.alkire_foster import divided
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.estimates import means, share_interval
from dss_core.analysis.statistics.sums import sum_by
from dss_core.analysis.statistics.variance import Domains, domains_of


def poor_shares(
    flags: Mapping[str, Floats], sample: Sample, of_row: Integers | None = None, group_count: int = 0
) -> pd.DataFrame:
    """One row for each definition and group (0 everybody, g + 1 the g-th), definition by definition.

    ``flags``: 1 poor, 0 not, NaN not known (rows,). Columns: definition, group, poor, not_poor, unknown (rows), share
    (0-1 of the known), se, ci_low, ci_high, bound_low and bound_high (every unknown taken as not poor, as poor).
    """
    parts = [domains_of(sample)]
    if of_row is not None and group_count:
        parts.append(domains_of(sample, of_row, group_count))
    tables = [
        _shares(name, flag, sample, part, first) for name, flag in flags.items() for first, part in enumerate(parts)
    ]
    return pd.concat(tables, ignore_index=True)


def agreement(flags: Mapping[str, Floats]) -> pd.DataFrame:
    """One row for each pair of definitions, over the rows that both decide, in the order of the definitions.

    Columns: first, second, both, only_first, only_second, neither (rows), agree_share (0-1: both or neither), and
    both_of_either_share (0-1: how many of those poor under one of the two are poor under both; NaN without any).
    """
    rows = []
    for first, second in combinations(flags, 2):
        one, other = flags[first], flags[second]
        both = int(((one == 1) & (other == 1)).sum())
        only_first, only_second = int(((one == 1) & (other == 0)).sum()), int(((one == 0) & (other == 1)).sum())
        neither = int(((one == 0) & (other == 0)).sum())
        known, either = both + only_first + only_second + neither, both + only_first + only_second
        shares = ((both + neither) / known if known else np.nan, both / either if either else np.nan)
        rows.append((first, second, both, only_first, only_second, neither, *shares))
    columns = ["first", "second", "both", "only_first", "only_second", "neither", "agree_share", "both_of_either_share"]
    return pd.DataFrame(rows, columns=columns)


def _shares(name: str, flag: Floats, sample: Sample, domains: Domains, first: int) -> pd.DataFrame:
    count = domains.count
    estimate = means(sample, domains, flag)
    (low, high), _ = share_interval(sample, estimate)
    mine, weights = flag[domains.rows], sample.weights[domains.rows]
    poor, not_poor, unknown = (
        sum_by(domains.group, which.astype(np.float64), count).astype(np.int64)
        for which in (mine == 1, mine == 0, np.isnan(mine))
    )
    whole = sum_by(domains.group, weights, count)
    is_poor, can_be_poor = (
        sum_by(domains.group, weights * which, count) for which in (mine == 1, (mine == 1) | np.isnan(mine))
    )
    return pd.DataFrame(
        {
            "definition": name,
            "group": np.arange(first, first + count),
            "poor": poor,
            "not_poor": not_poor,
            "unknown": unknown,
            "share": estimate.value,
            "se": estimate.se,
            "ci_low": low,
            "ci_high": high,
            "bound_low": divided(is_poor, whole),
            "bound_high": divided(can_be_poor, whole),
        }
    )
