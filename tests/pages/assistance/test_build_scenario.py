"""The what-if: its numbers are those of the use cases and move with every choice."""

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.language.format import baht, number
from dss_core.model.scenarios import AreaSpending, EffectChoice, ProgrammeChoice, PurseLimit, ScenarioChoices
from dss_core.usecases.build_scenario import ScenarioQuery, ScenarioResult, build_scenario
from dss_core.usecases.count_after_cut import OutcomeQuery, count_after_cut
from dss_core.usecases.initialise import operator
from dss_core.usecases.price_simplicity import price_simplicity
from dss_core.usecases.services import Services
from tests.support.visits import Visits, chart_with, metrics, table_with, trouble, turn_to, words_on

PAGE = "build_scenario"
EQUAL = tuple((capital, 0.2) for capital in ("human", "physical", "financial", "natural", "social"))
SERVED, SPENT, PROOF = "Households served", "Spent in one year, baht", "Proof"


def test_the_figures_at_the_top_are_those_of_the_use_case(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    found = _built(province, app)
    _same(app, found)
    assert metrics(app)[PROOF][0] in ("proven best", *(f"within {100 * found.plan.gap:.{n}f}%" for n in (1, 2, 3)))


def test_the_simple_rule_and_what_it_wastes_stand_beside_the_plan(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    price = price_simplicity(province, operator(province), _query(app))
    words = " ".join(words_on(app))
    assert f"Rank and cut reaches {100 * price.lost_share:.1f}% less" in words
    assert f"it serves {number(price.served_count, 'en')} households for {baht(price.spent_baht, 'en')}" in words


def test_the_tables_are_those_of_the_use_case(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.number_input(key="budget").set_value(400_000).run()
    found = _built(province, app)
    served = table_with(app, "rank", "code", "cost_baht")
    assert served["cost_baht"].sum() == pytest.approx(found.plan.spent_baht)
    reasons = table_with(app, "words", "count")
    assert reasons["count"].sum() == found.provenance.household_count
    programmes = table_with(app, "programme", "eligible_households", "spent_baht")
    assert programmes["spent_baht"].sum() == pytest.approx(found.plan.spent_baht)
    areas = chart_with(app, "area", "kind", "count")
    assert areas[areas["kind"] == "part"]["count"].sum() <= found.plan.served["household_id"].nunique()


def test_whoever_cannot_be_decided_is_listed(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    found = _built(province, app)
    app.selectbox(key="plan_reason").set_value("open").run()
    assert not trouble(app)
    assert len(table_with(app, "rank", "code", "left_open")) == found.plan.undecided_count > 0


def test_another_cost_places_effects_and_budget_count(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.multiselect(key="programmes").set_value(["old_age_60_69", "house_repair_elderly"]).run()
    app.number_input(key="cost_old_age_60_69").set_value(1234.0)
    app.number_input(key="places_old_age_60_69").set_value(2)
    app.number_input(key="effect_house_repair_elderly_p2_likely").set_value(1.5)
    app.number_input(key="budget").set_value(300_000).run()
    found = _built(province, app)
    _same(app, found)
    rows = found.programmes.set_index("programme_id")
    assert rows.loc["old_age_60_69", "served_households"] <= 2
    changed = _query(app).choices.programmes[1].effects
    assert changed == (EffectChoice("p2", 1.0, 1.5, 2.0),)


@pytest.mark.parametrize("objective", ["severity", "over_line", "income_gap", "m0"])
def test_every_objective_can_be_chosen(visit: Visits, province: Services, objective: str):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="plan_objective").set_value(objective).run()
    _same(app, _built(province, app))
    assert ("plan_aversion" in {one.key for one in app.slider}) == (objective == "severity")


def test_limits_are_kept(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.number_input(key="purse_social_development").set_value(40_000.0)
    app.multiselect(key="plan_districts").set_value(["4901"])
    app.slider(key="plan_neediest").set_value(50).run()
    app.number_input(key="ceiling_4901").set_value(50_000.0)
    app.number_input(key="places_house_repair_elderly_4901").set_value(0).run()
    _same(app, _built(province, app))
    choices = _query(app).choices
    assert choices.purses[0].baht == 40_000 and choices.areas[0].at_most_baht == 50_000
    assert choices.neediest_covered == 0.5


def test_a_list_with_a_code_that_is_nobodys_is_told(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.text_area(key="plan_must").set_value("4901-123456-7, 4901-765432-1").run()
    assert any("2 of the house codes on the lists are not in this round and area." in text for text in words_on(app))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("part", ["plan", "budget", "goal", "outcome", "doubt", "route"])
def test_every_part_stands_without_trouble(visit: Visits, province: Services, part: str, language: str):
    app = visit(province, "governor", PAGE, lang=language)
    app.segmented_control(key="plan_part").set_value(part).run()
    assert not trouble(app)


def test_after_the_cut_the_groups_of_two_are_those_of_the_use_case(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.segmented_control(key="plan_part").set_value("outcome").run()
    app.multiselect(key="outcome_by").set_value(["district", "head_sex"]).run()
    found = count_after_cut(province, operator(province), OutcomeQuery(_query(app), ("district", "head_sex")))
    shown = table_with(app, "group_name", "households", "coverage")
    assert shown["households"].tolist() == found.reach["households"].tolist()
    marked = [name.endswith("*") for name in shown["group_name"]]
    assert marked[1:] == found.reach["is_small"].tolist()[1:] and any(marked)


def test_every_programme_can_be_chosen(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.multiselect(key="programmes").set_value([p.id for p in province.catalog.programmes]).run()
    assert not trouble(app)
    assert len(table_with(app, "programme", "spent_baht")) == len(province.catalog.programmes)


def test_without_a_programme_the_page_says_what_to_choose(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.multiselect(key="programmes").set_value([]).run()
    assert not trouble(app)
    assert not app.metric
    assert "Choose at least one programme, with its cost." in words_on(app)
    app.multiselect(key="programmes").set_value([province.catalog.programmes[0].id]).run()
    assert len(app.metric) == 4


def test_the_order_is_that_of_the_weights_set_on_the_ranking(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.number_input(key="budget").set_value(400_000).run()
    turn_to(app, "rank_households")
    app.slider(key="rank_five_capitals_equal_human").set_value(1.0)
    app.slider(key="rank_five_capitals_equal_physical").set_value(0.0).run()
    turn_to(app, PAGE)
    assert app.number_input(key="budget").value == 400_000, "choices stay when somebody looks at another page"
    weights = (("human", 1.0), ("physical", 0.0), *EQUAL[2:])
    price = price_simplicity(province, operator(province), _query(app, weights))
    assert any(f"it serves {number(price.served_count, 'en')} households" in text for text in words_on(app))


def test_assumptions_are_marked_as_such(visit: Visits, province: Services):
    words = words_on(visit(province, "governor", PAGE, lang="en"))
    assert any("assumption, not measured" in text for text in words)
    assert any("nothing here is a promise to a household" in text for text in words)


def _query(app: AppTest, weights: tuple[tuple[str, float], ...] = EQUAL) -> ScenarioQuery:
    """The choices that stand on the page, put together a second time."""
    keys = {one.key for one in app.number_input}

    def value(key: str) -> float | None:
        return app.number_input(key=key).value if key in keys else None

    programmes = []
    for key in chosen_of(app):
        ends = tuple(value(f"effect_{key}_p2_{end}") for end in ("low", "likely", "high"))
        changed = (EffectChoice("p2", *ends),) if ends == (1.0, 1.5, 2.0) else ()
        places = value(f"places_{key}_4901")
        by_area = () if places is None else (("4901", int(places)),)
        programmes.append(ProgrammeChoice(key, value(f"cost_{key}"), value(f"places_{key}"), by_area, changed))
    money, ceiling = value("purse_social_development"), value("ceiling_4901")
    bought = tuple(key for key in chosen_of(app) if key.startswith("house_repair"))
    return ScenarioQuery(
        app.query_params["round"],
        app.query_params["area"],
        ScenarioChoices(
            budget_baht=float(app.number_input(key="budget").value),
            programmes=tuple(programmes),
            weights=weights,
            most_per_household=app.number_input(key="most_per_household").value,
            objective=app.selectbox(key="plan_objective").value,
            purses=() if money is None else (PurseLimit("social_development", money, bought),),
            areas=() if ceiling is None else (AreaSpending("4901", 0.0, ceiling),),
            neediest_covered=app.slider(key="plan_neediest").value / 100,
        ),
    )


def chosen_of(app: AppTest) -> list[str]:
    return app.multiselect(key="programmes").value


def _built(services: Services, app: AppTest) -> ScenarioResult:
    return build_scenario(services, operator(services), _query(app))


def _same(app: AppTest, found: ScenarioResult) -> None:
    assert not trouble(app)
    shown, plan = metrics(app), found.plan
    served = plan.served["household_id"].nunique()
    share = f"{100 * served / found.eligible_count:.1f}%"
    assert shown[SERVED] == (number(served, "en"), f"{share} of {number(found.eligible_count, 'en')} eligible")
    assert shown[SPENT][0] == number(plan.spent_baht, "en")
