"""The other parts of the survey statistics: what is crossed, compared and put in order, and what may be said of it."""

import pandas as pd
import pytest
from scipy import stats
from streamlit.testing.v1 import AppTest

from dss_core.store.audit import read_audit
from dss_core.usecases.services import Services
from tests.support.visits import Visits, chart_with, table_with, trouble, words_on

PAGE = "describe_survey"


def part(visit: Visits, services: Services, name: str, who: str = "governor", **address: str) -> AppTest:
    app = visit(services, who, PAGE, **{"lang": "en", **address})
    app.segmented_control(key="survey_part").set_value(name).run()
    assert not trouble(app)
    return app


def test_a_cross_table_counts_and_tests_what_pandas_and_scipy_do(
    visit: Visits, province: Services, frame: pd.DataFrame
):
    app = part(visit, province, "cross")
    wanted = pd.crosstab(frame["district_code"].astype(str), frame["level"])
    cells = table_with(app, "name", "c0", "n")
    names = [province.catalog.areas.get(code).name.en for code in wanted.index]
    assert cells["name"].tolist() == [*names, "All"]
    assert (
        cells[[f"c{at}" for at in range(wanted.shape[1])]].iloc[:-1].to_numpy().tolist() == wanted.to_numpy().tolist()
    )
    assert cells["n"].iloc[-1] == wanted.to_numpy().sum()
    statistic = stats.chi2_contingency(wanted, correction=False).statistic
    assert any(f"Pearson's chi-square: {statistic:.2f} (df" in text for text in words_on(app))


@pytest.mark.parametrize("show", ["row", "column", "total"])
def test_a_cross_table_shows_the_percentages_asked_for(visit: Visits, province: Services, show: str):
    app = part(visit, province, "cross")
    app.segmented_control(key="cross_show").set_value(show).run()
    cells = table_with(app, "name", "c0", "n")
    inside = cells[[name for name in cells if str(name).startswith("c")]].to_numpy()
    if show == "row":
        assert inside.sum(axis=1) == pytest.approx(100)
    elif show == "column":
        assert inside[:-1].sum(axis=0) == pytest.approx(100)
        assert inside[-1] == pytest.approx(100)
    else:
        assert inside[:-1].sum() == pytest.approx(inside[-1].sum()) == pytest.approx(100)


def test_groups_are_compared_with_a_sentence_and_no_claim_of_a_cause(
    visit: Visits, province: Services, frame: pd.DataFrame
):
    app = part(visit, province, "compare")
    table = table_with(app, "name", "n", "mean", "sd", "low", "high")
    means = frame.groupby(frame["head_sex"].astype(str))["overall"].mean()
    assert sorted(table["mean"]) == pytest.approx(sorted(means))
    words = " ".join(words_on(app))
    assert "Welch's t-test: t(" in words and "Hedges's g" in words
    assert "That groups differ does not tell why they do." in words
    assert len(chart_with(app, "name", "low", "high")) == 2


def test_areas_carry_the_ranks_that_they_could_have(visit: Visits, province: Services, frame: pd.DataFrame):
    app = part(visit, province, "league")
    table = table_with(app, "place", "name", "mean", "differs")
    means = frame.groupby(frame["district_code"].astype(str))["overall"].mean().sort_values()
    assert table["name"].tolist() == [province.catalog.areas.get(code).name.en for code in means.index]
    assert all("could be" in place or "certain" in place for place in table["place"])
    assert any("neighbours in this order, the sample tells" in text for text in words_on(app))


def test_a_share_of_areas_is_shown_in_percent(visit: Visits, province: Services, frame: pd.DataFrame):
    app = part(visit, province, "league")
    app.selectbox(key="league_value").set_value("has_welfare_card").run()
    shares = frame.groupby(frame["district_code"].astype(str))["has_welfare_card"].mean() * 100
    assert sorted(table_with(app, "place", "mean")["mean"]) == pytest.approx(sorted(shares))


def test_words_of_another_scale_are_warned_of(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="survey_bands").set_value("five_point").run()
    assert [w.value for w in app.warning] == [
        "These words are made for a scale of 1–5; the scores of the survey run from 1 to 4."
    ]
    names = {level.label.en for level in province.catalog.bands["five_point"].levels}
    assert set(table_with(app, "band_name")["band_name"].dropna()) <= names


def test_a_sampling_is_told_under_the_figures(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    assert any("drawn one by one at random" in text for text in words_on(app))
    app.selectbox(key="survey_strata").set_value("district")
    app.selectbox(key="survey_clusters").set_value("village").run()
    told = "95% intervals and tests by Taylor linearisation (strata: District; clusters: Village)."
    assert any(told in text for text in words_on(app))
    assert not trouble(app)


def test_persons_are_counted_apart_from_households(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.segmented_control(key="survey_unit").set_value("person").run()
    app.multiselect(key="survey_values_person").set_value(["member_sex"]).run()
    assert not trouble(app)
    configured = " ".join(words_on(app))
    assert "Persons" in configured and "persons who answered" in configured


def test_one_group_alone_is_told_under_the_heading(visit: Visits, province: Services, district: str):
    app = visit(province, "governor", PAGE, lang="en", area=district)
    app.segmented_control(key="survey_part").set_value("compare").run()
    assert not trouble(app)
    app.selectbox(key="compare_by_household").set_value("district").run()
    assert [error.value.split(",")[0] for error in app.error] == ["There is only one group here"]
    assert not app.exception
    assert [title.value for title in app.title] == ["Survey statistics"]


def test_a_report_is_made_when_it_is_asked_for_and_not_before(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    buttons = [button.proto.label for button in app.get("download_button")]
    assert buttons == ["Word (.docx)", "Excel (.xlsx)", "Web page for printing (.html)"]
    with own.database.reading() as connection:
        assert read_audit(connection, "export_statistics") == []
