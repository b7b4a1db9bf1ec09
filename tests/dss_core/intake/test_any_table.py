"""Any researcher's table: the same columns from every kind of file, and nothing dropped without a word."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
import xlsxwriter

from dss_core.errors import BadFile, BadInput
from dss_core.intake.any_table import Table, read_table

FRAME = pd.DataFrame(
    {
        "อำเภอ": ["4904", "4901", "4904", "4901"],
        "income": [1000.0, 2500.5, None, 3000.0],
        "tenure": ["own", "rent", "own", None],
    }
)
ODS_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"/>"""
ODS_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


REPEATED = 'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'


def csv(text: str, name: str = "t.csv") -> Table:
    return read_table(text.encode(), name)


def xlsx(*sheets: list[list[object]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, ["" if cell is None else cell for cell in row])
    return target.getvalue()


def ods(rows: list[list[object]], more: str = "", tail: str = "") -> bytes:
    def cell(value: object) -> str:
        if isinstance(value, float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value or ""}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        mark = zipfile.ZipInfo("mimetype")
        archive.writestr(mark, "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        archive.writestr("content.xml", ODS_CONTENT.format(rows=body + more) + tail)
    return target.getvalue()


def stat_file(tmp_path: Path, suffix: str, frame: pd.DataFrame = FRAME, **about: object) -> bytes:
    path = tmp_path / f"t{suffix}"
    write = pyreadstat.write_dta if suffix == ".dta" else pyreadstat.write_sav
    write(frame, path, **about)
    return path.read_bytes()


def rows_of(frame: pd.DataFrame) -> list[list[object]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [list(frame.columns), *plain.to_numpy().tolist()]


def as_parquet(frame: pd.DataFrame) -> bytes:
    return frame.to_parquet()


def assert_is_the_frame(table: Table, district: str = "อำเภอ") -> None:
    assert table.row_count == 4
    assert table.column(district).texts.tolist() == ["4904", "4901", "4904", "4901"]
    np.testing.assert_array_equal(table.numbers("income"), [1000, 2500.5, np.nan, 3000])
    assert table.column("tenure").texts.tolist() == ["own", "rent", "own", None]
    assert table.column("tenure").is_category and table.column("tenure").numbers is None


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "cp874"), ("\t", "utf-16")])
def test_text_files_of_any_encoding_and_delimiter(delimiter: str, encoding: str):
    data = FRAME.to_csv(index=False, sep=delimiter).encode(encoding)
    assert_is_the_frame(read_table(data, "t.tsv" if delimiter == "\t" else "t.csv"))


def test_workbooks_of_excel_and_libreoffice():
    assert_is_the_frame(read_table(xlsx(rows_of(FRAME)), "t.xlsx"))
    assert_is_the_frame(read_table(ods(rows_of(FRAME)), "t.ods"))


def test_empty_cells_that_are_repeated_to_the_edge_of_a_sheet_are_no_harm():
    edge = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert read_table(ods([["a", "b"], [1.0, 2.0]], edge), "t.ods").row_count == 1


def test_a_workbook_that_declares_entities_is_not_opened():
    data = ods([["a", "b"], ["1", "2"]])
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(spoilt, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            new.writestr(part, text.replace(b"?>\n", b'?>\n<!DOCTYPE x [<!ENTITY a "b">]>', 1))
    with pytest.raises(BadFile, match="file_bomb"):
        read_table(spoilt.getvalue(), "t.ods")


def test_files_of_spss_stata_and_arrow(tmp_path: Path):
    assert_is_the_frame(read_table(stat_file(tmp_path, ".sav"), "t.sav"))
    plain = FRAME.rename(columns={"อำเภอ": "district"})
    assert_is_the_frame(read_table(stat_file(tmp_path, ".dta", plain), "T.DTA"), "district")
    assert_is_the_frame(read_table(as_parquet(FRAME.set_index("อำเภอ").reset_index()), "t.parquet"))


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_value_labels_stand_in_the_place_of_codes(tmp_path: Path, suffix: str):
    frame = pd.DataFrame({"sex": [1.0, 2.0, None], "score": [1.0, 5.0, 3.0]})
    labels = {"sex": {1: "ชาย", 2: "หญิง"}, "score": {1: "low", 5: "high"}}
    data = stat_file(tmp_path, suffix, frame, variable_value_labels=labels, column_labels={"sex": "เพศ"})
    table = read_table(data, "t" + suffix)
    sex, score = table.column("sex"), table.column("score")
    assert sex.texts.tolist() == ["ชาย", "หญิง", None] and sex.is_category and sex.label == "เพศ"
    # A scale whose ends alone are labelled stays a number.
    assert score.texts.tolist() == ["low", "high", "3"] and not score.is_category


def test_a_labelled_scale_of_spss_is_a_number_as_well(tmp_path: Path):
    frame = pd.DataFrame({"agree": [1.0, 2.0, 2.0]})
    labels = {"agree": {1: "no", 2: "yes"}}
    data = stat_file(tmp_path, ".sav", frame, variable_value_labels=labels, variable_measure={"agree": "ordinal"})
    agree = read_table(data, "t.sav").column("agree")
    assert not agree.is_category and agree.numbers is not None and agree.texts.tolist() == ["no", "yes", "yes"]


def test_user_missing_codes_are_missing(tmp_path: Path):
    frame = pd.DataFrame({"q": [1.0, 99.0]})
    data = stat_file(tmp_path, ".sav", frame, missing_ranges={"q": [99]})
    np.testing.assert_array_equal(read_table(data, "t.sav").numbers("q"), [1.0, np.nan])


def test_types_of_arrow_keep_what_they_mean():
    frame = pd.DataFrame(
        {
            "big": [2**60 + 1, 2],
            "cost": [Decimal("1.50"), None],
            "flag": [True, False],
            "kind": pd.Categorical(["a", None]),
            "day": pd.to_datetime(["2026-01-02", None]),
            "never": [None, None],
        },
        index=["x", "y"],
    )
    table = read_table(as_parquet(frame), "t.parquet")
    assert table.column("big").texts.tolist() == [str(2**60 + 1), "2"]
    np.testing.assert_array_equal(table.numbers("cost"), [1.5, np.nan])
    assert table.column("flag").texts.tolist() == ["True", "False"]
    assert table.column("kind").texts.tolist() == ["a", None]
    assert str(table.column("day").texts[0]).startswith("2026-01-02") and table.column("day").texts[1] is None
    np.testing.assert_array_equal(table.numbers("never"), [np.nan, np.nan])


def test_text_among_numbers_is_told_with_its_count_and_never_dropped():
    table = csv("id,income\n1,100\n2,about 50\n3,70\n4,\n")
    with pytest.raises(BadInput) as caught:
        table.numbers("income")
    assert (caught.value.code, caught.value.params) == ("table_text_in_numbers", {"column": "income", "count": 1})
    assert table.column("income").texts.tolist() == ["100", "about 50", "70", None]


def test_words_are_no_numbers():
    with pytest.raises(BadInput, match="not_a_number"):
        csv("a,b\nx,1\n3,2\ny,3\n").numbers("a")


def test_an_unknown_column_is_named_beside_those_there_are():
    with pytest.raises(BadInput) as caught:
        csv("a,b\n1,2\n").column("c")
    assert caught.value.params == {"column": "c", "columns": "a, b"}


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1,234.5", 1234.5), ("๑๒", 12.0), ("-3", -3.0), (".5", 0.5), ("1e3", 1000.0), ("007", 7.0)],
)
def test_numbers_may_be_written_in_several_ways(cell: str, number: float):
    assert csv(f'a,b\n"{cell}",1\n').numbers("a").tolist() == [number]


@pytest.mark.parametrize("cell", ["1,5", "12,34", "1e999", "0x10", "1_000", "5%", "-"])
def test_what_only_looks_like_a_number_is_text(cell: str):
    table = csv(f'a,b\n"{cell}",1\n1,1\n2,1\n')
    assert table.column("a").stray_count == 1


@pytest.mark.parametrize("word", ["NA", "N/A", ".", "NaN", "null", "#N/A"])
def test_words_for_missing_are_missing_and_counted(word: str):
    column = csv(f"a,b\n{word},1\n1,1\n").column("a")
    assert column.missing_words == 1 and column.numbers is not None and column.texts.tolist() == [None, "1"]


def test_a_table_of_one_column_is_read():
    table = csv("x\n1\n2\n\n3\n")
    assert list(table.columns) == ["x"] and table.numbers("x").tolist() == [1, 2, 3]


def test_blank_rows_are_no_rows_and_blank_columns_no_columns():
    table = csv("a,,b\n1,,2\n,,\n3,,4\n")
    assert list(table.columns) == ["a", "b"] and table.row_count == 2


def test_repeated_and_blank_headings_get_a_name_and_it_is_said():
    table = csv("a,a,,\u200bb\n1,2,3,4\n")
    assert list(table.columns) == ["a", "a (2)", "column_3", "b"]
    assert [(p.code, p.column) for p in table.problems] == [
        ("table_heading_changed", "a (2)"),
        ("table_heading_changed", "column_3"),
        ("table_heading_changed", "b"),
    ]


def test_the_first_sheet_with_rows_is_taken_and_others_are_mentioned():
    data = xlsx([["empty"]], [["a", "b"], [1, 2]], [["c", "d"], [1, 2]])
    table = read_table(data, "t.xlsx")
    assert list(table.columns) == ["a", "b"]
    assert [(p.code, dict(p.params)["count"]) for p in table.problems] == [("table_other_sheets", "1")]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "t.csv", "file_empty"),
        (b"a,b\n", "t.csv", "file_no_rows"),
        (b"x\n", "t.csv", "file_no_rows"),
        (b"a,b\n,\n", "t.csv", "file_no_rows"),
        (b"a,b\n1,2,3\n", "t.csv", "file_slipped_rows"),
        (b'x\n"open\n', "t.csv", "file_not_a_workbook"),
        (b"x\n1\n", "t.xlsx", "file_not_a_workbook"),
        (b"<table><tr><td>1</td></tr></table>", "t.xls", "file_web_page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "t.csv", "file_not_a_workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "t.xls", "file_not_a_workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "t.xlsx", "file_locked"),
        (b"PK\x03\x04 no zip", "t.ods", "file_not_a_workbook"),
        (ods([["a", "b"], ["1", "2"]], tail=" " * 5_000_000), "t.ods", "file_bomb"),
        (
            ods(
                [["a", "b"]],
                '<table:table-row table:number-rows-repeated="2000"><table:table-cell '
                + REPEATED
                + "</table:table-row>",
            ),
            "t.ods",
            "file_far_cells",
        ),
        (xlsx([["a"]]), "t.ods", "file_no_rows"),
        (ods([["a", "b"]]), "t.ods", "file_no_rows"),
        (b"$FL2 no spss", "t.sav", "file_unreadable"),
        (b"<stata_dta>", "t.dta", "file_unreadable"),
        (b"PAR1PAR1", "t.parquet", "file_unreadable"),
        (as_parquet(FRAME.iloc[:0]), "t.parquet", "file_no_rows"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_reason(data: bytes, name: str, code: str):
    with pytest.raises(BadFile) as caught:
        read_table(data, name)
    assert caught.value.code == code and caught.value.params["file"] == name


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dss_core.intake.limits.LARGEST_BYTES", 3)
    with pytest.raises(BadFile, match="file_too_large"):
        csv("a,b\n1,2\n")


def test_a_parquet_file_that_unpacks_too_far_is_not_opened(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dss_core.intake.limits.LARGEST_UNPACKED", 10)
    with pytest.raises(BadFile, match="file_bomb"):
        read_table(as_parquet(FRAME), "t.parquet")


def test_an_error_of_the_program_itself_is_not_blamed_on_the_file(monkeypatch: pytest.MonkeyPatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dss_core.intake.readers.calamine.python_calamine.load_workbook", stop)
    with pytest.raises(KeyboardInterrupt):
        read_table(ods([["a", "b"], ["1", "2"]]), "t.ods")
