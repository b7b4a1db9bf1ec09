"""Broken and hostile files, some met by other projects, some made: each is taken or refused with a reason, quickly.

Skipped where the shared cases are not at hand.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dss_core.catalog.load import load_catalog
from dss_core.errors import BadFile
from dss_core.intake.pipeline import Draft, check_upload
from dss_core.intake.readers.kinds import read_file
from dss_core.language.messages import MESSAGES
from dss_core.settings import ROOT

CASE = Path(os.environ.get("DSS_SHARED", ROOT.parent / "shared")) / "cases" / "bad_files"
FILES = sorted((CASE / "files").glob("*")) if CASE.exists() else []

pytestmark = pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not beside this repository")

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
CATALOG = load_catalog(ROOT / "data")

# Which of the files cannot be taken in at all, and why; every other is read, and then lacks the columns of a survey.
REFUSED = {
    "cal_68_bytes.xls": "file_not_a_workbook",
    "dimension_lie_XFD1048576.xlsx": "file_no_rows",  # it holds one cell
    "empty_0_bytes.csv": "file_empty",
    "header_only.csv": "file_no_rows",
    "html_table_named.xls": "file_web_page",
    "png_named.xlsx": "file_not_a_workbook",
    "poi_encrypted_password.xlsx": "file_locked",
    "poi_hidden_sheet.xlsx": "file_no_rows",  # the visible sheet is empty
    "poi_no_shared_strings.xlsx": "file_no_rows",  # it holds one row
    "poi_xmlbomb.xlsx": "file_bomb",
    "ragged_rows.csv": "file_slipped_rows",
    "spss_truncated.sav": "file_unreadable",
    "zipslip_entries.xlsx": "file_no_rows",  # it holds one row
}
SAME_SURVEY = ["thai_tis620.csv", "thai_utf16le_bom.csv", "thai_utf8_nobom_semicolon.csv", "thai_digits.csv"]


def outcome(path: Path) -> Draft | BadFile:
    try:
        return check_upload(path.read_bytes(), path.name, CATALOG, CATALOG.formats["pppconnext"], True, b"k" * 32)
    except BadFile as error:
        return error


def rows(name: str) -> list[list[str]]:
    return read_file((CASE / "files" / name).read_bytes(), name).sheets[0].rows


@each_file
def test_each_file_is_refused_in_words_and_at_once(path: Path):
    begin = time.perf_counter()
    found = outcome(path)
    assert time.perf_counter() - begin < 10
    assert isinstance(found, BadFile), "none of them is a survey in this format"
    assert found.code == REFUSED.get(path.name, "file_other_columns")
    assert found.code in MESSAGES and found.params["file"] == path.name


def test_every_file_of_the_case_is_tried():
    expected = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    assert {path.name for path in FILES} == {entry["file"] for entry in expected["files"]}
    assert REFUSED.keys() <= {path.name for path in FILES}


def test_all_files_together_stay_far_below_the_memory_of_a_small_server():
    program = "import tests.cases.test_bad_files as t; [t.outcome(path) for path in t.FILES]; print(t.memory_mb())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    assert float(done.stdout) < 1_000


def memory_mb() -> float:
    """The most memory that this process has used (megabytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


@pytest.mark.parametrize("name", SAME_SURVEY[:3])
def test_the_same_survey_is_read_alike_from_every_encoding(name: str):
    assert rows(name) == rows(SAME_SURVEY[0])
    assert rows(name)[0] == ["รหัสครัวเรือน", "ตำบล", "จำนวนสมาชิก", "รายได้ต่อเดือน", "วันที่สำรวจ"]
    assert len(rows(name)) == 5


@pytest.mark.parametrize("name", ["cal_date_1900.xlsx", "cal_date_1904.xlsx"])
def test_both_calendars_of_excel_give_the_same_days(name: str):
    assert [row[0] for row in rows(name)[:2]] == ["2021-01-01", "2021-01-02"]


def test_error_cells_are_told_from_empty_ones():
    assert {row[0] for row in rows("cal_excel_errors.xlsx")} == {"#N/A"}


def test_formulas_without_a_result_are_neither_zero_nor_text():
    table = rows("formulas_no_cached_values.xlsx")
    assert table[0] == ["hhid", "income", "double"]
    assert [row[1] for row in table[1:]] == ["1000", "2000", "3000", "4000", "5000"]
    assert {row[2] for row in table[1:]} == {"#N/A"}


def test_text_that_looks_like_a_formula_stays_text_and_numbers_stay_numbers():
    table = rows("csv_injection.csv")
    assert len(table) == 16
    assert any(row[1].startswith(("=", "+", "@")) for row in table[1:])
    assert "-5" in {row[2] for row in table[1:]}


def test_headers_of_every_kind_are_kept_apart():
    table = rows("headers_duplicate_blank_zwsp.xlsx")
    assert [sum(float(row[column]) for row in table[1:]) for column in range(8)] == [11, 22, 33, 44, 55, 66, 77, 88]


def test_decomposed_thai_is_composed():
    places = {row[3].strip() for row in rows("category_variants.csv")[1:]}
    assert not any("ํ" in place or "เเ" in place for place in places)


def test_a_workbook_of_the_strict_kind_is_read():
    table = rows("cal_strict_iso.xlsx")
    assert len(table) > 1 and any(table[0])


def test_the_rows_of_a_text_file_that_do_not_fit_are_named():
    found = outcome(CASE / "files" / "ragged_rows.csv")
    assert isinstance(found, BadFile) and found.params["rows"] == "3, 4, 6"


def test_merged_and_hidden_things_are_told():
    merged = read_file((CASE / "files" / "cal_merge_cells.xlsx").read_bytes(), "a.xlsx")
    assert [problem.code for problem in merged.problems] == ["sheet_merged_cells"]


def test_names_that_climb_out_of_the_zip_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert isinstance(outcome(CASE / "files" / "zipslip_entries.xlsx"), BadFile)
    assert not list(tmp_path.rglob("*")) and not (tmp_path.parent / "evil_zipslip.txt").exists()
