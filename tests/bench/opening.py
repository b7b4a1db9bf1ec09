"""Opening the analysis frame, against reading the same table with SQL."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pandas as pd

from dss_core.usecases import analysis_frame
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.initialise import operator
from tests.bench.figures import Figure, best_of
from tests.bench.installations import LARGE, ROUND, opened

WANTED = 100
MEASURE = "overall"


def opening_the_frame(data: Path, local: Path) -> Figure:
    """CPU seconds: the snapshot in a process that has not opened it yet, against ``pandas.read_sql``."""
    services = opened(data, local)
    whole = services.catalog.province.code
    shape = households_of(services, operator(services), ROUND, whole).shape  # makes the snapshot the first time
    assert shape[0] == LARGE

    def open_snapshot() -> float:
        analysis_frame._open.clear()
        start = time.process_time()
        households_of(services, operator(services), ROUND, whole)[MEASURE].sum()
        return time.process_time() - start

    def read_table() -> float:
        start = time.process_time()
        with closing(sqlite3.connect(local / "dss.sqlite3")) as connection:
            pd.read_sql("SELECT * FROM household_round", connection)[MEASURE].sum()
        return time.process_time() - start

    ours, theirs = best_of(9, open_snapshot), best_of(3, read_table)
    services.database.dispose()
    return Figure(
        name=f"open {shape[0]:,} x {shape[1]} and sum a column (CPU, best)",
        measured=f"{ours * 1000:.1f} ms",
        peer=f"pandas.read_sql {theirs * 1000:,.0f} ms",
        ratio=f"{theirs / ours:.0f} x faster",
        wanted=f">= {WANTED} x",
        is_met=theirs / ours >= WANTED,
    )
