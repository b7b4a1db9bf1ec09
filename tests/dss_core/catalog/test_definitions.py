"""What the shipped definitions say, against constants of this test's own and against each other."""

import math
from datetime import date
from itertools import combinations

import pytest

from dss_core.catalog.definitions import Standing
from dss_core.catalog.load import Catalog
from dss_core.model.households import Outcome

PAIRS = {("p7", "p8"): 0.20, ("n6", "n8"): 0.20, ("s1", "s2"): 0.15, ("s6", "s8"): 0.20}
PER_CAPITAL = {"human": 6, "physical": 8, "financial": 5, "natural": 8, "social": 10}
KNOWN_WEIGHTS = {"h1": 0.2, "h4": 0.1, "p4": 0.2, "f1": 0.3, "f3": 0.3, "n2": 0.15, "s3": 0.15, "s10": 0.15}
VARIABLES = """
    household_size income_per_person_baht head_sex head_age head_health head_education head_occupation working_age_count
    able_worker_count child_count child_under_18_count school_age_count elderly_60_69_count elderly_70_79_count
    elderly_80_89_count elderly_90_up_count elderly_count disabled_count disabled_under_18_count disabled_adult_count
    bedridden_count welfare_card_count has_welfare_card has_old_age_allowance has_disability_allowance has_newborn_grant
    level overall outcome answered_count
"""
LEAST_CONTRAST = 3.0
LEAST_DISTANCE = 0.25
DARK_THEME = "#0e1117"
MONTHS = {"per person and month": 12, "per household and month": 12, "per 3 months": 4, "per person and year": 1}
MONTHS |= {"per time, at most 3 times a year": 3, "per house": 1}


def test_the_instrument_has_37_indicators_in_five_capitals(catalog: Catalog) -> None:
    instrument = catalog.instrument
    assert {capital: len(instrument.indicators_of(capital)) for capital in instrument.capital_ids} == PER_CAPITAL
    letters = [f"{capital[0]}{number}" for capital, count in PER_CAPITAL.items() for number in range(1, count + 1)]
    assert list(instrument.indicator_ids) == letters


def test_weights_are_those_recovered_from_published_scores(catalog: Catalog) -> None:
    weights = {indicator.id: indicator.weight for indicator in catalog.instrument.indicators}
    assert {known: weights[known] for known in KNOWN_WEIGHTS} == KNOWN_WEIGHTS
    for (first, second), total in PAIRS.items():
        assert weights[first] == weights[second] == pytest.approx(total / 2)


def test_a_weight_that_is_no_more_than_half_a_known_sum_says_so(catalog: Catalog) -> None:
    halves = {name for pair in PAIRS for name in pair}
    for indicator in catalog.instrument.indicators:
        assert (indicator.weight_standing is Standing.PROPOSAL) == (indicator.id in halves)
        assert (indicator.weight_note is not None) == (indicator.id in halves | {"s4"})


def test_only_scores_that_are_averaged_over_members_may_be_fractions(catalog: Catalog) -> None:
    for indicator in catalog.instrument.indicators:
        assert indicator.is_whole == (indicator.capital != "human")
        assert (indicator.lowest, indicator.highest, indicator.more_is) == (1, 4, "better")
        assert "not published" in indicator.meaning.en


def test_the_name_that_is_not_established_is_not_invented(catalog: Catalog) -> None:
    assert catalog.label_of("s4").en == "Social indicator 4 (name not established)"


def test_variables_are_exactly_those_of_the_analysis_frame(catalog: Catalog) -> None:
    assert sorted(variable.id for variable in catalog.variables) == sorted(VARIABLES.split())


def test_every_variable_programme_and_preset_says_what_it_means(catalog: Catalog) -> None:
    assert None not in {variable.meaning for variable in catalog.variables}
    assert None not in {programme.meaning for programme in catalog.programmes}
    assert None not in {preset.meaning for preset in catalog.presets}


def test_thai_labels_are_thai_and_english_labels_are_not(catalog: Catalog) -> None:
    lists = catalog.code_lists.values()
    labels = [
        entry.label for entry in (*catalog.instrument.indicators, *catalog.variables, *catalog.programmes, *lists)
    ]
    labels += [code.label for entry in lists for code in entry.codes]
    labels += [need.label for needs in catalog.needs for need in needs.indicators]
    for label in labels:
        assert any("ก" <= letter <= "๙" for letter in label.th), label
        assert not any("ก" <= letter <= "๙" for letter in label.en), label


def test_outcomes_are_those_of_the_model(catalog: Catalog) -> None:
    assert [code.code for code in catalog.code_lists["outcome"].codes] == [outcome.value for outcome in Outcome]


def test_the_flag_of_the_export_that_says_no_confirms_poverty(catalog: Catalog) -> None:
    spellings = {alias: code.code for code in catalog.code_lists["outcome"].codes for alias in code.aliases}
    assert spellings["ไม่ใช่ (จน)"] == "poor"
    assert spellings["ใช่ (ไม่จน)"] == "not_poor"
    assert not {"ใช่", "ไม่ใช่", "yes", "no"} & set(spellings)


def test_every_code_can_be_written_as_its_label(catalog: Catalog) -> None:
    for entry in catalog.code_lists.values():
        for code in entry.codes:
            assert {code.label.th, code.label.en} <= set(code.aliases), (entry.id, code.code)


def test_numbers_stand_for_codes_only_where_their_order_is_known(catalog: Catalog) -> None:
    numbered = {
        entry.id
        for entry in catalog.code_lists.values()
        for code in entry.codes
        if any(spelling.isdigit() for spelling in (code.code, *code.aliases))
    }
    assert numbered == {"yes_no", "sex", "health"}


def test_a_code_has_its_label_and_an_unknown_one_is_a_key_error(catalog: Catalog) -> None:
    assert catalog.code_lists["sex"].label_of("female").th == "หญิง"
    with pytest.raises(KeyError):
        catalog.code_lists["sex"].label_of("3")


def test_the_needs_of_2017_to_2021_are_31_in_five_categories(catalog: Catalog) -> None:
    (needs,) = catalog.needs
    assert (needs.first_year, needs.last_year) == (2017, 2021)
    assert [need.number for need in needs.indicators] == list(range(1, 32))
    counts = {c.code: sum(need.category == c.code for need in needs.indicators) for c in needs.categories}
    assert counts == {"health": 7, "environment": 7, "education": 5, "work_income": 4, "values": 8}


def test_dimensions_are_fed_as_derived_and_the_uncertain_one_says_so(catalog: Catalog) -> None:
    dimensions = {dimension.id: dimension for dimension in catalog.needs[0].dimensions}
    assert {name: dimension.fed_by for name, dimension in dimensions.items()} == {
        "health": (1, 4, 5, 7),
        "living": (8, 9, 10, 11),
        "education": (15, 16, 17, 19),
        "income": (20, 21, 22),
        "access": (27, 28),
    }
    assert "one of 1, 2 and 3" in dimensions["health"].certainty.en
    assert {dimension.standing for dimension in dimensions.values()} == {Standing.RECOVERED}


def test_only_the_income_need_has_a_cut_off_and_it_has_a_source(catalog: Catalog) -> None:
    cut_offs = {need.number: need.threshold for need in catalog.needs[0].indicators if need.threshold is not None}
    assert cut_offs == {22: 38000}
    assert catalog.needs[0].indicators[21].threshold_source is not None


@pytest.mark.parametrize(
    ("programme", "baht"),
    [
        ("card_goods", 300),
        ("card_gas", 80),
        ("card_transport", 750),
        ("card_electricity", 315),
        ("card_water", 100),
        ("card_disabled", 200),
        ("old_age_60_69", 600),
        ("old_age_70_79", 700),
        ("old_age_80_89", 800),
        ("old_age_90_up", 1000),
        ("disability_under_18", 1000),
        ("disability_adult", 800),
        ("child_support", 600),
        ("eef_scholarship", 3000),
        ("relief_disabled", 3000),
        ("relief_family", 3000),
        ("relief_low_income", 2000),
        ("house_repair_elderly", 40000),
        ("house_repair_disabled", 40000),
        ("foster_elderly", 3000),
    ],
)
def test_a_programme_pays_its_sourced_amount_and_its_cost_follows_from_it(
    catalog: Catalog, programme: str, baht: float
) -> None:
    entry = catalog.programme(programme)
    amount = entry.amount_on(date(2026, 11, 22))
    assert amount is not None
    assert amount.value_baht == baht
    assert entry.unit_cost_baht == baht * MONTHS[amount.per.en]


def test_a_proposed_amount_is_never_in_force(catalog: Catalog) -> None:
    old_age = catalog.programme("old_age_60_69")
    assert [amount.value_baht for amount in old_age.amounts] == [600, 700]
    in_force = old_age.amount_on(date(2030, 1, 1))
    assert in_force is not None and in_force.value_baht == 600


def test_before_its_first_known_amount_a_programme_has_none(catalog: Catalog) -> None:
    assert catalog.programme("card_goods").amount_on(date(2022, 12, 31)) is None
    assert catalog.programme("card_goods").amount_on(date(2023, 1, 1)) is not None


def test_an_amount_that_is_not_verified_has_no_cost_rather_than_a_cost_of_zero(catalog: Catalog) -> None:
    grant = catalog.programme("occupational_grant")
    assert (grant.unit_cost_baht, grant.amounts, grant.standing) == (None, (), Standing.PROPOSAL)


def test_weights_of_every_preset_sum_to_one(catalog: Catalog) -> None:
    for preset in catalog.presets:
        assert sum(preset.weights.values()) == pytest.approx(1)


def test_the_preset_of_indicators_weighs_as_the_instrument_does(catalog: Catalog) -> None:
    capitals = len(catalog.instrument.capitals)
    weights = {indicator.id: indicator.weight / capitals for indicator in catalog.instrument.indicators}
    assert catalog.preset("indicators_by_weight").weights == pytest.approx(weights)


def test_colours_can_be_read_on_white_and_on_the_dark_theme(catalog: Catalog) -> None:
    for colour in (*capital_colours(catalog), *level_colours(catalog)):
        light = luminance(colour)
        assert 1.05 / (light + 0.05) >= LEAST_CONTRAST, colour
        assert (light + 0.05) / (luminance(DARK_THEME) + 0.05) >= LEAST_CONTRAST, colour


def test_colours_stay_apart_for_readers_who_do_not_see_red_or_green(catalog: Catalog) -> None:
    for colours in (capital_colours(catalog), level_colours(catalog)):
        for first, second in combinations(colours, 2):
            assert math.dist(seen_without_green(first), seen_without_green(second)) > LEAST_DISTANCE, (first, second)


def capital_colours(catalog: Catalog) -> list[str]:
    return [capital.colour for capital in catalog.instrument.capitals]


def level_colours(catalog: Catalog) -> list[str]:
    return [level.colour for level in catalog.instrument.levels]


def linear(colour: str) -> list[float]:
    """Red, green and blue of a colour as shares of light (sRGB)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def seen_without_green(colour: str) -> list[float]:
    """A colour as seen with deuteranopia (Machado, Oliveira and Fernandes 2009), display values 0-1."""
    red, green, blue = linear(colour)
    seen = (
        0.367322 * red + 0.860646 * green - 0.227968 * blue,
        0.280085 * red + 0.672501 * green + 0.047413 * blue,
        -0.011820 * red + 0.042940 * green + 0.968881 * blue,
    )
    return [min(max(part, 0.0), 1.0) ** (1 / 2.2) for part in seen]
