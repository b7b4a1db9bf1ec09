"""What-ifs side by side on the page: figures with differences, who wins and loses, decisions and their drift."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.access.viewer import Viewer
from dss_core.model.scenarios import ProgrammeChoice, Scenario, ScenarioChoices
from dss_core.store.accounts import find_account, viewer_of
from dss_core.store.database import raise_data_version
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.compare_scenarios import CompareQuery, compare_scenarios
from dss_core.usecases.list_scenarios import list_scenarios
from dss_core.usecases.save_scenario import save_scenario
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW, OLD
from tests.support.visits import Visits, chart_with, metrics, table_with, trouble, words_on

PAGE = "compare_scenarios"
CHOICES = ScenarioChoices(
    budget_baht=400_000.0,
    programmes=(ProgrammeChoice("house_repair_elderly", 40_000.0), ProgrammeChoice("disability_adult", 9_600.0)),
    weights=(("human", 1.0), ("financial", 1.0)),
)
NAMES = ("all", "less money", "allowances only")


def somebody(services: Services, username: str) -> Viewer:
    with services.database.reading() as connection:
        account = find_account(connection, username)
    assert account is not None
    return viewer_of(account)


def save(services: Services, choices: ScenarioChoices, name: str, area: str = "", round_id: str = NEW) -> Scenario:
    query = ScenarioQuery(round_id, area or services.catalog.province.code, choices)
    return save_scenario(services, somebody(services, "governor"), query, name)


@pytest.fixture
def three(own: Services) -> list[Scenario]:
    changed = (
        CHOICES,
        replace(CHOICES, budget_baht=200_000.0),
        replace(CHOICES, programmes=CHOICES.programmes[1:]),
    )
    return [save(own, choices, name) for choices, name in zip(changed, NAMES, strict=True)]


def linked(scenarios: list[Scenario], base: int = 0) -> dict[str, str]:
    return {"compare": ",".join(one.id for one in scenarios), "baseline": scenarios[base].id}


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def test_a_link_opens_the_what_ifs_that_it_names(visit: Visits, own: Services, three: list[Scenario]):
    app = visit(own, "governor", PAGE, lang="en", **linked(three, 1))
    assert not trouble(app)
    assert app.multiselect(key="compare_chosen").value == [one.id for one in three]
    assert list(table_with(app, "letter", "name")["name"]) == list(NAMES)
    again = visit(own, "steward", PAGE, **app.query_params)
    assert table_with(again, "figure", "before").equals(table_with(app, "figure", "before"))


def test_every_figure_has_its_difference_with_its_unit(visit: Visits, own: Services, three: list[Scenario]):
    app = visit(own, "governor", PAGE, lang="en", **linked(three))
    found = compare_scenarios(own, somebody(own, "governor"), CompareQuery(tuple(s.id for s in three), three[0].id))
    table = table_with(app, "figure", "before").set_index("figure")
    served = [one.served_count for one in found.scenarios]
    row = table.loc["Households served"]
    assert row["A"] == str(served[0])
    assert row["B"] == f"{served[1]} (−{served[0] - served[1]})"
    spent = table.loc["Spent in one year, baht"]
    money = [one.spent_baht for one in found.scenarios]
    assert (spent["A"], spent["B"]) == (f"{money[0]:,.0f}", f"{money[1]:,.0f} (−{money[0] - money[1]:,.0f})")
    assert (
        "points" in table.loc["Multidimensionally poor (H)", "B"]
        or "the same" in table.loc["Multidimensionally poor (H)", "B"]
    )
    headlines = [line.value for line in app.markdown if "against" in line.value]
    assert len(headlines) == 2
    assert f"Both help {found.overlaps['both_count'].iloc[0]} households" in headlines[0]


def test_overlaps_and_moves_are_those_of_the_use_case(visit: Visits, own: Services, three: list[Scenario]):
    app = visit(own, "governor", PAGE, lang="en", **linked(three))
    found = compare_scenarios(own, somebody(own, "governor"), CompareQuery(tuple(s.id for s in three), three[0].id))
    squares = chart_with(app, "row", "column", "share").set_index(["row", "column"])
    assert len(squares) == 9
    assert squares.loc[("A", "B"), "share"] == pytest.approx(found.overlaps["jaccard"].iloc[0])
    assert squares.loc[("B", "A"), "share"] == squares.loc[("A", "B"), "share"]
    areas = table_with(app, "place", "joining_count", "leaving_count")
    of_b = found.by_area[found.by_area["plan"] == three[1].id]
    assert areas["leaving_count"].sum() == of_b["leaving_count"].sum() > 0
    app.segmented_control(key="compared_other").set_value(three[2].id).run()
    of_c = found.by_area[found.by_area["plan"] == three[2].id]
    assert table_with(app, "place", "joining_count")["joining_count"].sum() == of_c["joining_count"].sum()
    assert len(table_with(app, "name", "code", "helped")) == sum(found.alone_counts.values())


def test_what_was_chosen_differently_is_shown_and_the_rest_left_out(
    visit: Visits, own: Services, three: list[Scenario]
):
    app = visit(own, "governor", PAGE, lang="en", **linked(three[:2]))
    table = table_with(app, "choice", "A", "B")
    assert list(table["choice"]) == ["Budget"]
    assert list(table.iloc[0][["A", "B"]]) == ["400,000 baht", "200,000 baht"]


def test_what_has_moved_since_is_told(visit: Visits, own: Services, three: list[Scenario]):
    with own.database.writing() as connection:
        raise_data_version(connection)
    app = visit(own, "governor", PAGE, lang="en", **linked(three))
    assert len([info for info in app.info if "surveys were taken in" in info.value]) == 3


def test_without_a_link_the_two_newest_are_compared_and_too_few_are_told(
    visit: Visits, own: Services, three: list[Scenario]
):
    app = visit(own, "governor", PAGE, lang="en")
    assert app.multiselect(key="compare_chosen").value == [three[2].id, three[1].id]
    app.multiselect(key="compare_chosen").set_value([three[0].id]).run()
    assert not trouble(app)
    assert any("Fewer than two" in line.value for line in app.markdown)
    assert "compare" not in app.query_params


def test_a_page_without_any_what_if_says_what_to_do(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    assert not trouble(app)
    assert any("fewer than two saved what-ifs" in line.value for line in app.markdown)
    app.segmented_control(key="compare_part").set_value("decide").run()
    assert any("No what-if has been saved" in line.value for line in app.markdown)


def test_an_officer_sees_nothing_of_a_what_if_of_the_province(visit: Visits, own: Services, three: list[Scenario]):
    app = visit(own, "district", PAGE, lang="en", **linked(three))
    assert not trouble(app)
    assert not set(NAMES) & set(" ".join(words_on(app)).split("·"))
    assert any("cover areas outside your account" in warning.value for warning in app.warning)
    decide = visit(own, "district", PAGE, lang="en", scenario=three[0].id)
    assert any("No what-if has been saved" in line.value for line in decide.markdown)


def test_a_what_if_is_adopted_and_followed_up(visit: Visits, own: Services):
    scenario = save(own, replace(CHOICES, budget_baht=5e6), "older round", round_id=OLD)
    app = visit(own, "governor", PAGE, lang="en", scenario=scenario.id)
    app.text_input(key="adopt_who").set_value("Working group")
    app.text_area(key="adopt_reason").set_value("*Repairs* first")
    press(app, "Adopt")
    assert not trouble(app)
    decision = list_scenarios(own, somebody(own, "governor"))[0].decision
    assert decision is not None and decision.reason == "*Repairs* first"
    assert "Reason: *Repairs* first" in [line.value for line in app.text], "what people typed is never markup"
    (told,) = [line.value for line in app.markdown if line.value.startswith("### Of ")]
    assert told.startswith(f"### Of {decision.household_count} households ")
    assert set(metrics(app)) >= {"Newly qualify", "Would come in", "Would be left out"}
    assert len(table_with(app, "code", "happened")) > 0
    app.selectbox(key="drift_round").set_value(OLD).run()
    (told,) = [line.value for line in app.markdown if line.value.startswith("### Of ")]
    assert (
        told
        == f"### Of {decision.household_count} households 0 changed, 0 no longer qualify, 0 are not found any more."
    )


def test_a_decision_without_reason_is_refused_in_words(visit: Visits, own: Services, three: list[Scenario]):
    app = visit(own, "governor", PAGE, lang="en", scenario=three[0].id)
    app.text_input(key="adopt_who").set_value("Working group")
    press(app, "Adopt")
    assert [error.value.split(".")[0] for error in app.error] == [
        "A decision needs a reason of at most 1000 characters"
    ]
    assert list_scenarios(own, somebody(own, "governor"))[0].decision is None


def test_who_may_not_adopt_has_no_form_for_it(visit: Visits, own: Services, three: list[Scenario], district: str):
    app = visit(own, "steward", PAGE, lang="en", scenario=three[0].id)
    assert "Adopt" not in [button.label for button in app.button]
    mine = save(own, CHOICES, "of the district", district)
    officer = visit(own, "district", PAGE, lang="en", scenario=mine.id)
    assert "Adopt" not in [button.label for button in officer.button]
    assert not trouble(officer)
