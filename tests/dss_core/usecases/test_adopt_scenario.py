"""A saved what-if becomes a decision, once, with who, when and why, and with every household that it helps."""

from datetime import date, timedelta

import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotAllowed, NotFound
from dss_core.model.scenarios import Scenario
from dss_core.store.database import raise_data_version
from dss_core.store.decisions import decided_households, find_decision
from dss_core.store.registry import now
from dss_core.usecases import adopt_scenario as room
from dss_core.usecases.adopt_scenario import LONGEST_NAME, LONGEST_REASON, AdoptionDraft, adopt_scenario
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.list_scenarios import list_scenarios
from dss_core.usecases.plan_answers import answers_of, rests_on
from dss_core.usecases.save_scenario import figures_kept
from dss_core.usecases.services import Services
from tests.dss_core.usecases.kept_plans import CHOICES, saved
from tests.dss_core.usecases.small_province import NEW, last_audit, rows_of, viewer

DAY = date(2026, 11, 20)


def draft(scenario: Scenario, **changes: object) -> AdoptionDraft:
    fields = {"decided_by": "คณะทำงานขจัดความยากจน", "decided_on": DAY, "reason": "ช่วยผู้พิการก่อน"}
    return AdoptionDraft(scenario.id, **{**fields, **changes})  # type: ignore[arg-type]


def test_a_decision_keeps_who_when_why_and_the_plan(own: Services, governor: Viewer, whole: str):
    scenario = saved(own, governor, whole)
    decision = adopt_scenario(own, governor, draft(scenario, decided_by="  คณะทำงาน "))
    planned = plan_of(own, governor, ScenarioQuery(NEW, whole, CHOICES))
    assert (decision.decided_by, decision.decided_on, decision.reason) == ("คณะทำงาน", DAY, "ช่วยผู้พิการก่อน")
    assert (decision.scenario_id, decision.recorded_by) == (scenario.id, governor.username)
    assert (decision.data_version, decision.catalog_version) == (scenario.data_version, scenario.catalog_version)
    assert decision.spent_baht == planned.spent_baht > 0
    assert decision.household_count == planned.served["household_id"].nunique() > 0
    with own.database.reading() as connection:
        assert find_decision(connection, scenario.id) == decision
        kept = decided_households(connection, decision.id, governor.scope)
    columns = ["household_id", "programme_id", "cost_baht"]
    wanted = planned.served[columns].sort_values(columns).reset_index(drop=True)
    assert kept.grants[columns].to_dict("records") == wanted.to_dict("records")
    assert set(kept.eligible["household_id"]) == set(planned.eligible["household_id"])
    assert [one.decision for one in list_scenarios(own, governor)] == [decision]


def test_the_answers_that_the_plan_rests_on_are_kept_for_those_who_are_helped(
    own: Services, governor: Viewer, whole: str
):
    scenario = saved(own, governor, whole)
    decision = adopt_scenario(own, governor, draft(scenario))
    names = rests_on(own.catalog, CHOICES)
    assert "disabled_adult_count" in names
    frame = households_of(own, governor, NEW, whole)
    now_told = answers_of(frame, names)
    with own.database.reading() as connection:
        kept = decided_households(connection, decision.id, governor.scope)
    helped = set(kept.grants["household_id"])
    for row in kept.eligible.to_dict("records"):
        told = now_told[row["household_id"]] if row["household_id"] in helped else None
        assert row["answers"] == told


def test_adopting_is_written_down_without_a_household(own: Services, governor: Viewer, whole: str):
    scenario = saved(own, governor, whole)
    decision = adopt_scenario(own, governor, draft(scenario))
    line = last_audit(own, "adopt_scenario")
    assert (line["username"], line["subject"]) == (governor.username, decision.id)
    assert line["details"] == {"scenario": scenario.id, "households": decision.household_count}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decided_by": "  "}, "decision_name"),
        ({"decided_by": "x" * (LONGEST_NAME + 1)}, "decision_name"),
        ({"reason": ""}, "decision_reason"),
        ({"reason": "x" * (LONGEST_REASON + 1)}, "decision_reason"),
        ({"decided_on": now().date() + timedelta(days=2)}, "decision_day"),
    ],
)
def test_who_when_and_why_are_asked_for(
    own: Services, governor: Viewer, whole: str, changes: dict[str, object], code: str
):
    scenario = saved(own, governor, whole)
    with pytest.raises(BadInput) as refused:
        adopt_scenario(own, governor, draft(scenario, **changes))
    assert refused.value.code == code
    assert rows_of(own)["decision"] == []


def test_a_what_if_is_adopted_once(own: Services, governor: Viewer, whole: str):
    scenario = saved(own, governor, whole)
    first = adopt_scenario(own, governor, draft(scenario))
    before = rows_of(own)
    with pytest.raises(BadInput, match="decision_taken"):
        adopt_scenario(own, governor, draft(scenario, reason="another"))
    assert rows_of(own) == before
    with own.database.reading() as connection:
        assert find_decision(connection, scenario.id) == first


def test_a_what_if_of_older_data_is_adopted_if_its_figures_stand(own: Services, governor: Viewer, whole: str):
    scenario = saved(own, governor, whole)
    with own.database.writing() as connection:
        newer = raise_data_version(connection)
    decision = adopt_scenario(own, governor, draft(scenario))
    assert decision.data_version == newer > scenario.data_version


def test_a_plan_that_comes_out_differently_is_not_adopted(
    own: Services, governor: Viewer, whole: str, monkeypatch: pytest.MonkeyPatch
):
    scenario = saved(own, governor, whole)
    monkeypatch.setattr(room, "figures_kept", lambda figures, spent: figures_kept(figures, spent + 1))
    with pytest.raises(BadInput, match="decision_differs"):
        adopt_scenario(own, governor, draft(scenario))
    assert rows_of(own)["decision"] == []


def test_only_who_may_adopts_and_only_in_the_own_area(
    own: Services, governor: Viewer, officer: Viewer, whole: str, district: str
):
    scenario = saved(own, governor, whole)
    for somebody in (officer, viewer(Role.RESEARCHER, whole)):
        with pytest.raises(NotAllowed):
            adopt_scenario(own, somebody, draft(scenario))
    with pytest.raises(NotFound):
        adopt_scenario(own, viewer(Role.GOVERNOR_GROUP, district), draft(scenario))
    assert rows_of(own)["decision"] == []


def test_a_decision_that_fails_midway_leaves_nothing(
    own: Services, governor: Viewer, whole: str, monkeypatch: pytest.MonkeyPatch
):
    scenario = saved(own, governor, whole)

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(room, "write_audit", fail)
    with pytest.raises(RuntimeError):
        adopt_scenario(own, governor, draft(scenario))
    rows = rows_of(own)
    assert rows["decision"] == rows["decision_household"] == rows["decision_grant"] == []
