"""The best plan of a what-if: within every limit, with its proof, and told as it would come out on the households."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.objectives import OBJECTIVES
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput, NotFound
from dss_core.model.scenarios import AreaSpending, EffectChoice, ProgrammeChoice, PurseLimit, ScenarioChoices
from dss_core.usecases.build_scenario import PlannedScenario, ScenarioQuery, build_scenario, plan_of
from dss_core.usecases.scenario_aim import state_of
from dss_core.usecases.scenario_figures import after_plan, measures_of
from dss_core.usecases.scenario_plan import planned
from dss_core.usecases.services import Services
from tests.dss_core.usecases.by_hand import counted, holds
from tests.dss_core.usecases.small_province import NEW, OLD

WEIGHTS = tuple((capital, 1.0) for capital in ("human", "physical", "financial", "natural", "social"))
REPAIR = ProgrammeChoice("house_repair_elderly", 40_000.0, places=9)
ALLOWANCE = ProgrammeChoice("disability_adult", 9_600.0)
RELIEF = ProgrammeChoice("relief_low_income", 6_000.0)
CHOICES = ScenarioChoices(500_000.0, (REPAIR, ALLOWANCE, RELIEF), WEIGHTS)
several = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def query(whole: str) -> ScenarioQuery:
    return ScenarioQuery(NEW, whole, CHOICES)


@pytest.fixture(scope="module")
def plan(province: Services, governor: Viewer, query: ScenarioQuery) -> PlannedScenario:
    return plan_of(province, governor, query)


@pytest.fixture(scope="module")
def wants(households: pd.DataFrame, members: pd.DataFrame, catalog: Catalog) -> dict[str, dict[str, int]]:
    """For each programme: house code -> units that it would take, of those who are eligible; worked out by hand."""
    people = {code: group.to_dict("records") for code, group in members.groupby("house_code")}
    counts = {v.id: v.counts for v in catalog.variables if v.counts is not None}
    rows = {
        code: {**row, **{name: counted(people[code], wanted) for name, wanted in counts.items()}}
        for code, row in households.to_dict("index").items()
    }
    found = {}
    for choice in (REPAIR, ALLOWANCE):
        programme = catalog.programme(choice.programme_id)
        unit = programme.persons_variable
        eligible = [code for code, row in rows.items() if holds(row, programme.eligible_if)]
        found[choice.programme_id] = {code: rows[code][unit] if unit else 1 for code in eligible}
    return found


def codes_of(services: Services) -> dict[int, str]:
    with services.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, house_code FROM household").all()
    return {int(key): str(code) for key, code in rows}


def changed(query: ScenarioQuery, **wanted: object) -> ScenarioQuery:
    return replace(query, choices=replace(query.choices, **wanted))


def figure(plan: PlannedScenario, name: str) -> tuple[float, float]:
    found = next(one for one in plan.figures if one.id == name)
    return found.before, found.after


def test_who_is_eligible_is_who_meets_the_rule_by_hand(
    province: Services, plan: PlannedScenario, wants: dict[str, dict[str, int]]
):
    codes = codes_of(province)
    for programme, by_hand in wants.items():
        found = plan.eligible.loc[plan.eligible["programme_id"] == programme, "household_id"]
        assert {codes[key] for key in found} <= by_hand.keys()
        left = by_hand.keys() - {codes[key] for key in found}
        assert len(left) <= plan.undecided_count, "only a missing answer takes somebody out"


def test_the_plan_keeps_its_budget_its_places_and_its_rules(
    province: Services, plan: PlannedScenario, wants: dict[str, dict[str, int]]
):
    codes = codes_of(province)
    assert plan.spent_baht == plan.served["cost_baht"].sum() <= CHOICES.budget_baht
    assert (plan.served["programme_id"] == REPAIR.programme_id).sum() <= 9
    assert plan.served["household_id"].is_unique, "one programme for each household"
    both = plan.served.merge(plan.eligible, on=["household_id", "programme_id"])
    assert len(both) == len(plan.served) > 10
    allowances = plan.served[plan.served["programme_id"] == ALLOWANCE.programme_id]
    units = wants[ALLOWANCE.programme_id]
    assert [units[codes[key]] * 9_600.0 for key in allowances["household_id"]] == allowances["cost_baht"].tolist()


def test_the_bound_is_never_below_the_plan_and_the_gap_says_how_far(plan: PlannedScenario):
    assert plan.bound >= plan.objective > 0
    assert plan.gap == pytest.approx((plan.bound - plan.objective) / plan.bound)
    assert plan.method in {"exact", "pricing"}


def test_the_same_question_gets_the_same_plan(province: Services, governor: Viewer, query: ScenarioQuery):
    one = plan_of(province, governor, changed(query, seed=11))
    other = plan_of(province, governor, changed(query, seed=12))
    assert one.served.equals(other.served)
    assert one.figures == other.figures


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("most", [1, 2])
def test_what_a_plan_reaches_is_what_it_takes_off_when_the_households_are_counted_anew(
    objective: str, most: int, province: Services, governor: Viewer, query: ScenarioQuery
):
    asked = changed(query, objective=objective, most_per_household=most, budget_baht=900_000.0)
    made = planned(province, governor, asked)
    found = made.found
    then = after_plan(province.catalog, found, made.solution.serves)
    after = state_of(province.catalog, then, found.lines, objective, 1.0).loss(objective)
    assert np.nansum(found.loss) - np.nansum(after) == pytest.approx(made.solution.objective, abs=1e-5)


@several
@given(budget=st.integers(0, 900_000), more=st.integers(0, 300_000), objective=st.sampled_from(["gap", "income_gap"]))
def test_more_money_never_reaches_less(
    budget: int, more: int, objective: str, province: Services, governor: Viewer, query: ScenarioQuery
):
    little = plan_of(province, governor, changed(query, budget_baht=float(budget), objective=objective))
    much = plan_of(province, governor, changed(query, budget_baht=float(budget + more), objective=objective))
    assert little.spent_baht <= budget
    assert much.bound >= little.objective - 1e-9
    assert much.objective >= little.objective * (1 - much.gap) - 1e-9


def test_the_figures_are_those_of_the_households_after_the_plan(
    province: Services, governor: Viewer, query: ScenarioQuery, plan: PlannedScenario
):
    made = planned(province, governor, query)
    then = measures_of(province.catalog, after_plan(province.catalog, made.found, made.solution.serves), {})
    assert figure(plan, "gap")[1] == pytest.approx(np.nansum(then["gap"]))
    assert figure(plan, "human")[1] == pytest.approx(np.nanmean(then["human"]))
    assert figure(plan, "served") == (0, plan.served["household_id"].nunique())
    levels = [figure(plan, f"level_{number}") for number in range(1, 5)]
    assert sum(before for before, _ in levels) == pytest.approx(1)
    assert sum(after for _, after in levels) == pytest.approx(1)
    assert figure(plan, "income_gap")[1] < figure(plan, "income_gap")[0]


def test_an_answer_is_lifted_to_its_line_and_never_beyond(province: Services, governor: Viewer, query: ScenarioQuery):
    made = planned(province, governor, changed(query, programmes=(replace(REPAIR, places=None),)))
    before, then = made.found.frame, after_plan(province.catalog, made.found, made.solution.serves)
    served = made.solution.serves[0]
    assert served.any()
    assert np.allclose(then["p2"][served], np.minimum(before["p2"][served] + 2, 3))
    assert then["p2"][~served].equals(before["p2"][~served])
    assert then["h1"].equals(before["h1"])


def test_an_effect_that_is_changed_changes_what_a_plan_reaches(
    province: Services, governor: Viewer, query: ScenarioQuery, plan: PlannedScenario
):
    weak = replace(RELIEF, effects=(EffectChoice("f1", 0.0, 0.0, 0.0),))
    other = plan_of(province, governor, changed(query, programmes=(REPAIR, ALLOWANCE, weak)))
    assert other.objective < plan.objective
    assert not (other.served["programme_id"] == RELIEF.programme_id).any(), "it brings nothing to the answers now"


def test_who_cannot_be_decided_is_not_served_and_is_counted(
    province: Services, governor: Viewer, query: ScenarioQuery, households: pd.DataFrame
):
    """Without a score there is no level, so relief for the lowest level stays undecided."""
    asked = changed(query, programmes=(ProgrammeChoice("relief_family", 1.0),), budget_baht=1e6)
    found = plan_of(province, governor, asked)
    codes = codes_of(province)
    nameless = set(households.loc[households["level"].isna(), "house_code"])
    assert found.undecided_count >= len(nameless) > 0
    assert not nameless & {codes[key] for key in found.served["household_id"]}


def test_purses_districts_the_neediest_and_lists_are_kept(province: Services, governor: Viewer, query: ScenarioQuery):
    free = plan_of(province, governor, query)
    frame = planned(province, governor, query).found.frame
    place = dict(zip(frame["household_id"], frame["district_code"].astype(str), strict=True))
    district = max(set(place.values()), key=list(place.values()).count)
    codes = codes_of(province)
    wanted = free.eligible["household_id"].iloc[-1]
    unwanted = free.served["household_id"].iloc[0]
    asked = changed(
        query,
        purses=(PurseLimit("cash", 60_000.0, (RELIEF.programme_id,)),),
        areas=(AreaSpending(district, 100_000.0, 150_000.0),),
        programmes=(replace(REPAIR, places_by_area=((district, 1),)), ALLOWANCE, RELIEF),
        neediest_covered=0.5,
        must_serve=(codes[int(wanted)],),
        must_not=(codes[int(unwanted)],),
    )
    found = plan_of(province, governor, asked)
    served = found.served.assign(district=found.served["household_id"].map(place))
    assert served.loc[served["programme_id"] == RELIEF.programme_id, "cost_baht"].sum() <= 60_000
    here = served[served["district"] == district]
    assert 100_000 <= here["cost_baht"].sum() <= 150_000
    assert (here["programme_id"] == REPAIR.programme_id).sum() <= 1
    assert wanted in set(served["household_id"])
    assert unwanted not in set(served["household_id"])
    helped = [key for key in free.eligible["household_id"].drop_duplicates() if key != unwanted]
    assert found.objective <= free.objective
    assert len(set(helped) & set(served["household_id"])) == served["household_id"].nunique()


def test_programmes_that_exclude_each_other_do_not_meet_in_one_household(
    province: Services, governor: Viewer, query: ScenarioQuery
):
    both = (replace(REPAIR, places=None), ProgrammeChoice("house_repair_disabled", 40_000.0))
    asked = changed(query, programmes=both, budget_baht=1e9, most_per_household=2)
    assert plan_of(province, governor, asked).served["household_id"].is_unique


def test_no_budget_serves_nobody(province: Services, governor: Viewer, query: ScenarioQuery):
    found = plan_of(province, governor, changed(query, budget_baht=0.0))
    assert (len(found.served), found.spent_baht, found.objective) == (0, 0, 0)


def test_the_accounts_of_a_page_add_up(province: Services, governor: Viewer, query: ScenarioQuery):
    found = build_scenario(province, governor, query)
    assert found.reasons["count"].sum() == found.provenance.household_count
    assert found.programmes["spent_baht"].sum() == pytest.approx(found.plan.spent_baht)
    assert found.by_area["served_count"].sum() == found.plan.served["household_id"].nunique()
    assert found.by_area["eligible_count"].sum() == found.eligible_count
    served = found.reasons[found.reasons["reason"].isin(["served", "served_for_a_floor"])]["count"].sum()
    assert served == found.plan.served["household_id"].nunique()


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"programmes": ()}, "scenario_no_programme"),
        ({"programmes": tuple(ProgrammeChoice(f"p{n}", 1.0) for n in range(51))}, "scenario_many_programmes"),
        ({"programmes": (ProgrammeChoice("free_lunch", 1.0),)}, "catalog_unknown"),
        ({"programmes": (REPAIR, REPAIR)}, "allocation_repeated_programme"),
        ({"programmes": (replace(REPAIR, unit_cost_baht=-1.0),)}, "allocation_bad_cost"),
        ({"programmes": (replace(REPAIR, unit_cost_baht=float("nan")),)}, "allocation_bad_cost"),
        ({"programmes": (replace(REPAIR, unit_cost_baht=1e13),)}, "allocation_too_large"),
        ({"programmes": (replace(REPAIR, places=-1),)}, "allocation_bad_places"),
        ({"programmes": (replace(REPAIR, places_by_area=(("4901", -1),)),)}, "allocation_bad_places"),
        ({"programmes": (replace(REPAIR, places_by_area=(("49", 1),)),)}, "allocation_unknown_area"),
        ({"programmes": (replace(REPAIR, effects=(EffectChoice("p2", 2.0, 1.0, 3.0),)),)}, "scenario_bad_effect"),
        ({"programmes": (replace(REPAIR, effects=(EffectChoice("s1", 1.0, 1.0, 1.0),)),)}, "scenario_bad_effect"),
        ({"budget_baht": -1.0}, "allocation_bad_budget"),
        ({"budget_baht": float("nan")}, "allocation_bad_budget"),
        ({"budget_baht": float("inf")}, "allocation_bad_budget"),
        ({"most_per_household": 0}, "allocation_bad_most"),
        ({"method": "coin_toss"}, "ranking_unknown_method"),
        ({"weights": ()}, "ranking_no_weight"),
        ({"objective": "votes"}, "allocation_unknown_objective"),
        ({"aversion": -1.0}, "scenario_bad_aversion"),
        ({"assumed": "wildly"}, "scenario_unknown_end"),
        ({"purses": (PurseLimit("a", -1.0, ("disability_adult",)),)}, "allocation_bad_purse"),
        ({"areas": (AreaSpending("490101"),)}, "allocation_unknown_area"),
        ({"areas": (AreaSpending("4901", 5.0, 4.0),)}, "scenario_area_spending"),
        ({"neediest_share": 0.0}, "scenario_bad_share"),
        ({"neediest_covered": 1.5}, "scenario_bad_share"),
        ({"must_serve": ("00000000000",)}, "scenario_unknown_houses"),
        ({"must_serve": ("1",), "must_not": ("1",)}, "scenario_houses_twice"),
        ({"areas": (AreaSpending("4901", 400_000.0), AreaSpending("4902", 400_000.0))}, "allocation_impossible"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(
    wanted: dict[str, object], code: str, province: Services, governor: Viewer, query: ScenarioQuery
):
    with pytest.raises((BadInput, NotFound)) as refused:
        build_scenario(province, governor, changed(query, **wanted))
    assert refused.value.code == code


def test_somebody_who_can_get_nothing_cannot_be_on_the_list_of_who_must(
    province: Services, governor: Viewer, query: ScenarioQuery
):
    asked = changed(query, programmes=(REPAIR,))
    made = planned(province, governor, asked)
    hopeless = made.found.frame["household_id"].to_numpy()[~made.found.eligible.any(axis=0)][0]
    with pytest.raises(BadInput) as refused:
        plan_of(province, governor, changed(asked, must_serve=(codes_of(province)[int(hopeless)],)))
    assert (refused.value.code, refused.value.params) == ("scenario_must_not_possible", {"count": 1})


def test_an_older_round_is_held_against_the_line_of_its_year(province: Services, governor: Viewer, whole: str):
    found = plan_of(province, governor, ScenarioQuery(OLD, whole, replace(CHOICES, objective="income_gap")))
    assert found.objective > 0
