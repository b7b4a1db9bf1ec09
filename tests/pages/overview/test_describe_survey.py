"""Survey statistics: means, standard deviations, frequencies and percentages as plain pandas gives them."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dss_core.errors import BadInput
from dss_core.usecases.describe_survey import SurveyQuery, describe_survey
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import values_of
from tests.dss_core.usecases.small_province import NEW
from tests.support.visits import Visits, table_with, trouble, words_on

PAGE = "describe_survey"


def test_at_first_the_scores_are_described_by_district(visit: Visits, province: Services, frame: pd.DataFrame):
    means = table_with(visit(province, "governor", PAGE, lang="en"), "district", "label", "mean", "ci_low")
    total = means[means["district"] == "All"]
    assert total["label"].tolist()[0] == province.catalog.label_of("overall").en
    overall = total.iloc[0]
    assert overall["n"] == frame["overall"].count()
    assert overall["missing"] == frame["overall"].isna().sum()
    assert overall["mean"] == pytest.approx(frame["overall"].mean())
    assert overall["sd"] == pytest.approx(frame["overall"].std(ddof=1))
    assert (overall["min"], overall["median"], overall["max"]) == pytest.approx(
        tuple(frame["overall"].quantile([0, 0.5, 1]))
    )
    assert set(means["district"]) - {"All"} == {
        province.catalog.areas.get(code).name.en for code in frame["district_code"].astype("str").unique()
    }


def test_a_mean_is_interpreted_by_the_level_it_falls_into(visit: Visits, province: Services, frame: pd.DataFrame):
    means = table_with(visit(province, "governor", PAGE, lang="th"), "label", "mean", "band_name")
    levels = province.catalog.instrument.levels
    mean = frame["human"].mean()
    wanted = next(level for level in reversed(levels) if mean >= level.lower)
    human = means[means["label"] == province.catalog.label_of("human").th].iloc[0]
    assert human["band_name"] == wanted.label.th


def test_a_category_is_counted_with_its_percentages(visit: Visits, province: Services, frame: pd.DataFrame):
    app = _described(visit, province, ["level"], [])
    shares = table_with(app, "label", "code_name", "count", "percent")
    with_level = frame["level"].dropna()
    for level in province.catalog.instrument.levels:
        count = (with_level == level.number).sum()
        row = shares[shares["code_name"] == level.label.en]
        if count:
            assert row["count"].item() == count
            assert row["percent"].item() == pytest.approx(100 * count / len(with_level))


def test_two_groups_are_crossed(visit: Visits, province: Services, frame: pd.DataFrame):
    app = _described(visit, province, ["overall"], ["district", "outcome"])
    means = table_with(app, "district", "outcome", "mean")
    code = str(frame["district_code"].astype("str").iloc[0])
    chosen = frame[(frame["district_code"] == code) & (frame["outcome"] == "poor")]
    row = means[
        (means["district"] == province.catalog.areas.get(code).name.en)
        & (means["outcome"] == province.catalog.code_lists["outcome"].label_of("poor").en)
    ]
    assert row["mean"].item() == pytest.approx(chosen["overall"].mean())


def test_with_nothing_chosen_the_page_says_what_to_choose(visit: Visits, province: Services):
    app = _described(visit, province, [], ["district"])
    assert not app.dataframe
    assert "Choose at least one score, indicator or variable above." in words_on(app)


def test_every_value_on_offer_can_be_described_in_both_languages(visit: Visits, province: Services):
    for language in ("th", "en"):
        app = visit(province, "governor", PAGE, lang=language)
        every = app.multiselect(key="survey_values_household")
        every.set_value(_codes(province)).run()
        assert not trouble(app)
        shown = table_with(app, "code_name", "percent")["code_name"]
        assert not {"yes", "no", "True", "False"} & set(shown) or language == "en"


@pytest.mark.parametrize("query", [{"values": ("first_name",)}, {"values": ("overall",), "by": ("village_name",)}])
def test_a_value_that_was_never_on_offer_is_refused(province: Services, query: dict[str, tuple[str, ...]]):
    with pytest.raises(BadInput):
        describe_survey(province, operator(province), SurveyQuery(NEW, province.catalog.province.code, **query))


def _codes(services: Services) -> list[str]:
    numbers, categories = values_of(services.catalog)
    return [*numbers, *categories]


def _described(visit: Visits, services: Services, values: list[str], by: list[str]) -> AppTest:
    app = visit(services, "governor", PAGE, lang="en")
    app.multiselect(key="survey_values_household").set_value(values)
    app.multiselect(key="survey_by_household").set_value(by).run()
    assert not trouble(app)
    return app
