"""Polars and DuckDB, each holding a survey in its own memory, asked for the sums that statistics of groups need.

Each is asked in the quickest of the ways that were tried, with all threads, over keys of small whole numbers and with
missing answers as nulls. DuckDB takes 120,000 rows as one piece of work for one thread; its table of 2,000,000 is
shared out. The packages are imported late, so that a machine without them can load this file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

WEIGHT = "weight"


@dataclass(frozen=True, eq=False)
class Sums:
    """keys: (keys, groups), the position of each in its categories; sums: (4, groups, values) n, w, w x, w x^2."""

    keys: np.ndarray
    sums: np.ndarray


class Peer(Protocol):
    """A tool that holds a survey."""

    def sums(self, by: Sequence[str]) -> Sums:
        """The sums of every value in the groups by some keys, as numpy arrays."""
        ...


class Polars:
    """The survey as a polars frame; polars must not be used before a fork."""

    def __init__(self, frame: pd.DataFrame, keys: Sequence[str], values: Sequence[str]) -> None:
        import polars as pl

        self.values = values
        columns = {name: frame[name].cat.codes.to_numpy() for name in keys}
        columns |= {name: frame[name].to_numpy() for name in (WEIGHT, *values)}
        self.table = pl.DataFrame(columns).with_columns(pl.col(values).fill_nan(None)).rechunk()
        weight = pl.col(WEIGHT)
        # What is missing is rare: taking it away is quicker than adding up what is there.
        self.asked = [pl.len(), weight.sum()]
        for x in map(pl.col, values):
            self.asked.append(x.null_count().name.prefix("n:"))
            self.asked.append(pl.when(x.is_null()).then(weight).sum().alias(f"w:{len(self.asked)}"))
            self.asked.append((weight * x).sum().alias(f"wx:{len(self.asked)}"))
            self.asked.append((weight * x * x).sum().alias(f"wxx:{len(self.asked)}"))

    def sums(self, by: Sequence[str]) -> Sums:
        """In the streaming engine, which is the faster one for sums."""
        found = self.table.lazy().group_by(by).agg(self.asked).collect(engine="streaming")
        columns = np.stack([found[name].to_numpy() for name in found.columns])
        keys, (rows, weight), parts = np.split(columns, [len(by), len(by) + 2])
        sums = parts.reshape(len(self.values), 4, -1).transpose(1, 0, 2)
        sums[0], sums[1] = rows - sums[0], weight - sums[1]
        return _sorted(keys, sums)


class DuckDB:
    """The survey as a table of an in-memory database."""

    def __init__(self, frame: pd.DataFrame, keys: Sequence[str], values: Sequence[str]) -> None:
        import duckdb

        self.values = values
        self.database = duckdb.connect()
        self.database.execute("SET preserve_insertion_order = false")
        plain = frame.assign(**{name: frame[name].cat.codes for name in keys})
        self.database.register("plain", plain)
        # A number that is none is no answer here, and NULL is.
        columns = ", ".join(f"CASE WHEN isnan({x}) THEN NULL ELSE {x} END AS {x}" for x in values)
        self.database.execute(f"CREATE TABLE survey AS SELECT {', '.join(keys)}, {WEIGHT}, {columns} FROM plain")
        self.database.unregister("plain")
        # weight + 0 x is NULL where x is: quicker than asking for each x whether it is there.
        self.asked = ", ".join(
            f"count({x}), sum({WEIGHT} + 0 * {x}), sum({WEIGHT} * {x}), sum({WEIGHT} * {x} * {x})" for x in values
        )

    def sums(self, by: Sequence[str]) -> Sums:
        """In one query."""
        keys = ", ".join(by)
        query = f"SELECT {keys}, {self.asked} FROM survey GROUP BY {keys}"
        columns = np.stack([np.asarray(column) for column in self.database.execute(query).fetchnumpy().values()])
        parts = columns[len(by) :].reshape(len(self.values), 4, -1)
        return _sorted(columns[: len(by)], parts.transpose(1, 0, 2))


def _sorted(keys: np.ndarray, sums: np.ndarray) -> Sums:
    """Keys (keys, groups) and sums (4, values, groups) in the order of the keys: quicker here than in the query."""
    order = np.lexsort(keys[::-1])
    return Sums(keys[:, order].astype(np.int64), np.ascontiguousarray(sums[:, :, order].transpose(0, 2, 1)))
