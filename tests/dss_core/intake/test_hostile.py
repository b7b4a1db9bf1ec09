"""Files that were made to do harm, of every kind: each is refused in words, in little memory, and nothing is run.

Time is not measured here but in the bench; the memory is that of the child, which reads one file and ends.
"""

import io
import struct
import zipfile
from pathlib import Path

import pandas as pd
import pyarrow
import pyarrow.parquet
import pyreadstat
import pytest

from dss_core.errors import BadFile
from dss_core.intake.apart import read_apart
from dss_core.intake.sheets import Reading
from tests.dss_core.intake.files import csv_of, with_part, xlsx_of
from tests.dss_core.intake.plain import PLAIN, SHEET
from tests.dss_core.intake.test_any_table import REPEATED, ods
from tests.dss_core.intake.test_packages import LAUGHS


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def parquet(table: pyarrow.Table, **about: object) -> bytes:
    target = io.BytesIO()
    pyarrow.parquet.write_table(table, target, **about)
    return target.getvalue()


def xlsb(row: int, column: int) -> bytes:
    """A binary workbook whose one cell lies in this row and column, counted from 0."""
    cell = b"\x00\x04" + struct.pack("<I", row) + b"\x01\x08" + struct.pack("<II", column, 0)
    return zipped({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": cell})


ROWS = "".join(f'<row r="{n}" spans="1:9"/>' for n in range(4, 200_000)).encode()
WIDE = pyarrow.table({f"c{n}": pyarrow.array([0]) for n in range(3_000)})
LONG = pyarrow.table({"a": pyarrow.array([0] * 1_200_000), "b": pyarrow.array([0] * 1_200_000)})
MARK = {"xl/workbook.xml": b""}
FAR_ROWS = '<table:table-row table:number-rows-repeated="2000"><table:table-cell ' + REPEATED + "</table:table-row>"

HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "zip bomb": ("a.xlsx", with_part(PLAIN, "xl/x.xml", lambda _: b"<a>" + b" " * 60_000_000 + b"</a>"), "file_bomb"),
    "many parts": ("a.xlsx", zipped({f"xl/{n}.xml": b"<a/>" for n in range(600)} | MARK), "file_bomb"),
    "laughs": ("a.xlsx", with_part(PLAIN, SHEET, lambda x: x.replace(b"?>", b"?>" + LAUGHS, 1)), "file_bomb"),
    "laughs in the list of sheets": (
        "a.xlsx",
        with_part(PLAIN, "xl/workbook.xml", lambda x: x.replace(b"?>", b"?>" + LAUGHS, 1)),
        "file_bomb",
    ),
    "far corner": (
        "a.xlsx",
        with_part(PLAIN, SHEET, lambda x: x.replace(b'r="B3"', b'r="XFD1048576"')),
        "file_far_cells",
    ),
    "16,384 columns": ("a.xlsx", xlsx_of({"a": [["x"] * 16_384, ["y"] * 16_384]}), "file_far_cells"),
    "not a zip at all": ("a.xlsx", b"PK\x03\x04" + b"\x00" * 5_000, "file_not_a_workbook"),
    "locked": ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "file_locked"),
    "old workbook cut off": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "file_not_a_workbook"),
    "old workbook of noise": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 9_000, "file_not_a_workbook"),
    "xlsb, far corner": ("a.xlsb", xlsb(1_048_575, 16_383), "file_far_cells"),
    "xlsb, damaged": ("a.xlsb", xlsb(1, 1), "file_not_a_workbook"),
    "ods, cells repeated": ("a.ods", ods([["a", "b"]], FAR_ROWS), "file_far_cells"),
    "ods, bomb": ("a.ods", ods([["a", "b"], ["1", "2"]], tail=" " * 60_000_000), "file_bomb"),
    "ods, laughs": ("a.ods", zipped({"content.xml": LAUGHS + b"<a>&lol8;</a>"}), "file_bomb"),
    "csv, 2 million empty rows": ("a.csv", b"a,b\n" + b",\n" * 2_000_000, "file_far_cells"),
    "csv, 16,384 columns": ("a.csv", csv_of([["x"] * 16_384, ["y"] * 16_384]), "file_far_cells"),
    "csv with the letter NUL": ("a.csv", b"a,b\n1,\x002\n", "file_not_a_workbook"),
    "csv, never closed": ("a.csv", b'a,b\n"' + b"x" * 2_000_000, "file_slipped_rows"),
    "parquet, wide": ("a.parquet", parquet(WIDE), "file_far_cells"),
    "parquet, long": ("a.parquet", parquet(LONG), "file_far_cells"),
    "parquet, cut off": ("a.parquet", parquet(LONG)[:-50], "file_unreadable"),
    "parquet, noise": ("a.parquet", b"PAR1" + b"\xff" * 3_000 + b"\xff\xff\xff\x7fPAR1", "file_unreadable"),
    "parquet, locked": ("a.parquet", b"PARE" + bytes(100) + b"PARE", "file_locked"),
    "sav, noise": ("a.sav", b"$FL2" + b"\xff" * 5_000, "file_unreadable"),
    "dta, noise": ("a.dta", b"<stata_dta>" + b"\xff" * 5_000, "file_unreadable"),
    "old dta, noise": ("a.dta", b"\x73\x01" + b"\xff" * 5_000, "file_unreadable"),
    "odk, bomb": ("a.zip", zipped({"a.csv": b"a,b\n" + b"1,2\n" * 10_000_000}), "file_bomb"),
    "odk, many tables": ("a.zip", zipped({f"{n}.csv": b"a,b\n1,2\n" for n in range(60)}), "file_not_a_workbook"),
    "a zip of something else": ("a.zip", zipped({"holiday.jpg": b"x"}), "file_not_a_workbook"),
    "a program": ("a.xlsx", b"MZ\x90\x00" + bytes(3_000), "file_not_a_workbook"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_in_words(name: str, data: bytes, code: str):
    with pytest.raises(BadFile) as caught:
        read_apart(data, name)
    assert (caught.value.code, caught.value.params["file"]) == (code, name)


def read(data: bytes, name: str = "a.xlsx") -> Reading:
    return read_apart(data, name)


def test_empty_rows_without_number_are_no_rows():
    assert read(with_part(PLAIN, SHEET, lambda x: x.replace(b"</sheetData>", ROWS + b"</sheetData>"))).sheets[0].rows[
        1:
    ] == [["1", "2"], ["3", "4"]]


def test_names_that_climb_out_of_a_zip_of_tables_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    data = zipped({"../../evil.csv": b"a,b\n1,2\n", "/etc/evil.csv": b"a,b\n3,4\n", "media/photo.jpg": b"x"})
    assert [sheet.name for sheet in read(data, "a.zip").sheets] == ["evil", "evil"]
    assert not list(tmp_path.rglob("*")) and not (tmp_path.parent / "evil.csv").exists()


def test_signs_that_turn_the_reading_and_scripts_are_text():
    odd = ["\u202eเลขที่", "😀", "<script>alert(1)</script>", "=1+1", "+1", "-1", "@x"]
    assert read(xlsx_of({"a": [["h"] * 7, odd]})).sheets[0].rows[1] == odd


def test_a_file_of_stata_that_says_it_has_a_million_million_rows(tmp_path: Path):
    path = tmp_path / "a.dta"
    pyreadstat.write_dta(pd.DataFrame({"a": [1.0], "b": [2.0]}), path, version=14)
    data = path.read_bytes()
    at = data.index(b"<N>") + 3
    with pytest.raises(BadFile) as caught:
        read(data[:at] + struct.pack("<Q", 10**12) + data[at + 8 :], "a.dta")
    assert caught.value.code in ("file_far_cells", "file_unreadable")
