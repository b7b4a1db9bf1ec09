"""The long table of the Alkire-Foster measures."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.poverty.mpi_table import COLUMNS, mpi_table
from dss_core.analysis.poverty.profiles import collapse
from dss_core.analysis.statistics.design import sample_of
from dss_core.catalog.specification import MissingAnswers

MATRIX = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [1, -1], [1, 1]], dtype=np.int8)
GROUPS = np.array([0, 0, 0, 1, 1, 2])


@pytest.fixture
def table() -> pd.DataFrame:
    sample = sample_of(pd.DataFrame(index=range(6)))
    profiles = collapse(MATRIX, ("a", "b"), sample.weights, GROUPS, 3)
    halves = np.array([0.5, 0.5])
    return mpi_table(profiles, halves, np.array([0.5, 1.0]), MissingAnswers.LEAVE_OUT, sample, GROUPS)


def row(table: pd.DataFrame, measure: str, k: float, group: int, indicator: str | None = None) -> pd.Series:
    chosen = (table["measure"] == measure) & (table["group"] == group)
    chosen &= table["k"].isna() if np.isnan(k) else table["k"] == k
    chosen &= table["indicator"].isna() if indicator is None else table["indicator"] == indicator
    (found,) = [one for _, one in table[chosen].iterrows()]
    return found


def test_there_is_one_row_for_each_measure_cut_off_group_and_indicator(table: pd.DataFrame):
    assert tuple(table.columns) == COLUMNS
    counts = table["measure"].value_counts().to_dict()
    assert counts == {
        "H": 8,
        "A": 8,
        "M0": 8,
        "headcount_uncensored": 8,
        "headcount_censored": 16,
        "contribution_absolute": 16,
        "contribution_percent": 16,
    }
    assert not table.duplicated(["measure", "k", "group", "indicator"]).any()


def test_values_errors_and_bounds_stand_in_their_row(table: pd.DataFrame):
    everybody = row(table, "H", 1.0, 0)
    assert (everybody["value"], everybody["n"], everybody["missing"]) == (pytest.approx(0.4), 5, 1)
    assert everybody["se"] == pytest.approx(np.sqrt(0.4 * 0.6 / 4))
    assert (everybody["bound_low"], everybody["bound_high"]) == (pytest.approx(2 / 6), pytest.approx(0.5))
    assert row(table, "headcount_uncensored", np.nan, 1, "b")["value"] == pytest.approx(1 / 3)
    assert row(table, "contribution_percent", 0.5, 0, "a")["value"] == pytest.approx(0.5)
    assert np.isnan(row(table, "A", 0.5, 0)["bound_low"])


def test_an_interval_of_a_share_stays_between_zero_and_one(table: pd.DataFrame):
    known = table.dropna(subset=["ci_low"])
    assert (known["ci_low"] >= 0).all() and (known["ci_high"] <= 1).all()
    # The interval of a share near the ends need not be centred on it, but it holds it.
    assert (known["ci_low"] <= known["value"] + 1e-12).all() and (known["value"] <= known["ci_high"] + 1e-12).all()


def test_what_has_no_value_says_why(table: pd.DataFrame):
    assert row(table, "A", 1.0, 2)["note"] == "undefined_when_nobody_is_poor"
    single = row(table, "M0", 0.5, 3)
    assert single["note"] == "no_standard_error_from_one_unit" and np.isnan(single["se"])
    assert (table.loc[table["value"].isna(), "note"].notna()).all()
    assert (table.loc[table["se"].isna(), "note"].notna()).all()
