"""What each kind of cell is read as. What it refuses is in test_bad_cells."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dss_core.catalog.formats import ColumnFormat
from dss_core.intake.cells import KINDS, value_class
from dss_core.intake.faults import Checked, Rules
from dss_core.intake.listed_cells import code_of, spelling
from dss_core.model.problems import Severity
from tests.dss_core.intake.files import CATALOG, HOUSEHOLDS, MEMBERS, PLACE, national_id

COLUMNS = {column.field: column for column in (*HOUSEHOLDS.columns, *MEMBERS.columns)}
ONE_OF_EACH_KIND = {column.kind: column for column in COLUMNS.values()}
RULES = Rules(CATALOG, is_synthetic=True)
PROVINCE = CATALOG.province.code


def read(column: ColumnFormat, *texts: str | None) -> Checked:
    return KINDS[column.kind](pd.Series(texts, dtype="str"), column, RULES)


def values(field: str, *texts: str | None) -> list[Any]:
    """The values of these cells of a field; missing is None. Fails when one is at fault."""
    checked = read(COLUMNS[field], *texts)
    assert not any(fault.rows.any() for fault in checked.faults if fault.severity is Severity.ERROR)
    return [None if pd.isna(value) else value for value in checked.values]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("village_name", "บ้านโคก", "บ้านโคก"),
        ("village_name", "=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("village_name", "-5", "-5"),
        ("village_name", "+66", "+66"),
        ("village_name", "@x", "@x"),
        ("village_name", "๑๒", "๑๒"),
        ("house_number", "25/2", "25/2"),
        ("house_number", "007", "007"),
        ("latitude", "16.54", 16.54),
        ("latitude", "16", 16.0),
        ("income_baht", "8,500", 8500.0),
        ("income_baht", "234,567.50", 234567.5),
        ("income_baht", "8500.25", 8500.25),
        ("income_baht", "0", 0.0),
        ("income_baht", "1e3", 1000.0),
        ("village_number", "04", 4.0),
        ("village_number", "4.0", 4.0),
        ("h1", "1", 1.0),
        ("h1", "4", 4.0),
        ("file_human", "2.75", 2.75),
        ("file_human", "99", 99.0),
        ("year", "2569", 2026),
        ("year", "2026", 2026),
        ("birth_year", "2499", 1956),
        ("birth_year", "1956", 1956),
        ("survey_on", "22/11/2569", date(2026, 11, 22)),
        ("survey_on", "22-11-2569", date(2026, 11, 22)),
        ("survey_on", "22.11.2569", date(2026, 11, 22)),
        ("survey_on", "1/2/2569", date(2026, 2, 1)),
        ("survey_on", "2026-11-22", date(2026, 11, 22)),
        ("survey_on", "2569-11-22", date(2026, 11, 22)),
        ("survey_on", "2026-11-22 08:30:00", date(2026, 11, 22)),
        ("survey_on", "2026-11-22T08:30:00.000+07:00", date(2026, 11, 22)),
        ("survey_on", "22/11/2026 8:30", date(2026, 11, 22)),
        ("survey_on", "29/02/2567", date(2024, 2, 29)),
        ("house_code", "49010123456", "49010123456"),
        ("house_code", "4901-012345-6", "49010123456"),
        ("house_code", "4901 012345 6", "49010123456"),
        ("national_id", national_id(123454567878), national_id(123454567878)),
        ("national_id", "1-2345-45678-78-1", "1234545678781"),
        ("national_id", "1 2345 45678 78 1", "1234545678781"),
        ("national_id", "ไม่มี", None),
        ("national_id", "-", None),
        ("national_id", "--", None),
        ("national_id", "None", None),
        ("national_id", "NO ID", None),
        ("phone", "081-234 5678", "0812345678"),
        ("phone", "(042) 611111", "042611111"),
        ("postcode", "49000", "49000"),
        ("province_code", PROVINCE, PROVINCE),
        ("district_code", PLACE[:4], PLACE[:4]),
        ("subdistrict_code", PLACE, PLACE),
        ("outcome", "ไม่ใช่ (จน)", "poor"),
        ("outcome", "  ไม่ใช่(จน) ", "poor"),
        ("outcome", "SURVEYED, NOT POOR", "not_poor"),
        ("outcome", "สำรวจ ไม่พบ", "not_reached"),
        ("has_farmer_book", "มี", "yes"),
        ("has_farmer_book", "FALSE", "no"),
        ("sex", "ญ.", "female"),
        ("health", "1", "1"),
        ("education", "ปวช", "vocational"),
        ("welfare", "บัตรคนจน", "card"),
        ("welfare", "เบี้ยผู้สูงอายุ, บัตรคนจน", "card|elderly"),
        ("welfare", "บัตรคนจน;ม.33 | บัตรคนจน,", "card|sso33"),
        ("welfare", "ไม่ได้รับ", "none"),
    ],
)  # fmt: skip
def test_a_cell_is_read(field: str, text: str, value: Any):
    assert values(field, text) == [value]


def test_the_format_uses_every_kind_of_cell():
    assert ONE_OF_EACH_KIND.keys() == KINDS.keys()


@pytest.mark.parametrize("field", COLUMNS)
def test_an_empty_cell_is_missing_and_no_fault_of_its_kind(field: str):
    checked = read(COLUMNS[field], None, None)
    assert checked.values.isna().all()
    assert not any(fault.rows.any() for fault in checked.faults)


@pytest.mark.parametrize("field", COLUMNS)
def test_a_column_may_have_no_rows(field: str):
    checked = read(COLUMNS[field])
    assert len(checked.values) == 0 and all(len(fault.rows) == 0 for fault in checked.faults)


@settings(max_examples=50)
@given(
    st.lists(st.none() | st.text(min_size=1, max_size=15) | st.from_regex(r"[0-9]{1,13}", fullmatch=True), max_size=6)
)
def test_whatever_stands_in_a_column_every_row_is_read_or_at_fault(texts: list[str | None]):
    """Values and faults are as long as the column; a cell with an error has no value."""
    for column in ONE_OF_EACH_KIND.values():
        checked = read(column, *texts)
        assert len(checked.values) == len(texts)
        for fault in checked.faults:
            assert fault.rows.dtype == np.bool_ and len(fault.rows) == len(texts)
            if fault.severity is Severity.ERROR:
                assert checked.values[fault.rows].isna().all()
            assert not fault.rows[[text is None for text in texts]].any()


@given(st.integers(min_value=100_000_000_000, max_value=899_999_999_999))
def test_every_number_with_its_check_digit_is_an_id_number_and_with_another_is_none(number: int):
    """Weights 13 to 2, eleven less the remainder by eleven, last digit of that (domain notes, section 7)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(str(number), range(13, 1, -1), strict=True))
    right = (11 - weighted % 11) % 10
    assert values("national_id", f"{number}{right}") == [f"{number}{right}"]
    wrong = read(COLUMNS["national_id"], f"{number}{(right + 1) % 10}")
    assert [fault.code for fault in wrong.faults if fault.rows.any()] == ["cell_id_check_digit"]


def test_another_spelling_of_an_area_is_read_as_the_area_and_pointed_out():
    assert values("subdistrict_code", "490151", "490102", None) == ["490102", "490102", None]
    faults = read(COLUMNS["subdistrict_code"], "490151", "490102", None).faults
    assert [(fault.code, fault.severity, fault.rows.tolist()) for fault in faults if fault.rows.any()] == [
        ("cell_area_alias", Severity.WARNING, [True, False, False])
    ]


def test_a_district_is_no_sub_district_under_whatever_name():
    alias, district = next((a, code) for a, code in CATALOG.areas.aliases.items() if len(code) == 4)
    for text in (alias, district, PROVINCE):
        faults = read(COLUMNS["subdistrict_code"], text).faults
        assert [fault.code for fault in faults if fault.rows.any()] == ["cell_area"]
    assert values("district_code", alias) == [district]


@pytest.mark.parametrize("name", CATALOG.code_lists)
def test_every_spelling_in_the_catalogue_leads_to_its_own_code(name: str):
    """Blanks, dots, dashes and case are not compared; no two codes may then be the same, and none may be nothing."""
    code_list = CATALOG.code_lists[name]
    known = code_of(code_list)
    for entry in code_list.codes:
        for word in (entry.code, entry.label.th, entry.label.en, *entry.aliases):
            assert spelling(word) and known[spelling(word)] == entry.code


@pytest.mark.parametrize("sheet", [HOUSEHOLDS, MEMBERS], ids=["households", "members"])
def test_every_header_of_a_sheet_leads_to_its_own_column(sheet):
    owners: dict[str, str] = {}
    for column in sheet.columns:
        for header in (column.header, *column.aliases):
            assert owners.setdefault(spelling(header), column.field) == column.field


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, "blank"),
        ("", "blank"),
        ("12", "whole"),
        ("-12", "whole"),
        ("1.5", "decimal"),
        (".5", "decimal"),
        ("4.9E+10", "scientific"),
        ("1e3", "scientific"),
        ("2026-11-22", "date"),
        ("2026-11-22 08:00:00", "date"),
        ("22/11/2569", "date"),
        ("สมชาย", "text"),
        ("25/2", "text"),
    ],
)
def test_the_kind_of_a_value_is_told_without_the_value(text: str | None, found: str):
    assert value_class(text) == found


@given(st.none() | st.text())
def test_the_kind_of_a_value_is_one_of_a_few_words(text: str | None):
    assert value_class(text) in {"blank", "whole", "decimal", "scientific", "date", "text"}
