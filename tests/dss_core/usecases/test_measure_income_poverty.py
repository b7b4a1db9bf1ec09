"""Incomes of a round at any line: by people or households, by plain numpy, and what cannot be asked."""

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.measure_income_poverty import (
    IncomePoverty,
    IncomeQuery,
    measure_income_poverty,
    measure_inequality,
)
from dss_core.usecases.poverty_rows import lines_of_round
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import SampleChoice
from tests.dss_core.usecases.small_province import NEW, OLD

LINE = 38_000.0
INCOME = "income_per_person_baht"
HOUSEHOLDS = SampleChoice()


@pytest.fixture(scope="module")
def frame(province: Services, governor: Viewer, whole: str) -> pd.DataFrame:
    return households_of(province, governor, NEW, whole)


def poverty(services: Services, somebody: Viewer, area: str, **asked: object) -> IncomePoverty:
    return measure_income_poverty(services, somebody, IncomeQuery(NEW, area, **{"lines": (LINE,), **asked}))


def value(found: IncomePoverty, measure: str, group: int = 0) -> float:
    (row,) = found.table[(found.table["measure"] == measure) & (found.table["group"] == group)].to_dict("records")
    return float(row["value"])


@pytest.mark.parametrize("order", [0, 1, 2])
def test_rate_gap_and_severity_are_of_people_unless_households_are_asked_for(
    order: int, province: Services, governor: Viewer, whole: str, frame: pd.DataFrame
):
    known = frame[frame[INCOME].notna()]
    gaps = np.where(known[INCOME] < LINE, ((LINE - known[INCOME]) / LINE).clip(lower=0) ** order, 0.0)
    people = np.average(gaps, weights=known["household_size"])
    assert value(poverty(province, governor, whole), f"FGT{order}") == pytest.approx(people)
    of_households = poverty(province, governor, whole, sample=HOUSEHOLDS)
    assert value(of_households, f"FGT{order}") == pytest.approx(gaps.mean())


def test_the_count_of_people_is_that_of_the_households_with_an_income(
    province: Services, governor: Viewer, whole: str, frame: pd.DataFrame
):
    found = poverty(province, governor, whole)
    assert found.people_count == frame[frame[INCOME].notna()]["household_size"].sum()
    row = found.table.iloc[0]
    assert (row["n"], row["missing"]) == (frame[INCOME].notna().sum(), frame[INCOME].isna().sum())


def test_groups_weighted_by_their_people_give_the_rate_of_all(
    province: Services, governor: Viewer, whole: str, frame: pd.DataFrame
):
    found = poverty(province, governor, whole, by=("district",))
    known = frame[frame[INCOME].notna()]
    people = known.groupby(known["district_code"].astype(str))["household_size"].sum()
    rates = found.table[(found.table["measure"] == "FGT0") & (found.table["group"] > 0)].set_index("district")["value"]
    assert (rates * people[rates.index]).sum() / people.sum() == pytest.approx(value(found, "FGT0"))


def test_missing_incomes_bound_the_rate(province: Services, governor: Viewer, whole: str, frame: pd.DataFrame):
    row = poverty(province, governor, whole, sample=HOUSEHOLDS).table.iloc[0]
    poor, unknown = (frame[INCOME] < LINE).sum(), frame[INCOME].isna().sum()
    assert row["bound_low"] == pytest.approx(poor / len(frame))
    assert row["bound_high"] == pytest.approx((poor + unknown) / len(frame))


def test_a_higher_line_has_no_fewer_poor(province: Services, governor: Viewer, whole: str):
    lines = (10_000.0, 20_000.0, 38_000.0, 60_000.0)
    table = poverty(province, governor, whole, lines=lines).table
    others = measure_inequality(province, governor, IncomeQuery(NEW, whole, lines)).table
    table = pd.concat([table, others])
    for measure in ("FGT0", "FGT1", "FGT2", "watts", "sst"):
        values = table[table["measure"] == measure].sort_values("line")["value"]
        assert values.is_monotonic_increasing, measure


def test_a_design_by_place_moves_the_errors_and_not_the_values(province: Services, governor: Viewer, whole: str):
    plain = poverty(province, governor, whole, sample=HOUSEHOLDS)
    clustered = poverty(province, governor, whole, sample=SampleChoice(clusters="subdistrict"))
    assert value(plain, "FGT0") == pytest.approx(value(clustered, "FGT0"))
    assert plain.table["se"].iloc[0] != pytest.approx(clustered.table["se"].iloc[0])
    assert [problem.code for problem in plain.problems] == ["describe_simple_sample"]
    assert not clustered.problems


def test_shares_of_fifths_sum_to_one_and_lie_on_the_lorenz_curve(province: Services, governor: Viewer, whole: str):
    found = measure_inequality(province, governor, IncomeQuery(NEW, whole))
    assert found.shares["value"].sum() == pytest.approx(1)
    assert found.shares["value"].is_monotonic_increasing
    assert (found.curve["income"].iloc[0], found.curve["income"].iloc[-1]) == (0, pytest.approx(1))
    assert (found.curve["income"] <= found.curve["people"] + 1e-12).all()
    assert found.curve["income"].diff().dropna().is_monotonic_increasing
    gini = found.table[(found.table["measure"] == "gini") & (found.table["group"] == 0)]["value"].iloc[0]
    trapezoid = 1 - 2 * np.trapezoid(found.curve["income"], found.curve["people"])
    assert gini == pytest.approx(trapezoid, abs=0.01)


def test_another_aversion_moves_atkinson_alone(province: Services, governor: Viewer, whole: str):
    one, half = (
        measure_inequality(province, governor, IncomeQuery(NEW, whole, epsilon=epsilon)).table.set_index("measure")
        for epsilon in (None, 0.5)
    )
    changed = one["value"] != half["value"]
    assert list(changed[changed].index) == ["atkinson"]


def test_the_lines_are_those_in_force_when_the_year_of_the_round_began(province: Services):
    catalog = province.catalog.poverty
    for round_id in (OLD, NEW):
        lines = lines_of_round(province, round_id)
        assert lines["bmn_income"] == LINE, "a proposed height is never taken as in force"
        assert lines["national"] == 33_636.0
    assert set(lines) == set(catalog.lines)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"lines": ()}, "poverty_no_line"),
        ({"lines": (0.0,)}, "poverty_bad_line"),
        ({"lines": (-5.0,)}, "poverty_bad_line"),
        ({"lines": (float("nan"),)}, "poverty_bad_line"),
        ({"lines": (float("inf"),)}, "poverty_bad_line"),
        ({"epsilon": 0.0}, "poverty_bad_epsilon"),
        ({"epsilon": float("nan")}, "poverty_bad_epsilon"),
        ({"by": ("shoe_size",)}, "describe_unknown_group"),
        ({"by": ("round",)}, "describe_unknown_group"),
        ({"sample": SampleChoice(strata="head_sex")}, "describe_unknown_group"),
    ],
)
def test_what_cannot_be_asked_is_told(
    asked: dict[str, object], code: str, province: Services, governor: Viewer, whole: str
):
    with pytest.raises(BadInput) as refused:
        poverty(province, governor, whole, **asked)
    assert refused.value.code == code


def test_what_is_kept_for_one_scope_is_not_shown_to_another(
    province: Services, governor: Viewer, officer: Viewer, whole: str
):
    everyone, mine = poverty(province, governor, whole), poverty(province, officer, whole)
    assert mine.table["n"].iloc[0] < everyone.table["n"].iloc[0]
    assert poverty(province, governor, whole).table["n"].iloc[0] == everyone.table["n"].iloc[0]
