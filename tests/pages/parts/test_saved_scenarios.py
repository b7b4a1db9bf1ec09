"""Saved what-ifs: they reopen to the same numbers by their address and from the list, for those who may see them."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.access.viewer import Viewer
from dss_core.errors import NotAllowed, NotFound
from dss_core.model.scenarios import AreaSpending, ProgrammeChoice, PurseLimit, ScenarioChoices
from dss_core.store.accounts import find_account, viewer_of
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.initialise import operator
from dss_core.usecases.list_scenarios import list_scenarios
from dss_core.usecases.open_scenario import open_scenario
from dss_core.usecases.save_scenario import save_scenario
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW
from tests.support.visits import Visits, metrics, trouble, turn_to, words_on

PAGE = "build_scenario"


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
    assert not trouble(app)
    again = visit(own, "governor", PAGE, **app.query_params)
    assert metrics(again) == metrics(app)
    (scenario,) = [one.scenario for one in list_scenarios(own, operator(own), NEW)]
    weights = dict(scenario.choices.weights)
    assert weights["social"] > weights["human"]
    assert again.session_state["weights"] == scenario.choices.weights


def test_every_choice_of_a_saved_what_if_comes_back_into_the_page(visit: Visits, own: Services, district: str):
    """What is saved beside the page (all that can be chosen) is found again by the link, and keeps its address."""
    persons, households = _two_programmes(own)
    governor = _viewer(own, "governor")
    purses = {p.id: p.purse for p in own.catalog.programmes}
    choices = ScenarioChoices(
        budget_baht=250_000.0,
        programmes=(
            ProgrammeChoice(households, 12_000.0, 9, ((district, 4),)),
            ProgrammeChoice(persons, 2_500.0),
        ),
        weights=(("human", 1.0), ("social", 3.0)),
        method="topsis",
        most_per_household=2,
        objective="severity",
        aversion=2.0,
        assumed="low",
        purses=(PurseLimit(purses[persons], 90_000.0, (persons,)),),
        areas=(AreaSpending(district, 0.0, 80_000.0),),
        neediest_covered=0.05,
        seed=7,
    )
    scenario = save_scenario(own, governor, ScenarioQuery(NEW, own.catalog.province.code, choices), "everything")
    app = visit(own, "governor", PAGE, lang="en", scenario=scenario.id)
    assert not trouble(app)
    assert not app.warning
    assert app.query_params["scenario"] == scenario.id
    _save(app, "once more")
    newest = list_scenarios(own, governor, NEW)[0].scenario
    assert newest.choices == choices
    assert newest.figures == scenario.figures


def test_a_programme_that_is_gone_is_told_and_the_page_goes_on(visit: Visits, own: Services):
    first, second = _two_programmes(own)
    programmes = tuple(ProgrammeChoice(one, 5_000.0) for one in (first, second))
    choices = ScenarioChoices(250_000.0, programmes, (("human", 1.0),))
    governor = _viewer(own, "governor")
    scenario = save_scenario(own, governor, ScenarioQuery(NEW, own.catalog.province.code, choices), "two")
    left = tuple(one for one in own.catalog.programmes if one.id != second)
    smaller = replace(own, catalog=replace(own.catalog, programmes=left, version="smaller"))
    app = visit(smaller, "governor", PAGE, lang="en", scenario=scenario.id)
    assert not trouble(app)
    told = " ".join(warning.value for warning in app.warning)
    assert "definitions were changed" in told
    assert "these numbers are not its own" in told
    assert app.multiselect(key="programmes").value == [first]
    assert "scenario" not in app.query_params


def test_the_list_of_saved_what_ifs_opens_them(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    app.number_input(key="budget").set_value(250_000).run()
    _save(app, "small budget")
    other = visit(own, "steward", PAGE, lang="en")
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
    assert any("surveys were taken in" in warning.value for warning in again.warning)


@pytest.mark.parametrize("asked", ["nonsense", "", "' OR 1=1 --"])
def test_a_link_that_leads_nowhere_is_told_and_the_page_goes_on(visit: Visits, province: Services, asked: str):
    app = visit(province, "governor", PAGE, lang="en", scenario=asked)
    assert not trouble(app)
    assert len(app.metric) >= 4
    assert "scenario" not in app.query_params or not asked
    assert len(app.warning) == bool(asked)


def test_a_what_if_of_the_whole_province_is_not_opened_for_one_district(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    _save(app, "of the whole province")
    officer = visit(own, "district", PAGE, **app.query_params)
    assert ["does not exist, or it covers areas outside" in warning.value for warning in officer.warning] == [True]
    assert "of the whole province" not in " ".join(words_on(officer))


def test_who_may_not_save_has_no_form_for_it(visit: Visits, province: Services):
    assert "Save" not in [button.label for button in visit(province, "steward", PAGE, lang="en").button]
    assert "Save" in [button.label for button in visit(province, "governor", PAGE, lang="en").button]


def test_a_name_is_asked_for(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    _save(app, "   ")
    assert [error.value for error in app.error] == ["A what-if needs a name of at most 120 characters. Type a name."]
    assert list_scenarios(own, operator(own), NEW) == []


def test_a_forged_save_is_refused_without_the_permission(province: Services):
    choices = ScenarioChoices(1.0, (ProgrammeChoice(province.catalog.programmes[0].id, 1.0),), (("human", 1.0),))
    query = ScenarioQuery(NEW, province.catalog.province.code, choices)
    with pytest.raises(NotAllowed):
        save_scenario(province, _viewer(province, "steward"), query, "mine")
    with pytest.raises(NotFound):
        open_scenario(province, _viewer(province, "district"), "nonsense")


def _viewer(services: Services, username: str) -> Viewer:
    with services.database.reading() as connection:
        account = find_account(connection, username)
    assert account is not None
    return viewer_of(account)


def _save(app: AppTest, name: str) -> None:
    app.text_input(key="scenario_name").set_value(name)
    next(button for button in app.button if button.label == "Save").click().run()


def _two_programmes(services: Services) -> tuple[str, str]:
    """Two programmes that somebody in the small province is eligible for, one counted in persons."""
    found = {p.id: p for p in services.catalog.programmes if p.unit_cost_baht}
    persons = next(key for key, p in found.items() if p.served_unit == "person" and key.startswith("old_age"))
    households = next(key for key, p in found.items() if p.served_unit == "household")
    return persons, households
