"""All measures of incomes at once: by group, with errors, with incomes missing."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.arrays import Floats
from dss_core.analysis.poverty.fgt import fgt, sst
from dss_core.analysis.poverty.incomes import COLUMNS, MEASURES, measure_incomes
from dss_core.analysis.poverty.inequality import gini
from dss_core.analysis.statistics.design import SurveyDesign, sample_of
from dss_core.errors import BadInput

LINE = 20_000.0


@pytest.fixture
def incomes() -> Floats:
    x = np.exp(np.random.default_rng(9).normal(10, 0.8, 60))
    x[[3, 40]] = np.nan
    return x


GROUPS = np.array([*[0] * 30, *[1] * 28, 2, -1])


def table_of(incomes: Floats, design: SurveyDesign | None = None, **columns: Floats) -> pd.DataFrame:
    sample = sample_of(pd.DataFrame(columns, index=range(len(incomes))), design)
    return measure_incomes(incomes, sample, GROUPS, 3, [LINE, 2 * LINE], 1.0)


def one(table: pd.DataFrame, measure: str, group: int, line: float | None = None) -> pd.Series:
    chosen = (table["measure"] == measure) & (table["group"] == group)
    chosen &= table["line"].isna() if line is None else table["line"] == line
    (found,) = [row for _, row in table[chosen].iterrows()]
    return found


def test_there_is_one_row_for_each_measure_line_and_group(incomes: Floats):
    table = table_of(incomes)
    assert tuple(table.columns) == COLUMNS
    assert len(table) == 4 * sum(2 if measure.has_line else 1 for measure in MEASURES)
    assert table.loc[table["line"].isna(), "measure"].unique().tolist() == ["gini", "theil", "atkinson", "s80s20"]


def test_values_are_those_of_the_groups_rows_and_missing_incomes_are_counted(incomes: Floats):
    table = table_of(incomes)
    first = incomes[:30][~np.isnan(incomes[:30])]
    found = one(table, "FGT1", 1, LINE)
    assert found["value"] == pytest.approx(fgt(first, np.ones(29), LINE, 1).value)
    assert (found["n"], found["missing"]) == (29, 1)
    assert one(table, "gini", 1)["value"] == pytest.approx(gini(first, np.ones(29)).value)
    everybody = one(table, "FGT0", 0, LINE)
    assert (everybody["n"], everybody["missing"]) == (58, 2)


def test_the_errors_are_the_textbook_ones_without_a_design(incomes: Floats):
    x = incomes[~np.isnan(incomes)]
    found = one(table_of(incomes), "FGT2", 0, LINE)
    gaps = np.where(x < LINE, (LINE - x) / LINE, 0) ** 2
    assert found["se"] == pytest.approx(gaps.std(ddof=1) / np.sqrt(len(x)))
    # Student's t with 57 degrees of freedom.
    assert found["ci_high"] - found["value"] == pytest.approx(2.0024655 * found["se"], rel=1e-6)


def test_the_errors_follow_the_design(incomes: Floats):
    weights, clusters = np.linspace(1, 4, 60), np.arange(60) // 5
    table = table_of(incomes, SurveyDesign(weights="w", clusters="p"), w=weights, p=clusters)
    known = ~np.isnan(incomes)
    estimate = sst(incomes[known], weights[known], LINE)
    totals = np.bincount(clusters[known], weights[known] * estimate.influence, 12)
    found = one(table, "sst", 0, LINE)
    assert found["value"] == pytest.approx(estimate.value)
    assert found["se"] == pytest.approx(np.sqrt(12 / 11 * ((totals - totals.mean()) ** 2).sum()))


def test_the_linearised_error_of_the_gini_is_near_the_jackknife():
    x = np.exp(np.random.default_rng(2).normal(10, 0.6, 300))
    sample = sample_of(pd.DataFrame(index=range(300)))
    found = one(measure_incomes(x, sample, None, 0, [LINE], 1.0), "gini", 0)
    without = np.array([gini(np.delete(x, row), np.ones(299)).value for row in range(300)])
    jackknife = np.sqrt(299 / 300 * ((without - without.mean()) ** 2).sum())
    assert found["se"] == pytest.approx(jackknife, rel=0.02)


def test_the_bounds_take_missing_incomes_as_the_line_and_as_zero(incomes: Floats):
    table = table_of(incomes)
    for measure in ("FGT0", "FGT1", "FGT2", "sst"):
        found = one(table, measure, 0, LINE)
        assert found["bound_low"] <= found["value"] <= found["bound_high"]
    x = incomes[~np.isnan(incomes)]
    found = one(table, "FGT0", 0, LINE)
    assert found["bound_low"] == pytest.approx((x < LINE).sum() / 60)
    assert found["bound_high"] == pytest.approx(((x < LINE).sum() + 2) / 60)
    assert np.isnan(one(table, "watts", 0, LINE)["bound_high"])


def test_one_person_has_a_value_no_error_and_a_note(incomes: Floats):
    found = one(table_of(incomes), "FGT0", 3, LINE)
    assert found["n"] == 1 and not np.isnan(found["value"]) and np.isnan(found["se"])
    assert found["note"] == "no_standard_error_from_one_unit"


def test_all_missing_is_no_value_and_says_so():
    table = table_of(np.full(60, np.nan))
    assert table["value"].isna().all() and (table["note"] == "nobody_answered").all()
    assert (table.loc[table["group"] == 0, "missing"] == 60).all()


def test_a_constant_has_stated_results():
    table = table_of(np.full(60, 30_000.0))
    assert one(table, "gini", 0)["value"] == pytest.approx(0, abs=1e-12)
    assert one(table, "FGT0", 0, LINE)["value"] == 0 and one(table, "FGT0", 0, LINE)["ci_high"] > 0
    assert one(table, "FGT1", 0, 2 * LINE)["se"] == pytest.approx(0, abs=1e-15)
    assert one(table, "s80s20", 0)["note"] == "undefined_when_nobody_is_above_the_upper_percentile"


def test_weight_zero_takes_part_in_nothing(incomes: Floats):
    weights = np.ones(60)
    weights[0] = 0
    found = one(table_of(incomes, SurveyDesign(weights="w"), w=weights), "FGT0", 0, LINE)
    x = incomes[1:][~np.isnan(incomes[1:])]
    assert (found["n"], found["value"]) == (57, pytest.approx((x < LINE).mean()))


@pytest.mark.parametrize("line", [0.0, -1.0, float("nan"), float("inf")])
def test_a_line_that_cannot_be_is_refused(line: float):
    with pytest.raises(BadInput, match="poverty_bad_line"):
        measure_incomes(np.ones(3), sample_of(pd.DataFrame(index=range(3))), None, 0, [line], 1.0)


def test_an_aversion_that_cannot_be_is_refused():
    with pytest.raises(BadInput, match="poverty_bad_epsilon"):
        measure_incomes(np.ones(3), sample_of(pd.DataFrame(index=range(3))), None, 0, [1.0], 0.0)
