"""The ranking: order, parts and areas on the page are those of the use case, and move with the weights."""

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dss_core.analysis.ranking.methods import METHODS
from dss_core.errors import BadInput
from dss_core.usecases.explain_rank import ValueChange
from dss_core.usecases.find_weights import WeightsQuery, find_weights
from dss_core.usecases.initialise import operator
from dss_core.usecases.rank_areas import AreaRankQuery, rank_areas
from dss_core.usecases.rank_households import RankedHouseholds, RankQuery, rank_households
from dss_core.usecases.rank_words import METHODS as METHOD_WORDS
from dss_core.usecases.rank_words import needed_value
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW, last_audit
from tests.support.visits import Visits, chart_with, charts_of, table_with, trouble, turn_to, words_on

PAGE = "rank_households"
CAPITALS = ("human", "physical", "financial", "natural", "social")
EQUAL = tuple((capital, 0.2) for capital in CAPITALS)


def test_the_list_is_that_of_the_use_case(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    _same(table_with(app, "rank", "score", "code"), _ranked(province, EQUAL))


def test_at_first_the_order_is_that_of_the_lowest_overall_score(visit: Visits, province: Services, frame: pd.DataFrame):
    """With five equal weights the need is the overall score turned over, where no capital is missing."""
    table = table_with(visit(province, "governor", PAGE, lang="en"), "rank", "score", "overall")
    whole = frame.dropna(subset=list(CAPITALS))
    assert table["overall"].iloc[0] == pytest.approx(whole["overall"].min())
    assert table["score"].iloc[0] == pytest.approx((4 - whole["overall"].min()) / 3)
    assert table["score"].is_monotonic_decreasing


def test_a_weight_that_is_moved_changes_order_and_numbers(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    before = table_with(app, "rank", "score", "code")
    for capital in CAPITALS[1:]:
        app.slider(key=f"rank_five_capitals_equal_{capital}").set_value(0.0)
    app.slider(key="rank_five_capitals_equal_human").set_value(1.0).run()
    after = table_with(app, "rank", "score", "code")
    assert list(after["code"]) != list(before["code"])
    _same(after, _ranked(province, (("human", 1.0),)))


def test_one_criterion_alone_ranks_by_that_criterion(visit: Visits, province: Services, frame: pd.DataFrame):
    app = visit(province, "governor", PAGE, lang="en")
    for capital in CAPITALS[1:]:
        app.slider(key=f"rank_five_capitals_equal_{capital}").set_value(0.0)
    app.run()
    lowest = frame["human"].min()
    table = table_with(app, "rank", "score")
    assert table["score"].iloc[0] == pytest.approx((4 - lowest) / 3)
    assert (table["rank"] == 1).sum() == (frame["human"] == lowest).sum(), "ties share the rank"


def test_without_any_weight_the_page_says_what_to_do(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    for capital in CAPITALS:
        app.slider(key=f"rank_five_capitals_equal_{capital}").set_value(0.0)
    app.run()
    assert len(app.error) == 1
    assert not app.exception
    assert not app.dataframe


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_set_of_criteria_can_be_chosen(visit: Visits, province: Services, language: str):
    app = visit(province, "governor", PAGE, lang=language)
    for preset in province.catalog.presets:
        app.selectbox(key="rank_preset").set_value(preset.id).run()
        assert not trouble(app)
        assert len(app.slider) == len(preset.weights)
        assert [slider.value for slider in app.slider] == pytest.approx(list(preset.weights.values()))
        weights = tuple(preset.weights.items())
        _same(table_with(app, "rank", "score", "code"), _ranked(province, weights))


def test_a_small_weight_can_be_moved_in_small_steps(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    for preset in province.catalog.presets:
        app.selectbox(key="rank_preset").set_value(preset.id).run()
        for slider, weight in zip(app.slider, preset.weights.values(), strict=True):
            assert slider.step <= weight <= slider.max


def test_weights_stay_when_somebody_looks_at_another_page(visit: Visits, province: Services):

    app = visit(province, "governor", PAGE, lang="en")
    app.slider(key="rank_five_capitals_equal_human").set_value(0.8).run()
    ranked = table_with(app, "rank", "score", "code")
    turn_to(app, "describe_province")
    turn_to(app, PAGE)
    assert app.slider(key="rank_five_capitals_equal_human").value == 0.8
    pd.testing.assert_frame_equal(table_with(app, "rank", "score", "code"), ranked)


def test_the_parts_of_the_first_households_add_up_to_their_need(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    parts = chart_with(app, "household", "criterion", "part")
    table = table_with(app, "rank", "score", "code").head(parts["household"].nunique())
    sums = parts.groupby("household", sort=False)["part"].sum()
    assert sums.tolist() == pytest.approx(table["score"].tolist())
    assert list(sums.index) == [f"{rank} · {code}" for rank, code in zip(table["rank"], table["code"], strict=True)]
    assert set(parts["criterion"]) == {province.catalog.label_of(capital).en for capital in CAPITALS}


def test_how_many_come_first_moves_the_chart_by_area(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.number_input(key="rank_first").set_value(10).run()
    areas = chart_with(app, "area", "kind", "count")
    found = _ranked(province, EQUAL, first_count=10)
    top = found.by_area.sort_values("first_count", ascending=False).head(20)
    assert areas[areas["kind"] == "part"]["count"].sum() == top["first_count"].sum() == 10
    assert areas["count"].sum() == top["household_count"].sum()
    assert "Where the first 10 live" in [heading.value for heading in app.subheader]


def test_a_line_through_equals_is_said(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    for capital in CAPITALS[:-1]:
        app.slider(key=f"rank_five_capitals_equal_{capital}").set_value(0.0)
    app.number_input(key="rank_first").set_value(5).run()
    tied = _ranked(province, (("social", 1.0),), first_count=5).tied_at_end
    assert tied > 1, "the test needs equals"
    assert any(f"{tied} households share the last rank that comes first" in words for words in words_on(app))


def test_households_without_an_answer_to_go_by_are_counted(visit: Visits, own: Services):
    with own.database.writing() as connection:
        blank = ", ".join(f"{capital} = NULL" for capital in CAPITALS)
        connection.exec_driver_sql(
            f"UPDATE household_round SET {blank} WHERE household_id = "
            "(SELECT min(household_id) FROM household_round WHERE round_id = ?)",
            (NEW,),
        )
    app = visit(own, "governor", PAGE, lang="en")
    assert any("1 not ranked." in text.value for text in app.markdown)


def test_a_district_is_ranked_within_itself(visit: Visits, province: Services, district: str):
    app = visit(province, "governor", PAGE, lang="en", area=district)
    _same(table_with(app, "rank", "score", "code"), _ranked(province, EQUAL, area=district))


def test_weights_that_were_recovered_are_marked_so(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    assert any("recovered, not official" in text.value for text in app.markdown)
    assert any("were recovered from published scores" in caption.value for caption in app.caption)


def test_charts_hold_a_few_rows_only(visit: Visits, province: Services):
    for _alt, _spec, data in charts_of(visit(province, "governor", PAGE, lang="en")):
        assert len(data) <= 12 * len(CAPITALS)


@pytest.mark.parametrize(
    "forged",
    [
        {"weights": (("national_id", 1.0),)},
        {"weights": (("human", -1.0),)},
        {"weights": (("human", float("nan")),)},
        {"weights": (("human", float("inf")),)},
        {"method": "__import__"},
        {"first_count": 0},
        {"limit": 10**6},
        {"offset": -5},
    ],
    ids=str,
)
def test_a_value_that_was_never_on_offer_is_refused(province: Services, forged: dict[str, object]):
    asked = {"round_id": NEW, "area": province.catalog.province.code, "weights": EQUAL} | forged
    with pytest.raises(BadInput):
        rank_households(province, operator(province), RankQuery(**asked))  # type: ignore[arg-type]


def _ranked(
    services: Services,
    weights: tuple[tuple[str, float], ...],
    area: str = "",
    first_count: int = 100,
    method: str = "weighted_sum",
) -> RankedHouseholds:
    query = RankQuery(NEW, area or services.catalog.province.code, weights, method, first_count, limit=200)
    return rank_households(services, operator(services), query)


def _same(table: pd.DataFrame, found: RankedHouseholds) -> None:
    wanted = found.households
    assert table["rank"].tolist() == pytest.approx(wanted["rank"].tolist(), nan_ok=True)
    assert table["score"].tolist() == pytest.approx(wanted["score"].tolist(), nan_ok=True)
    assert [code.replace("-", "") for code in table["code"]] == wanted["house_code"].tolist()


def _open_first(app: AppTest, row: int = 0) -> AppTest:
    (table,) = [one for one in app.dataframe if str(one.key or "").startswith("ranking_")]
    app.session_state[table.key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return app.run()


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_chosen_and_says_what_it_does(visit: Visits, province: Services, method: str):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="rank_method").set_value(method).run()
    assert not trouble(app)
    _same(table_with(app, "rank", "score", "code"), _ranked(province, EQUAL, method=method))
    assert METHOD_WORDS[method][1] in [caption.value for caption in app.caption]


@pytest.mark.parametrize("way", ["equal", "entropy", "critic"])
def test_weights_can_come_from_the_answers(visit: Visits, province: Services, way: str):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="rank_weighting").set_value(way).run()
    assert not trouble(app)
    assert not app.slider
    asked = WeightsQuery(NEW, province.catalog.province.code, CAPITALS, way)
    weights = find_weights(province, operator(province), asked).found.weights
    _same(table_with(app, "rank", "score", "code"), _ranked(province, tuple(weights.items())))


def test_comparing_starts_from_the_set_and_the_found_weights_are_ranked_by_and_remembered(
    visit: Visits, province: Services
):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="rank_weighting").set_value("ahp").run()
    assert not trouble(app)
    _same(table_with(app, "rank", "score", "code"), _ranked(province, EQUAL))
    assert any("The comparisons go together: consistency ratio 0.00" in text.value for text in app.caption)
    for other in CAPITALS[1:]:
        app.selectbox(key=f"rank_five_capitals_equal_pair_human_{other}").set_value(5)
    app.run()
    weights = (("human", 5 / 9), *((other, 1 / 9) for other in CAPITALS[1:]))
    _same(table_with(app, "rank", "score", "code"), _ranked(province, weights))
    turn_to(app, "stress_ranking")
    assert any("Human capital 56%" in words for words in words_on(app))


def test_comparisons_that_contradict_one_another_are_told_with_the_one_to_think_over(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="rank_weighting").set_value("ahp").run()
    pairs = {"human_physical": 3, "human_financial": -9, "human_natural": 3, "human_social": 3}
    for pair, step in pairs.items():
        app.selectbox(key=f"rank_five_capitals_equal_pair_{pair}").set_value(step)
    app.run()
    (warning,) = app.warning
    assert "contradict one another" in warning.value
    assert "Financial capital was said to be 9 times as important as Human capital" in warning.value


def test_indicators_are_compared_by_their_capitals(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="rank_preset").set_value("indicators_by_weight")
    app.selectbox(key="rank_weighting").set_value("ahp").run()
    assert not trouble(app)
    assert sum("_pair_" in str(box.key) for box in app.selectbox) == 10
    weights = province.catalog.preset("indicators_by_weight").weights
    _same(table_with(app, "rank", "score", "code"), _ranked(province, tuple(weights.items())))


def test_points_for_the_steps_give_the_weights(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="rank_weighting").set_value("swing").run()
    _same(table_with(app, "rank", "score", "code"), _ranked(province, EQUAL))
    for capital, points in zip(CAPITALS, (50, 25, 0, 0, 25), strict=True):
        app.number_input(key=f"rank_five_capitals_equal_swing_{capital}").set_value(points)
    app.run()
    weights = (("human", 0.5), ("physical", 0.25), ("social", 0.25))
    _same(table_with(app, "rank", "score", "code"), _ranked(province, weights))
    assert any("No step has 100 points" in text.value for text in app.caption)
    for capital in CAPITALS:
        app.number_input(key=f"rank_five_capitals_equal_swing_{capital}").set_value(0)
    app.run()
    assert len(app.error) == 1 and not app.exception


@pytest.mark.parametrize("grain", ["subdistrict", "district"])
def test_areas_are_ranked_as_the_use_case_ranks_them(visit: Visits, province: Services, grain: str):
    app = visit(province, "governor", PAGE, lang="en")
    app.segmented_control(key="rank_grain").set_value(grain).run()
    assert not trouble(app)
    asked = AreaRankQuery(NEW, province.catalog.province.code, EQUAL, grain=grain)
    found = rank_areas(province, operator(province), asked).areas
    table = table_with(app, "rank", "place", "household_count")
    assert table["rank"].tolist() == found["rank"].tolist()
    assert table["place"].tolist() == [province.catalog.areas.get(code).name.en for code in found["area"]]


@pytest.mark.parametrize("row", [0, 130 - 20])
def test_a_row_that_is_chosen_is_explained_in_a_sentence(visit: Visits, province: Services, row: int):
    app = visit(province, "governor", PAGE, lang="en")
    app.number_input(key="rank_first").set_value(20).run()
    chosen = table_with(app, "rank", "score", "code").iloc[row]
    _open_first(app, row)
    assert not trouble(app)
    among = "and is among" if chosen["rank"] <= 20 else "and is not among"
    start = f"House {chosen['code']} is number {chosen['rank']} of 120 {among} the first 20."
    assert any(start in text.value for text in app.markdown)
    parts = chart_with(app, "criterion", "side", "part")
    own = parts[parts["side"] == "this household"]["part"].sum()
    assert own == pytest.approx(chosen["score"])
    assert last_audit(province, "explain_rank")["username"] == "governor"


def test_with_another_ranking_the_household_at_that_place_is_not_opened(visit: Visits, province: Services):
    app = _open_first(visit(province, "governor", PAGE, lang="en"))
    app.selectbox(key="rank_method").set_value("topsis").run()
    assert "Why this rank" not in [heading.value for heading in app.subheader]


def test_the_sentence_tells_an_answer_on_the_far_side_of_what_is_needed():
    for value, needed, told in ((2.0, 1.734, 1.73), (1.0, 1.734, 1.74), (9000.0, 7920.4, 7920.0), (2.0, 1.0, 1.0)):
        assert needed_value(ValueChange("human", value, needed, 0.1)) == told
    assert needed_value(ValueChange("human", 1.0, None, None)) is None


def _all_alike(services: Services) -> int:
    """Every household of the round answers alike; how many there are."""
    with services.database.writing() as connection:
        alike = ", ".join(f"{capital} = 2.0" for capital in CAPITALS)
        found = connection.exec_driver_sql(f"UPDATE household_round SET {alike} WHERE round_id = ?", (NEW,))
        connection.exec_driver_sql("UPDATE state SET data_version = data_version + 1")
        return int(found.rowcount)


def _one_left(services: Services) -> int:
    """One household of the round is left."""
    kept = "(SELECT min(household_id) FROM household_round WHERE round_id = ?)"
    with services.database.writing() as connection:
        for table in ("person_round", "household_round"):
            rule = f"DELETE FROM {table} WHERE round_id = ? AND household_id <> {kept}"
            connection.exec_driver_sql(rule, (NEW, NEW))
        connection.exec_driver_sql("UPDATE state SET data_version = data_version + 1")
    return 1


@pytest.mark.parametrize("made", [_all_alike, _one_left], ids=["all alike", "one household"])
def test_all_households_alike_or_a_single_one_share_the_first_rank_by_every_method_and_at_every_grain(
    visit: Visits, own: Services, made: Callable[[Services], int]
):
    count = made(own)
    app = visit(own, "governor", PAGE, lang="en")
    for method in METHODS:
        app.selectbox(key="rank_method").set_value(method).run()
        assert not trouble(app), method
        table = table_with(app, "rank", "score", "code")
        assert len(table) == count and set(table["rank"]) == {1}, method
    for grain in ("district", "subdistrict"):
        app.segmented_control(key="rank_grain").set_value(grain).run()
        assert not trouble(app), grain
        assert set(table_with(app, "rank", "place", "household_count")["rank"]) == {1}
    app.segmented_control(key="rank_grain").set_value("household").run()
    for way in ("equal", "entropy", "critic", "ahp", "swing"):
        app.selectbox(key="rank_weighting").set_value(way).run()
        assert not trouble(app), way
    turn_to(app, "stress_ranking")
    for part in ("bands", "disagree", "methods", "visits", "income", "agree"):
        app.segmented_control(key="stress_part").set_value(part).run()
        assert not trouble(app), part
