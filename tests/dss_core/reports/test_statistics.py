"""The tables of a thesis, checked against a survey that was computed by hand."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.statistics.bands import interpret
from dss_core.analysis.statistics.describe import describe, frequencies
from dss_core.catalog.bands import Bands, load_bands
from dss_core.language.translate import Translator
from dss_core.reports.document import Cell, Kind, ReportTable
from dss_core.reports.statistics import Names, Statistics, statistics_report
from dss_core.settings import ROOT

VALUES = {"score": "Score", "debt": "Debt (baht)", "district": "District", "sex": "Sex of the head"}
CODES = {("district", "1"): "North", ("district", "2"): "South", ("sex", "f"): "woman", ("sex", "m"): "man"}
NAMES = Names(value=lambda value: VALUES[value], code=lambda value, code: CODES[value, code])

# North: scores 4 and 5 (mean 4.5, S.D. 0.7071); South: 2 and one missing. Debt: 100 in the north, unknown in the south.
HOUSEHOLDS = pd.DataFrame(
    {
        "district": ["1", "1", "2", "2"],
        "score": [4.0, 5.0, 2.0, None],
        "debt": [100.0, 100.0, None, None],
        "sex": ["f", "f", "m", None],
    }
)


@pytest.fixture
def five_point() -> Bands:
    return load_bands(ROOT / "data")["five_point"]


def statistics(bands: Bands, by: tuple[str, ...] = ("district",), values: tuple[str, ...] = ("score", "debt")) -> Any:
    means = describe(HOUSEHOLDS, values, by)
    numbers = [level.number if level else None for level in interpret(means["mean"].to_numpy(), bands)]
    band = pd.Series(numbers, index=means.index, dtype=float).where(means["value"] == "score")
    shares = frequencies(HOUSEHOLDS, ["sex"], by)
    return Statistics(means.assign(band=band), shares, by, bands, unit="households")


def cells(table: ReportTable) -> list[tuple[Cell, ...]]:
    return [tuple(round(cell, 4) if isinstance(cell, float) else cell for cell in row.cells) for row in table.rows]


def test_means_by_group_with_the_total_last(five_point: Bands, english: Translator):
    means = statistics_report(statistics(five_point), NAMES, "source", english).tables[0]
    assert cells(means) == [
        ("Score", "North", 2, 0, 4.5, 0.7071, "High"),
        ("Score", "South", 1, 1, 2.0, None, "Low"),
        ("Score", "Total", 3, 1, 3.6667, 1.5275, "High"),
        ("Debt (baht)", "North", 2, 0, 100.0, 0.0, ""),
        ("Debt (baht)", "South", 0, 2, None, None, ""),
        ("Debt (baht)", "Total", 2, 2, 100.0, 0.0, ""),
    ]
    assert [row.is_total for row in means.rows] == [False, False, True] * 2
    assert [column.header for column in means.columns] == [
        *("Score or variable", "District", "n", "Missing", "x̄", "S.D.", "Interpretation"),
    ]
    assert [column.kind for column in means.columns[2:6]] == [Kind.COUNT, Kind.COUNT, Kind.DECIMAL, Kind.DECIMAL]
    assert means.caption == "Mean, standard deviation and interpretation, by District"


def test_frequencies_by_group_each_with_its_total(five_point: Bands, english: Translator):
    shares = statistics_report(statistics(five_point), NAMES, "source", english).tables[1]
    assert cells(shares) == [
        ("Sex of the head", "North", "woman", 2, 100.0),
        ("Sex of the head", "North", "man", 0, 0.0),
        ("Sex of the head", "North", "Total", 2, 100.0),
        ("Sex of the head", "South", "woman", 0, 0.0),
        ("Sex of the head", "South", "man", 1, 100.0),
        ("Sex of the head", "South", "Total", 1, 100.0),
        ("Sex of the head", "South", "Missing", 1, None),
        ("Sex of the head", "Total", "woman", 2, 66.6667),
        ("Sex of the head", "Total", "man", 1, 33.3333),
        ("Sex of the head", "Total", "Total", 3, 100.0),
        ("Sex of the head", "Total", "Missing", 1, None),
    ]
    assert [row.cells[2] for row in shares.rows if row.is_total] == ["Total"] * 3
    assert shares.columns[3].header == "Number (households)"
    assert shares.caption == "Number and percentage of households, by District"


def test_without_groups_nothing_is_called_a_total_of_groups(five_point: Bands, english: Translator):
    means, shares = statistics_report(statistics(five_point, by=()), NAMES, "source", english).tables
    assert cells(means) == [("Score", 3, 1, 3.6667, 1.5275, "High"), ("Debt (baht)", 2, 2, 100.0, 0.0, "")]
    assert not any(row.is_total for row in means.rows)
    assert [row[1] for row in cells(shares)] == ["woman", "man", "Total", "Missing"]
    assert means.caption == "Mean, standard deviation and interpretation"


def test_two_groupings_stand_beside_each_other(five_point: Bands, english: Translator):
    means, shares = statistics_report(statistics(five_point, by=("district", "sex")), NAMES, "source", english).tables
    assert means.caption.endswith("by District and Sex of the head")
    assert [row[:3] for row in cells(means)][:3] == [
        ("Score", "North", "woman"),
        ("Score", "South", "man"),
        ("Score", "Total", ""),
    ]
    assert [column.said_once for column in shares.columns] == [True, True, True, False, False, False]


def test_no_interpretation_where_nothing_is_a_score(five_point: Bands, english: Translator):
    means = statistics_report(statistics(five_point, values=("debt",)), NAMES, "source", english).tables[0]
    assert "Interpretation" not in [column.header for column in means.columns]
    assert means.caption == "Mean and standard deviation, by District"
    assert len(means.notes) == 1


def test_nobody_answered_is_a_dash_and_not_zero_percent(five_point: Bands, english: Translator):
    nobody = frequencies(HOUSEHOLDS.assign(sex=np.nan), ["sex"])
    found = Statistics(describe(HOUSEHOLDS, []), nobody, (), five_point, "households")
    (shares,) = statistics_report(found, NAMES, "source", english).tables
    assert cells(shares) == [("Sex of the head", "Total", 0, None), ("Sex of the head", "Missing", 4, None)]


def test_the_limits_of_the_interpretation_are_said(five_point: Bands, thai: Translator, english: Translator):
    note = statistics_report(statistics(five_point), NAMES, "source", english).tables[0].notes[1]
    assert "1.00–1.50 = Lowest; 1.51–2.50 = Low; 2.51–3.50 = Moderate; 3.51–4.50 = High; 4.51–5.00 = Highest" in note
    assert "rounded to 2 decimals" in note
    levels = load_bands(ROOT / "data")["livelihood_levels"]
    note = statistics_report(statistics(levels), NAMES, "source", thai).tables[0].notes[1]
    assert "1.00 ถึงต่ำกว่า 1.75 = " in note and "3.25–4.00 = " in note and "ก่อนปัดเศษ" in note


def test_a_thai_report_is_thai_and_carries_source_and_definitions(five_point: Bands, thai: Translator):
    report = statistics_report(statistics(five_point), NAMES, "ที่มา: รอบ", thai, ("นิยาม: คะแนน",))
    assert (report.title, report.table_word, report.language) == ("สถิติการสำรวจ", "ตารางที่", "th")
    assert (report.source, report.notes) == ("ที่มา: รอบ", ("นิยาม: คะแนน",))
    assert [column.header for column in report.tables[0].columns][2:] == ["n", "ไม่มีข้อมูล", "x̄", "S.D.", "การแปลผล"]
    assert report.tables[1].columns[-1].header == "ร้อยละ"
