"""By which layout a file is read: a mapping for these very headings, or the nearest format."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dss_core.intake.mapping.layouts import choose_layout
from dss_core.intake.matching import arranged, file_fingerprint, fingerprint
from dss_core.intake.sheets import Sheet, sheet_of_rows
from dss_core.model.mappings import ColumnMapping, SavedMapping, SheetMapping
from tests.dss_core.intake.files import CATALOG, FORMAT, HOUSEHOLDS, MEMBERS, house, member, table

FORMATS = list(CATALOG.formats.values())
SOME_DAY = datetime(2026, 11, 22, tzinfo=UTC)


def sheet_of(name: str, rows: list[list[object]]) -> Sheet:
    return sheet_of_rows(name, [[str(cell) for cell in row] for row in rows])


SHEET = sheet_of("ก", [["a", "b", "c", "d", "e", "f"], *table([house(1), house(2)])[1:]])


def saved_for(sheets: list[Sheet], **columns: int) -> SavedMapping:
    fields = columns or {name: at for at, name in enumerate(house())}
    headings = tuple(sheets[0].header)
    mapping = SheetMapping(sheets[0].name, 1, 1, fingerprint(headings), fields, headings)
    whole = ColumnMapping(FORMAT.id, FORMAT.version, file_fingerprint(arranged(sheets, FORMATS)), mapping)
    return SavedMapping("a1", "ก", 1, whole, "mali", SOME_DAY)


def test_a_mapping_is_taken_for_the_headings_it_was_made_for():
    saved = saved_for([SHEET])
    assert choose_layout([SHEET], FORMATS, [saved]).saved == saved


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet_of("ก", [["b", "a", "c", "d", "e", "f"], *SHEET.rows[1:]])],
        [sheet_of("ก", [["a", "b", "c", "d", "e", "f", "g"], *([*row, ""] for row in SHEET.rows[1:])])],
        [SHEET, sheet_of("ข", [["x", "y"], ["1", "2"]])],
    ],
    ids=["another order", "one more column", "one more sheet"],
)
def test_other_headings_or_sheets_are_asked_about_again(sheets: list[Sheet]):
    assert choose_layout(sheets, FORMATS, [saved_for([SHEET])]).saved is None


def test_headings_are_the_same_in_another_case_under_a_title_and_in_a_sheet_of_another_name():
    title = ["ปีใหม่", *[""] * 5]
    sheet = sheet_of("ข", [title, ["A ", "b.", "C", "d", "e", "f"], *SHEET.rows[1:]])
    assert choose_layout([sheet], FORMATS, [saved_for([SHEET])]).saved is not None


def test_of_several_the_newest_is_taken():
    first = saved_for([SHEET])
    second = replace(first, id="a2", version=2, made_at=SOME_DAY + timedelta(days=1))
    assert choose_layout([SHEET], FORMATS, [second, first]).saved == second
    assert choose_layout([SHEET], FORMATS, [first, second]).saved == second


def test_a_mapping_for_a_format_that_has_changed_is_left_aside():
    saved = saved_for([SHEET])
    newer = FORMAT.model_copy(update={"version": FORMAT.version + 1})
    assert choose_layout([SHEET], [newer], [saved]).saved is None
    gone = saved_for([SHEET], **{**saved.mapping.households.columns, "no_such_field": 5})
    assert choose_layout([SHEET], FORMATS, [gone]).saved is None
    lacking = saved_for([SHEET], house_code=0)
    assert choose_layout([SHEET], FORMATS, [lacking]).saved is None


def test_the_format_in_which_least_lacks_and_most_is_read_is_the_nearest():
    houses, people = table([house(1, h1=2)]), table([member(1)], MEMBERS)
    swapped = FORMAT.sheets.model_copy(update={"households": MEMBERS, "members": HOUSEHOLDS})
    other = FORMAT.model_copy(update={"id": "other", "sheets": swapped})
    assert choose_layout([sheet_of("ก", houses)], [other, FORMAT]).upload.id == FORMAT.id
    assert choose_layout([sheet_of("ก", people)], [FORMAT, other]).upload.id == "other"
    assert choose_layout([sheet_of("ก", people)], [FORMAT, other], asked=FORMAT).upload.id == FORMAT.id
