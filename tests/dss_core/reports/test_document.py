"""A report before it becomes a file: numbers as paper shows them, words said once."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.statistics.bands import rounded_half_away
from dss_core.reports.document import (
    Kind,
    Report,
    ReportColumn,
    ReportRow,
    ReportTable,
    clean,
    printed,
    printed_rows,
    value_of,
)


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (2.345, Kind.DECIMAL, "2.35"),
        (-0.125, Kind.DECIMAL, "-0.13"),
        (4.504999999999999, Kind.DECIMAL, "4.51"),
        (-0.001, Kind.DECIMAL, "0.00"),
        (12.5, Kind.COUNT, "13"),
        (12_018_200, Kind.BAHT, "12,018,200"),
        (86.785, Kind.PERCENT, "86.79"),
        (0, Kind.COUNT, "0"),
        (np.float64(1 / 3), Kind.DECIMAL, "0.33"),
        (np.int64(1234), Kind.COUNT, "1,234"),
        ("ใช่", Kind.TEXT, "ใช่"),
        ("a\nb", Kind.DECIMAL, "a b"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float | str, kind: Kind, shown: str):
    assert printed(value, kind, "th") == shown


@pytest.mark.parametrize("missing", [None, math.nan, math.inf, -math.inf, np.float64("nan")])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_missing_figure_is_an_en_dash_and_never_zero(missing: float | None, kind: Kind):
    assert printed(missing, kind, "en") == "–"
    assert value_of(missing) is None


@given(st.floats(-1e6, 1e6))
def test_print_and_interpretation_round_alike(value: float):
    shown = float(printed(value, Kind.DECIMAL, "en").replace(",", ""))
    assert shown == pytest.approx(rounded_half_away(np.array([value]), 2)[0], abs=1e-9)


@given(st.text())
def test_a_clean_text_is_one_line_that_every_format_can_hold(text: str):
    once = clean(text)
    assert clean(once) == once
    assert not any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in once)
    once.encode("utf-8")


def said(*cells: tuple[str, ...]) -> list[list[str | None]]:
    columns = (ReportColumn("value", said_once=True), ReportColumn("group", said_once=True), ReportColumn("answer"))
    return printed_rows(ReportTable("", columns, tuple(ReportRow(row) for row in cells)), "en")


def test_a_word_is_said_once_for_the_rows_that_follow_with_it():
    assert said(("debt", "north", "yes"), ("debt", "north", "yes"), ("debt", "south", "yes")) == [
        ["debt", "north", "yes"],
        [None, None, "yes"],
        [None, "south", "yes"],
    ]


def test_a_group_is_said_again_when_the_variable_changes():
    assert said(("debt", "north", "yes"), ("land", "north", "yes"))[1] == ["land", "north", "yes"]


def test_a_row_of_another_length_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="another number of cells"):
        ReportTable("", (ReportColumn("a"),), (ReportRow(("a", "b")),))


def test_a_number_in_a_column_of_words_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="text column"):
        ReportTable("", (ReportColumn("a"),), (ReportRow((1.5,)),))


def test_a_report_without_a_table_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="without a table"):
        Report("", "en", "Table", "", ())
