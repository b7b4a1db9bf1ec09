"""The mended workbook: text stays text, what is wrong is coloured, reasons stand before the row."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from dss_core.model.problems import Severity
from dss_core.reports.mended import COLOURS, Legend, MarkedSheet, mended_workbook

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    "http://x.example",
    "\t=1",
    "<script>",
    "a\nb",
]
LEGEND = Legend("legend", (("what to do", None), ("an error", Severity.ERROR)))


def sheet(**changes: object) -> MarkedSheet:
    told = {
        "name": "a",
        "rows": [["h", "number"], ["x", "007"], ["", "2026-02-25"], *([text, ""] for text in DANGEROUS)],
        "first_row": 1,
        "marks": {(2, 1): Severity.ERROR, (3, 0): Severity.WARNING, (3, 1): Severity.NOTE},
        "added": ("why", "suggested"),
        "cells": {2: ("because", "=7"), 3: ("empty", "")},
    }
    return MarkedSheet(**{**told, **changes})


def opened(tmp_path: Path, *sheets: MarkedSheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(mended_workbook(sheets, LEGEND, tmp_path)))


def test_reasons_stand_before_the_files_own_columns(tmp_path: Path):
    page = opened(tmp_path, sheet())["a"]
    assert [cell.value for cell in page[1]] == ["why", "suggested", "h", "number"]
    assert [cell.value for cell in page[2]] == ["because", "=7", "x", "007"]
    assert page.freeze_panes == "B2" and page.auto_filter.ref == f"A1:D{len(sheet().rows)}"


def test_every_cell_is_text_and_none_a_formula_or_a_link(tmp_path: Path):
    page = opened(tmp_path, sheet())["a"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert [row[2].value for row in page.iter_rows(min_row=4)] == DANGEROUS
    for row in page.iter_rows(min_row=2):
        for cell in row:
            if str(cell.value or "").lstrip().startswith(("=", "+", "-", "@")):
                assert cell.quotePrefix, cell.value


def test_the_colour_says_how_bad_it_is(tmp_path: Path):
    page = opened(tmp_path, sheet())["a"]
    fills = {name: page[name].fill.fgColor.rgb[2:].lower() for name in ("D2", "C3", "D3", "C2")}
    wanted = {
        name: COLOURS[severity][0].removeprefix("#")
        for name, severity in zip(("D2", "C3", "D3"), Severity, strict=True)
    }
    assert fills == {**wanted, "C2": "000000"}


def test_rows_keep_the_numbers_that_they_have_in_the_file(tmp_path: Path):
    moved = sheet(first_row=3, marks={(4, 1): Severity.ERROR}, cells={4: ("because", "")})
    page = opened(tmp_path, moved)["a"]
    assert [cell.value for cell in page[1]] == [None] * 4
    assert page["A3"].value == "why" and page["A4"].value == "because" and page["D4"].value == "007"


def test_a_sheet_without_problems_is_as_it_was(tmp_path: Path):
    page = opened(tmp_path, sheet(marks={}, added=(), cells={}))["a"]
    assert [cell.value for cell in page[2]] == ["x", "007"] and page.freeze_panes == "A2"


def test_an_empty_sheet_is_written(tmp_path: Path):
    assert opened(tmp_path, sheet(rows=[], marks={}, added=(), cells={}), sheet(name="b")).sheetnames == [
        "a",
        "b",
        "legend",
    ]


def test_the_legend_comes_last(tmp_path: Path):
    book = opened(tmp_path, sheet())
    assert [row[0].value for row in book["legend"].iter_rows()] == ["what to do", "an error"]


def test_what_no_workbook_can_hold_is_left_out_and_the_same_file_gives_the_same_bytes(tmp_path: Path):
    odd = sheet(rows=[["h", "n"], ["a\x00\x0b\ufffeb", "x" * 40_000]])
    page = opened(tmp_path, odd)["a"]
    assert page["C2"].value == "ab" and len(page["D2"].value) == 32_767
    assert mended_workbook([odd], LEGEND, tmp_path) == mended_workbook([odd], LEGEND, tmp_path)


@pytest.mark.parametrize("lines", [1, 40])
def test_a_row_is_high_enough_for_its_reasons(tmp_path: Path, lines: int):
    page = opened(tmp_path, sheet(cells={2: ("\n".join(["why"] * lines), "")}))["a"]
    assert (page.row_dimensions[2].height or 15) == pytest.approx(min(409, 15 * lines), abs=1)
