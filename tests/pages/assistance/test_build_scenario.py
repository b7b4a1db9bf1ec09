"""The what-if: its numbers are those of the use case and move with every choice."""

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.errors import BadInput, NotFound
from dss_core.language.format import baht, number
from dss_core.model.scenarios import ProgrammeChoice
from dss_core.usecases.build_scenario import ScenarioQuery, ScenarioResult, build_scenario
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW
from tests.support.visits import Visits, chart_with, metrics, table_with, trouble, turn_to, words_on

PAGE = "build_scenario"
EQUAL = tuple((capital, 0.2) for capital in ("human", "physical", "financial", "natural", "social"))
SERVED, SPENT, LEFT, ENDS = "Households served", "Spent in one year, baht", "Need left, baht", "Budget ends at place"


def test_the_figures_at_the_top_are_those_of_the_use_case(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    _same(app, _built(province, app))


def test_the_tables_are_those_of_the_use_case(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.number_input(key="budget").set_value(400_000).run()
    found = _built(province, app)
    served = table_with(app, "rank", "code", "cost_baht")
    assert [code.replace("-", "") for code in served["code"]] == found.served["house_code"].tolist()
    assert served["cost_baht"].sum() == pytest.approx(found.spent_baht)
    reasons = table_with(app, "words", "count")
    assert reasons["count"].sum() == found.provenance.household_count
    programmes = table_with(app, "programme", "eligible_households", "spent_baht")
    assert programmes["spent_baht"].sum() == pytest.approx(found.spent_baht)
    areas = chart_with(app, "area", "kind", "count")
    assert areas[areas["kind"] == "part"]["count"].sum() <= found.served_count


def test_a_smaller_budget_serves_fewer_and_leaves_more(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    before = _built(province, app)
    app.number_input(key="budget").set_value(int(before.spent_baht // 2)).run()
    after = _built(province, app)
    _same(app, after)
    assert after.served_count < before.served_count
    assert after.spent_baht + after.left_baht == pytest.approx(before.spent_baht // 2)
    assert metrics(app)[ENDS][0] == number(after.cut_rank, "en")


def test_without_a_budget_nobody_is_served(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.number_input(key="budget").set_value(0).run()
    assert not trouble(app)
    assert metrics(app)[SERVED][0] == "0"
    assert metrics(app)[SPENT][0] == "0"


def test_another_programme_its_cost_and_its_places_count(visit: Visits, province: Services):
    first, second = _two_programmes(province)
    app = visit(province, "governor", PAGE, lang="en")
    app.multiselect(key="programmes").set_value([first, second]).run()
    _same(app, _built(province, app))
    app.number_input(key=f"cost_{second}").set_value(1234.0)
    app.number_input(key=f"places_{first}").set_value(2).run()
    found = _built(province, app)
    _same(app, found)
    row = found.programmes.set_index("programme_id")
    assert row.loc[first, "served_households"] == 2
    assert row.loc[second, "spent_baht"] == pytest.approx(1234.0 * row.loc[second, "served_units"])


def test_places_left_open_are_no_limit_and_places_of_zero_are_one(visit: Visits, province: Services):
    """An empty field is missing, not zero."""
    app = visit(province, "governor", PAGE, lang="en")
    (programme,) = app.multiselect(key="programmes").value
    assert app.number_input(key=f"places_{programme}").value is None
    assert _built(province, app).served_count > 0
    app.number_input(key=f"places_{programme}").set_value(0).run()
    assert metrics(app)[SERVED][0] == "0"


def test_a_household_may_have_so_many_programmes_and_no_more(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    chosen = [p.id for p in province.catalog.programmes if p.unit_cost_baht][:4]
    app.multiselect(key="programmes").set_value(chosen).run()
    one = _built(province, app)
    app.number_input(key="most_per_household").set_value(4).run()
    several = _built(province, app)
    _same(app, several)
    assert one.served["programmes"].map(len).max() == 1
    assert several.served["programmes"].map(len).max() > 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_programme_can_be_chosen(visit: Visits, province: Services, language: str):
    app = visit(province, "governor", PAGE, lang=language)
    app.multiselect(key="programmes").set_value([p.id for p in province.catalog.programmes]).run()
    assert not trouble(app)
    assert len(table_with(app, "programme", "spent_baht")) == len(province.catalog.programmes)


def test_without_a_programme_the_page_says_what_to_choose(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.multiselect(key="programmes").set_value([]).run()
    assert not trouble(app)
    assert not app.metric
    assert "Choose at least one programme above, with its cost." in words_on(app)
    app.multiselect(key="programmes").set_value([province.catalog.programmes[0].id]).run()
    assert len(app.metric) == 4


def test_the_order_is_that_of_the_weights_set_on_the_ranking(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.number_input(key="budget").set_value(400_000).run()
    before = list(table_with(app, "rank", "code", "cost_baht")["code"])
    turn_to(app, "rank_households")
    app.slider(key="rank_five_capitals_equal_human").set_value(1.0)
    app.slider(key="rank_five_capitals_equal_physical").set_value(0.0).run()
    turn_to(app, PAGE)
    assert app.number_input(key="budget").value == 400_000, "choices stay when somebody looks at another page"
    after = table_with(app, "rank", "code", "cost_baht")
    assert list(after["code"]) != before
    weights = (("human", 1.0), ("physical", 0.0), *EQUAL[2:])
    _same(app, _built(province, app, weights))


def test_assumptions_are_marked_as_such(visit: Visits, province: Services):
    words = words_on(visit(province, "governor", PAGE, lang="en"))
    assert any("proposal, an assumption" in text for text in words)
    assert any("nothing here is a promise to a household" in text for text in words)


@pytest.mark.parametrize(
    "forged",
    [
        {"budget_baht": -1.0},
        {"budget_baht": float("nan")},
        {"budget_baht": float("inf")},
        {"programmes": ()},
        {"programmes": (ProgrammeChoice("no_such_programme", 1.0),)},
        {"programmes": (ProgrammeChoice("disability_adult", -5.0),)},
        {"most_per_household": 0},
        {"method": "os.system"},
        {"weights": (("phone", 1.0),)},
    ],
    ids=str,
)
def test_a_value_that_was_never_on_offer_is_refused(province: Services, forged: dict[str, object]):
    choice = ProgrammeChoice(province.catalog.programmes[0].id, 100.0)
    asked = {
        "round_id": NEW, "area": province.catalog.province.code, "weights": EQUAL, "budget_baht": 1.0,
        "programmes": (choice,),
    } | forged  # fmt: skip
    with pytest.raises((BadInput, NotFound)):
        build_scenario(province, operator(province), ScenarioQuery(**asked))  # type: ignore[arg-type]


def _built(services: Services, app: AppTest, weights: tuple[tuple[str, float], ...] = EQUAL) -> ScenarioResult:
    """The plan of the choices that stand on the page, asked of the use case."""
    chosen = app.multiselect(key="programmes").value
    programmes = tuple(
        ProgrammeChoice(key, app.number_input(key=f"cost_{key}").value, app.number_input(key=f"places_{key}").value)
        for key in chosen
    )
    query = ScenarioQuery(
        app.query_params["round"],
        app.query_params["area"],
        weights,
        float(app.number_input(key="budget").value),
        programmes,
        most_per_household=app.number_input(key="most_per_household").value,
    )
    return build_scenario(services, operator(services), query)


def _same(app: AppTest, found: ScenarioResult) -> None:
    assert not trouble(app)
    shown = metrics(app)
    assert shown[SERVED] == (
        number(found.served_count, "en"),
        f"{100 * found.served_count / found.eligible_count:.1f}% of {number(found.eligible_count, 'en')} eligible",
    )
    assert shown[SPENT] == (number(found.spent_baht, "en"), f"{baht(found.left_baht, 'en')} of the budget unspent")
    assert shown[LEFT][0] == number(found.need_left_baht, "en")


def _two_programmes(services: Services) -> tuple[str, str]:
    """Two programmes that somebody in the small province is eligible for, one counted in persons."""
    found = {p.id: p for p in services.catalog.programmes if p.unit_cost_baht}
    persons = next(key for key, p in found.items() if p.served_unit == "person" and key.startswith("old_age"))
    households = next(key for key, p in found.items() if p.served_unit == "household")
    return persons, households
