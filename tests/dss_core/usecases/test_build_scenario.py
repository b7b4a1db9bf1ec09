"""What a budget buys, walked a second time by a plain loop; and what is saved reopens to the same figures."""

from dataclasses import replace

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput, NotFound
from dss_core.model.scenarios import ProgrammeChoice, Scenario
from dss_core.store.audit import read_audit
from dss_core.usecases.build_scenario import (
    LONGEST_NAME,
    ScenarioQuery,
    ScenarioResult,
    build_scenario,
    open_scenario,
    save_scenario,
    saved_scenarios,
)
from dss_core.usecases.find_household import HouseholdQuery, find_household
from dss_core.usecases.services import Services
from tests.dss_core.usecases.by_hand import counted, holds, need, ranks, walk
from tests.dss_core.usecases.small_province import NEW, last_audit, rows_of, viewer

WEIGHTS = {"human": 1.0, "physical": 1.0, "financial": 1.0, "natural": 1.0, "social": 1.0}
REPAIR = ProgrammeChoice("house_repair_elderly", 40_000.0, places=9)
ALLOWANCE = ProgrammeChoice("disability_adult", 9_600.0)
BUDGET = 500_000.0


@pytest.fixture(scope="module")
def query(whole: str) -> ScenarioQuery:
    return ScenarioQuery(NEW, whole, tuple(WEIGHTS.items()), BUDGET, (REPAIR, ALLOWANCE))


@pytest.fixture(scope="module")
def found(province: Services, governor: Viewer, query: ScenarioQuery) -> ScenarioResult:
    return build_scenario(province, governor, query)


@pytest.fixture(scope="module")
def wants(households: pd.DataFrame, members: pd.DataFrame, catalog: Catalog) -> list[dict[str, int]]:
    """For each programme: house code -> units that it would take, of those who are eligible."""
    people = {code: group.to_dict("records") for code, group in members.groupby("house_code")}
    counts = {v.id: v.counts for v in catalog.variables if v.counts is not None}
    rows = {
        code: {**row, **{name: counted(people[code], wanted) for name, wanted in counts.items()}}
        for code, row in households.to_dict("index").items()
    }
    found = []
    for choice in (REPAIR, ALLOWANCE):
        programme = catalog.programme(choice.programme_id)
        unit = programme.persons_variable
        eligible = [code for code, row in rows.items() if holds(row, programme.eligible_if)]
        found.append({code: rows[code][unit] if unit else 1 for code in eligible})
    return found


@pytest.fixture(scope="module")
def order(province: Services, whole: str, households: pd.DataFrame) -> list[str]:
    """House codes, neediest first, ties in the order of their keys."""
    page = find_household(
        province, viewer(Role.GOVERNOR_GROUP, whole), HouseholdQuery(NEW, whole, limit=200)
    ).households
    keys = page.set_index("house_code")["household_id"]
    rank = ranks(need(households, WEIGHTS))
    return sorted(households["house_code"], key=lambda code: (rank[code], keys[code]))


def test_totals_are_those_of_a_walk_from_house_to_house(
    found: ScenarioResult, wants: list[dict[str, int]], order: list[str]
):
    served = walk(order, wants, (40_000, 9_600), BUDGET, (9, None))
    spent = sum(cost for _, _, cost in served)
    wanted = 40_000 * sum(wants[0].values()) + 9_600 * sum(wants[1].values())
    assert len(served) > 15 and found.cut_rank is not None, "the money must end midway, or little is proven"
    assert found.spent_baht == spent
    assert found.left_baht == BUDGET - spent
    assert (found.need_baht, found.need_left_baht) == (wanted, wanted - spent)
    assert found.served_count == len({house for house, _, _ in served})
    assert found.eligible_count == len(wants[0].keys() | wants[1].keys())


def test_the_households_served_are_those_of_the_walk_in_its_order(
    found: ScenarioResult, wants: list[dict[str, int]], order: list[str]
):
    by_hand: dict[str, tuple[list[str], float]] = {}
    for house, position, cost in walk(order, wants, (40_000, 9_600), BUDGET, (9, None)):
        programmes, paid = by_hand.setdefault(house, ([], 0.0))
        programmes.append((REPAIR, ALLOWANCE)[position].programme_id)
        by_hand[house] = (programmes, paid + cost)
    assert found.served["house_code"].tolist() == list(by_hand)
    assert found.served["programmes"].map(list).tolist() == [programmes for programmes, _ in by_hand.values()]
    assert found.served["cost_baht"].tolist() == [paid for _, paid in by_hand.values()]


def test_each_programme_has_its_own_account(found: ScenarioResult, wants: list[dict[str, int]]):
    rows = found.programmes.set_index("programme_id")
    for choice, want in zip((REPAIR, ALLOWANCE), wants, strict=True):
        row = rows.loc[choice.programme_id]
        assert (row["eligible_households"], row["eligible_units"]) == (len(want), sum(want.values()))
        assert row["spent_baht"] == row["served_units"] * choice.unit_cost_baht
        assert row["need_left_baht"] == (row["eligible_units"] - row["served_units"]) * choice.unit_cost_baht
    assert rows.loc[REPAIR.programme_id, "served_households"] <= 9
    assert rows["spent_baht"].sum() == found.spent_baht


def test_sub_districts_and_reasons_add_up_to_the_whole(found: ScenarioResult, households: pd.DataFrame):
    assert found.by_area["household_count"].sum() == len(households)
    assert found.by_area["served_count"].sum() == found.served_count
    assert found.by_area["eligible_count"].sum() == found.eligible_count
    assert found.by_area["spent_baht"].sum() == pytest.approx(found.spent_baht)
    assert found.reasons["count"].sum() == len(households)
    assert found.undecided_count == found.reasons.set_index("reason")["count"].get("undecided", 0)


def test_who_cannot_be_decided_is_neither_served_nor_counted_as_eligible(
    province: Services, governor: Viewer, query: ScenarioQuery, households: pd.DataFrame
):
    """Without a score there is no level, so relief for the lowest level stays undecided."""
    asked = replace(query, programmes=(ProgrammeChoice("relief_family", 1.0),), budget_baht=1e6)
    found = build_scenario(province, governor, asked)
    assert found.undecided_count == households["level"].isna().sum() > 0
    assert found.eligible_count == (households["level"] == 1).sum() == found.served_count


def test_a_household_gets_no_more_programmes_than_allowed(province: Services, governor: Viewer, query: ScenarioQuery):
    asked = replace(query, budget_baht=1e9, programmes=(replace(REPAIR, places=None), ALLOWANCE), most_per_household=1)
    assert build_scenario(province, governor, asked).served["programmes"].map(len).max() == 1
    asked = replace(asked, most_per_household=None)
    assert build_scenario(province, governor, asked).served["programmes"].map(len).max() == 2


def test_no_budget_serves_nobody_and_a_large_one_everybody(province: Services, governor: Viewer, query: ScenarioQuery):
    none = build_scenario(province, governor, replace(query, budget_baht=0.0))
    assert (none.served_count, none.spent_baht, none.need_left_baht) == (0, 0, none.need_baht)
    plenty = replace(query, budget_baht=1e9, programmes=(replace(REPAIR, places=None), ALLOWANCE))
    everything = build_scenario(province, governor, plenty)
    assert everything.served_count == everything.eligible_count
    assert (everything.need_left_baht, everything.cut_rank) == (0, None)


def test_a_saved_scenario_reopens_to_the_same_choices_and_figures(
    own: Services, governor: Viewer, query: ScenarioQuery
):
    saved = save_scenario(own, governor, query, "  Budget 2570  ")
    reopened = open_scenario(own, governor, saved.id)
    assert reopened == saved
    assert reopened.name == "Budget 2570"
    again = build_scenario(own, governor, query_of(reopened))
    assert {
        "spent_baht": again.spent_baht,
        "served_count": again.served_count,
        "need_baht": again.need_baht,
        "need_left_baht": again.need_left_baht,
    } == reopened.result
    assert (reopened.data_version, reopened.catalog_version) == (2, own.catalog.version)


def query_of(scenario: Scenario) -> ScenarioQuery:
    return ScenarioQuery(
        scenario.round_id, scenario.area_code, tuple(scenario.weights.items()), scenario.budget_baht,
        scenario.programmes, scenario.method, scenario.most_per_household,
    )  # fmt: skip


def test_the_order_of_weights_and_programmes_is_kept(own: Services, governor: Viewer, query: ScenarioQuery):
    backwards = replace(query, programmes=(ALLOWANCE, REPAIR), weights=tuple(reversed(query.weights)))
    reopened = open_scenario(own, governor, save_scenario(own, governor, backwards, "x").id)
    assert reopened.programmes == (ALLOWANCE, REPAIR)
    assert tuple(reopened.weights.items()) == backwards.weights


def test_saving_is_written_down_and_the_newest_comes_first(own: Services, governor: Viewer, query: ScenarioQuery):
    saved = [save_scenario(own, governor, query, name) for name in ("one", "two", "three")]
    assert [s.name for s in saved_scenarios(own, governor, NEW)] == ["three", "two", "one"]
    assert last_audit(own, "save_scenario")["subject"] == saved[-1].id


def test_a_scenario_that_does_not_exist_is_not_found(province: Services, governor: Viewer):
    with pytest.raises(NotFound) as refused:
        open_scenario(province, governor, "' OR 1=1 --")
    assert refused.value.code == "scenario_unknown"


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1)])
def test_a_scenario_without_a_usable_name_is_not_saved(
    name: str, own: Services, governor: Viewer, query: ScenarioQuery
):
    before = rows_of(own)
    with pytest.raises(BadInput) as refused:
        save_scenario(own, governor, query, name)
    assert refused.value.code == "scenario_name"
    assert rows_of(own) == before


def test_what_fails_half_way_is_not_saved(
    own: Services, governor: Viewer, query: ScenarioQuery, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    before = rows_of(own)
    monkeypatch.setattr("dss_core.usecases.build_scenario.write_audit", fail)
    with pytest.raises(RuntimeError):
        save_scenario(own, governor, query, "half")
    assert rows_of(own) == before
    with own.database.reading() as connection:
        assert not read_audit(connection, "save_scenario")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"programmes": ()}, "scenario_no_programme"),
        ({"programmes": (ProgrammeChoice("free_lunch", 1.0),)}, "catalog_unknown"),
        ({"programmes": (REPAIR, REPAIR)}, "allocation_repeated_programme"),
        ({"programmes": (replace(REPAIR, unit_cost_baht=-1.0),)}, "allocation_bad_cost"),
        ({"programmes": (replace(REPAIR, unit_cost_baht=float("nan")),)}, "allocation_bad_cost"),
        ({"programmes": (replace(REPAIR, places=-1),)}, "allocation_bad_places"),
        ({"budget_baht": -1.0}, "allocation_bad_budget"),
        ({"budget_baht": float("nan")}, "allocation_bad_budget"),
        ({"budget_baht": float("inf")}, "allocation_bad_budget"),
        ({"most_per_household": 0}, "allocation_bad_most"),
        ({"method": "coin_toss"}, "ranking_unknown_method"),
        ({"weights": ()}, "ranking_no_weight"),
    ],
)
def test_a_forged_choice_is_refused_and_not_saved(
    wanted: dict[str, object], code: str, own: Services, governor: Viewer, query: ScenarioQuery
):
    for attempt in (build_scenario, lambda s, v, q: save_scenario(s, v, q, "forged")):
        with pytest.raises((BadInput, NotFound)) as refused:
            attempt(own, governor, replace(query, **wanted))
        assert refused.value.code == code
    assert saved_scenarios(own, governor, NEW) == []
