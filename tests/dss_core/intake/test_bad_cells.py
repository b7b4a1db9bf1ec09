"""One bad file per rule of a cell: the problem tells where it is and why, and never shows the value."""

from datetime import date
from typing import Any

import pytest

from dss_core.intake.cells import KINDS
from dss_core.intake.pipeline import Draft
from dss_core.model.problems import Severity
from tests.dss_core.intake.conftest import Check
from tests.dss_core.intake.files import (
    HOUSEHOLDS,
    MEMBERS,
    csv_of,
    house,
    member,
    national_id,
    survey,
    table,
    xlsx_of,
)

BAD_DIGIT = "1234545678789"
ZERO_FIRST = national_id(23454567878)

# field, cell, code, kind of the value that is told
ERRORS: list[tuple[str, Any, str, str]] = [
    ("latitude", "เหนือ", "cell_not_a_number", "text"),
    ("latitude", "16,54", "cell_not_a_number", "text"),
    ("latitude", "1,6.5", "cell_not_a_number", "text"),
    ("latitude", "nan", "cell_not_a_number", "text"),
    ("latitude", "inf", "cell_not_a_number", "text"),
    ("latitude", "16°32'", "cell_not_a_number", "text"),
    ("latitude", "9" * 400, "cell_not_a_number", "whole"),
    ("latitude", True, "cell_not_a_number", "text"),
    ("latitude", "4.99", "cell_out_of_range", "decimal"),
    ("latitude", "21.01", "cell_out_of_range", "decimal"),
    ("village_number", "4.5", "cell_not_whole", "decimal"),
    ("village_number", "-1", "cell_out_of_range", "whole"),
    ("village_number", "100", "cell_out_of_range", "whole"),
    ("village_number", "หมู่ 4", "cell_not_a_number", "text"),
    ("wave", "10", "cell_out_of_range", "whole"),
    ("h1", "0", "cell_out_of_range", "whole"),
    ("h1", "5", "cell_out_of_range", "whole"),
    ("h1", "มาก", "cell_not_a_number", "text"),
    ("file_human", "มาก", "cell_not_a_number", "text"),
    ("survey_on", "31/02/2569", "cell_date", "date"),
    ("survey_on", "29/02/2569", "cell_date", "date"),
    ("survey_on", "13/13/2569", "cell_date", "date"),
    ("survey_on", "22/11/69", "cell_date", "date"),
    ("survey_on", "22 พ.ย. 2569", "cell_date", "text"),
    ("survey_on", "46348", "cell_date", "whole"),
    ("survey_on", "22/11/2569 เช้า", "cell_date", "text"),
    ("survey_on", "01/01/0001", "cell_date", "date"),
    ("survey_on", "01/01/1500", "cell_date", "date"),
    ("house_code", "4901012345", "cell_house_code", "whole"),
    ("house_code", "490101234567", "cell_house_code", "whole"),
    ("house_code", "4.9E+10", "cell_shortened", "scientific"),
    ("house_code", "٤٩٠١٠١٢٣٤٥٦", "cell_house_code", "whole"),
    ("house_code", "บ้านโคก", "cell_house_code", "text"),
    ("head_national_id", "123454567878", "cell_id_form", "whole"),
    ("head_national_id", "1.2345E+12", "cell_shortened", "scientific"),
    ("head_national_id", "ไม่ทราบ", "cell_id_form", "text"),
    ("head_national_id", BAD_DIGIT, "cell_id_check_digit", "whole"),
    ("head_national_id", "1-2345-45678-78-9", "cell_id_check_digit", "text"),
    ("head_national_id", ZERO_FIRST, "cell_id_never_issued", "whole"),
    ("province_code", "10", "cell_area", "whole"),
    ("district_code", "1001", "cell_area", "whole"),
    ("subdistrict_code", "100101", "cell_area", "whole"),
    ("subdistrict_code", "ที่ไหนสักแห่ง", "cell_area", "text"),
    ("outcome", "ใช่", "cell_code", "text"),
    ("outcome", "จนมาก", "cell_code", "text"),
    ("has_farmer_book", "-", "cell_code", "text"),
]
WARNINGS: list[tuple[str, Any, str, str]] = [
    ("house_number", "2026-02-25", "cell_house_number_date", "date"),
    ("house_number", "25-ก.พ.", "cell_house_number_date", "text"),
    ("house_number", "25-Feb", "cell_house_number_date", "text"),
    ("phone", "12345", "cell_phone", "whole"),
    ("phone", "+66812345678", "cell_phone", "whole"),
    ("phone", "081-234-5678 ต่อ 3", "cell_phone", "text"),
    ("postcode", "4900", "cell_postcode", "whole"),
    ("subdistrict_code", "490151", "cell_area_alias", "whole"),
    ("h1", "#N/A", "cell_excel_error", "blank"),
    ("village_name", "#REF!", "cell_excel_error", "blank"),
]
MEMBER_ERRORS: list[tuple[str, Any, str, str]] = [
    ("birth_year", "1879", "cell_year", "whole"),
    ("birth_year", "2744", "cell_year", "whole"),
    ("birth_year", "13", "cell_year", "whole"),
    ("birth_year", "2499.5", "cell_not_whole", "decimal"),
    ("member_number", "0", "cell_out_of_range", "whole"),
    ("member_number", "41", "cell_out_of_range", "whole"),
    ("national_id", BAD_DIGIT, "cell_id_check_digit", "whole"),
    ("sex", "3", "cell_code", "whole"),
    ("welfare", "บัตรคนจน, อย่างอื่น", "cell_code", "text"),
    ("welfare", ",", "cell_code", "text"),
    ("income_baht", "-1", "cell_out_of_range", "whole"),
    ("income_baht", "1,00", "cell_not_a_number", "text"),
    ("income_baht", "สองพัน", "cell_not_a_number", "text"),
]


def only_problem(draft: Draft) -> tuple[Any, ...]:
    """The one problem that a draft has: sheet, row, column, severity, code, kind of value."""
    assert len(draft.problems) == 1, draft.problems
    found = draft.problems[0]
    assert draft.problem_counts == {(found.severity, found.code): 1}
    assert (draft.error_count, draft.warning_count) == (
        (1, 0) if found.severity is Severity.ERROR else (0, 1)
    )  # fmt: skip
    return found.sheet, found.row, found.column, found.severity, found.code, found.value_class


def tells(value: Any, told: str) -> bool:
    """Whether a value of a few letters or more stands in what is told."""
    return len(str(value)) > 2 and str(value) in told


@pytest.mark.parametrize(("field", "cell", "code", "kind"), ERRORS)
def test_a_bad_cell_of_a_household_is_an_error(check: Check, field: str, cell: Any, code: str, kind: str):
    draft = check(survey([house(1), house(2, **{field: cell}), house(3)]))
    header = HOUSEHOLDS.column(field).header
    assert only_problem(draft) == (HOUSEHOLDS.name, 3, header, Severity.ERROR, code, kind)
    # The district is not what its own cell says: it always follows from the sub-district.
    assert field == "district_code" or draft.households[field].isna().tolist()[1], "missing, not guessed"
    assert not tells(cell, repr(draft.problems))


@pytest.mark.parametrize(("field", "cell", "code", "kind"), WARNINGS)
def test_an_odd_cell_of_a_household_is_a_warning(check: Check, field: str, cell: Any, code: str, kind: str):
    draft = check(survey([house(1), house(2, **{field: cell})]))
    header = HOUSEHOLDS.column(field).header
    assert only_problem(draft) == (HOUSEHOLDS.name, 3, header, Severity.WARNING, code, kind)
    assert not tells(cell, repr(draft.problems))


@pytest.mark.parametrize(("field", "cell", "code", "kind"), MEMBER_ERRORS)
def test_a_bad_cell_of_a_member_is_an_error(check: Check, field: str, cell: Any, code: str, kind: str):
    draft = check(survey([house(1), house(2)], [member(1), member(2, **{field: cell})]))
    header = MEMBERS.column(field).header
    assert only_problem(draft) == (MEMBERS.name, 3, header, Severity.ERROR, code, kind)
    assert not tells(cell, repr(draft.problems))


@pytest.mark.parametrize("field", [column.field for column in HOUSEHOLDS.columns if column.required])
def test_a_needed_cell_must_not_be_empty(check: Check, field: str):
    draft = check(survey([house(1), house(2, **{field: ""})]))
    header = HOUSEHOLDS.column(field).header
    assert only_problem(draft) == (HOUSEHOLDS.name, 3, header, Severity.ERROR, "cell_required", "blank")


@pytest.mark.parametrize("cell", ["", "  ", "\t", "\n"])
def test_a_cell_of_blanks_is_empty_and_an_answer_may_be(check: Check, cell: str):
    draft = check(survey([house(1, h1=cell), house(2, h1="3")]))
    assert draft.problems == ()
    assert draft.households["h1"].isna().tolist() == [True, False]


def test_a_column_without_any_answer_is_missing_not_wrong(check: Check):
    optional = {column.field: "" for column in HOUSEHOLDS.columns if not column.required}
    draft = check(survey([house(1, **optional), house(2, **optional)]))
    assert draft.problems == ()
    assert draft.households[list(optional.keys() - {"district_code"})].isna().all().all()


@pytest.mark.parametrize("number", [1, 1.0])
@pytest.mark.parametrize(("field", "value"), [("h1", 1.0), ("village_number", 1.0)])
def test_a_number_is_a_number_however_excel_keeps_it(check: Check, field: str, number: Any, value: float):
    draft = check(survey([house(1, **{field: number})]))
    assert draft.problems == () and draft.households[field].tolist() == [value]


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_numbers_that_were_never_issued_are_for_synthetic_data_alone(check: Check, is_synthetic: bool):
    invented = national_id(923454567878)
    draft = check(
        survey([house(1, head_national_id=invented)], [member(1, national_id=invented)]), "a.xlsx", is_synthetic
    )
    codes = [(found.column, found.code) for found in draft.problems]
    expected = [(HOUSEHOLDS.column("head_national_id").header, "cell_id_never_issued")]
    expected.append((MEMBERS.column("national_id").header, "cell_id_never_issued"))
    assert codes == ([] if is_synthetic else expected)
    assert draft.persons["national_id_hash"].notna().tolist() == [is_synthetic]


def test_the_same_problem_in_many_rows_is_counted_in_all_of_them(check: Check):
    draft = check(csv_of(table([house(n, h1="9", phone="1") for n in range(1, 41)])))
    assert draft.problem_counts == {(Severity.ERROR, "cell_out_of_range"): 40, (Severity.WARNING, "cell_phone"): 40}
    assert (draft.error_count, draft.warning_count) == (40, 40)
    assert [found.row for found in draft.problems if found.code == "cell_phone"] == list(range(2, 42))


def test_limits_and_code_lists_are_told_with_the_problem(check: Check):
    draft = check(survey([house(1, h1="9", latitude="90")]))
    params = {found.column: dict(found.params) for found in draft.problems}
    assert params[HOUSEHOLDS.column("latitude").header] == {"lowest": "5", "highest": "21"}
    assert params[HOUSEHOLDS.column("h1").header] == {"lowest": "1", "highest": "4"}
    assert check(survey([house(1, outcome="?")])).problems[0].params == (("codes", "outcome"),)


def test_every_kind_of_cell_that_can_be_wrong_is_wrong_in_some_file():
    tried = {HOUSEHOLDS.column(field).kind for field, *_ in (*ERRORS, *WARNINGS)}
    tried |= {MEMBERS.column(field).kind for field, *_ in MEMBER_ERRORS}
    assert tried >= KINDS.keys() - {"text"}


def test_thai_digits_are_digits_everywhere_but_in_free_text(check: Check):
    cells = {
        "house_code": "๔๙๐๑-๐๑๒๓๔๕-๖", "year": "๒๕๖๙", "wave": "๑", "village_number": "๑๒", "survey_on": "๒๒/๑๑/๒๕๖๙",
        "head_national_id": "๑๒๓๔๕๔๕๖๗๘๗๘๑", "phone": "๐๘๑๒๓๔๕๖๗๘", "h1": "๓",
        "house_number": "๒๕/๒", "village_name": "บ้าน ๗",
    }  # fmt: skip
    plain = {
        "house_code": "4901-012345-6", "year": "2569", "wave": "1", "village_number": "12", "survey_on": "22/11/2569",
        "head_national_id": "1234545678781", "phone": "0812345678", "h1": "3",
        "house_number": "๒๕/๒", "village_name": "บ้าน ๗",
    }  # fmt: skip
    thai, arabic = (check(survey([house(1, **words)])) for words in (cells, plain))
    assert thai.problems == ()
    assert thai.households.to_dict() == arabic.households.to_dict()
    assert thai.persons["national_id_hash"].tolist() == arabic.persons["national_id_hash"].tolist()
    assert thai.households[["house_number", "village_name"]].iloc[0].tolist() == ["๒๕/๒", "บ้าน ๗"]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\tx", "<script>"])
def test_text_that_looks_like_a_formula_is_kept_as_text(check: Check, text: str):
    for data in (survey([house(1, village_name=text)]), csv_of(table([house(1, village_name=text)]))):
        draft = check(data)
        assert draft.problems == ()
        assert draft.households["village_name"].tolist() == [text.strip()]


def test_a_formula_counts_as_what_it_last_gave(check: Check):
    header, row = table([house(1, h1="", h2="")])

    def formulas(book: Any) -> None:
        page = book.get_worksheet_by_name(HOUSEHOLDS.name)
        page.write_formula(1, len(row) - 2, "=1+2", None, 3)
        page.write_formula(1, len(row) - 1, "=1/0", None, "#DIV/0!")

    draft = check(xlsx_of({HOUSEHOLDS.name: [header, row]}, formulas))
    assert draft.households["h1"].tolist() == [3.0]
    assert draft.households["h2"].isna().tolist() == [True]
    assert only_problem(draft)[2:] == (
        HOUSEHOLDS.column("h2").header, Severity.WARNING, "cell_excel_error", "blank",
    )  # fmt: skip


def test_house_numbers_and_dates_of_excel_are_told_apart(check: Check):
    """Excel turns house number 25/2 into a date; a survey date is one."""
    header, row = table([house(1, house_number="", survey_on="")])

    def dates(book: Any) -> None:
        page, style = book.get_worksheet_by_name(HOUSEHOLDS.name), book.add_format({"num_format": "d/m/yyyy"})
        page.write_datetime(1, len(row) - 2, date(2026, 2, 25), style)
        page.write_datetime(1, len(row) - 1, date(2026, 11, 22), style)

    draft = check(xlsx_of({HOUSEHOLDS.name: [header, row]}, dates))
    assert draft.households["survey_on"].tolist() == [date(2026, 11, 22)]
    assert only_problem(draft)[2:5] == (
        HOUSEHOLDS.column("house_number").header, Severity.WARNING, "cell_house_number_date",
    )  # fmt: skip
