"""Poverty measures as records, in the same form for a round and for a researcher's own file.

A record: specification (Alkire-Foster), measure, k, line, group ({} is everybody), indicator, value, se, ci_low,
ci_high, n, missing, bound_low, bound_high, note. What does not apply or has no value is None, and ``note`` says why.
All measures between 0 and 1 are shares, the percentage contributions too.
"""

import numpy as np
import pandas as pd

from dss_core.usecases.groupings import Group

Record = dict[str, object]
FRONT = ("specification", "measure", "k", "line", "group", "indicator")


def mpi_records(table: pd.DataFrame, specification: str, groups: list[Group], is_first: bool) -> list[Record]:
    """The rows of an Alkire-Foster table (``mpi_table``) under the specification of this name."""
    return _records(table.assign(specification=specification, line=np.nan), groups, is_first)


def income_records(table: pd.DataFrame, epsilon: float, groups: list[Group], is_first: bool) -> list[Record]:
    """The rows of a table of incomes (``measure_incomes``); ``epsilon`` is told with the Atkinson index."""
    epsilons = np.where(table["measure"] == "atkinson", epsilon, np.nan)
    return _records(table.assign(k=np.nan, indicator=None, epsilon=epsilons), groups, is_first)


def _records(table: pd.DataFrame, groups: list[Group], is_first: bool) -> list[Record]:
    """The rows as records; everybody (group 0) is told by the first of several groupings only."""
    names: list[Group] = [{}, *groups]
    told = table if is_first else table[table["group"] > 0]
    named = told.assign(group=[names[number] for number in told["group"]])
    front = [name for name in FRONT if name in named.columns]
    finite = named[[*front, *(name for name in named.columns if name not in front)]].replace([np.inf, -np.inf], np.nan)
    plain = finite.astype(object).where(finite.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
