"""Numbers, money, dates and rounds as people read them."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.errors import BadInput
from dss_core.language.format import (
    MISSING,
    baht,
    day,
    moment,
    number,
    parse_round,
    percent,
    percent_of_share,
    round_label,
    thai_sort_key,
    year,
)

NOTHING = [None, float("nan"), np.nan, pd.NA, np.float64("nan"), float("inf"), Decimal("NaN")]


@pytest.mark.parametrize("value", NOTHING)
@pytest.mark.parametrize("show", [number, percent, percent_of_share, baht])
def test_a_missing_value_is_shown_as_a_dash_and_never_as_zero(show, value):
    assert show(value, "th") == show(value, "en") == MISSING


@pytest.mark.parametrize("value", [None, pd.NaT])
def test_a_missing_date_is_shown_as_a_dash(value):
    assert day(value, "th") == moment(value, "en") == MISSING


def test_zero_is_shown_as_zero():
    assert (number(0, "th"), percent(0, "th"), baht(0, "en")) == ("0", "0.0%", "0 baht")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234, 0, "1,234"),
        (1234567.891, 2, "1,234,567.89"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.285, 2, "0.29"),
        (-0.4, 0, "0"),
        (np.int64(3320), 0, "3,320"),
        (np.float64(1.25), 1, "1.3"),
        (Decimal("2.675"), 2, "2.68"),
        (12_345_678_901_234_567_890, 0, "12,345,678,901,234,567,890"),
        (0.0000001, 2, "0.00"),
    ],
)
def test_a_number_is_rounded_as_a_spreadsheet_does(value, decimals, shown):
    assert number(value, "th", decimals) == number(value, "en", decimals) == shown


@given(st.floats(min_value=-1e12, max_value=1e12), st.integers(min_value=0, max_value=4))
def test_a_shown_number_is_as_near_as_its_decimals_allow(value, decimals):
    shown = float(number(value, "en", decimals).replace(",", ""))
    assert abs(shown - value) <= 0.5 * 10**-decimals + 1e-4 * (abs(value) > 1e9) + 1e-9 * abs(value)


def test_percent_takes_percent_and_percent_of_share_takes_a_share():
    assert percent(12.5, "en") == percent_of_share(0.125, "en") == "12.5%"
    assert percent_of_share(0.005, "th", 0) == "1%"


def test_money_carries_its_unit_in_the_readers_language():
    assert (baht(1234.4, "th"), baht(1234.5, "en"), baht(1.5, "th", 2)) == ("1,234 บาท", "1,235 baht", "1.50 บาท")


def test_a_year_is_buddhist_in_thai_and_common_in_english():
    assert (year(2026, "th"), year(2026, "en")) == ("2569", "2026")


def test_a_day_has_a_short_month_name_in_each_language():
    assert [day(date(2026, month, 1), "th") for month in (1, 2, 12)] == ["1 ม.ค. 2569", "1 ก.พ. 2569", "1 ธ.ค. 2569"]
    assert [day(date(2026, month, 1), "en") for month in (1, 9, 12)] == ["1 Jan 2026", "1 Sep 2026", "1 Dec 2026"]


def test_the_29th_of_february_exists_in_the_buddhist_era():
    assert day(date(2024, 2, 29), "th") == "29 ก.พ. 2567"


def test_a_moment_is_shown_in_thai_time_even_across_midnight_and_new_year():
    late = datetime(2026, 12, 31, 18, 30, tzinfo=UTC)
    assert moment(late, "th") == "1 ม.ค. 2570 01:30 น."
    assert moment(late, "en") == "1 Jan 2027 01:30"
    assert day(late, "th") == "1 ม.ค. 2570"


def test_a_moment_of_any_zone_is_the_same_moment():
    elsewhere = datetime(2026, 11, 22, 9, 5, tzinfo=timezone(timedelta(hours=2)))
    assert moment(elsewhere, "en") == moment(datetime(2026, 11, 22, 7, 5, tzinfo=UTC), "en") == "22 Nov 2026 14:05"


def test_a_moment_without_a_zone_is_read_as_utc():
    assert moment(datetime(2026, 11, 22, 7, 5), "en") == "22 Nov 2026 14:05"


def test_a_pandas_timestamp_is_a_moment():
    assert moment(pd.Timestamp("2026-11-22T07:05Z"), "th") == "22 พ.ย. 2569 14:05 น."


def test_a_round_is_named_by_its_year_and_number():
    assert (round_label(2026, 2, "th"), round_label(2026, 2, "en")) == ("ปี 2569 รอบที่ 2", "2026 round 2")


@pytest.mark.parametrize("text", ["2569-1", "2026-1", " 2569 - 1 ", "๒๕๖๙-๑", "2026-01"])
def test_a_round_can_be_typed_in_either_era(text):
    assert parse_round(text) == (2026, 1)


@given(st.integers(min_value=1900, max_value=2199), st.integers(min_value=1, max_value=99))
def test_a_round_reads_the_same_in_both_eras(year_ce, wave):
    assert parse_round(f"{year_ce}-{wave}") == parse_round(f"{year_ce + 543}-{wave}") == (year_ce, wave)


@pytest.mark.parametrize("text", ["", "2569", "2569-0", "2569-", "2300-1", "1483-1", "69-1", "2569-100", "2569/1"])
def test_a_text_that_names_no_round_is_told(text):
    with pytest.raises(BadInput) as told:
        parse_round(text)
    assert told.value.code == "round_unreadable"
    assert told.value.params == {"text": text}


def test_thai_words_sort_as_in_a_dictionary():
    ordered = ["กะทิ", "เก", "แก้ว", "ไก่", "ขาว", "คำชะอี", "ดงหลวง", "ดอนตาล", "นิคมคำสร้อย", "เมือง", "หนองสูง", "หว้านใหญ่"]
    assert sorted(reversed(ordered), key=thai_sort_key) == ordered


def test_words_that_differ_in_a_tone_alone_have_a_stable_order():
    assert sorted(["ข้าว", "ขาว", "ข่าว"], key=thai_sort_key) == ["ขาว", "ข่าว", "ข้าว"]
