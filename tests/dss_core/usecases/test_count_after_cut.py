"""What is counted after the cut is counted on the served, and every group adds up to all."""

from dataclasses import replace

import numpy as np
import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.count_after_cut import OutcomeQuery, count_after_cut
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW
from tests.dss_core.usecases.test_build_scenario import CHOICES


@pytest.fixture(scope="module")
def query(whole: str) -> ScenarioQuery:
    return ScenarioQuery(NEW, whole, CHOICES)


def test_the_means_of_everybody_are_the_figures_of_the_plan(province: Services, governor: Viewer, query: ScenarioQuery):
    found = count_after_cut(province, governor, OutcomeQuery(query))
    told = {one.id: one for one in plan_of(province, governor, query).figures}
    assert len(found.reach) == 1
    for row in found.changes.to_dict("records"):
        one = told[row["measure"]]
        factor = row["n"] if one.id in ("gap", "income_gap") else 1
        assert (factor * row["before"], factor * row["after"]) == pytest.approx((one.before, one.after))
        assert row["change"] == pytest.approx(row["after"] - row["before"])
        assert row["before_low"] <= row["before"] <= row["before_high"]


@pytest.mark.parametrize("by", [("district",), ("head_sex",), ("head_age",), ("district", "head_sex")])
def test_groups_add_up_to_everybody(by: tuple[str, ...], province: Services, governor: Viewer, query: ScenarioQuery):
    found = count_after_cut(province, governor, OutcomeQuery(query, by))
    whole, parts = found.reach.iloc[0], found.reach.iloc[1:]
    for name in ("households", "ideal", "served", "served_ideal", "spent_baht"):
        assert parts[name].sum() <= whole[name]
        if by == ("district",):
            assert parts[name].sum() == pytest.approx(whole[name])
    assert (found.reach["is_small"] == (found.reach["households"] < found.small_group)).all()
    shares = parts[["coverage", "leakage"]].to_numpy()
    assert np.all((shares >= 0) & (shares <= 1) | np.isnan(shares))


def test_coverage_and_leakage_are_of_those_who_are_served(province: Services, governor: Viewer, query: ScenarioQuery):
    nobody = replace(query, choices=replace(query.choices, budget_baht=0.0))
    whole = count_after_cut(province, governor, OutcomeQuery(nobody)).reach.iloc[0]
    assert (whole["served"], whole["coverage"], whole["under_coverage"]) == (0, 0, 1)
    assert np.isnan(whole["leakage"])
    poor = count_after_cut(province, governor, OutcomeQuery(query, ideal="income")).reach.iloc[0]
    assert poor["leakage"] == pytest.approx(1 - poor["served_ideal"] / poor["served"])
    assert poor["coverage"] == pytest.approx(poor["served_ideal"] / poor["ideal"])


@pytest.mark.parametrize(("by", "ideal", "code"), [
    ((), "rich", "scenario_unknown_ideal"), (("shoe_size",), "", "describe_unknown_group"),
    (("district", "head_sex", "level"), "", "describe_many_groups"),
])  # fmt: skip
def test_what_is_not_there_is_refused(
    by: tuple[str, ...], ideal: str, code: str, province: Services, governor: Viewer, query: ScenarioQuery
):
    with pytest.raises(BadInput) as refused:
        count_after_cut(province, governor, OutcomeQuery(query, by, ideal))
    assert refused.value.code == code
