"""Would it change: each part of the page shows what its use case found; agencies agree on weights in the room."""

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.language.format import number
from dss_core.usecases.fit_proxy_means import ProxyMeansQuery, fit_proxy_means
from dss_core.usecases.initialise import operator
from dss_core.usecases.list_visits import VisitQuery, list_visits
from dss_core.usecases.services import Services
from dss_core.usecases.stress_ranking import StressQuery, stress_ranking
from dss_core.usecases.vote_weights import agreed_weights, open_votes
from tests.dss_core.usecases.small_province import NEW
from tests.support.visits import Visits, chart_with, table_with, trouble, turn_to, words_on

PAGE = "stress_ranking"
PRESET = "five_capitals_equal"
CAPITALS = ("human", "physical", "financial", "natural", "social")
EQUAL = tuple((capital, 0.2) for capital in CAPITALS)
PARTS = ("bands", "disagree", "methods", "visits", "income", "agree")
each_part = pytest.mark.parametrize("part", PARTS)
each_language = pytest.mark.parametrize("language", ["th", "en"])


def opened(visit: Visits, services: Services, part: str, language: str = "en", who: str = "governor", **at) -> AppTest:
    app = visit(services, who, PAGE, lang=language, **at)
    return app.segmented_control(key="stress_part").set_value(part).run()


def query(services: Services, **wanted: object) -> StressQuery:
    return StressQuery(**{"round_id": NEW, "area": services.catalog.province.code, "weights": EQUAL, **wanted})


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label == label]
    return button.click().run()


@each_language
@each_part
def test_every_part_opens_without_a_gap(visit: Visits, province: Services, part: str, language: str):
    app = opened(visit, province, part, language)
    assert not trouble(app)
    shown = " ".join(words_on(app)).split()
    assert not {"nan", "NaN", "None", "inf", "nan%", "<NA>"} & set(shown)


def test_the_bands_are_those_of_the_use_case(visit: Visits, province: Services):
    app = opened(visit, province, "bands")
    app.number_input(key="stress_first").set_value(20).run()
    found = stress_ranking(province, operator(province), query(province, first_count=20))
    wanted = dict(zip(found.bands["band"], found.bands["count"], strict=True))
    bars = dict(chart_with(app, "name", "count", "label")[["name", "count"]].to_numpy().tolist())
    assert bars == {"Certain": wanted["certain"], "To be verified": wanted["verify"], "Out": wanted["out"]}
    table = table_with(app, "share", "rank_low", "rank_high")
    assert len(table) == wanted["verify"]
    assert (table["rank_low"] <= table["rank_high"]).all()


def test_the_rules_of_the_catalogue_are_shown(visit: Visits, province: Services):
    rules = province.catalog.stress
    shown = " ".join(words_on(opened(visit, province, "bands")))
    assert f"{number(rules.draw_count, 'en')} sets of weights drawn, seed {rules.seed}" in shown
    assert "proposal, an assumption" in shown


def test_weights_method_and_line_come_along_from_the_ranking_page(visit: Visits, province: Services):
    app = visit(province, "governor", "rank_households", lang="en")
    app.selectbox(key="rank_method").set_value("topsis")
    app.number_input(key="rank_first").set_value(30)
    app.slider(key=f"rank_{PRESET}_human").set_value(0.8).run()
    turn_to(app, PAGE)
    assert app.selectbox(key="stress_method").value == "topsis"
    assert app.number_input(key="stress_first").value == 30
    assert any("Human capital 50%" in words for words in words_on(app))


def test_the_visit_list_is_that_of_the_use_case(visit: Visits, province: Services):
    app = visit(province, "governor", "rank_households", lang="en")
    preset = province.catalog.presets[1]
    app.selectbox(key="rank_preset").set_value(preset.id).run()
    turn_to(app, PAGE)
    app.number_input(key="stress_first").set_value(20)
    app.segmented_control(key="stress_part").set_value("visits").run()
    app.number_input(key="stress_visits").set_value(5).run()
    asked = VisitQuery(**vars(query(province, first_count=20, weights=tuple(preset.weights.items()))), visits=5)
    found = list_visits(province, operator(province), asked)
    codes = [code.replace("-", "") for code in table_with(app, "ask", "settled")["code"]]
    assert codes == found.households["house_code"].tolist()


def test_a_missing_choice_of_weights_is_told(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.session_state["weights"] = (("national_id", 1.0),)
    app.run()
    assert len(app.error) + len(app.exception) == 1


@each_part
def test_a_district_is_stressed_within_itself(visit: Visits, province: Services, part: str, district: str):
    assert not trouble(opened(visit, province, part, area=district))


def test_the_regression_beside_our_score_is_that_of_the_use_case(visit: Visits, province: Services):
    app = opened(visit, province, "income")
    asked = ProxyMeansQuery(NEW, province.catalog.province.code, EQUAL)
    found = fit_proxy_means(province, operator(province), asked)
    everybody = found.errors[found.errors["group"].isna()]
    own = everybody[everybody["method"] == "hand_made"]
    table = table_with(app, "name", "own_missed", "proxy_missed")
    assert table["name"].tolist() == [f"{cut:.0%}" for cut in province.catalog.proxy.cuts]
    assert table["own_missed"].tolist() == pytest.approx((own["exclusion_error"] * 100).tolist(), nan_ok=True)
    assert any("What this does not say" in heading.value for heading in app.subheader)
    app.selectbox(key="proxy_line").set_value("bmn_income").run()
    app.selectbox(key="proxy_by").set_value("head_sex").run()
    assert not trouble(app)


def test_too_few_incomes_for_a_regression_are_told(visit: Visits, province: Services, district: str):
    app = opened(visit, province, "income", area=district)
    assert not trouble(app)
    assert any("too few for a regression" in words for words in words_on(app))


def vote(app: AppTest, agency: str, human: float) -> AppTest:
    app.text_input(key="vote_agency").set_value(agency)
    app.number_input(key=f"vote_{PRESET}_human").set_value(human)
    return press(app, "Enter")


def test_agencies_enter_their_weights_and_the_median_is_saved_and_can_be_ranked_by(visit: Visits, own: Services):
    app = opened(visit, own, "agree")
    for agency, human in (("Health", 80.0), ("Land", 20.0), ("Work", 40.0)):
        vote(app, agency, human)
        assert not trouble(app)
    table = table_with(app, "agency", "distance")
    assert table["agency"].tolist() == ["Health", "Land", "Work"]
    assert table["human"].tolist() == pytest.approx([50.0, 20.0, 100 / 3])
    app.text_input(key="agree_name").set_value("November")
    app.text_area(key="agree_present").set_value("All three")
    app.text_area(key="agree_reason").set_value("The median")
    press(app, "Save")
    assert not trouble(app)
    (agreement,) = agreed_weights(own, operator(own))
    assert not open_votes(own, operator(own), PRESET).votes
    assert table_with(app, "name", "present")["name"].tolist() == ["November"]
    turn_to(app, "rank_households")
    app.selectbox(key="rank_preset").set_value(f"agreed_{agreement.id}").run()
    assert not trouble(app)
    assert [slider.value for slider in app.slider] == pytest.approx(list(agreement.weights.values()))
    assert any(text.value == "There: All three. Reason: The median" for text in app.text)


def test_who_may_not_agree_sees_the_votes_and_no_form(visit: Visits, own: Services):
    vote(opened(visit, own, "agree"), "Health", 80.0)
    app = opened(visit, own, "agree", who="steward")
    assert table_with(app, "agency", "distance")["agency"].tolist() == ["Health"]
    assert "Save" not in [button.label for button in app.button]
    vote(app, "Health", 10.0)
    assert len(app.error) == 1, "another account's vote is not replaced"


def test_a_vote_can_be_taken_back_by_who_cast_it_and_by_who_may_agree(visit: Visits, own: Services):
    vote(opened(visit, own, "agree"), "Health", 80.0)
    app = opened(visit, own, "agree", who="steward")
    assert "vote_withdraw" not in [button.key for button in app.button], "the vote of another account"
    vote(app, "Land", 20.0)
    app = opened(visit, own, "agree", who="steward")
    assert app.selectbox(key="vote_withdrawn").options == ["Land"]
    app.button(key="vote_withdraw").click().run()
    assert not trouble(app)
    assert [one.agency for one in open_votes(own, operator(own), PRESET).votes] == ["Health"]
    app = opened(visit, own, "agree")
    app.button(key="vote_withdraw").click().run()
    assert not open_votes(own, operator(own), PRESET).votes
    assert any("No agency has entered weights yet." in info.value for info in app.info)


def test_what_is_set_stays_while_weights_are_agreed_upon(visit: Visits, province: Services):
    app = opened(visit, province, "bands")
    app.selectbox(key="stress_method").set_value("vikor")
    app.number_input(key="stress_first").set_value(30)
    app.selectbox(key="stress_width").set_value(0.1)
    app.toggle(key="stress_answers").set_value(True).run()
    for part in ("agree", "disagree", "agree", "bands"):
        app.segmented_control(key="stress_part").set_value(part).run()
    assert app.selectbox(key="stress_method").value == "vikor"
    assert app.number_input(key="stress_first").value == 30
    assert app.selectbox(key="stress_width").value == 0.1
    assert app.toggle(key="stress_answers").value is True


def test_a_vote_without_an_agency_is_told(visit: Visits, own: Services):
    app = opened(visit, own, "agree")
    vote(app, " ", 80.0)
    assert len(app.error) == 1 and not app.exception


def test_the_date_of_an_agreed_set_is_in_the_buddhist_era(visit: Visits, own: Services):
    app = opened(visit, own, "agree")
    vote(app, "Health", 80.0)
    app.text_input(key="agree_name").set_value("มติ")
    app.text_area(key="agree_present").set_value("ก")
    app.text_area(key="agree_reason").set_value("ข")
    press(app, "Save")
    (agreement,) = agreed_weights(own, operator(own))
    thai = visit(own, "governor", "rank_households", lang="th")
    (label,) = [one for one in thai.selectbox(key="rank_preset").options if "มติ" in one]
    assert str(agreement.agreed_at.year + 543) in label
