"""The quality page: every part draws, says its n, and accuses nobody."""

import pytest

from dss_core.usecases.services import Services
from tests.support.visits import Visits, charts_of, metrics, table_with, trouble, words_on

PAGE = "check_quality"


def test_missing_answers_are_told_by_indicator_and_place(visit: Visits, province: Services):
    app = visit(province, "steward", PAGE, lang="en")
    assert not trouble(app)
    table = table_with(app, "name", "capital", "missing")
    assert len(table) == 37
    assert (table["n"] + table["missing"] == 120).all()
    places = table_with(app, "place", "district", "missing")
    assert (places["n"] + places["missing"]).sum() == 120 * 37
    first = table["name"].iloc[0]
    question = province.catalog.instrument.indicators
    chosen = next(i.id for i in question if i.label.en == first)
    app.selectbox(key="quality_question").set_value(chosen).run()
    assert table_with(app, "place", "district", "missing")["missing"].sum() == table["missing"].iloc[0]


def test_patterns_tell_whipples_index_in_words(visit: Visits, province: Services):
    app = visit(province, "steward", PAGE, lang="en")
    app.segmented_control(key="quality_part").set_value("patterns").run()
    assert not trouble(app)
    index, words = metrics(app)["Whipple's index"][:2]
    assert 0 < float(index) < 500
    assert words in [band.label.en for band in province.catalog.quality.whipple]
    straight = table_with(app, "name", "percent", "low", "high")
    assert (straight["n"] + straight["missing"] == 120).all()


def test_surveyors_have_numbers_and_no_names(visit: Visits, province: Services):
    app = visit(province, "steward", PAGE, lang="en")
    app.segmented_control(key="quality_part").set_value("surveyors").run()
    assert not trouble(app)
    assert len(charts_of(app)) == 1
    table = table_with(app, "name", "mean", "others")
    assert table["n"].sum() + table["missing"].sum() == 120
    assert all(name.removeprefix("Surveyor ").isdigit() for name in table["name"])
    assert not any("ผู้สำรวจ" in words for words in words_on(app))
    assert not any("wrong" in words and "not that anything is wrong" not in words and "not wrong" not in words
                   for words in words_on(app))  # fmt: skip


def test_doubles_and_moves_are_told_or_that_there_are_none(visit: Visits, province: Services):
    app = visit(province, "steward", PAGE, lang="en")
    app.segmented_control(key="quality_part").set_value("doubles").run()
    assert not trouble(app)


@pytest.mark.parametrize("who", ["governor", "district"])
def test_the_page_is_not_for_everybody(visit: Visits, province: Services, who: str):
    app = visit(province, who, PAGE, lang="en")
    assert not any(title.value == "Quality of the data" for title in app.title)
