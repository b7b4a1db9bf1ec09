"""The definitions: every entry of the catalogue stands on the page with its source and how far it can be relied on."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dss_core.language.format import baht, day
from dss_core.model.text import LANGUAGES, Language
from dss_core.usecases.services import Services
from tests.support.visits import Visits, table_with, trouble, words_on

PAGE = "definitions"
PARTS = ("instrument", "needs", "programmes", "variables", "members", "bands", "poverty", "codes", "checks")
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens(visit: Visits, province: Services, part: str, language: Language):
    app = _part(visit, province, part, language)
    assert not trouble(app)
    assert len(app.dataframe)
    assert any(province.catalog.version in caption.value for caption in app.caption)


@each_language
def test_every_indicator_stands_with_weight_and_standing(visit: Visits, province: Services, language: Language):
    table = table_with(_part(visit, province, "instrument", language), "label", "weight", "standing")
    indicators = province.catalog.instrument.indicators
    assert list(table["label"]) == [indicator.label.read(language) for indicator in indicators]
    assert table["weight"].tolist() == pytest.approx([indicator.weight for indicator in indicators])
    assert not (table[["weight_standing", "standing", "source"]] == "").any().any()


def test_weights_that_were_recovered_are_not_passed_off_as_official(visit: Visits, province: Services):
    table = table_with(_part(visit, province, "instrument", "en"), "label", "weight_standing")
    for indicator, shown in zip(province.catalog.instrument.indicators, table["weight_standing"], strict=True):
        assert (shown == "official") == (indicator.weight_standing.value == "official")


def test_the_levels_have_their_bounds(visit: Visits, province: Services):
    table = table_with(_part(visit, province, "instrument", "en"), "number", "lower", "upper")
    levels = province.catalog.instrument.levels
    assert list(zip(table["lower"], table["upper"], strict=True)) == [(v.lower, v.upper) for v in levels]


@each_language
def test_every_need_indicator_stands_in_its_plan_period(visit: Visits, province: Services, language: Language):
    tables = [t.value for t in _part(visit, province, "needs", language).dataframe if "category" in t.value.columns]
    assert [len(table) for table in tables] == [len(needs.indicators) for needs in province.catalog.needs]
    for needs, table in zip(province.catalog.needs, tables, strict=True):
        assert list(table["label"]) == [indicator.label.read(language) for indicator in needs.indicators]


@each_language
def test_every_check_of_uploads_stands_with_its_limits_and_source(
    visit: Visits, province: Services, language: Language
):
    table = table_with(_part(visit, province, "checks", language), "label", "severity", "limits")
    checks = province.catalog.survey_checks.checks
    assert list(table["label"]) == [check.label.read(language) for check in checks]
    assert not (table[["severity", "limits", "standing", "source"]] == "").any().any()
    oldest = table["limits"][[check.id for check in checks].index("oldest_age")]
    assert oldest == ("120 ปี" if language == "th" else "120 years")


@each_language
def test_every_programme_stands_with_its_cost(visit: Visits, province: Services, language: Language):
    table = table_with(_part(visit, province, "programmes", language), "label", "cost", "source")
    programmes = province.catalog.programmes
    assert list(table["label"]) == [programme.label.read(language) for programme in programmes]
    unit = "บาท" if language == "th" else "baht"
    for programme, cost in zip(programmes, table["cost"], strict=True):
        known = programme.unit_cost_baht
        assert cost == ("–" if known is None else f"{known:,.0f} {unit}"), "a cost that is not known is not zero"


@each_language
def test_every_variable_stands_with_how_a_missing_one_counts(visit: Visits, province: Services, language: Language):
    table = table_with(_part(visit, province, "variables", language), "label", "missing", "standing")
    assert list(table["label"]) == [variable.label.read(language) for variable in province.catalog.variables]
    assert table["missing"].str.len().min() > 0


@each_language
def test_every_code_list_is_shown_whole(visit: Visits, province: Services, language: Language):
    app = _part(visit, province, "codes", language)
    shown = pd.concat([table.value for table in app.dataframe])
    wanted = [code.label.read(language) for codes in province.catalog.code_lists.values() for code in codes.codes]
    assert list(shown["label"]) == wanted


def test_dates_of_sources_are_in_the_readers_calendar(visit: Visits, province: Services):
    thai = " ".join(words_on(_part(visit, province, "instrument", "th")))
    english = " ".join(words_on(_part(visit, province, "instrument", "en")))
    on = province.catalog.instrument.indicators[0].source_on
    assert f"{on.year + 543})" in thai
    assert f"{on.year})" in english


@each_language
def test_every_height_of_every_poverty_line_stands_with_its_day_and_standing(
    visit: Visits, province: Services, language: Language
):
    table = table_with(_part(visit, province, "poverty", language), "since", "height", "standing")
    values = [value for line in province.catalog.poverty.lines.values() for value in line.values]
    assert table["height"].tolist() == [baht(value.value_baht, language) for value in values]
    assert table["since"].tolist() == [day(value.since, language) for value in values]
    assert not (table[["standing", "source"]] == "").any().any()


@each_language
def test_every_definition_of_poverty_stands_with_its_rule(visit: Visits, province: Services, language: Language):
    table = table_with(_part(visit, province, "poverty", language), "label", "rule", "standing")
    definitions = province.catalog.poverty.definitions
    assert table["label"].tolist() == [one.label.read(language) for one in definitions]
    assert not (table["rule"] == "").any()


def test_the_weights_of_a_specification_sum_to_one_and_every_rule_is_said(visit: Visits, province: Services):
    app = _part(visit, province, "poverty", "en")
    tables = [t.value for t in app.dataframe if {"indicator", "weight", "rule"} <= set(t.value.columns)]
    assert [len(table) for table in tables] == [
        len(one.indicators) for one in province.catalog.poverty.specifications.values()
    ]
    for table in tables:
        assert table["weight"].sum() == pytest.approx(1)
        assert not (table["rule"] == "").any()


@each_language
def test_every_band_stands_with_its_limits(visit: Visits, province: Services, language: Language):
    tables = [t.value for t in _part(visit, province, "bands", language).dataframe]
    assert [len(table) for table in tables] == [len(one.levels) for one in province.catalog.bands.values()]


@each_language
def test_every_variable_of_members_stands_with_its_unit(visit: Visits, province: Services, language: Language):
    table = table_with(_part(visit, province, "members", language), "label", "unit", "classes")
    assert table["label"].tolist() == [one.label.read(language) for one in province.catalog.members]


def _part(visit: Visits, services: Services, part: str, language: Language) -> AppTest:
    app = visit(services, "governor", PAGE, lang=language)
    return app.segmented_control(key="definitions_part").set_value(part).run()
