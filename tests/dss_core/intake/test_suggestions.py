"""What is suggested for a damaged cell: only where it can be known, and then it reads without a fault."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.intake.cells import KINDS
from dss_core.intake.faults import LONGEST_THOUGHT_OF, Rules
from dss_core.intake.suggestions import is_dated, likely_date, likely_house_number, likely_word
from tests.dss_core.intake.files import CATALOG, HOUSEHOLDS, MEMBERS, PLACE, national_id

COLUMNS = {column.field: column for column in (*HOUSEHOLDS.columns, *MEMBERS.columns)}
RULES = Rules(CATALOG, is_synthetic=True)
NAME = CATALOG.areas.get(PLACE).name.th


def suggestion(field: str, text: str) -> str | None:
    """What is suggested for a cell, whatever the fault; fails when it has none."""
    column = COLUMNS[field]
    faults = [
        fault for fault in KINDS[column.kind](pd.Series([text], dtype="str"), column, RULES).faults if fault.rows[0]
    ]
    assert faults, "the cell has no fault"
    return faults[0].suggestion(text, 0)


GOOD: list[tuple[str, Any, str]] = [
    ("village_number", "หมู่ 4", "4"),
    ("village_number", "ม.12", "12"),
    ("income_baht", "1,500 บาท", "1500"),
    ("year", "พ.ศ. 2569", "2569"),
    ("year", "ปี 2569", "2569"),
    ("survey_on", "22 พ.ย. 2569", "22/11/2569"),
    ("survey_on", "22 พฤศจิกายน 2569", "22/11/2569"),
    ("survey_on", "22 Nov 2026", "22/11/2026"),
    ("survey_on", "22/11/69", "22/11/2569"),
    ("survey_on", "11/22/2569", "22/11/2569"),
    ("survey_on", "46348", "22/11/2569"),
    ("house_code", "4901.012345.6", "49010123456"),
    ("house_code", "4.9010123456E+10", "49010123456"),
    ("head_national_id", "1.234545678781E+12", "1234545678781"),
    ("house_number", "25-ก.พ.", "25/2"),
    ("house_number", "25-Feb", "25/2"),
    ("house_number", "ก.พ.-25", "2/25"),
    ("house_number", "2026-02-25", "25/2"),
    ("house_number", "25/2/2569", "25/2"),
    ("phone", "812345678", "0812345678"),
    ("phone", "+66812345678", "0812345678"),
    ("education", "ประถมศกษา", "ประถมศึกษา"),
    ("education", "ประถมศึกษาา", "ประถมศึกษา"),
    ("welfare", "บัตรคนจน, เบี้ยผู้สูงอาย", "บัตรสวัสดิการแห่งรัฐ, เบี้ยยังชีพผู้สูงอายุ"),
    ("subdistrict_code", NAME + "ๆ", NAME),
]


@pytest.mark.parametrize(("field", "text", "wanted"), GOOD)
def test_what_should_probably_stand_there(field: str, text: str, wanted: str):
    assert suggestion(field, text) == wanted


@pytest.mark.parametrize("field,wanted", [(field, wanted) for field, _, wanted in GOOD])
def test_a_suggestion_that_is_put_in_reads_without_an_error_or_a_warning(field: str, wanted: str):
    column = COLUMNS[field]
    checked = KINDS[column.kind](pd.Series([wanted], dtype="str"), column, RULES)
    assert not [fault.code for fault in checked.faults if fault.rows[0] and fault.severity != "note"]
    assert checked.values.notna().all()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("village_number", "3 หรือ 4"),
        ("income_baht", "12,5"),
        ("income_baht", "สองพัน"),
        ("year", "69"),
        ("survey_on", "31/02/2569"),
        ("survey_on", "เมื่อวาน"),
        ("survey_on", "1/1/99"),
        ("house_code", "4.9E+10"),
        ("house_code", "บ้านโคก"),
        ("head_national_id", "1.2345E+12"),
        ("head_national_id", national_id(123454567878)[:-1] + "0"),
        ("house_number", "2026-02-01"),
        ("phone", "12345"),
        ("education", "ดี"),
        ("subdistrict_code", "ที่ไหนสักแห่ง"),
        ("subdistrict_code", "ก" * 10_000),
    ],
)
def test_nothing_is_suggested_where_nobody_can_know(field: str, text: str):
    assert suggestion(field, text) is None


@pytest.mark.parametrize("text", ["ก-25", "25-ก", "12/3", "99/123", "25-1", "A-12"])
def test_a_house_number_that_only_looks_like_a_date_is_left_alone(text: str):
    assert not is_dated(text)


def test_a_word_that_is_as_near_to_two_others_has_no_suggestion():
    assert likely_word("abcx", {"abca": "one", "abcb": "two"}) is None
    assert likely_word("abcx", {"abca": "one", "abcb": "one"}) == "one"


@given(st.text(max_size=LONGEST_THOUGHT_OF))
def test_any_text_can_be_thought_about(text: str):
    for field in ("village_number", "year", "survey_on", "house_code", "house_number", "phone", "subdistrict_code"):
        column = COLUMNS[field]
        for fault in KINDS[column.kind](pd.Series([text], dtype="str"), column, RULES).faults:
            fault.suggestion(text, 0)


@given(
    st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0.day}-{0.month}-{0.year}"])
)
def test_a_date_that_is_suggested_is_the_same_day(day: Any, written: str):
    found = likely_date(written.format(day))
    assert found is None or found == f"{day.day}/{day.month}/{day.year}"


@given(st.integers(1, 28), st.integers(1, 12))
def test_a_house_number_that_excel_made_a_date_of_comes_back(number: int, part: int):
    thai = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
    assert likely_house_number(f"{number}-{thai[part - 1]}") == f"{number}/{part}"
