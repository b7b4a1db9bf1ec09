"""Importing a workbook: from its bytes to committed rows, to a checked draft, to a refusal; and the commit alone."""

import io
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd
import xlsxwriter

from dss_core.catalog.load import load_catalog
from dss_core.intake.pipeline import check_upload
from dss_core.synthetic.files import write_workbook
from dss_core.synthetic.generate import generate, generate_chunks
from dss_core.synthetic.sheets import NUMBER_KINDS
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.initialise import initialise, operator
from tests.bench.figures import Figure
from tests.bench.installations import DATA, KEPT, SEED, WAVE, YEAR, data_without_rounds, opened

WANTED = 0.5
COMMITTED, COMMIT_WANTED = 20_000, 3.0
TABLES = ("household", "household_round", "person", "person_round")
TIMES = 5
DRAFT_WANTED, DRAFT_TIMES, DRAFT_COLUMNS, MOST_MEMORY = 1.5, 3, 80, 1.5 * 2**30
REFUSED_SECONDS, REFUSED_MEMORY, REFUSED_TIMES = 1.0, 200 * 2**20, 5
CALAMINE_ALONE = """
import sys, python_calamine
book = python_calamine.load_workbook(sys.argv[1])
book.get_sheet_by_name(book.sheet_names[0]).to_python()
"""
READY = """
from tests.bench.importing import DATA, load_catalog
load_catalog(DATA)
"""
DRAFT = """
import sys
from tests.bench.importing import draft_of
draft_of(sys.argv[1])
"""
# Without the libraries of the bench: a child is said to have used at least what its parent had when it was started.
REFUSAL = """
import resource, sys, time
from pathlib import Path
from dss_core.errors import BadFile
from dss_core.intake.apart import read_apart
data, start = Path(sys.argv[1]).read_bytes(), time.process_time()
try:
    read_apart(data, "a.xlsx")
except BadFile:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(time.process_time() - start + child.ru_utime + child.ru_stime, child.ru_maxrss)
"""
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


def draft_of(path: str) -> None:
    """A workbook as a checked draft."""
    catalog = load_catalog(DATA)
    draft = check_upload(Path(path).read_bytes(), "a.xlsx", catalog, catalog.formats["pppconnext"], True, b"k" * 32)
    assert not draft.error_count


def drafting_a_large_workbook(rows: int) -> list[Figure]:
    """CPU seconds from file to checked draft, child included, against calamine alone; and the most memory of each.

    Both run in a process of their own. The program's imports and definitions are taken off: a server has them.
    """
    path = _large_workbook(rows)
    start = min(_cpu_of(READY, str(path))[0] for _ in range(DRAFT_TIMES))
    runs = [(_cpu_of(DRAFT, str(path)), _cpu_of(CALAMINE_ALONE, str(path))) for _ in range(DRAFT_TIMES)]
    ours = min(mine[0] for mine, _ in runs) - start
    theirs, memory = min(peer[0] for _, peer in runs), max(mine[1] for mine, _ in runs)
    name = f"file to checked draft, {rows:,} x {DRAFT_COLUMNS} .xlsx (CPU, best of {DRAFT_TIMES})"
    return [
        Figure(
            name=name,
            measured=f"{ours:.1f} s",
            peer=f"calamine, reading alone {theirs:.1f} s",
            ratio=f"{ours / theirs:.2f}",
            wanted=f"<= {DRAFT_WANTED}",
            is_met=ours / theirs <= DRAFT_WANTED,
        ),
        Figure(
            name="the same, most memory of parent or child",
            measured=f"{memory / 2**20:,.0f} MiB",
            peer="",
            ratio="",
            wanted=f"< {MOST_MEMORY / 2**20:,.0f} MiB",
            is_met=memory < MOST_MEMORY,
        ),
    ]


def refusing_hostile_workbooks() -> list[Figure]:
    """CPU seconds, which are those of the clock on a machine that does nothing else, and the child's memory until a
    hostile workbook is refused: the worst of some kinds."""
    worst, memory = 0.0, 0
    for path in _hostile_workbooks():
        told = [_told_by(REFUSAL, str(path)).split() for _ in range(REFUSED_TIMES)]
        worst = max(worst, min(float(seconds) for seconds, _ in told))
        memory = max(memory, *(int(kilobytes) * 2**10 for _, kilobytes in told))
    return [
        Figure(
            "refusing a hostile workbook, the slowest kind (CPU)",
            f"{worst:.2f} s",
            "",
            "",
            "< 1 s",
            worst < REFUSED_SECONDS,
        ),
        Figure(
            "the same, most memory of the child",
            f"{memory / 2**20:,.0f} MiB",
            "",
            "",
            "< 200 MiB",
            memory < REFUSED_MEMORY,
        ),
    ]


def _cpu_of(program: str, path: str) -> tuple[float, int]:
    """CPU seconds of a process and its children, and the most memory that one of them had (bytes)."""
    told = _told_by(
        program
        + """
import resource
mine, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(sum(u.ru_utime + u.ru_stime for u in (mine, others)), max(mine.ru_maxrss, others.ru_maxrss))
""",
        path,
    ).split()
    return float(told[0]), int(told[1]) * 2**10


def _told_by(program: str, path: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def _large_workbook(rows: int) -> Path:
    """A round of so many households with the first 80 columns, the needed ones among them; kept between runs."""
    path = KEPT.parent / f"households-{rows}.xlsx"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = load_catalog(DATA)
    sheet = catalog.formats["pppconnext"].sheets.households
    needed = sorted(sheet.columns, key=lambda column: not column.required)[:DRAFT_COLUMNS]
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page, text = book.add_worksheet(sheet.name), book.add_format({"num_format": "@"})
        page.write_row(0, 0, [column.header for column in needed])
        first = 1
        for chunk in generate_chunks(catalog, rows, YEAR, WAVE, SEED):
            for place, column in enumerate(needed):
                cells = chunk.households[column.header]
                for row, cell in enumerate(cells.tolist(), first):
                    if cell == cell and cell is not None:
                        write: Callable[..., object] = (
                            page.write_number if column.kind in NUMBER_KINDS else page.write_string
                        )
                        write(row, place, cell, None if column.kind in NUMBER_KINDS else text)
            first += len(chunk.households)
    return path


def _hostile_workbooks() -> list[Path]:
    folder = Path(tempfile.mkdtemp(prefix="dss-hostile-"))
    cell = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    kinds = {
        "far": cell.format(1, "A") + cell.format(1_048_576, "XFD"),
        "wide": '<row r="1">' + "".join("<c><v>1</v></c>" for _ in range(16_384)) + "</row>",
        "long": "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2_000_000, 2)),
        "blanks": " " * 200_000_000,
        "laughs": "<!DOCTYPE x [" + "".join(f'<!ENTITY l{n} "{"x" * 9}">' for n in range(99)) + "]>",
    }
    return [_hostile(folder / f"{name}.xlsx", body) for name, body in kinds.items()]


def _hostile(path: Path, body: str) -> Path:
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write(0, 0, "x")
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if "sheet1" in name:
                before = text.partition("<sheetData>")[0]
                text = body + text if body.startswith("<!D") else f"{before}<sheetData>{body}</sheetData></worksheet>"
            new.writestr(name, text)
    return path


def committing_a_survey() -> Figure:
    """Seconds of the commit of a checked file to SQLite, against ``executemany`` of the same rows."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        data = data_without_rounds(folder)
        services = opened(data, folder / "local")
        initialise(services, with_sample=True)
        content, catalog = io.BytesIO(), load_catalog(data)
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
