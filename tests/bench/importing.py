"""Importing a workbook from its bytes to committed rows, against only reading it with pandas; and the commit alone,
against writing the same rows with the bare driver."""

import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pandas as pd

from dss_core.catalog.load import load_catalog
from dss_core.synthetic.files import write_workbook
from dss_core.synthetic.generate import generate
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.initialise import initialise, operator
from tests.bench.figures import Figure
from tests.bench.installations import DATA, data_without_rounds, opened

WANTED = 0.5
COMMITTED, COMMIT_WANTED = 20_000, 3.0
TABLES = ("household", "household_round", "person", "person_round")
TIMES = 5
WORKBOOK = DATA / "sample" / "round-2569-1.xlsx"


def importing_a_workbook() -> Figure:
    """CPU seconds of check and commit into an empty database, against ``pandas.read_excel`` with openpyxl."""
    shape = ""

    def take_in() -> float:
        nonlocal shape
        with tempfile.TemporaryDirectory() as folder:
            services = opened(data_without_rounds(Path(folder)), Path(folder) / "local")
            initialise(services, with_sample=True)
            somebody = operator(services)
            start = time.process_time()
            record = import_survey(
                services, somebody, check_survey(services, somebody, WORKBOOK.read_bytes(), WORKBOOK.name)
            )
            took = time.process_time() - start
            services.database.dispose()
        shape = f"{record.household_count:,} households, {record.person_count:,} persons"
        return took

    def read_only() -> float:
        start = time.process_time()
        pd.read_excel(WORKBOOK, engine="openpyxl", dtype=str, sheet_name=None)
        return time.process_time() - start

    # By turns and the best of each: what else the machine does makes either slower, never faster.
    pairs = [(take_in(), read_only()) for _ in range(TIMES)]
    ours, theirs = (min(part) for part in zip(*pairs, strict=True))
    return Figure(
        name=f"import {shape} (CPU, best of {TIMES})",
        measured=f"{ours:.2f} s",
        peer=f"openpyxl, reading alone {theirs:.2f} s",
        ratio=f"{ours / theirs:.2f}",
        wanted=f"<= {WANTED}",
        is_met=ours / theirs <= WANTED,
    )


def committing_a_survey() -> Figure:
    """Seconds of the commit of a checked file to SQLite, against ``executemany`` of the same rows."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        data = data_without_rounds(folder)
        services = opened(data, folder / "local")
        initialise(services, with_sample=True)
        content, catalog = BytesIO(), load_catalog(data)
        write_workbook(generate(catalog, COMMITTED, 2026, 1, 7), content, catalog.formats["pppconnext"])
        checked = check_survey(services, operator(services), content.getvalue(), "large.xlsx")
        services.database.dispose()

        def ours() -> float:
            copy = folder / "copy"
            shutil.copytree(folder / "local", copy)
            own = opened(data, copy)
            start = time.perf_counter()
            import_survey(own, operator(own), checked)
            took = time.perf_counter() - start
            own.database.dispose()
            shutil.move(copy / "dss.sqlite3", folder / "filled.sqlite3")
            shutil.rmtree(copy)
            return took

        pairs = [(ours(), _bare_driver(folder)) for _ in range(TIMES)]
    mine, theirs = (min(part) for part in zip(*pairs, strict=True))
    return Figure(
        name=f"commit {COMMITTED:,} households and their members to SQLite (best of {TIMES})",
        measured=f"{mine:.2f} s",
        peer=f"sqlite3.executemany {theirs:.2f} s",
        ratio=f"{mine / theirs:.2f}",
        wanted=f"<= {COMMIT_WANTED}",
        is_met=mine / theirs <= COMMIT_WANTED,
    )


def _bare_driver(folder: Path) -> float:
    """Seconds to write the rows of the filled database into an empty one, as the bare driver does it."""
    target = folder / "bare.sqlite3"
    shutil.copy(folder / "local" / "dss.sqlite3", target)
    with closing(sqlite3.connect(folder / "filled.sqlite3")) as source, closing(sqlite3.connect(target)) as bare:
        rows = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = NORMAL")
        start = time.perf_counter()
        with bare:
            for name, content in rows.items():
                bare.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(content[0]))})", content)
        took = time.perf_counter() - start
    target.unlink()
    return took
