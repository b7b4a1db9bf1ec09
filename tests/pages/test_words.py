"""One language on a page, also after somebody has chosen, opened or uploaded something there."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.access.roles import Role
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.import_survey import past_imports
from dss_core.usecases.initialise import operator
from dss_core.usecases.log_breach import BreachDraft, log_breach
from dss_core.usecases.receive_request import RequestDraft, receive_request
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import values_of
from dss_core.usecases.vote_weights import AgreementDraft, VoteDraft, agree_weights, vote_weights
from tests.dss_core.usecases.revised import cell, header, newest
from tests.pages.test_every_page import ENGLISH_PHRASE, IN_BOTH, SOURCE_AND_DATE, THAI
from tests.support.plans import keep_plans
from tests.support.province import add_account
from tests.support.research import ask_for_a_file
from tests.support.visits import Visits, matches, translations, trouble, undecorated, words_on
from tests.support.workbooks import small_workbook

Act = Callable[[AppTest, Services], object]


def show_points(app: AppTest, _services: Services) -> None:
    app.segmented_control(key="map_view").set_value("points").run()


def describe_everything(app: AppTest, services: Services) -> None:
    numbers, categories = values_of(services.catalog)
    app.multiselect(key="survey_values_household").set_value([*numbers, *categories])
    app.multiselect(key="survey_by_household").set_value(["head_age", "village"]).run()


def describe_persons(app: AppTest, services: Services) -> None:
    app.segmented_control(key="survey_unit").set_value("person").run()
    numbers, categories = values_of(services.catalog, Unit.PERSON)
    app.multiselect(key="survey_values_person").set_value([*numbers, *categories])
    app.multiselect(key="survey_by_person").set_value(["round", "member_sex"]).run()


def suppose_a_design(app: AppTest, _services: Services) -> None:
    app.toggle(key="survey_by_members").set_value(True)
    app.selectbox(key="survey_strata").set_value("district")
    app.selectbox(key="survey_clusters").set_value("village").run()


def survey_part(name: str) -> Act:
    def act(app: AppTest, _services: Services) -> None:
        app.segmented_control(key="survey_part").set_value(name).run()

    act.__name__ = f"part_{name}"
    return act


def describe_nothing(app: AppTest, _services: Services) -> None:
    app.multiselect(key="survey_values_household").set_value([]).run()


def find_nothing(app: AppTest, _services: Services) -> None:
    app.text_input(key="household_text").set_value("--").run()


def weigh_indicators(app: AppTest, services: Services) -> None:
    app.selectbox(key="rank_preset").set_value(services.catalog.presets[1].id).run()


def weigh_nothing(app: AppTest, _services: Services) -> None:
    for slider in app.slider:
        slider.set_value(0.0)
    app.run()


def rank_by(method: str, weighting: str, grain: str) -> Act:
    def act(app: AppTest, _services: Services) -> None:
        app.segmented_control(key="rank_grain").set_value(grain)
        app.selectbox(key="rank_method").set_value(method)
        app.selectbox(key="rank_weighting").set_value(weighting).run()

    act.__name__ = f"rank_{grain}_by_{method}_{weighting}"
    return act


def why_a_rank(app: AppTest, _services: Services) -> None:
    (table,) = [t for t in app.dataframe if str(t.key or "").startswith("ranking_")]
    app.session_state[table.key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()


def stress_part(name: str) -> Act:
    def act(app: AppTest, _services: Services) -> None:
        app.segmented_control(key="stress_part").set_value(name).run()

    act.__name__ = f"stress_{name}"
    return act


def stress_answers(app: AppTest, _services: Services) -> None:
    app.toggle(key="stress_answers").set_value(True)
    app.selectbox(key="stress_width").set_value(0.2).run()


def agree_on_weights(app: AppTest, services: Services) -> None:
    preset = services.catalog.presets[0]
    vote_weights(services, operator(services), VoteDraft(preset.id, "49", tuple(preset.weights.items())))
    agree_weights(services, operator(services), AgreementDraft(preset.id, "1", "2", "3"))
    vote_weights(services, operator(services), VoteDraft(preset.id, "49", tuple(preset.weights.items())))
    app.segmented_control(key="stress_part").set_value("agree").run()


def choose_every_programme(app: AppTest, services: Services) -> None:
    app.multiselect(key="programmes").set_value([p.id for p in services.catalog.programmes])
    app.number_input(key="budget").set_value(500_000).run()


def choose_no_programme(app: AppTest, _services: Services) -> None:
    app.multiselect(key="programmes").set_value([]).run()


def plan_part(name: str) -> Act:
    """One part of the what-if, with limits that hold it back."""

    def act(app: AppTest, _services: Services) -> None:
        app.multiselect(key="plan_districts").set_value(["4901"])
        app.number_input(key="purse_social_development").set_value(80_000.0)
        app.number_input(key="places_house_repair_elderly").set_value(3)
        app.number_input(key="budget").set_value(400_000).run()
        app.number_input(key="floor_4901").set_value(50_000.0)
        app.segmented_control(key="plan_part").set_value(name).run()

    act.__name__ = f"plan_{name}"
    return act


def aim_at(objective: str) -> Act:
    def act(app: AppTest, _services: Services) -> None:
        app.selectbox(key="plan_objective").set_value(objective).run()

    act.__name__ = f"aim_at_{objective}"
    return act


def save_a_plan(app: AppTest, _services: Services) -> None:
    app.text_input(key="scenario_name").set_value("แผน 1" if app.query_params["lang"] == "th" else "plan 1")
    app.button[[button.key.startswith("FormSubmitter") for button in app.button].index(True)].click().run()


def compare_plans(part: str, place: int = 0) -> Act:
    """Saved what-ifs side by side, or one of them (the last was adopted) to decide on and to follow up."""

    def act(app: AppTest, services: Services) -> None:
        # Streamlit keeps what was chosen before there was anything to choose from: nothing.
        ids = keep_plans(services, tuple("1234567"))
        app.session_state["compare_part"] = part
        app.session_state["compare_chosen"] = list(ids)
        app.session_state["decide_scenario"] = ids[place]
        app.run()
        assert len(app.dataframe) or app.text_area

    act.__name__ = f"{part}_{place}"
    return act


def add_an_account(app: AppTest, _services: Services) -> None:
    app.segmented_control(key="access_part").set_value("new").run()


def change_an_account(app: AppTest, services: Services) -> None:
    add_account(services, "500", Role.VERIFIER)
    app.run()
    app.selectbox(key="access_account").set_value("500").run()
    next(button for button in app.button if button.key == "access_reset").click().run()


def ask_about_data(kind: str) -> Act:
    """A request of a household about its data, which the page offers to answer."""

    def act(app: AppTest, services: Services) -> None:
        receive_request(services, operator(services), RequestDraft(30, kind, date(2026, 1, 5), "research"))
        app.run()

    act.__name__ = f"ask_for_{kind}"
    return act


def privacy_part(name: str) -> Act:
    def act(app: AppTest, services: Services) -> None:
        draft = BreachDraft(datetime(2026, 1, 5, tzinfo=UTC), "other", "2569", ("names",), None, "high")
        log_breach(services, operator(services), draft)
        app.segmented_control(key="privacy_part").set_value(name).run()

    act.__name__ = f"privacy_{name}"
    return act


def open_part(name: str) -> Act:
    def act(app: AppTest, _services: Services) -> None:
        app.segmented_control(key="definitions_part").set_value(name).run()

    act.__name__ = f"open_{name}"
    return act


def open_a_story(app: AppTest, _services: Services) -> None:
    (table,) = [t for t in app.dataframe if str(t.key or "").startswith("household_list")]
    app.session_state[table.key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()


def upload_a_good_file(app: AppTest, services: Services) -> None:
    book = small_workbook(services.catalog, 12, year=2028)
    app.file_uploader(key="survey_file").set_value(("2571.xlsx", book, "")).run()


def quality_part(name: str) -> Act:
    def act(app: AppTest, _services: Services) -> None:
        app.segmented_control(key="quality_part").set_value(name).run()

    act.__name__ = f"quality_{name}"
    return act


def research_part(name: str) -> Act:
    def act(app: AppTest, _services: Services) -> None:
        app.segmented_control(key="research_part").set_value(name).run()

    act.__name__ = f"research_{name}"
    return act


def look_at_a_risk(app: AppTest, services: Services) -> None:
    ask_for_a_file(services)
    app.run()
    app.segmented_control(key="research_part").set_value("decide").run()
    assert len(app.dataframe) == 2


def look_at_an_undo(app: AppTest, services: Services) -> None:
    last = past_imports(services, operator(services))[-1].id
    app.selectbox(key="undo_choice").set_value(last).run()


def upload_a_mended_file(app: AppTest, services: Services) -> None:
    book = newest(
        services.catalog, cell(header(services.catalog, "h1"), 0, 4), cell(header(services.catalog, "h2"), 1, 9)
    )
    app.file_uploader(key="survey_file").set_value(("2569.xlsx", book, "")).run()


def upload_the_same_households_again(app: AppTest, services: Services) -> None:
    book = small_workbook(services.catalog, 12, year=2026, first=20)
    app.file_uploader(key="survey_file").set_value(("2569.xlsx", book, "")).run()


# Page and what is done there. What a file or a household brings along is Thai in every language: those come last.
OURS: list[tuple[str, Act]] = [
    ("map_province", show_points),
    ("describe_survey", describe_everything),
    ("describe_survey", describe_persons),
    ("describe_survey", describe_nothing),
    ("describe_survey", suppose_a_design),
    *(("describe_survey", survey_part(name)) for name in ("cross", "compare", "league")),
    ("find_household", find_nothing),
    ("rank_households", weigh_indicators),
    ("rank_households", weigh_nothing),
    ("rank_households", rank_by("topsis", "critic", "household")),
    ("rank_households", rank_by("vikor", "equal", "district")),
    ("rank_households", rank_by("promethee_ii", "entropy", "subdistrict")),
    ("rank_households", rank_by("deprivation_count", "given", "household")),
    ("rank_households", rank_by("weighted_sum", "ahp", "household")),
    ("rank_households", rank_by("weighted_sum", "swing", "household")),
    ("rank_households", why_a_rank),
    *(("stress_ranking", stress_part(name)) for name in ("disagree", "methods", "visits", "income", "agree")),
    ("stress_ranking", stress_answers),
    ("stress_ranking", agree_on_weights),
    ("build_scenario", choose_every_programme),
    ("build_scenario", choose_no_programme),
    ("build_scenario", save_a_plan),
    *(("build_scenario", plan_part(name)) for name in ("plan", "budget", "goal", "outcome", "doubt", "route")),
    *(("build_scenario", aim_at(name)) for name in ("severity", "over_line", "income_gap", "m0")),
    ("compare_scenarios", compare_plans("side")),
    ("compare_scenarios", compare_plans("decide")),
    ("compare_scenarios", compare_plans("decide", 4)),
    *(("check_quality", quality_part(name)) for name in ("patterns", "surveyors", "doubles")),
    *(("definitions", open_part(name)) for name in ("needs", "programmes", "variables", "tests", "routes", "codes")),
    ("export_research", research_part("ask")),
    ("export_research", look_at_a_risk),
    ("manage_access", add_an_account),
    ("manage_access", change_an_account),
    *(("keep_privacy", privacy_part(name)) for name in ("retention", "processing", "breaches")),
    *(("keep_privacy", ask_about_data(kind)) for kind in ("access", "correction", "erasure", "withdrawal")),
]
WITH_DATA: list[tuple[str, Act]] = [
    ("find_household", open_a_story),
    ("import_survey", upload_a_good_file),
    ("import_survey", upload_the_same_households_again),
    ("import_survey", upload_a_mended_file),
    ("import_survey", look_at_an_undo),
]


def named(value: object) -> str:
    return value if isinstance(value, str) else str(getattr(value, "__name__", value))


@pytest.mark.parametrize(("page", "act"), [*OURS, *WITH_DATA], ids=named)
def test_thai_stays_thai(visit: Visits, own: Services, page: str, act: Act):
    app = visit(own, "administrator", page, lang="th")
    act(app, own)
    assert not app.exception
    codes = {code.code for codes in own.catalog.code_lists.values() for code in codes.codes}
    shown = [text for text in words_on(app) if text not in codes]  # codes are the same in every language
    assert matches(shown, translations()) == []
    assert {text for text in shown if ENGLISH_PHRASE.search(text) and not SOURCE_AND_DATE.search(text)} == set()


@pytest.mark.parametrize(("page", "act"), OURS, ids=named)
def test_english_stays_english(visit: Visits, own: Services, page: str, act: Act):
    app = visit(own, "administrator", page, lang="en")
    act(app, own)
    assert not app.exception
    assert {text for text in words_on(app) if THAI.search(text) and undecorated(text) not in IN_BOTH} == set()


def test_choices_that_cannot_be_answered_are_told_in_one_sentence(visit: Visits, own: Services):
    app = visit(own, "administrator", "rank_households", lang="th")
    weigh_nothing(app, own)
    assert len(trouble(app)) == 1
