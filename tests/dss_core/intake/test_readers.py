"""Bytes become sheets of text, or a reason why not."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import python_calamine

from dss_core.errors import BadFile
from dss_core.intake import limits
from dss_core.intake.readers.kinds import read_file
from tests.dss_core.intake.conftest import Check, Refusal
from tests.dss_core.intake.files import HOUSEHOLDS, csv_of, house, member, survey, table, with_part, xlsx_of

HOUSES = table([house(1, village_name="บ้านโคก"), house(2, village_name='ก "ข", ค')])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
NO_WORKBOOK = ("file_not_a_workbook", {"file": "รอบ.xlsx"})


def zip_of(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def utf_16(rows: list[list[Any]], encoding: str) -> bytes:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    return mark + csv_of(rows, encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620", "utf-16"])
def test_a_csv_is_read_in_every_encoding_and_with_every_delimiter(check: Check, encoding: str, delimiter: str):
    draft = check(csv_of(HOUSES, encoding, delimiter), "a.csv")
    assert draft.problems == ()
    assert draft.households["village_name"].tolist() == ["บ้านโคก", 'ก "ข", ค']


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_from_either_end(check: Check, encoding: str):
    assert len(check(utf_16(HOUSES, encoding), "a.csv").households) == 2


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_csv_may_end_its_lines_as_it_likes(check: Check, line_end: str):
    data = csv_of(HOUSES).replace(b"\r\n", line_end.encode())
    assert len(check(data).households) == 2


def test_rows_of_a_csv_keep_their_numbers_across_blank_lines(check: Check):
    text = csv_of(table([house(1), house(2, h1="9"), house(3, h1="9")])).decode().split("\r\n")
    text.insert(2, "")
    text.insert(0, "  ")
    text.insert(0, "")
    draft = check("\r\n".join(text).encode())
    assert [found.row for found in draft.problems] == [6, 7]


def test_a_line_break_inside_a_cell_is_no_new_row(check: Check):
    draft = check(csv_of(table([house(1, village_name="บ้าน\nโคก"), house(2, h1="9")])))
    assert draft.households["village_name"][2] == "บ้าน\nโคก"
    assert [found.row for found in draft.problems] == [3]


def test_a_row_that_ends_early_has_empty_cells_at_its_end(check: Check):
    rows = table([house(1, h1="3", h2="4"), house(2)])
    draft = check(csv_of([rows[0], rows[1][:-1], rows[2][:-2]]))
    (told,) = draft.problems
    assert (told.code, dict(told.params)) == ("table_short_rows", {"count": "2", "rows": "2, 3"})
    assert draft.households[["h1", "h2"]].isna().to_numpy().tolist() == [[False, True], [True, True]]


def test_empty_cells_beyond_the_last_heading_are_left_out(check: Check):
    assert len(check(csv_of([[*row, "", " "] for row in HOUSES])).households) == 2
    rows = [HOUSES[0], *([*row, ""] for row in HOUSES[1:])]
    assert len(check(csv_of(rows)).households) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("บ้านโคก", "บ้าน,โคก"),
        lambda text: text.replace("บ้านโคก", '"บ้านโคก'),
        lambda text: text.replace("บ้านโคก", '"บ้าน"โคก'),
        lambda text: text.replace("บ้านโคก", "ก" * 200_000),
    ],
    ids=["a delimiter too many", "a quote never closed", "a quote closed too early", "an endless cell"],
)
def test_a_csv_whose_rows_have_slipped_is_refused_and_not_guessed(refusal: Refusal, spoil):
    code, params = refusal(spoil(csv_of(HOUSES).decode()).encode())
    assert (code, params["rows"]) == ("file_slipped_rows", "2")


def test_blank_cells_are_empty_and_text_keeps_its_inside():
    assert read_file(b"a,b\n x  y ,\t\n", "a.csv").sheets[0].rows == [["a", "b"], ["x  y", ""]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n", "file_not_a_workbook"),
        (b"\xef\xbb\xbf", "file_not_a_workbook"),
        (b"\xff\xfe", "file_not_a_workbook"),
        (b"\xff\xfe\x00", "file_not_a_workbook"),
        ("\ufeffa,b\n\x00,1".encode("utf-16-le"), "file_not_a_workbook"),
        (b"one column\nof words\n", "file_not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 50, "file_not_a_workbook"),
        (b"%PDF-1.7\n1 0 obj <<,>>\n\xe2\xe3\xcf\xd3\xff\xfe", "file_not_a_workbook"),
        (b"GIF89a,b\n\x81\x8d\n", "file_not_a_workbook"),
        ("<html><table><tr><td>รหัสบ้าน, หมู่</td></tr>\n</table></html>".encode(), "file_web_page"),
        (b"a,b\n", "file_no_rows"),
        (b"a,b", "file_no_rows"),
        (b"\n\na,b\n", "file_no_rows"),
        (csv_of(HOUSES[:1]), "file_no_rows"),
        (csv_of([HOUSES[0], [""] * len(HOUSES[0])]), "file_no_rows"),
        (OLE, "file_not_a_workbook"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 100, "file_locked"),
        (b"PK\x03\x04", "file_not_a_workbook"),
        (b"PK\x05\x06" + b"\x00" * 18, "file_not_a_workbook"),
        (zip_of(**{"word/document.xml": "<a/>"}), "file_not_a_workbook"),
        (zip_of(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "file_not_a_workbook"),
        (xlsx_of({"a": []}), "file_no_rows"),
        (xlsx_of({"a": HOUSES[:1]}), "file_no_rows"),
        (xlsx_of({HOUSEHOLDS.name: [HOUSES[0], [""] * len(HOUSES[0])]}), "file_no_rows"),
        (survey([house(1)])[:-200], "file_not_a_workbook"),
        (survey([house(1)])[:200], "file_not_a_workbook"),
        (survey([house(1, year="", wave="")]), "file_no_round"),
        (survey([house(1), house(2, year="2567")]), "file_several_rounds"),
        (survey([house(1), house(2, wave="2")]), "file_several_rounds"),
        (survey([house(1)], [member(1, year="2567")]), "file_several_rounds"),
    ],
)  # fmt: skip
def test_what_is_no_survey_is_refused_with_the_reason(refusal: Refusal, data: bytes, code: str):
    assert refusal(data)[0] == code


def test_several_rounds_are_counted(refusal: Refusal):
    code, params = refusal(survey([house(1), house(2, year="2567"), house(3, wave="2"), house(4, year="2026")]))
    assert (code, params["count"]) == ("file_several_rounds", 3)


def test_a_file_that_is_too_large_is_not_looked_into(refusal: Refusal, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "LARGEST_BYTES", 2**20)
    code, params = refusal(b"PK\x03\x04" + b"\x00" * 2**20)
    assert (code, params["most"]) == ("file_too_large", 1)


@pytest.mark.parametrize(("limit", "value"), [("MOST_ROWS", 2), ("MOST_COLUMNS", 5), ("MOST_CELLS", 20)])
def test_a_csv_that_is_larger_than_any_survey_is_refused(
    refusal: Refusal, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
):
    monkeypatch.setattr(limits, limit, value)
    assert refusal(csv_of(HOUSES))[0] == "file_far_cells"


def hide(how: str):
    def change(book: Any) -> None:
        page = book.worksheets()[0]
        getattr(page, how)()
        book.worksheets()[1].activate()

    return change


@pytest.mark.parametrize("how", ["hide", "very_hidden"])
def test_a_hidden_sheet_is_not_read_even_if_it_is_the_first(check: Check, how: str):
    data = xlsx_of({"ร่าง": table([house(7)]), "จริง": HOUSES}, hide(how))
    assert check(data).households["house_code"].tolist() == [f"{n:011d}" for n in (1, 2)]


def test_a_workbook_whose_only_table_is_hidden_has_no_rows(refusal: Refusal):
    assert refusal(xlsx_of({HOUSEHOLDS.name: HOUSES, "ว่าง": []}, hide("hide")))[0] == "file_no_rows"


def test_a_sheet_of_charts_is_no_table(check: Check):
    def chart(book: Any) -> None:
        line = book.add_chart({"type": "line"})
        line.add_series({"values": ["a", 1, 0, 2, 0]})
        book.add_chartsheet("กราฟ").set_chart(line)

    assert len(check(xlsx_of({"a": HOUSES}, chart)).households) == 2


def test_a_table_may_begin_below_and_beside_the_corner(check: Check):
    """Row numbers are those of Excel all the same."""
    rows = table([house(1), house(2, h1="9")])
    moved = [[], [], [], *(["", "", *row] for row in rows)]
    for data in (xlsx_of({"a": moved}),):
        draft = check(data)
        assert [found.row for found in draft.problems] == [6]


def test_a_cell_is_read_as_somebody_would_type_it():
    def write(book: Any) -> None:
        page = book.get_worksheet_by_name("a")
        day, moment, clock, length = (
            book.add_format({"num_format": kind}) for kind in ("d/m/yyyy", "d/m/yyyy h:mm", "h:mm", "[h]:mm")
        )
        page.write_datetime("A2", date(2026, 11, 22), day)
        page.write_datetime("B2", datetime(2026, 11, 22, 8, 30), moment)
        page.write_datetime("C2", time(8, 30), clock)
        page.write_datetime("D2", timedelta(hours=30), length)
        page.write_boolean("E2", True)
        page.write_boolean("F2", False)
        page.write_number("G2", 49010123456)
        page.write_number("H2", 1.48)
        page.write_number("I2", 3)
        page.write_string("J2", " 007 ")

    sheet = read_file(xlsx_of({"a": [list("abcdefghij")]}, write), "a.xlsx").sheets[0]
    assert sheet.rows[1] == [
        "2026-11-22", "2026-11-22 08:30:00", "08:30:00", "1 day, 6:00:00", "TRUE", "FALSE",
        "49010123456", "1.48", "3", "007",
    ]  # fmt: skip


def test_the_letter_that_postgresql_cannot_keep_is_left_out():
    data = xlsx_of({"a": [["a", "b"], ["x_NUL_y", "1"]]})
    spoilt = with_part(data, "xl/sharedStrings.xml", lambda xml: xml.replace(b"_NUL_", b"_x0000_"))
    assert read_file(spoilt, "a.xlsx").sheets[0].rows[1] == ["xy", "1"]


class PanicException(BaseException):
    """Looks as the one of the parser's Rust code: no Exception, and importable from nowhere."""


@pytest.mark.parametrize("trouble", [PanicException("panicked"), ValueError("x"), KeyError("x")])
def test_where_the_parser_gives_up_the_file_is_no_workbook(
    refusal: Refusal, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
):
    def give_up(_file: object) -> None:
        raise trouble

    monkeypatch.setattr(python_calamine, "load_workbook", give_up)
    assert refusal(survey([house(1)])) == NO_WORKBOOK


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_stopping_the_program_is_not_taken_for_a_bad_file(monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]):
    def interrupt(_file: object) -> None:
        raise stop

    monkeypatch.setattr(python_calamine, "load_workbook", interrupt)
    with pytest.raises(stop):
        read_file(survey([house(1)]), "a.xlsx")


def test_the_reason_is_kept_for_the_log_and_not_told():
    with pytest.raises(BadFile) as caught:
        read_file(b"PK\x03\x04 broken", "a.xlsx")
    assert caught.value.params == {"file": "a.xlsx"}
    assert isinstance(caught.value.__cause__, zipfile.BadZipFile)
