"""The blank template: the format's headings with notes, lists and checks, and a filled one needs no mapping."""

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dss_core.errors import BadFile
from dss_core.intake.pipeline import check_upload
from dss_core.language.translate import translator
from dss_core.reports.blank_template import LAST_ROW, blank_template
from dss_core.settings import ROOT
from tests.dss_core.intake.files import CATALOG, FORMAT, HOUSEHOLDS, KEY, MEMBERS, house, member

WORDS = {language: translator(language, ROOT / "data") for language in ("th", "en")}
LONGEST_FORMULA = 255  # of a check in Excel


@pytest.fixture(scope="module")
def data() -> bytes:
    return blank_template(FORMAT, CATALOG, WORDS)


@pytest.fixture
def book(data: bytes) -> Iterator[openpyxl.Workbook]:
    opened = openpyxl.load_workbook(io.BytesIO(data))
    yield opened
    opened.close()


def headings(page: Worksheet) -> list[str]:
    return [str(cell.value) for cell in page[1]]


def check_of(page: Worksheet, header: str) -> DataValidation:
    column = headings(page).index(header) + 1
    letter = openpyxl.utils.get_column_letter(column)
    return next(v for v in page.data_validations.dataValidation if str(v.sqref) == f"{letter}2:{letter}{LAST_ROW + 1}")


def listed(book: openpyxl.Workbook, check: DataValidation) -> list[str]:
    """The answers that a list offers."""
    name, cells = str(check.formula1).rsplit("!", 1)
    return [str(row[0].value) for row in book[name.strip("'")][cells.replace("$", "")]]


def test_the_sheets_to_fill_in_hold_the_headings_of_the_format_and_nothing_else(book: openpyxl.Workbook):
    for sheet in (HOUSEHOLDS, MEMBERS):
        page = book[sheet.name]
        assert headings(page) == [column.header for column in sheet.columns if column.asked]
        assert page.max_row == 1
    assert {c.field for c in HOUSEHOLDS.columns if c.required} <= {c.field for c in HOUSEHOLDS.columns if c.asked}


def test_every_heading_has_a_note_in_both_languages(book: openpyxl.Workbook):
    for sheet in (HOUSEHOLDS, MEMBERS):
        for cell in book[sheet.name][1]:
            assert cell.comment is not None
            thai, english = cell.comment.text.split("\n")
            assert str(cell.value) in thai or thai
            assert english.isascii() or "–" in english or "…" in english


def test_lists_offer_the_thai_labels_of_the_catalogue(book: openpyxl.Workbook):
    page = book[HOUSEHOLDS.name]
    outcome = check_of(page, HOUSEHOLDS.column("outcome").header)
    assert (outcome.type, outcome.showErrorMessage) == ("list", True)
    assert listed(book, outcome) == [code.label.th for code in CATALOG.code_lists["outcome"].codes]
    welfare = check_of(book[MEMBERS.name], MEMBERS.column("welfare").header)
    assert welfare.type == "list" and not welfare.showErrorMessage, "several answers may be typed"
    places = listed(book, check_of(page, HOUSEHOLDS.column("subdistrict_code").header))
    assert places == [f"{place.code} {place.name.th}" for place in CATALOG.areas.subdistricts]


@pytest.mark.parametrize("field", ["h1", "p1", "wave", "members_living", "latitude"])
def test_numbers_have_the_bounds_of_the_format_or_of_the_scale(book: openpyxl.Workbook, field: str):
    column = HOUSEHOLDS.column(field)
    check = check_of(book[HOUSEHOLDS.name], column.header)
    scale = next((i for i in CATALOG.instrument.indicators if i.id == field), column)
    assert (float(check.formula1), float(check.formula2)) == (scale.lowest, scale.highest)
    is_whole = column.kind == "whole" or getattr(scale, "is_whole", False)
    assert check.type == ("whole" if is_whole else "decimal")


def test_house_codes_ids_and_years_are_checked_by_a_formula_that_excel_takes(book: openpyxl.Workbook):
    page = book[HOUSEHOLDS.name]
    for field, part in (("house_code", "=11"), ("head_national_id", "MOD(11"), ("year", "2400"), ("phone", ">=9")):
        check = check_of(page, HOUSEHOLDS.column(field).header)
        assert check.type == "custom" and part in str(check.formula1)
        assert len(str(check.formula1)) <= LONGEST_FORMULA
    assert check_of(page, HOUSEHOLDS.column("phone").header).errorStyle == "warning", "as the import does"


def test_what_must_stay_text_is_formatted_as_text(book: openpyxl.Workbook):
    page = book[HOUSEHOLDS.name]
    for field in ("house_code", "house_number", "head_national_id", "phone"):
        at = headings(page).index(HOUSEHOLDS.column(field).header) + 1
        (written,) = [one for one in page.column_dimensions.values() if one.min <= at <= one.max]
        assert written.number_format == "@"


def test_a_sheet_explains_every_column_in_thai_and_english(book: openpyxl.Workbook):
    page = book.worksheets[2]
    rows = [[str(cell.value or "") for cell in row] for row in page.iter_rows(min_row=2)]
    asked = [(sheet.name, c.header) for sheet in (HOUSEHOLDS, MEMBERS) for c in sheet.columns if c.asked]
    assert [(row[0], row[1]) for row in rows] == asked
    assert all(row[3] and row[4] for row in rows)
    (told,) = [row for row in rows if row[1] == HOUSEHOLDS.column("h1").header and row[0] == HOUSEHOLDS.name]
    indicator = CATALOG.instrument.indicators[0]
    assert indicator.meaning.th in told[3] and indicator.meaning.en in told[4]


def test_the_same_definitions_give_the_same_bytes(data: bytes):
    assert blank_template(FORMAT, CATALOG, WORDS) == data


def filled(data: bytes, **sheets: list[dict[str, Any]]) -> bytes:
    """The template with rows written into it, as a person would."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, rows in sheets.items():
        wanted = HOUSEHOLDS if name == "households" else MEMBERS
        page = book[wanted.name]
        at = {header: place for place, header in enumerate(headings(page), start=1)}
        for number, row in enumerate(rows, start=2):
            for field, value in row.items():
                page.cell(number, at[wanted.column(field).header], value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_filled_template_is_taken_in_without_a_mapping(data: bytes):
    place = CATALOG.areas.subdistricts[0]
    houses = [house(1, subdistrict_code=f"{place.code} {place.name.th}", h1=2, outcome="ยืนยันว่าจน", members_living=1)]
    people = [member(1, sex="หญิง", welfare="บัตรสวัสดิการแห่งรัฐ, เบี้ยยังชีพผู้สูงอายุ")]
    draft = check_upload(filled(data, households=houses, members=people), "t.xlsx", CATALOG, None, True, KEY)
    assert (draft.problem_counts, draft.mapping, draft.unread_columns) == ({}, None, ())
    assert draft.households["subdistrict_code"].tolist() == [place.code]
    assert draft.persons[["sex", "welfare"]].values.tolist() == [["female", "card|elderly"]]


def test_a_template_in_which_nobody_wrote_has_no_rows(data: bytes):
    with pytest.raises(BadFile) as refused:
        check_upload(data, "t.xlsx", CATALOG, None, True, KEY)
    assert refused.value.code == "file_no_rows"
