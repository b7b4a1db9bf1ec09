"""The workbook holds numbers as numbers, prints on A4 and never runs a text."""

import warnings
from dataclasses import replace

import pytest

from dss_core.reports.document import Kind, Report, ReportColumn, ReportRow, ReportTable
from dss_core.reports.excel import workbook
from tests.dss_core.reports.reading import part, sheets


def cells(sheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def test_each_table_has_a_sheet_with_title_source_caption_and_header(report: Report):
    made = sheets(workbook(report))
    assert made.sheetnames == ["ตารางที่ 1", "ตารางที่ 2"]
    for name, table in zip(made.sheetnames, report.tables, strict=True):
        top = [made[name].cell(row, 1).value for row in (1, 2, 3)]
        assert top == [report.title, report.source, f"{name} {table.caption}"]
        assert cells(made[name], 4) == [column.header for column in table.columns]
        assert made[name].freeze_panes == "A5"


def test_numbers_stay_numbers_with_their_format(report: Report):
    sheet = sheets(workbook(report)).worksheets[0]
    assert cells(sheet, 5) == ["ทุนมนุษย์", "เหนือ", 1234, 2.345, 0.5, "ยากจน"]
    assert [cell.number_format for cell in sheet[5]] == [
        "General",
        "General",
        "#,##0",
        "#,##0.00",
        "#,##0.00",
        "General",
    ]


def test_a_missing_figure_is_a_dash_and_words_are_repeated_to_sort_by(report: Report):
    sheet = sheets(workbook(report)).worksheets[0]
    assert cells(sheet, 6) == ["ทุนมนุษย์", "ใต้", 1, 1.0, "–", "ยากจนมาก"]
    assert cells(sheet, 8)[2:] == [0, "–", "–", "–"]


def test_a_total_is_bold_and_the_table_has_three_lines(report: Report):
    sheet = sheets(workbook(report)).worksheets[0]
    assert [sheet.cell(row, 1).font.bold for row in (4, 5, 7)] == [True, False, True]
    assert (sheet["A4"].border.top.style, sheet["A4"].border.bottom.style) == ("medium", "thin")
    assert [sheet.cell(row, 1).border.bottom.style for row in (5, 6, 7, 8)] == [None, None, None, "medium"]


def test_long_texts_go_across_the_table_and_the_notes_stand_below(report: Report):
    sheet = sheets(workbook(report)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (10, 11)] == [*report.tables[0].notes, *report.notes]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {f"A{row}:F{row}" for row in (1, 2, 3, 10, 11)}


def test_it_prints_on_a4_with_header_and_source_on_every_sheet(report: Report):
    sheet = sheets(workbook(report)).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.oddFooter.left.text == report.source
    assert sheet.oddFooter.right.text == "&P/&N"


@pytest.mark.parametrize("source", ["a & b &D", "&" * 300, "x" * 300, "ก" * 239 + "&"])
def test_a_source_is_never_a_code_of_the_footer(report: Report, source: str):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the library warns and leaves out a footer that is too long
        made = workbook(replace(report, source=source))
    footer = (
        part(made, "xl/worksheets/sheet1.xml").split("<oddFooter>")[1].split("</oddFooter>")[0].replace("&amp;", "&")
    )
    left = footer.removeprefix("&L").removesuffix("&R&P/&N")
    assert "&" not in left.replace("&&", "")
    assert len(footer) <= 255


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1+1", "\t=1"])
def test_a_text_like_a_formula_stays_text_when_it_is_edited(report: Report, text: str):
    table = ReportTable("", (ReportColumn("a"), ReportColumn("n", Kind.COUNT)), (ReportRow((text, text)),))
    sheet = sheets(workbook(replace(report, tables=(table,)))).worksheets[0]
    for cell in sheet[5]:
        assert cell.data_type == "s"
        assert cell.quotePrefix
    assert not sheet["A4"].quotePrefix


def test_a_text_longer_than_a_cell_is_cut_rather_than_lost(report: Report):
    table = ReportTable("", (ReportColumn("a"),), (ReportRow(("x" * 40_000,)),), notes=("one column cannot be merged",))
    sheet = sheets(workbook(replace(report, tables=(table,)))).worksheets[0]
    assert len(sheet["A5"].value) == 32_767
    assert 400 < sheet.row_dimensions[5].height <= 409  # Excel opens no higher row
    assert sheet["A7"].value == "one column cannot be merged"


def test_a_word_for_tables_that_no_sheet_may_be_called(report: Report):
    assert sheets(workbook(replace(report, table_word="T/[a]:*?'\\" + "b" * 40))).sheetnames[0].endswith("b 1")
