"""Which sheet and which column is which, however they are called and wherever they stand."""

from dataclasses import replace

import pytest

from dss_core.catalog.formats import UploadFormat
from dss_core.errors import BadFile
from dss_core.intake.matching import match_sheets
from dss_core.intake.readers import Sheet
from tests.dss_core.intake.conftest import Check, Refusal
from tests.dss_core.intake.files import (
    FORMAT,
    HOUSEHOLDS,
    MEMBERS,
    csv_of,
    house,
    member,
    survey,
    table,
    xlsx_of,
)

HOUSES, PEOPLE = table([house(1), house(2)]), table([member(1), member(2)], MEMBERS)
NOTICE = [["ข้อมูลสังเคราะห์"], ["ไม่ใช่บุคคลจริง"]]


def aliased(rows: list[list[object]], sheet=HOUSEHOLDS) -> list[list[object]]:
    """The same rows under the other names that the headers go by."""
    other = {column.header: column.aliases[0] for column in sheet.columns if column.aliases}
    return [[other.get(str(header), header) for header in rows[0]], *rows[1:]]


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda header: f"  {header} ",
        lambda header: header.replace(" ", "\u200b"),
        lambda header: "\ufeff" + "\n".join(header),
        lambda header: ". ".join(header) + "…",
    ],
)
def test_a_header_matches_without_regard_to_case_blanks_dots_and_dashes(check: Check, change):
    rows = [[change(header) for header in aliased(HOUSES)[0]], *HOUSES[1:]]
    assert len(check(xlsx_of({"x": rows})).households) == 2


def test_a_header_may_go_by_another_name(check: Check):
    draft = check(xlsx_of({"Sheet1": aliased(HOUSES), "Sheet2": aliased(PEOPLE, MEMBERS)}))
    assert (len(draft.households), len(draft.persons)) == (2, 2)


def test_thai_vowels_typed_in_two_ways_are_the_same(check: Check):
    """ำ as ํ and า, and แ as two เ: they look alike on the screen."""
    apart = "บ้านคํา", "บ้านนํ้าเเดง"
    rows = table([house(1, village_name=apart[0]), house(2, village_name=apart[1])])
    rows[0] = [header.replace("ำ", "ํา").replace("แ", "เเ") for header in rows[0]]
    for data in (xlsx_of({"x": rows}), csv_of(rows)):
        assert check(data).households["village_name"].tolist() == ["บ้านคำ", "บ้านน้ำแดง"]


@pytest.mark.parametrize("order", [("n", "h", "m"), ("m", "h", "n"), ("h", "n", "m"), ("m", "n", "h")])
def test_sheets_may_stand_in_any_order_under_any_name(check: Check, order: tuple[str, ...]):
    sheets = {"n": NOTICE, "h": HOUSES, "m": PEOPLE}
    draft = check(xlsx_of({f"แผ่น {name}": sheets[name] for name in order}))
    assert draft.households["house_code"].tolist() == [f"{n:011d}" for n in (1, 2)]
    assert len(draft.persons) == 2


@pytest.mark.parametrize("names", [("เก่า", HOUSEHOLDS.name), (HOUSEHOLDS.name, "เก่า"), ("old", "households ")])
def test_of_two_like_sheets_the_one_with_the_right_name_counts(check: Check, names: tuple[str, str]):
    right = {name: HOUSES for name in names}
    right[next(name for name in names if name in ("เก่า", "old"))] = table([house(7)])
    assert len(check(xlsx_of(right)).households) == 2


def test_without_a_right_name_the_first_of_two_like_sheets_counts(check: Check):
    assert check(xlsx_of({"a": table([house(7)]), "b": HOUSES})).households["house_code"].tolist() == [f"{7:011d}"]


def test_columns_may_stand_in_any_order(check: Check):
    rows = [list(reversed(row)) for row in HOUSES]
    assert check(xlsx_of({"x": rows})).households["village_number"].tolist() == [4.0, 4.0]


def test_columns_that_are_not_read_are_listed_by_name(check: Check):
    houses = [
        [*row, *extra] for row, extra in zip(HOUSES, (["รูปถ่าย", "", "หมายเหตุ"], [1, 2, 3], [4, 5, 6]), strict=True)
    ]
    people = [[*row, *extra] for row, extra in zip(PEOPLE, (["ชื่อเล่น"], [1], [2]), strict=True)]
    draft = check(xlsx_of({"h": houses, "m": people}))
    assert draft.unread_columns == ("รูปถ่าย", "หมายเหตุ", "ชื่อเล่น")
    assert draft.problems == ()


def test_of_two_columns_with_one_header_the_first_counts_and_the_second_is_listed(check: Check):
    header = HOUSEHOLDS.column("village_number").header
    rows = [[*row, extra] for row, extra in zip(HOUSES, (header, 9, 9), strict=True)]
    draft = check(xlsx_of({"x": rows}))
    assert draft.households["village_number"].tolist() == [4.0, 4.0]
    assert draft.unread_columns == (header,)


def test_a_header_and_its_other_name_are_one_column(check: Check):
    alias = HOUSEHOLDS.column("village_number").aliases[0]
    draft = check(xlsx_of({"x": [[*row, extra] for row, extra in zip(HOUSES, (alias, 9, 9), strict=True)]}))
    assert draft.households["village_number"].tolist() == [4.0, 4.0]
    assert draft.unread_columns == (alias,)


@pytest.mark.parametrize("field", [column.field for column in HOUSEHOLDS.columns if column.required])
def test_a_needed_column_that_lacks_is_named(refusal: Refusal, field: str):
    rows = table([{name: cell for name, cell in house(1).items() if name != field}])
    code, params = refusal(xlsx_of({HOUSEHOLDS.name: rows}))
    assert code == "file_other_columns"
    assert params["columns"] == HOUSEHOLDS.column(field).header
    assert params["format"] == FORMAT.label.text, "in both languages: the reader's is not known here"


def test_a_table_of_something_else_is_refused_with_all_that_lacks(refusal: Refusal):
    code, params = refusal(csv_of([["a", "b"], [1, 2]]), "a.csv")
    assert code == "file_other_columns"
    assert str(params["columns"]).split(", ") == [column.header for column in HOUSEHOLDS.columns if column.required]


def test_a_file_may_list_no_members(check: Check):
    for data in (survey([house(1)]), xlsx_of({"h": HOUSES, "n": NOTICE}), csv_of(HOUSES)):
        assert len(check(data).persons) == 0


@pytest.mark.parametrize("name", [MEMBERS.name, *MEMBERS.aliases, " members "])
@pytest.mark.parametrize("field", [column.field for column in MEMBERS.columns if column.required])
def test_a_sheet_of_members_that_lacks_a_column_is_refused(refusal: Refusal, name: str, field: str):
    """To leave it out would lose everybody in it without a word."""
    rows = table([{key: cell for key, cell in member(1).items() if key != field}], MEMBERS)
    code, params = refusal(xlsx_of({HOUSEHOLDS.name: HOUSES, name: rows}))
    assert (code, params["columns"]) == ("file_other_columns", MEMBERS.column(field).header)


@pytest.mark.parametrize("rows", [[], PEOPLE[:1]])
def test_an_empty_sheet_of_members_lists_nobody(check: Check, rows: list[list[object]]):
    draft = check(xlsx_of({HOUSEHOLDS.name: table([house(1, head_first_name="ก")]), MEMBERS.name: rows}))
    assert draft.problems == ()
    assert draft.persons["relation"].tolist() == ["head"]


def format_with_members(required: bool) -> UploadFormat:
    sheets = FORMAT.sheets.model_copy(update={"members": MEMBERS.model_copy(update={"required": required})})
    return FORMAT.model_copy(update={"sheets": sheets})


def test_a_format_may_insist_on_members():
    sheets = [Sheet("h", [[str(cell) for cell in row] for row in HOUSES])]
    assert match_sheets(sheets, format_with_members(required=False), "a.xlsx")[1] is None
    with pytest.raises(BadFile) as caught:
        match_sheets(sheets, format_with_members(required=True), "a.xlsx")
    assert str(caught.value.params["columns"]).split(", ") == [c.header for c in MEMBERS.columns if c.required]


def test_a_format_may_know_no_members():
    alone = FORMAT.model_copy(update={"sheets": FORMAT.sheets.model_copy(update={"members": None})})
    sheets = [Sheet(name, [[str(c) for c in row] for row in rows]) for name, rows in (("h", HOUSES), ("m", PEOPLE))]
    assert match_sheets(sheets, alone, "a.xlsx")[1] is None


def test_rows_keep_the_numbers_they_have_in_the_file():
    rows = [[str(cell) for cell in row] for row in (*HOUSES, [""] * len(HOUSES[0]), *HOUSES[1:])]
    sheet = Sheet("h", rows)
    assert match_sheets([sheet], FORMAT, "a.xlsx")[0].index.tolist() == [2, 3, 5, 6]
    lower = replace(sheet, first_row=4)
    assert match_sheets([lower], FORMAT, "a.xlsx")[0].index.tolist() == [5, 6, 8, 9]
