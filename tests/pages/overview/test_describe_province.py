"""The province in numbers: every figure on the page is what plain pandas gives for the same households."""

import pandas as pd
import pytest

from dss_core.language.format import number, percent
from dss_core.model.households import CAPITAL_COLUMNS
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW, OLD
from tests.support.visits import Visits, chart_with, charts_of, metrics, table_with

PAGE = "describe_province"


@pytest.fixture
def inside(frame: pd.DataFrame, district: str) -> pd.DataFrame:
    return frame[frame["district_code"] == district]


def test_the_figures_at_the_top(visit: Visits, province: Services, frame: pd.DataFrame):
    found = metrics(visit(province, "governor", PAGE, lang="en"))
    poor = (frame["outcome"] == "poor").sum()
    assert found == {
        "Households surveyed": (number(len(frame), "en"), ""),
        "Confirmed poor": (number(poor, "en"), percent(100 * poor / len(frame), "en")),
        "Persons": (number(frame["members_living"].sum(), "en"), ""),
        "Overall score (1–4)": (f"{frame['overall'].mean():.2f}", f"S.D. {frame['overall'].std(ddof=1):.2f}"),
    }


def test_a_district_has_figures_of_its_own(visit: Visits, province: Services, inside: pd.DataFrame, district: str):
    app = visit(province, "governor", PAGE, lang="en", area=district)
    assert metrics(app)["Households surveyed"][0] == str(len(inside))
    assert metrics(app)["Overall score (1–4)"][0] == f"{inside['overall'].mean():.2f}"
    assert app.title[0].value == f"{province.catalog.areas.get(district).name.en} in numbers"


def test_an_officer_sees_the_own_district_alone(visit: Visits, province: Services, frame: pd.DataFrame):
    app = visit(province, "district", PAGE, lang="en", area=province.catalog.province.code)
    own = frame[frame["district_code"] == app.query_params["area"]]
    assert metrics(app)["Households surveyed"][0] == str(len(own)) != str(len(frame))


def test_levels_are_counted_with_every_level_named(visit: Visits, province: Services, frame: pd.DataFrame):
    bars = chart_with(visit(province, "governor", PAGE, lang="en"), "name", "percent", "text")
    with_score = frame["level"].dropna()
    levels = province.catalog.instrument.levels
    assert list(bars["name"]) == [f"{level.number} {level.label.en}" for level in levels]
    for level, bar in zip(levels, bars.to_dict("records"), strict=True):
        count = (with_score == level.number).sum()
        assert bar["percent"] == pytest.approx(100 * count / len(with_score))
        assert bar["text"] == f"{count} households ({percent(100 * count / len(with_score), 'en')})"


def test_households_without_a_score_are_counted_apart(visit: Visits, province: Services, frame: pd.DataFrame):
    app = visit(province, "governor", PAGE, lang="en")
    n, missing = frame["level"].notna().sum(), frame["level"].isna().sum()
    assert missing, "the test needs a household without a score"
    assert f"n = {n} households, {missing} without a score." in [caption.value for caption in app.caption]


def test_each_capital_has_its_mean_and_its_spread(visit: Visits, province: Services, frame: pd.DataFrame):
    bars = chart_with(visit(province, "governor", PAGE, lang="en"), "name", "mean", "low", "high")
    for capital, bar in zip(CAPITAL_COLUMNS, bars.to_dict("records"), strict=True):
        mean, spread = frame[capital].mean(), frame[capital].std(ddof=1)
        assert bar["mean"] == pytest.approx(mean)
        assert (bar["low"], bar["high"]) == pytest.approx((max(1.0, mean - spread), min(4.0, mean + spread)))
        missing = frame[capital].isna().sum()
        assert bar["text"] == f"mean {mean:.2f}, S.D. {spread:.2f}, n = {len(frame) - missing}, missing {missing}"


def test_areas_stand_one_grain_finer_and_the_worst_off_first(visit: Visits, province: Services, frame: pd.DataFrame):
    table = table_with(visit(province, "governor", PAGE, lang="en"), "place", "poor_count", "mean")
    groups = frame.groupby(frame["district_code"].astype("str"))
    wanted = groups["overall"].agg(["mean", "std", "count"]).sort_values("mean")
    names = [province.catalog.areas.get(code).name.en for code in wanted.index]
    assert list(table["place"]) == names
    assert table["mean"].tolist() == pytest.approx(wanted["mean"].tolist())
    assert table["sd"].tolist() == pytest.approx(wanted["std"].tolist())
    assert table["n"].tolist() == wanted["count"].tolist()
    assert table["household_count"].tolist() == [len(groups.get_group(code)) for code in wanted.index]
    assert table["poor_count"].sum() == (frame["outcome"] == "poor").sum()


def test_the_shares_of_an_area_add_up(visit: Visits, province: Services, district: str):
    app = visit(province, "governor", PAGE, lang="en", area=district)
    shares = table_with(app, "place", "level_1_percent")[[f"level_{n}_percent" for n in range(1, 5)]]
    assert shares.sum(axis=1).dropna().tolist() == pytest.approx([100.0] * shares.notna().all(axis=1).sum())


def test_capitals_over_the_rounds_run_from_old_to_new(visit: Visits, province: Services, frame: pd.DataFrame):
    lines = chart_with(visit(province, "governor", PAGE, lang="en"), "round", "name", "mean")
    assert list(dict.fromkeys(lines["round"])) == ["2024 round 1", "2026 round 1"]
    newest = lines[lines["round"] == "2026 round 1"]["mean"].tolist()
    assert newest == pytest.approx([frame[capital].mean() for capital in CAPITAL_COLUMNS])


def test_the_chosen_round_changes_the_figures(visit: Visits, province: Services):
    found = [metrics(visit(province, "governor", PAGE, lang="en", round=key)) for key in (OLD, NEW)]
    assert found[0] != found[1]


def test_every_chart_says_in_words_what_it_shows(visit: Visits, province: Services):
    charts = charts_of(visit(province, "governor", PAGE, lang="en"))
    assert len(charts) == 4
    assert all(alt.startswith(("Bars", "Stacked bars", "Lines")) for alt, _spec, _data in charts)
