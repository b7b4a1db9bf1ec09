"""Who counts as poor under each definition, and how the definitions overlap."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.poverty.alkire_foster import alkire_foster
from dss_core.analysis.poverty.definitions import counted, only_by, overlap, poor_by, poor_by_definition
from dss_core.analysis.poverty.deprivations import deprivation_matrix
from dss_core.analysis.poverty.profiles import aligned, collapse
from dss_core.catalog.poverty import PovertyDefinitions
from dss_core.catalog.specification import MissingAnswers
from dss_core.errors import BadInput
from tests.dss_core.analysis.poverty.conftest import specification

LINES = {"low": 100.0}
NAN = float("nan")

FRAME = pd.DataFrame(
    {
        "sick": [1.0, 3.0, 3.0, NAN, 1.0, NAN],
        "weak": [1.0, 3.0, 3.0, 3.0, 3.0, 1.0],
        "income": [50.0, 100.0, 150.0, 150.0, NAN, 150.0],
        "level": [1.0, 2.0, 4.0, NAN, 1.0, 2.0],
        "card": [1.0, 1.0, 0.0, 1.0, NAN, 1.0],
    }
)


def flags(poverty: PovertyDefinitions, frame: pd.DataFrame = FRAME) -> dict[str, list[float]]:
    return {name: flag.tolist() for name, flag in poor_by_definition(frame, poverty, LINES).items()}


def same(found: list[float], wanted: list[float]) -> bool:
    return bool(np.array_equal(found, wanted, equal_nan=True))


def test_a_missing_income_is_neither_poor_nor_not_and_at_the_line_is_not(poverty: PovertyDefinitions):
    assert same(flags(poverty)["income"], [1, 0, 0, 0, NAN, 0])


def test_a_level_is_poor_up_to_its_bound(poverty: PovertyDefinitions):
    assert same(flags(poverty)["level"], [1, 0, 0, NAN, 1, 0])


def test_the_count_leaves_out_whoever_lacks_an_answer(poverty: PovertyDefinitions):
    assert same(flags(poverty)["count"], [1, 0, 0, NAN, NAN, NAN])


@pytest.mark.parametrize("missing", list(MissingAnswers))
def test_the_share_of_poor_by_count_is_h_under_the_same_rule(poverty: PovertyDefinitions, missing: MissingAnswers):
    chosen = specification("two", missing)
    known = PovertyDefinitions(poverty.lines, {"two": chosen}, poverty.definitions, poverty.defaults)
    matrix = deprivation_matrix(FRAME, chosen, LINES)
    found = alkire_foster(
        collapse(matrix, chosen.indicators, np.ones(6)), aligned(chosen.weights, chosen.indicators), [0.5], missing
    )
    assert np.nanmean(flags(known)["count"]) == pytest.approx(found.headcount[0, 0])


def test_a_failed_dimension_and_a_card_decide_whatever_else_is_missing(poverty: PovertyDefinitions):
    # Row 3: nothing known fails, but "sick" is missing. Row 4: fails, but the card is not known.
    assert same(flags(poverty)["targeted"], [1, 0, 0, NAN, NAN, 1])
    without_card = FRAME.assign(card=0.0)
    assert same(flags(poverty, without_card)["targeted"], [0, 0, 0, 0, 0, 0])


def test_the_overlap_counts_every_combination_of_the_known(poverty: PovertyDefinitions):
    found = overlap(poor_by_definition(FRAME, poverty, LINES))
    assert found.columns.tolist() == ["income", "count", "level", "targeted", "definition_count", "household_count"]
    assert found.to_numpy().tolist() == [
        [False, False, False, False, 0, 2],
        [True, True, True, True, 4, 1],
    ]
    assert found["household_count"].sum() == 3


def test_households_of_only_one_definition_can_be_listed():
    some = {"a": np.array([1.0, 1.0, 0.0, 1.0]), "b": np.array([0.0, 1.0, 1.0, np.nan])}
    assert only_by(some, "a").tolist() == [True, False, False, False]
    assert only_by(some, "b").tolist() == [False, False, True, False]
    assert only_by({"a": some["a"]}, "a").tolist() == [True, True, False, True]


def test_every_definition_says_how_many_it_could_not_decide(poverty: PovertyDefinitions):
    found = counted(poor_by_definition(FRAME, poverty, LINES)).set_index("definition")
    assert found.loc["income"].tolist() == [1, 4, 1, 0.2]
    assert np.isnan(counted({"x": np.array([NAN])})["share"][0])


def test_a_column_or_line_that_is_not_there_is_named(poverty: PovertyDefinitions):
    with pytest.raises(BadInput, match="describe_unknown_column"):
        poor_by_definition(FRAME.drop(columns="level"), poverty, LINES)
    with pytest.raises(BadInput, match="poverty_unknown_line"):
        poor_by_definition(FRAME, poverty, {})


def test_a_kind_without_a_rule_is_a_bug(poverty: PovertyDefinitions):
    with pytest.raises(TypeError):
        poor_by("income", FRAME, poverty, LINES)
