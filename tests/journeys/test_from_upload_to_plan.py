"""A data steward takes in a new round; the working group ranks it, plans with it, and sends the plan on to somebody."""

from dss_core.language.format import number
from dss_core.usecases.services import Services
from tests.support.visits import Visits, metrics, table_with, trouble, turn_to, words_on
from tests.support.workbooks import small_workbook

HOUSEHOLDS = 40
ROUND = "2027-1"


def test_a_new_round_is_ranked_planned_and_sent_on(visit: Visits, own: Services):
    _take_in_a_round(visit, own)

    governor = visit(own, "governor", lang="en")
    assert governor.query_params["round"] == ROUND, "the newest round comes first"
    assert metrics(governor)["Households surveyed"][0] == str(HOUSEHOLDS)

    turn_to(governor, "rank_households")
    governor.slider(key="rank_five_capitals_equal_financial").set_value(0.9).run()
    ranked = table_with(governor, "rank", "code", "score")

    turn_to(governor, "build_scenario")
    governor.number_input(key="budget").set_value(200_000).run()
    served = table_with(governor, "rank", "code", "cost_baht")
    ranks = ranked.set_index("code")["rank"]
    assert [ranks[code] for code in served["code"]] == served["rank"].tolist(), "the plan follows the ranking"
    assert served["rank"].is_monotonic_increasing

    governor.text_input(key="scenario_name").set_value("plan for the meeting")
    next(button for button in governor.button if button.label == "Save").click().run()
    assert not trouble(governor)

    link = dict(governor.query_params)
    other = visit(own, "administrator", "build_scenario", **{**link, "lang": "th"})
    assert list(table_with(other, "rank", "code", "cost_baht")["code"]) == list(served["code"])
    assert metrics(visit(own, "administrator", "build_scenario", **link)) == metrics(governor)

    adopted = visit(own, "governor", "compare_scenarios", lang="en", scenario=link["scenario"])
    adopted.text_input(key="adopt_who").set_value("the working group")
    adopted.text_area(key="adopt_reason").set_value("as the ranking says")
    next(button for button in adopted.button if button.label == "Adopt").click().run()
    assert not trouble(adopted)
    helped = served["code"].nunique()
    assert any(line.value.startswith(f"### Of {helped} households 0 changed") for line in adopted.markdown)


def test_what_a_ranking_shows_of_a_household_is_what_its_story_tells(visit: Visits, own: Services):
    governor = visit(own, "governor", "rank_households", lang="en")
    first = table_with(governor, "rank", "code", "overall").iloc[0]
    turn_to(governor, "find_household")
    governor.text_input(key="household_text").set_value(first["code"]).run()
    found = table_with(governor, "code", "overall", "level_name").iloc[0]
    assert (found["overall"], found["level_name"]) == (first["overall"], first["level_name"])
    (table,) = [t for t in governor.dataframe if str(t.key or "").startswith("household_list")]
    governor.session_state[table.key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    governor.run()
    assert [heading.value for heading in governor.subheader] == [f"House {first['code']}"]
    story = table_with(governor, "round", "outcome_name", "overall").iloc[0]
    assert (story["overall"], story["level_name"]) == (first["overall"], first["level_name"])


def test_an_officer_and_the_working_group_agree_on_the_officers_district(visit: Visits, own: Services):
    officer = visit(own, "district", "describe_province", lang="en")
    governor = visit(own, "governor", "describe_province", lang="en", area=officer.query_params["area"])
    assert metrics(officer) == metrics(governor)
    for page in ("rank_households", "build_scenario"):
        turn_to(officer, page)
        turn_to(governor, page)
        assert list(table_with(officer, "rank", "code")["code"]) == list(table_with(governor, "rank", "code")["code"])


def test_one_figure_is_the_same_on_every_page(visit: Visits, own: Services):
    app = visit(own, "governor", "describe_province", lang="en")
    mean = metrics(app)["Overall score (1–4)"][0]
    count = metrics(app)["Households surveyed"][0]
    turn_to(app, "describe_survey")
    total = table_with(app, "district", "label", "mean").iloc[0]
    assert (number(total["mean"], "en", 2), number(total["n"] + total["missing"], "en")) == (mean, count)
    turn_to(app, "map_province")
    areas = table_with(app, "place", "district", "mean")
    assert number(areas["n"].sum() + areas["missing"].sum(), "en") == count
    assert number((areas["mean"] * areas["n"]).sum() / areas["n"].sum(), "en", 2) == mean


def _take_in_a_round(visit: Visits, services: Services) -> None:
    steward = visit(services, "steward", "import_survey", lang="en")
    book = small_workbook(services.catalog, HOUSEHOLDS, year=2027)
    steward.file_uploader(key="survey_file").set_value(("round.xlsx", book, "")).run()
    steward.button(key="commit").click().run()
    assert not trouble(steward)
    assert any(f"{HOUSEHOLDS} new households" in text for text in words_on(steward))
