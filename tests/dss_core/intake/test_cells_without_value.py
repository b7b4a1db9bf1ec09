"""Excel errors and formulas that were never computed are told from empty cells: the parser leaves all three out."""

import pytest

from dss_core.intake.readers.kinds import read_file
from tests.dss_core.intake.files import with_part, xlsx_of
from tests.dss_core.intake.plain import PLAIN, code, rows, sheet


def in_cell(inside: bytes, kind: bytes = b"") -> bytes:
    return sheet(b'<c r="B2"><v>2</v></c>', b'<c r="B2"%s>%s</c>' % (b' t="%s"' % kind if kind else b"", inside))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (in_cell(b"<v>#DIV/0!</v>", b"e"), "#N/A"),
        (in_cell(b"<f>1/0</f><v>#DIV/0!</v>", b"e"), "#N/A"),
        (in_cell(b"<f>A2*2</f>"), "#N/A"),
        (in_cell(b"<f>A2*2</f><v></v>"), "#N/A"),
        (in_cell(b"<f>A2*2</f><v/>"), "#N/A"),
        (in_cell(b"<f>A2*2</f><v> \n </v>"), "#N/A"),
        (in_cell(b"<f>A2*2</f><v>2</v>"), "2"),
        (in_cell(b'<f>A2&amp;""</f><v></v>', b"str"), ""),
        (in_cell(b"<f>A2</f><v>words</v>", b"str"), "words"),
        (in_cell(b"<is><t>words</t></is>", b"inlineStr"), "words"),
        (in_cell(b""), ""),
    ],
)
def test_an_error_or_a_formula_without_value_is_told_from_an_empty_cell(data: bytes, value: str):
    assert rows(data) == [["h1", "h2"], ["1", value], ["3", "4"]]


def test_a_cell_without_value_is_not_the_one_after_it():
    assert rows(sheet(b'<c r="A2"><v>1</v>', b'<c r="A2"><f>1</f>'))[1] == ["#N/A", "2"]


def test_a_last_cell_without_value_is_found_too():
    assert rows(sheet(b"<v>4</v>", b"<f>1</f>"))[2] == ["3", "#N/A"]
    assert rows(sheet(b"<v>4</v></c></row>", b'<f>1</f></c></row><row r="4"><c r="A4"><v>7</v></c></row>'))[2:] == [
        ["3", "#N/A"], ["7", ""],
    ]  # fmt: skip


def test_a_formula_of_a_drop_down_list_is_no_cell():
    """Excel keeps the source of a list behind the cells, as a formula that has no value."""
    extension = b'</sheetData><!-- --><extLst><ext xmlns:xm="urn:x"><xm:f>Codes!$A$1:$A$9</xm:f></ext></extLst>'
    assert rows(sheet(b"</sheetData>", extension)) == rows(PLAIN)


def test_cells_behind_an_extension_are_cells_all_the_same():
    hidden = b'</row><extLst/><row r="4"><c r="XFD4"><v>1</v></c></row></sheetData>'
    assert code(sheet(b"</row></sheetData>", hidden))[1]["column"] == 16_384


def test_cells_without_value_stand_where_excel_shows_them():
    """Empty rows above and empty columns before a table are left out by the parser."""

    def formulas(book) -> None:
        book.get_worksheet_by_name("a").write_formula("D5", "=NA()", None, "#N/A")
        book.get_worksheet_by_name("a").write_formula("F9", "=1", None, "")

    read = read_file(xlsx_of({"a": [[], [], [], ["", "", "h1", "h2"], ["", "", 1, ""]]}, formulas), "a.xlsx").sheets[0]
    assert (read.first_row, read.rows[:2]) == (4, [["h1", "h2"], ["1", "#N/A"]])


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "worksheets/SHEET1.xml"])
def test_a_sheet_is_found_however_the_workbook_points_at_it(target: str):
    moved = with_part(
        in_cell(b"<f>1</f>"),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(b"worksheets/sheet1.xml", target.encode()),
    )
    assert rows(moved)[1] == ["1", "#N/A"]


def test_names_of_sheets_may_hold_any_sign():
    assert [one.name for one in read_file(xlsx_of({"ก & <ข>": [["a", "b"], [1, 2]]}), "a.xlsx").sheets] == ["ก & <ข>"]
