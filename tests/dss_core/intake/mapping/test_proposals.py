"""A file of unknown headings: which column is probably which field, how sure that is, and why."""

from typing import Any

import pytest

from dss_core.errors import BadInput
from dss_core.intake.faults import Rules
from dss_core.intake.mapping.proposals import (
    LEAST_CONFIDENCE,
    MappingProposal,
    Proposal,
    Reason,
    SheetChoice,
    SheetProposal,
    nearest_format,
    propose,
)
from dss_core.intake.sheets import sheet_of_rows
from tests.dss_core.intake.files import CATALOG, FORMAT, HOUSEHOLDS, MEMBERS, PLACE, house, member, table

RULES = Rules(CATALOG, is_synthetic=True)
NO_CHOICE = SheetChoice()
ROWS = 6


def renamed(rows: list[list[Any]], **headings: str) -> list[list[Any]]:
    """A table of the format with other headings for some fields."""
    sheet = HOUSEHOLDS if HOUSEHOLDS.column("village_number").header in rows[0] else MEMBERS
    other = {sheet.column(field).header: heading for field, heading in headings.items()}
    return [[other.get(cell, cell) for cell in rows[0]], *rows[1:]]


def houses(**cells: Any) -> list[list[Any]]:
    return table([house(n, **cells) for n in range(1, ROWS + 1)])


def people() -> list[list[Any]]:
    return table([member(n, sex="ชาย") for n in range(1, ROWS + 1)], MEMBERS)


def proposed(*sheets: tuple[str, list[list[Any]]], choice: SheetChoice = NO_CHOICE) -> MappingProposal:
    return propose([sheet_of_rows(name, rows) for name, rows in sheets], FORMAT, RULES, choice)


def by_field(found: SheetProposal | None) -> dict[str, Proposal]:
    assert found is not None
    return {one.field: one for one in found.proposals}


def headings(found: SheetProposal | None) -> dict[str, str]:
    assert found is not None
    return {one.field: found.columns[one.position].heading for one in found.proposals}


def test_a_name_a_hint_a_likeness_and_the_cells_alone_are_told_apart():
    rows = renamed(houses(), year="ปี พ.ศ.", house_code="รหัสบ้าน 11 หลัก", subdistrict_code="พื้นที่", outcome="ผล")
    found = by_field(proposed(("ก", rows)).households)
    assert {name: found[name].reason for name in ("village_number", "year", "house_code", "outcome")} == {
        "village_number": Reason.NAME,
        "year": Reason.HINT,
        "house_code": Reason.LIKE,
        "outcome": Reason.CONTENT,
    }
    assert found["village_number"].confidence > found["year"].confidence > found["outcome"].confidence
    assert all(one.share == 1 for one in found.values())


def test_needed_fields_without_a_proposal_are_named():
    rows = [row[:-1] for row in renamed(houses(), year="ก", wave="ข")]
    found = proposed(("ก", rows)).households
    assert found.missing == ("wave", "outcome"), "a year is known by its cells, a round of 1 is not"


def test_cells_that_do_not_fit_speak_against_a_name():
    rows = houses()
    at = rows[0].index(HOUSEHOLDS.column("house_code").header)
    spoilt = [rows[0], *([*row[:at], "ไม่ทราบ", *row[at + 1 :]] for row in rows[1:])]
    assert "house_code" in proposed(("ก", spoilt)).households.missing


def test_two_columns_of_the_same_cells_are_not_guessed_at():
    """Two columns of eleven digits under no name: nobody knows which is the house code."""
    rows = renamed(houses(), house_code="ก")
    two = [[*row, row[0]] for row in rows]
    assert "house_code" in proposed(("ก", two)).households.missing


def test_few_cells_and_bare_digits_do_not_speak_alone():
    rows = [["ก", "ข"], *(["1", "2"] for _ in range(ROWS))]
    assert proposed(("ก", rows)).households.proposals == ()
    assert proposed(("ก", [["ก", "ข"], ["49010000001", "2569"]])).households.proposals == ()


def test_no_column_is_proposed_twice_and_none_below_the_least_confidence():
    found = proposed(("ก", houses(h1=2, p1=3, phone="0812345678"))).households
    positions = [one.position for one in found.proposals]
    assert len(positions) == len(set(positions))
    assert all(LEAST_CONFIDENCE <= one.confidence <= 1 for one in found.proposals)


def test_a_needed_field_comes_before_one_that_may_lack():
    """A column "ตำบล" with codes is the code that is needed, not the name that is not."""
    rows = renamed(houses(), subdistrict_code="ตำบล")
    assert headings(proposed(("ก", rows)).households)["subdistrict_code"] == "ตำบล"


def test_thai_digits_and_years_of_both_eras_are_understood():
    rows = renamed(houses(), year="ช่อง ๑")
    at = rows[0].index("ช่อง ๑")
    for era in ("๒๕๖๙", "2026"):
        mixed = [rows[0], *([*row[:at], era, *row[at + 1 :]] for row in rows[1:])]
        assert headings(proposed(("ก", mixed)).households)["year"] == "ช่อง ๑"


def test_households_and_members_are_found_in_any_order_under_any_name():
    for sheets in ((("ก", houses()), ("ข", people())), (("ข", people()), ("ก", houses()))):
        found = proposed(("หมายเหตุ", [["ข้อสังเกต", ""], ["ไม่มี", ""]]), *sheets)
        assert (found.households.name, found.members and found.members.name) == ("ก", "ข")
        assert found.sheets == ("หมายเหตุ", *(name for name, _ in sheets))


def test_a_sheet_that_is_nothing_like_members_is_not_taken_for_them():
    assert proposed(("ก", houses()), ("ข", [["ลำดับ", "รายการ"], ["1", "x"]])).members is None


def test_a_person_may_choose_the_sheets():
    sheets = (("ก", houses()), ("ข", houses()), ("ค", people()))
    found = proposed(*sheets, choice=SheetChoice(households="ข", members=""))
    assert (found.households.name, found.members) == ("ข", None)
    assert proposed(*sheets, choice=SheetChoice(members="ก")).members is not None
    for choice in (SheetChoice(households="ง"), SheetChoice(members="ง")):
        with pytest.raises(BadInput) as caught:
            proposed(*sheets, choice=choice)
        assert caught.value.code == "mapping_unknown_sheet"


def test_a_sheet_without_headings_is_not_mapped():
    with pytest.raises(BadInput) as caught:
        proposed(("ก", houses()[1:]))
    assert (caught.value.code, caught.value.params) == ("mapping_no_headings", {"sheet": "ก"})


def test_where_the_headings_stand_is_told():
    rows = houses()
    width = len(rows[0])
    title = ["แบบสำรวจ", *[""] * (width - 1)]
    sheet = sheet_of_rows("ก", [title, rows[0], *rows[1:3], rows[0], *rows[3:]], first_row=2)
    found = propose([sheet], FORMAT, RULES, NO_CHOICE).households
    assert (found.first_row, found.row_count, found.left_out) == (3, 1, 1)


def test_no_example_of_a_person_leaves_the_proposals():
    secret = "สมชาย ลับมาก"
    rows = renamed(houses(head_first_name=secret, village_name=secret, phone="0812345678"), phone="โทร")
    found = proposed(("ก", rows))
    shown = {text for column in found.households.columns for text in column.examples}
    assert shown and not {secret, "0812345678", "00000000001"} & shown


def test_of_several_formats_the_nearest_is_taken():
    other = FORMAT.model_copy(
        update={"id": "other", "sheets": FORMAT.sheets.model_copy(update={"households": MEMBERS})}
    )
    sheets = [sheet_of_rows("ก", [[str(cell) for cell in row] for row in houses(h1=2)])]
    assert nearest_format(sheets, [other, FORMAT], RULES, NO_CHOICE).format_id == FORMAT.id
    assert PLACE in nearest_format(sheets, [FORMAT], RULES, NO_CHOICE).households.columns[4].examples
