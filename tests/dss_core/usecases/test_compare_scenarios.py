"""Saved what-ifs side by side: every count again from the plans themselves."""

from dataclasses import replace

import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotFound
from dss_core.model.scenarios import Scenario
from dss_core.store.database import raise_data_version
from dss_core.usecases.adopt_scenario import adopt_scenario
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.compare_scenarios import ComparedScenarios, CompareQuery, compare_scenarios
from dss_core.usecases.services import Services
from tests.dss_core.usecases.kept_plans import CHOICES, ONLY_ALLOWANCE, SMALLER, saved
from tests.dss_core.usecases.small_province import NEW, OLD, viewer
from tests.dss_core.usecases.test_adopt_scenario import draft


@pytest.fixture
def three(own: Services, governor: Viewer, whole: str) -> list[Scenario]:
    return [
        saved(own, governor, whole, choices, f"plan {at}")
        for at, choices in enumerate((CHOICES, SMALLER, ONLY_ALLOWANCE))
    ]


def side_by_side(services: Services, somebody: Viewer, scenarios: list[Scenario], base: int = 0) -> ComparedScenarios:
    ids = tuple(one.id for one in scenarios)
    return compare_scenarios(services, somebody, CompareQuery(ids, ids[base]))


def test_figures_stand_beside_each_other_with_their_differences(own: Services, governor: Viewer, three: list[Scenario]):
    found = side_by_side(own, governor, three)
    table = found.figures.set_index(["figure", "plan"])
    for scenario in three:
        for figure in scenario.figures:
            row = table.loc[(figure.id, scenario.id)]
            assert (row["unit"], row["after"]) == (figure.unit, figure.after)
            base = next(one for one in three[0].figures if one.id == figure.id)
            assert row["difference"] == pytest.approx((figure.after or 0) - (base.after or 0))
    assert not table.xs(three[0].id, level="plan")["difference"].any()
    assert table.loc[("spent", three[1].id), "difference"] < 0
    other = side_by_side(own, governor, three, base=1).figures.set_index(["figure", "plan"])
    assert other.loc[("spent", three[0].id), "difference"] == -table.loc[("spent", three[1].id), "difference"]


def test_overlaps_places_and_programmes_are_those_of_the_plans(
    own: Services, governor: Viewer, three: list[Scenario], whole: str
):
    found = side_by_side(own, governor, three)
    plans = {one.id: plan_of(own, governor, ScenarioQuery(NEW, whole, one.choices)).served for one in three}
    helped = {key: set(plan["household_id"]) for key, plan in plans.items()}
    assert len(found.overlaps) == 3
    for row in found.overlaps.to_dict("records"):
        one, two = helped[row["first"]], helped[row["second"]]
        assert row["both_count"] == len(one & two)
        assert (row["only_first_count"], row["only_second_count"]) == (len(one - two), len(two - one))
        assert row["jaccard"] == pytest.approx(len(one & two) / len(one | two))
    base = three[0].id
    for key, plan in plans.items():
        areas = found.by_area[found.by_area["plan"] == key]
        assert areas["area"].str.len().eq(4).all()
        assert areas["count"].sum() == len(helped[key])
        assert areas["joining_count"].sum() == len(helped[key] - helped[base])
        assert areas["leaving_count"].sum() == len(helped[base] - helped[key])
        programmes = found.by_programme[found.by_programme["plan"] == key].set_index("programme_id")
        for name, group in plan.groupby("programme_id"):
            assert programmes.loc[name, "count"] == len(group)
            assert programmes.loc[name, "baht"] == pytest.approx(group["cost_baht"].sum())
    alone = {key: helped[key] - set().union(*(helped[other] for other in helped if other != key)) for key in helped}
    assert found.alone_counts == {key: len(households) for key, households in alone.items()}
    assert {(row["plan"], row["household_id"]) for row in found.alone.to_dict("records")} == {
        (key, one) for key, households in alone.items() for one in households
    }
    assert found.alone["house_code"].str.fullmatch(r"\d{11}").all()


def test_each_what_if_is_told_with_its_proof_and_its_decision(own: Services, governor: Viewer, three: list[Scenario]):
    decision = adopt_scenario(own, governor, draft(three[1]))
    found = side_by_side(own, governor, three)
    assert [one.scenario for one in found.scenarios] == three
    assert [one.decision for one in found.scenarios] == [None, decision, None]
    for one in found.scenarios:
        assert one.moved == one.differing == ()
        assert one.served_count <= one.eligible_count
        assert 0 <= one.gap < 0.01
        assert one.provenance.household_count == 120
    assert found.notes == ()


def test_what_has_moved_since_is_told(own: Services, governor: Viewer, three: list[Scenario]):
    with own.database.writing() as connection:
        raise_data_version(connection)
    newer = saved(own, governor, three[0].area_code, CHOICES, "newer")
    found = side_by_side(own, governor, [*three, newer])
    assert [one.moved for one in found.scenarios] == [("data_moved",)] * 3 + [()]
    assert [one.differing for one in found.scenarios] == [()] * 4


def test_plans_of_other_rounds_and_areas_are_compared_with_a_note(
    own: Services, governor: Viewer, whole: str, district: str
):
    new, old = saved(own, governor, district), saved(own, governor, district, round_id=OLD)
    found = side_by_side(own, governor, [new, old])
    assert found.notes == ("other_rounds",)
    assert found.by_area["area"].str.len().eq(6).all(), "inside one district, sub-districts are compared"
    everywhere = saved(own, governor, whole, replace(CHOICES, budget_baht=200_000.0))
    found = side_by_side(own, governor, [new, everywhere])
    assert found.notes == ("other_areas",)
    assert found.by_area["area"].str.len().eq(4).all()


def test_two_to_six_different_what_ifs_are_compared(own: Services, governor: Viewer, three: list[Scenario]):
    first = three[0]
    for wrong in ([], [first], [first, first], three * 3):
        with pytest.raises(BadInput, match="compare_count"):
            compare_scenarios(own, governor, CompareQuery(tuple(one.id for one in wrong), first.id))
    with pytest.raises(BadInput, match="compare_baseline"):
        compare_scenarios(own, governor, CompareQuery((three[0].id, three[1].id), three[2].id))
    with pytest.raises(NotFound):
        compare_scenarios(own, governor, CompareQuery((first.id, "nonsense"), first.id))


def test_an_officer_compares_what_ifs_of_the_own_district_only(
    own: Services, governor: Viewer, officer: Viewer, three: list[Scenario], district: str
):
    mine = [saved(own, governor, district, choices) for choices in (CHOICES, SMALLER)]
    found = side_by_side(own, officer, mine)
    assert found.by_area["area"].str.startswith(district).all()
    assert found.alone["subdistrict_code"].str.startswith(district).all()
    with pytest.raises(NotFound):
        side_by_side(own, officer, [mine[0], three[0]])
    assert side_by_side(own, viewer(Role.DATA_STEWARD, district), mine).alone_counts == found.alone_counts
