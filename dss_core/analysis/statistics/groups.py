"""Rows put into groups by the values of some columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Integers
from dss_core.errors import BadInput


@dataclass(frozen=True, eq=False)
class Groups:
    """The observed groups, sorted: for each ``by`` column the groups' keys, and each row's group (-1: none)."""

    keys: dict[str, list[object]]
    of_row: Integers
    count: int

    def sizes(self) -> Integers:
        """How many rows each group has."""
        return np.bincount(self.of_row[self.of_row >= 0], minlength=self.count).astype(np.int64)


def group_rows(frame: pd.DataFrame, by: Sequence[str]) -> Groups:
    """The groups of a frame's rows; without ``by`` there is none. A row that lacks a key is in no group."""
    of_row = np.zeros(len(frame), dtype=np.int64)
    has_keys = np.full(len(frame), bool(by))
    labels: list[list[object]] = []
    for column in by:
        codes, uniques = pd.factorize(frame[column], sort=True)
        of_row = of_row * max(len(uniques), 1) + codes
        has_keys &= codes >= 0
        labels.append(list(uniques.tolist()))
    observed, compact = np.unique(of_row[has_keys], return_inverse=True)
    of_row = np.full(len(frame), -1, dtype=np.int64)
    of_row[has_keys] = compact
    return Groups(_keys(observed, labels, by), of_row, len(observed))


def with_total(groups: Groups, rows_each: int) -> dict[str, pd.Series]:
    """The key columns of a long table: the total first (None in every key), then the groups, each ``rows_each`` times.

    The columns are of type object, because None must stay None and not become a NaN.
    """
    return {
        column: pd.Series(np.repeat(np.array([None, *keys], dtype=object), rows_each), dtype=object)
        for column, keys in groups.keys.items()
    }


def require_columns(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    """Nothing, or ``BadInput`` (describe_unknown_column, column) for the first column that is not there."""
    for column in columns:
        if column not in frame.columns:
            raise BadInput("describe_unknown_column", column=column)


def _keys(observed: Integers, labels: list[list[object]], by: Sequence[str]) -> dict[str, list[object]]:
    if not by or not len(observed):
        return {column: [] for column in by}
    positions = np.unravel_index(observed, [len(names) for names in labels])
    return {
        column: [names[position] for position in where.tolist()]
        for column, names, where in zip(by, labels, positions, strict=True)
    }
