"""Measuring poverty: what the page shows is what the use cases found; forged values and empty places are told."""

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.language.format import number, percent_of_share
from dss_core.usecases.compare_mpi import MpiChangeQuery, compare_mpi
from dss_core.usecases.find_relief import ReliefQuery, find_relief
from dss_core.usecases.initialise import operator
from dss_core.usecases.measure_income_poverty import IncomeQuery, measure_income_poverty
from dss_core.usecases.measure_mpi import MpiQuery, measure_mpi
from dss_core.usecases.measure_poverty import PovertyQuery, measure_poverty
from dss_core.usecases.mpi_choice import MpiChoice
from dss_core.usecases.poverty_rows import poverty_groupings
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import SampleChoice
from pages.overview.measure_poverty import DEFINITIONS, DIMENSIONS, INCOME, RELIEF
from tests.dss_core.usecases.small_province import NEW, OLD
from tests.support.visits import (
    Visits,
    chart_with,
    charts_of,
    matches,
    metrics,
    table_with,
    translations,
    trouble,
    turn_to,
    undecorated,
    words_on,
)

PAGE = "measure_poverty"
PARTS = (DEFINITIONS, INCOME, DIMENSIONS, RELIEF)
VIEWS = ("indicators", "cutoffs", "change", "order", "beside")
DIMENSION_NAMES = ("physical", "financial", "natural", "social")
MPI = MpiChoice("mpi_livelihood", (0.33,))
each_part = pytest.mark.parametrize("part", PARTS)
each_language = pytest.mark.parametrize("language", ["th", "en"])


def opened(
    visit: Visits, services: Services, part: str, language: str = "en", who: str = "governor", **address: str
) -> AppTest:
    app = visit(services, who, PAGE, lang=language, **address)
    return app.segmented_control(key="poverty_part").set_value(part).run() if part != DEFINITIONS else app


def share_of(app: AppTest, label: str) -> str:
    return metrics(app)[label][0]


def no_gap(app: AppTest) -> None:
    """No word of a programmer for something missing reaches a reader."""
    assert not trouble(app)
    shown = " ".join(words_on(app)).split()
    assert not {"nan", "NaN", "None", "inf", "nan%", "<NA>"} & set(shown)


@each_language
@each_part
def test_every_part_opens_in_one_language(visit: Visits, province: Services, part: str, language: str):
    app = opened(visit, province, part, language)
    no_gap(app)
    if language == "th":
        assert matches(words_on(app), translations()) == []


@each_language
def test_the_other_measures_say_why_one_has_no_value(visit: Visits, own: Services, language: str):
    with own.database.writing() as connection:
        connection.exec_driver_sql("UPDATE person_round SET income_baht = 0 WHERE household_id IN (25, 30, 35)")
    app = opened(visit, own, INCOME, language)
    app.segmented_control(key="poverty_income_view").set_value("other").run()
    no_gap(app)
    table = table_with(app, "measure_name", "value_text", "note_text")
    assert len(set(table["measure_name"])) == 6
    is_told = table["note_text"].str.contains({"en": "zero or less", "th": "ศูนย์หรือติดลบ"}[language])
    assert is_told.any() and (table[is_told]["value_text"] == "–").all()


@each_language
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_several_dimensions_opens(visit: Visits, province: Services, view: str, language: str):
    app = opened(visit, province, DIMENSIONS, language)
    app.segmented_control(key="poverty_view").set_value(view).run()
    no_gap(app)
    if language == "th":
        assert matches(words_on(app), translations()) == []


def test_the_four_figures_are_those_of_the_definitions(visit: Visits, province: Services):
    app = opened(visit, province, DEFINITIONS)
    found = measure_poverty(province, operator(province), PovertyQuery(NEW, province.catalog.province.code))
    shares = found.shares.set_index("definition")
    for at, one in enumerate(province.catalog.poverty.definitions, start=1):
        value, under = metrics(app)[f"{at}. {one.label.en}"]
        row = shares.loc[one.id]
        assert value == percent_of_share(row["share"], "en")
        assert under == f"{row['poor']:.0f} of {row['poor'] + row['not_poor']:.0f} households"


def test_every_definition_says_how_far_it_can_be_relied_on(visit: Visits, province: Services):
    texts = [undecorated(text.value) for text in opened(visit, province, DEFINITIONS).markdown]
    for one in province.catalog.poverty.definitions:
        (told,) = [text for text in texts if one.meaning.en in text]
        assert "official" in told or "proposal" in told


def test_the_overlap_has_a_bar_and_a_row_of_dots_for_each_combination(visit: Visits, province: Services):
    app = opened(visit, province, DEFINITIONS)
    found = measure_poverty(province, operator(province), PovertyQuery(NEW, province.catalog.province.code))
    bars = chart_with(app, "key", "kind", "count")
    assert bars["count"].tolist() == found.overlap["household_count"].tolist()
    alone = bars[bars["kind"] == "by one alone"]["key"]
    assert alone.tolist() and not alone.str.contains("+", regex=False).any()


def test_a_combination_opens_its_households_and_a_row_its_story(visit: Visits, province: Services):
    app = opened(visit, province, DEFINITIONS, who="administrator")
    bars = chart_with(app, "key", "kind", "count")
    several = bars[bars["key"] != "none"].iloc[0]
    app.selectbox(key="poverty_combination").set_value(several["key"]).run()
    no_gap(app)
    table = table_with(app, "code", "income_per_person_baht")
    assert len(table) == min(20, several["count"])
    assert table["overall"].is_monotonic_increasing
    assert "name" not in table


def test_an_officer_sees_the_own_district_alone(visit: Visits, province: Services):
    whole = opened(visit, province, DEFINITIONS)
    mine = opened(visit, province, DEFINITIONS, who="district")
    assert (
        chart_with(mine, "key", "kind", "count")["count"].sum()
        < chart_with(whole, "key", "kind", "count")["count"].sum()
    )


def test_rate_gap_and_severity_stand_together_and_are_of_people(visit: Visits, province: Services):
    app = opened(visit, province, INCOME)
    area = province.catalog.province.code
    found = measure_income_poverty(province, operator(province), IncomeQuery(NEW, area, (38_000.0,)))
    values = found.table.set_index("measure")["value"]
    shown = [share_of(app, name) for name in ("Poor people", "Poverty gap", "Severity")]
    assert shown == [percent_of_share(values[f"FGT{order}"], "en") for order in (0, 1, 2)]
    assert set(chart_with(app, "group", "name", "value")["name"]) == {"Poor people", "Poverty gap", "Severity"}
    assert any("living members" in caption.value for caption in app.caption)


def test_a_line_of_the_catalogue_can_be_changed_and_households_counted(visit: Visits, province: Services):
    app = opened(visit, province, INCOME)
    app.selectbox(key="poverty_line").set_value("national").run()
    assert app.number_input(key="poverty_height_national").value == 33_636
    app.number_input(key="poverty_height_national").set_value(20_000)
    app.segmented_control(key="poverty_unit").set_value("households").run()
    no_gap(app)
    query = IncomeQuery(NEW, province.catalog.province.code, (20_000.0,), (), SampleChoice())
    found = measure_income_poverty(province, operator(province), query).table.set_index("measure")["value"]
    assert share_of(app, "Poor households") == percent_of_share(found["FGT0"], "en")


def test_nobody_below_a_line_is_said(visit: Visits, province: Services):
    app = opened(visit, province, INCOME)
    app.number_input(key="poverty_height_bmn_income").set_value(1_000).run()
    no_gap(app)
    assert "Nobody is below this line." in [info.value for info in app.info]


def test_the_cut_off_and_the_weights_can_be_moved(visit: Visits, province: Services):
    app = opened(visit, province, DIMENSIONS)
    area, somebody = province.catalog.province.code, operator(province)
    before = measure_mpi(province, somebody, MpiQuery(NEW, area, MPI)).table
    assert share_of(app, "Poor (H)") == percent_of_share(before["value"].iloc[0], "en")
    app.slider(key="poverty_cutoff_mpi_livelihood").set_value(0.5)
    app.slider(key="poverty_weight_mpi_livelihood_human").set_value(0.0).run()
    no_gap(app)
    weights = tuple((name, 0.0 if name == "human" else 0.2) for name in ("human", *DIMENSION_NAMES))
    after = measure_mpi(province, somebody, MpiQuery(NEW, area, MpiChoice("mpi_livelihood", (0.5,), weights))).table
    assert share_of(app, "Poor (H)") == percent_of_share(after["value"].iloc[0], "en")
    assert share_of(app, "Poor (H)") != percent_of_share(before["value"].iloc[0], "en")


def test_weights_that_are_all_zero_are_said(visit: Visits, province: Services):
    app = opened(visit, province, DIMENSIONS)
    for name in ("human", *DIMENSION_NAMES):
        app.slider(key=f"poverty_weight_mpi_livelihood_{name}").set_value(0.0)
    app.run()
    no_gap(app)
    assert any("nothing would count" in words for words in words_on(app))


def test_the_rule_for_missing_answers_stands_in_words_with_its_bounds(visit: Visits, province: Services):
    app = opened(visit, province, DIMENSIONS)
    (row,) = (
        measure_mpi(province, operator(province), MpiQuery(NEW, province.catalog.province.code, MPI))
        .table.query("measure == 'H'")
        .to_dict("records")
    )
    (told,) = [caption.value for caption in app.caption if caption.value.startswith("A household with a missing")]
    for share in (row["bound_low"], row["bound_high"]):
        assert percent_of_share(share, "en") in told


def test_contributions_have_the_colours_of_the_capitals_and_sum_to_the_whole(visit: Visits, province: Services):
    app = opened(visit, province, DIMENSIONS)
    (found,) = [(spec, data) for _alt, spec, data in charts_of(app) if {"indicator", "heading"} <= set(data)]
    spec, data = found
    assert data["value"].sum() == pytest.approx(100)
    assert {capital.colour for capital in province.catalog.instrument.capitals} <= set(
        spec["layer"][0]["encoding"]["color"]["scale"]["range"]
    )


def test_the_index_of_one_group_can_be_taken_apart(visit: Visits, province: Services):
    app = opened(visit, province, DIMENSIONS)
    query = MpiQuery(NEW, province.catalog.province.code, MPI, ("district",))
    found = measure_mpi(province, operator(province), query).table
    app.selectbox(key="poverty_group_district").set_value(1).run()
    no_gap(app)
    wanted = found[(found["group"] == 1) & (found["measure"] == "headcount_censored")]["value"]
    shown = table_with(app, "indicator", "headcount_censored")["headcount_censored"]
    assert shown.tolist() == pytest.approx((100 * wanted).tolist())


def test_a_change_is_told_in_percentage_points(visit: Visits, province: Services):
    app = opened(visit, province, DIMENSIONS)
    query = MpiChangeQuery(OLD, NEW, province.catalog.province.code, MPI)
    change = compare_mpi(province, operator(province), query).table["change"].iloc[0]
    assert any(f"{number(abs(100 * change), 'en', 1)} percentage points" in text.value for text in app.markdown)


def test_one_step_out_lists_every_indicator_with_its_cheapest_programme(visit: Visits, province: Services):
    app = opened(visit, province, RELIEF)
    area = province.catalog.province.code
    found = find_relief(province, operator(province), ReliefQuery(NEW, area, MPI))
    whole = found.table[found.table["group"] == 0]
    table = table_with(app, "name", "programme", "cost_baht")
    assert table["leaving_count"].tolist() == sorted(whole["leaving_count"], reverse=True)
    assert table["cost_baht"].sum() == pytest.approx(whole["cost_baht"].sum())
    assert share_of(app, "Poor households") == number(found.poor_count, "en")
    places = table_with(app, "place", "leaving_count")
    assert places["leaving_count"].sum() == table["leaving_count"].iloc[0]


def test_nobody_poor_is_a_sentence_on_every_part(visit: Visits, province: Services):
    for part in (DIMENSIONS, RELIEF):
        app = opened(visit, province, part)
        app.slider(key="poverty_cutoff_mpi_livelihood").set_value(1.0).run()
        no_gap(app)
        assert any("No household is poor at this cut-off" in info.value for info in app.info)


@pytest.mark.parametrize("part", [DEFINITIONS, INCOME, DIMENSIONS])
def test_every_grouping_can_be_chosen(visit: Visits, province: Services, part: str):
    app = opened(visit, province, part)
    for by in poverty_groupings(province.catalog):
        app.selectbox(key="poverty_by").set_value(by).run()
        no_gap(app)


@each_part
def test_a_single_household_is_no_mistake(visit: Visits, own: Services, part: str):
    keep_households(own, 1)
    app = opened(visit, own, part)
    no_gap(app)


@each_part
def test_households_without_any_answer_are_no_mistake(visit: Visits, own: Services, part: str):
    forget_answers(own)
    app = opened(visit, own, part)
    no_gap(app)
    told = " ".join(words_on(app))
    assert part == DEFINITIONS or "No household" in told or "The income of no household is known" in told


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("poverty_by", "shoe_size"),
        ("poverty_part", "guess"),
        ("poverty_specification", "guess"),
        ("poverty_line", "guess"),
        ("poverty_combination", "rich+famous"),
    ],
)
def test_values_that_were_never_on_offer_are_told_and_no_bug(key: str, value: str, visit: Visits, province: Services):
    for part in PARTS:
        app = visit(province, "governor", lang="en")
        app.session_state["poverty_part"] = part
        app.session_state[key] = value
        turn_to(app, PAGE)
        assert not app.exception, part


def keep_households(services: Services, count: int) -> None:
    """All households but a few are taken out of every round, straight from the tables."""
    with services.database.writing() as connection:
        kept = f"SELECT household_id FROM household_round WHERE round_id = '{NEW}' ORDER BY household_id LIMIT {count}"
        for table in ("person_round", "household_round"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE household_id NOT IN ({kept})")


def forget_answers(services: Services) -> None:
    instrument = services.catalog.instrument
    blank = ", ".join(
        f"{name} = NULL" for name in (*instrument.indicator_ids, *instrument.capital_ids, "overall", "level")
    )
    with services.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE household_round SET {blank}")
        connection.exec_driver_sql("UPDATE person_round SET income_baht = NULL")
