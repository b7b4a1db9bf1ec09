"""The headings of a sheet: below titles, in two rows with merged cells, and again between the rows."""

import pytest

from dss_core.intake.headings import find_heading, laid_out, question_name
from dss_core.intake.matching import known_names
from dss_core.intake.sheets import sheet_of_rows
from tests.dss_core.intake.files import FORMAT

KNOWN = known_names([FORMAT])
ROW, OTHER = ["49010000001", "2569", "1", "4"], ["49010000002", "2569", "1", "๔"]
HEAD = ["รหัสบ้าน", "ปีที่สำรวจ", "ครั้งที่สำรวจ", "หมู่ที่"]


def found(*rows: list[str]) -> tuple[int, int, tuple[str, ...], tuple[int, ...]]:
    heading = find_heading(sheet_of_rows("x", list(rows)), KNOWN)
    return heading.first, heading.count, heading.names, heading.repeated


def test_headings_in_the_first_row_are_found_there():
    assert found(HEAD, ROW, OTHER) == (0, 1, tuple(HEAD), ())


def test_titles_above_are_skipped():
    title, blank = ["รายงานปี 2569", "", "", ""], ["", "", "", ""]
    assert found(title, blank, HEAD, ROW) == (2, 1, tuple(HEAD), ())


def test_unknown_headings_are_the_first_full_row_of_words():
    assert found(["แบบ ก", "", "", ""], ["ก", "ข", "ค", "ง"], ROW)[:3] == (1, 1, ("ก", "ข", "ค", "ง"))


@pytest.mark.parametrize("row", [ROW, ["4901-000001-0", "22/11/2569", "๓", "สมชาย"]])
def test_a_sheet_without_headings_has_none_and_loses_no_row(row: list[str]):
    assert found(row, OTHER) == (0, 0, ("",) * 4, ())
    sheet = sheet_of_rows("x", [row, OTHER], first_row=3)
    plain = laid_out(sheet, find_heading(sheet, KNOWN))
    assert (plain.rows[1:], plain.first_row) == ([row, OTHER], 2)


def test_groups_above_are_joined_with_their_headings():
    """Merged cells hold their text in the first cell; a heading merged downwards stands in the upper row."""
    upper = ["รหัสบ้าน", "ที่อยู่", "", "ทุนมนุษย์", ""]
    lower = ["", "หมู่ที่", "ตำบลที่อยู่", "คำถาม ก", "คำถาม ข"]
    names = ("รหัสบ้าน", "หมู่ที่", "ที่อยู่ ตำบลที่อยู่", "ทุนมนุษย์ คำถาม ก", "ทุนมนุษย์ คำถาม ข")
    assert found(upper, lower, [*ROW, "2"]) == (0, 2, names, ())


def test_headings_that_say_the_same_are_told_apart_by_their_groups():
    upper, lower = ["หัวหน้า", "", "ผู้ให้ข้อมูล", ""], ["ชื่อ", "สกุล", "ชื่อ", "สกุล"]
    assert found(upper, lower, ROW)[2] == ("หัวหน้า ชื่อ", "หัวหน้า สกุล", "ผู้ให้ข้อมูล ชื่อ", "ผู้ให้ข้อมูล สกุล")


def test_a_row_of_data_with_gaps_is_no_second_row_of_headings():
    assert found([*HEAD, ""], ["49010000001", "2569", "1", "", "x"])[1] == 1


def test_headings_and_titles_that_come_again_are_left_out_and_rows_keep_their_numbers():
    title = ["แบบสำรวจ", "", "", ""]
    sheet = sheet_of_rows("x", [title, HEAD, ROW, title, HEAD, OTHER], first_row=3)
    plain = laid_out(sheet, find_heading(sheet, KNOWN))
    assert plain.header == HEAD
    assert (plain.first_row, plain.left_out) == (4, (6, 7))
    assert plain.rows == [HEAD, ROW, [""] * 4, [""] * 4, OTHER]


def test_a_household_that_is_told_twice_is_no_heading():
    assert found(HEAD, ROW, ROW)[3] == ()


def test_an_empty_sheet_has_no_headings():
    sheet = sheet_of_rows("x", [])
    heading = find_heading(sheet, KNOWN)
    assert (heading.names, laid_out(sheet, heading).rows) == ((), [])


@pytest.mark.parametrize(
    ("header", "name"),
    [("household/members/first_name", "first_name"), ("members-first_name", "first_name"), ("House Code", "housecode")],
)
def test_a_question_of_a_form_is_named_without_its_groups(header: str, name: str):
    assert question_name(header) == name
