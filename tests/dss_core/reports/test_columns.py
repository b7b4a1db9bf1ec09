"""Columns are as wide as what stands in them, and the page is turned when they do not fit."""

from dataclasses import replace

import pytest

from dss_core.reports.columns import UPRIGHT, Width, is_wide, letters, shares, wanted_widths
from dss_core.reports.document import Kind, Report, ReportColumn, ReportRow, ReportTable


def test_thai_marks_take_no_width():
    assert letters("ผู้ที่ดิน") == 4
    assert letters("น้ำ") == 2  # the vowel am stands beside its letter


def table(*columns: tuple[str, Kind, str | int]) -> ReportTable:
    return ReportTable(
        "",
        tuple(ReportColumn(header, kind) for header, kind, _ in columns),
        (ReportRow(tuple(cell for *_, cell in columns)),),
    )


def test_a_long_text_wraps_and_a_number_never_does():
    words, number = wanted_widths(table(("a", Kind.TEXT, "x" * 200), ("n", Kind.COUNT, 1_234_567)), "en")
    assert words.wraps and words.letters < 40
    assert not number.wraps and number.letters > len("1,234,567")


def test_the_header_of_a_number_may_take_two_lines():
    words, thai, word = wanted_widths(
        table(("a header of words", Kind.COUNT, 1), ("จำนวนครัวเรือน", Kind.COUNT, 1), ("Missing", Kind.COUNT, 1)), "en"
    )
    assert words.letters < len("a header of words")
    assert thai.letters < letters("จำนวนครัวเรือน") + 2
    assert word.letters > len("Missing")


@pytest.mark.parametrize("line", [20, 72, 300])
def test_the_columns_fill_the_line(line: int):
    widths = [Width(32, True), Width(12, False), Width(9, False)]
    assert sum(shares(widths, line)) == pytest.approx(1)
    assert min(shares(widths, line)) > 0


def test_on_a_narrow_line_the_long_texts_give_way():
    text, number = shares([Width(32, True), Width(10, False)], 30)
    assert number == pytest.approx(10 / 30)
    assert text == pytest.approx(20 / 30)


def test_the_page_is_turned_for_many_columns_only(report: Report):
    assert not is_wide(report)
    many = table(*((f"column {place}", Kind.COUNT, 1_000_000) for place in range(UPRIGHT // 10)))
    assert is_wide(replace(report, tables=(*report.tables, many)))


def test_a_table_without_rows_still_has_widths():
    empty = ReportTable("", (ReportColumn("a"), ReportColumn("n", Kind.COUNT)), ())
    assert sum(shares(wanted_widths(empty, "en"), UPRIGHT)) == pytest.approx(1)
