"""What became of a decision: counted a second time, household by household, from the two rounds' workbooks."""

from dataclasses import replace

import pandas as pd
import pytest

from dss_core.access.roles import Permission, Role
from dss_core.access.viewer import Viewer
from dss_core.errors import NotFound
from dss_core.model.scenarios import Scenario, ScenarioChoices
from dss_core.usecases.adopt_scenario import adopt_scenario
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.plan_answers import rests_on
from dss_core.usecases.scenario_drift import DriftQuery, scenario_drift
from dss_core.usecases.services import Services
from tests.dss_core.usecases.kept_plans import ALLOWANCE, CHOICES, saved
from tests.dss_core.usecases.small_province import NEW, OLD, viewer
from tests.dss_core.usecases.test_adopt_scenario import draft

# Enough money for all who are eligible, so that many are helped.
PLENTY = replace(
    CHOICES, budget_baht=5e6, most_per_household=2, programmes=(replace(CHOICES.programmes[0], places=None), ALLOWANCE)
)


@pytest.fixture
def decided(own: Services, governor: Viewer, whole: str) -> Scenario:
    """A decision of the older round."""
    return _decided(own, governor, whole, PLENTY, OLD)


def _decided(services: Services, somebody: Viewer, area: str, choices: ScenarioChoices, round_id: str) -> Scenario:
    scenario = saved(services, somebody, area, choices, round_id=round_id)
    adopt_scenario(services, somebody, draft(scenario))
    return scenario


def test_nothing_has_drifted_in_the_round_of_the_decision(own: Services, governor: Viewer, decided: Scenario):
    found = scenario_drift(own, governor, DriftQuery(decided.id, OLD))
    assert found.moved == ()
    helped = found.counts["helped"]
    assert helped == found.decision.household_count > 5
    assert found.counts == {**dict.fromkeys(found.counts, 0), "helped": helped}
    assert found.drifted is not None and len(found.drifted) == found.drifted_count == 0
    assert found.changed_answers == {} and found.affected_baht == 0 and found.unplanned is None


def test_the_newest_round_is_what_a_decision_is_held_against(own: Services, governor: Viewer, decided: Scenario):
    assert scenario_drift(own, governor, DriftQuery(decided.id)).provenance.round_id == NEW


def test_counts_are_those_of_a_walk_from_household_to_household(
    own: Services, governor: Viewer, decided: Scenario, whole: str
):
    found = scenario_drift(own, governor, DriftQuery(decided.id))
    then, now = (plan_of(own, governor, ScenarioQuery(one, whole, PLENTY)) for one in (OLD, NEW))
    before, after = (households_of(own, governor, one, whole).set_index("household_id") for one in (OLD, NEW))
    names = rests_on(own.catalog, PLENTY)
    helped = set(then.served["household_id"])
    gone = {one for one in helped if one not in after.index}
    changed = {one for one in helped - gone if not _same(before.loc[one, list(names)], after.loc[one, list(names)])}
    pairs_now = set(zip(now.eligible["household_id"], now.eligible["programme_id"], strict=True))
    lost = {
        one
        for one, programme in zip(then.served["household_id"], then.served["programme_id"], strict=True)
        if one not in gone and (one, programme) not in pairs_now
    }
    assert gone and changed and lost, "nothing is proven where nothing happened"
    assert found.counts["gone"] == len(gone)
    assert found.counts["changed"] == len(changed)
    assert found.counts["unqualified"] + found.counts["undecided"] >= len(lost) >= found.counts["unqualified"]
    assert found.counts["newly_eligible"] == len(set(now.eligible["household_id"]) - set(then.eligible["household_id"]))
    assert found.counts["would_come_in"] == len(set(now.served["household_id"]) - helped) > 0
    baht = then.served.groupby("household_id")["cost_baht"].sum()
    assert found.affected_baht == pytest.approx(baht[sorted(gone | lost)].sum())


def _same(first: pd.Series, second: pd.Series) -> bool:
    return all((pd.isna(a) and pd.isna(b)) or a == b for a, b in zip(first, second, strict=True))


def test_the_households_are_listed_what_matters_most_first(own: Services, governor: Viewer, decided: Scenario):
    found = scenario_drift(own, governor, DriftQuery(decided.id))
    table = found.drifted
    assert table is not None and len(table) == found.drifted_count
    assert table["is_gone"].sum() == found.counts["gone"]
    assert table["is_gone"].tolist() == sorted(table["is_gone"], reverse=True)
    assert table["house_code"].str.fullmatch(r"\d{11}").all()
    assert table["subdistrict_code"].str.len().eq(6).all()
    assert found.coming is not None and len(found.coming) == found.counts["would_come_in"]


def test_a_role_that_may_not_see_households_gets_the_counts_alone(own: Services, whole: str, decided: Scenario):
    somebody = viewer(Role.GOVERNOR_GROUP, whole)
    object.__setattr__(somebody, "permissions", frozenset({Permission.BUILD_SCENARIO}))
    found = scenario_drift(own, somebody, DriftQuery(decided.id))
    assert found.drifted is None and found.coming is None
    assert found.counts["gone"] > 0 and found.drifted_count > 0


def test_a_plan_that_cannot_be_made_any_more_is_told_and_the_rest_counted(own: Services, governor: Viewer, whole: str):
    """A house that had to be served is not in the newer round."""
    gone = _a_house_that_leaves(own, governor, whole)
    scenario = _decided(own, governor, whole, replace(PLENTY, must_serve=(gone,)), OLD)
    found = scenario_drift(own, governor, DriftQuery(scenario.id))
    assert found.unplanned is not None and found.unplanned.code == "scenario_unknown_houses"
    assert found.counts["gone"] > 0
    assert found.counts["would_come_in"] == found.counts["not_chosen"] == 0


def _a_house_that_leaves(services: Services, somebody: Viewer, whole: str) -> str:
    planned = plan_of(services, somebody, ScenarioQuery(OLD, whole, PLENTY))
    later = set(households_of(services, somebody, NEW, whole)["household_id"])
    leaving = next(one for one in planned.served["household_id"] if one not in later)
    with services.database.reading() as connection:
        query = f"SELECT house_code FROM household WHERE id = {int(leaving)}"
        return str(connection.exec_driver_sql(query).scalar_one())


def test_what_was_not_decided_has_no_drift(
    own: Services, governor: Viewer, officer: Viewer, whole: str, decided: Scenario
):
    undecided = saved(own, governor, whole)
    for somebody, asked, code in (
        (governor, DriftQuery(undecided.id), "decision_unknown"),
        (governor, DriftQuery("nonsense"), "scenario_unknown"),
        (governor, DriftQuery(decided.id, "1999-1"), "round_unknown"),
        (officer, DriftQuery(decided.id), "scenario_unknown"),
    ):
        with pytest.raises(NotFound) as refused:
            scenario_drift(own, somebody, asked)
        assert refused.value.code == code


def test_an_officer_follows_up_a_decision_of_the_own_district(
    own: Services, governor: Viewer, officer: Viewer, district: str
):
    scenario = _decided(own, governor, district, PLENTY, OLD)
    mine, theirs = (scenario_drift(own, one, DriftQuery(scenario.id)) for one in (officer, governor))
    assert mine.counts == theirs.counts
    assert mine.provenance.area_code == district
