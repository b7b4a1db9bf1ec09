"""The what-if: its numbers are those of the use case and move with every choice; a saved one reopens to the same."""

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.errors import BadInput, NotAllowed, NotFound
from dss_core.language.format import baht, number
from dss_core.model.scenarios import ProgrammeChoice
from dss_core.store.accounts import find_account, viewer_of
from dss_core.usecases.build_scenario import (
    ScenarioQuery,
    ScenarioResult,
    build_scenario,
    open_scenario,
    save_scenario,
    saved_scenarios,
)
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


def test_a_saved_what_if_reopens_to_the_same_numbers_by_its_address(visit: Visits, own: Services, district: str):
    first, second = _two_programmes(own)
    app = visit(own, "governor", PAGE, lang="en", area=district)
    app.multiselect(key="programmes").set_value([second, first]).run()
    app.number_input(key=f"cost_{first}").set_value(2500.0)
    app.number_input(key=f"places_{second}").set_value(3)
    app.number_input(key="most_per_household").set_value(2)
    app.number_input(key="budget").set_value(90_000).run()
    _save(app, "plan of the working group")
    assert not trouble(app)
    again = visit(own, "governor", PAGE, **{**app.query_params, "lang": "en"})
    assert metrics(again) == metrics(app)
    assert again.multiselect(key="programmes").value == [second, first]
    assert again.number_input(key=f"places_{second}").value == 3
    assert again.number_input(key=f"places_{first}").value is None
    assert not again.warning
    assert not trouble(again)


def test_a_saved_what_if_keeps_its_weights(visit: Visits, own: Services):
    app = visit(own, "governor", "rank_households", lang="en")
    app.slider(key="rank_five_capitals_equal_social").set_value(0.9).run()
    turn_to(app, PAGE)
    app.number_input(key="budget").set_value(400_000).run()
    _save(app, "by weights of our own")
    again = visit(own, "governor", PAGE, **app.query_params)
    served = table_with(again, "rank", "code", "cost_baht")
    assert list(served["code"]) == list(table_with(app, "rank", "code", "cost_baht")["code"])


def test_the_list_of_saved_what_ifs_opens_them(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    app.number_input(key="budget").set_value(250_000).run()
    _save(app, "small budget")
    other = visit(own, "researcher", PAGE, lang="en")
    assert any("Saved by governor" in caption.value for caption in other.caption)
    other.button(key="open_scenario").click().run()
    assert other.number_input(key="budget").value == 250_000
    assert metrics(other) == metrics(app)
    assert other.query_params["scenario"] == app.query_params["scenario"]


def test_the_address_names_a_what_if_only_as_long_as_its_choices_stand(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    _save(app, "as it is")
    assert "scenario" in app.query_params
    app.number_input(key="budget").set_value(123_000).run()
    assert "scenario" not in app.query_params
    app.run()
    assert app.number_input(key="budget").value == 123_000


def test_a_link_to_another_area_says_where_to_look(visit: Visits, own: Services, district: str):
    app = visit(own, "governor", PAGE, lang="en", area=district)
    _save(app, "of one district")
    name = own.catalog.areas.get(district).name.en
    other = visit(own, "governor", PAGE, lang="en", scenario=app.query_params["scenario"])
    assert [warning.value.split(":")[0] for warning in other.warning] == [
        f"This what-if was made for another round or area ({name})"
    ]
    other.selectbox(key="district").set_value(district).run()
    assert metrics(other) == metrics(app)


def test_a_link_after_a_new_import_says_that_numbers_may_differ(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    _save(app, "before the import")
    with own.database.writing() as connection:
        connection.exec_driver_sql("UPDATE state SET data_version = data_version + 1")
    again = visit(own, "governor", PAGE, **app.query_params)
    assert any("have changed since this what-if was saved" in warning.value for warning in again.warning)


@pytest.mark.parametrize("asked", ["nonsense", "", "' OR 1=1 --"])
def test_a_link_that_leads_nowhere_is_told_and_the_page_goes_on(visit: Visits, province: Services, asked: str):
    app = visit(province, "governor", PAGE, lang="en", scenario=asked)
    assert not trouble(app)
    assert len(app.metric) == 4
    assert "scenario" not in app.query_params or not asked
    assert len(app.warning) == bool(asked)


def test_a_what_if_of_the_whole_province_is_not_opened_for_one_district(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    _save(app, "of the whole province")
    officer = visit(own, "district", PAGE, **app.query_params)
    assert ["does not exist, or it covers areas outside" in warning.value for warning in officer.warning] == [True]
    assert "of the whole province" not in " ".join(words_on(officer))


def test_who_may_not_save_has_no_form_for_it(visit: Visits, province: Services):
    assert "Save" not in [button.label for button in visit(province, "researcher", PAGE, lang="en").button]
    assert "Save" in [button.label for button in visit(province, "governor", PAGE, lang="en").button]


def test_a_name_is_asked_for(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    _save(app, "   ")
    assert [error.value for error in app.error] == ["A what-if needs a name of at most 120 characters. Type a name."]
    assert saved_scenarios(own, operator(own), NEW) == []


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


def test_a_forged_save_is_refused_without_the_permission(province: Services):
    query = ScenarioQuery(
        NEW, province.catalog.province.code, EQUAL, 1.0, (ProgrammeChoice(province.catalog.programmes[0].id, 1.0),)
    )
    with pytest.raises(NotAllowed):
        save_scenario(province, _viewer(province, "researcher"), query, "mine")
    with pytest.raises(NotFound):
        open_scenario(province, _viewer(province, "district"), "nonsense")


def _viewer(services: Services, username: str):
    with services.database.reading() as connection:
        account = find_account(connection, username)
    assert account is not None
    return viewer_of(account)


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


def _save(app: AppTest, name: str) -> None:
    app.text_input(key="scenario_name").set_value(name)
    next(button for button in app.button if button.label == "Save").click().run()


def _two_programmes(services: Services) -> tuple[str, str]:
    """Two programmes that somebody in the small province is eligible for, one counted in persons."""
    found = {p.id: p for p in services.catalog.programmes if p.unit_cost_baht}
    persons = next(key for key, p in found.items() if p.served_unit == "person" and key.startswith("old_age"))
    households = next(key for key, p in found.items() if p.served_unit == "household")
    return persons, households
