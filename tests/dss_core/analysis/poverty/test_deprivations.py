"""From answers to deprivations: columns of 0 and 1, rules, lines, and what is missing."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.poverty.deprivations import compared, deprivation_matrix
from dss_core.catalog.poverty import PovertyDefinitions
from dss_core.catalog.specification import read_specification
from dss_core.errors import BadInput

PLAIN = read_specification('k = 0.5\n[dimensions.all]\nindicators = ["a", "b"]', "spec.toml")


def test_columns_of_zero_and_one_are_taken_as_they_are():
    frame = pd.DataFrame({"b": [True, False, None], "a": [1.0, 0.0, np.nan]})
    assert deprivation_matrix(frame, PLAIN).tolist() == [[1, 1], [0, 0], [-1, -1]]


def test_a_column_that_nobody_answered_is_not_known():
    frame = pd.DataFrame({"a": [None, None], "b": [0, 1]})
    assert deprivation_matrix(frame, PLAIN).tolist() == [[-1, 0], [-1, 1]]


def test_rules_and_lines_are_applied(poverty: PovertyDefinitions):
    frame = pd.DataFrame({"sick": [1.0, 2.0], "weak": [1.9999999999999, np.nan], "income": [99.9, 100.0]})
    found = deprivation_matrix(frame, poverty.specification("two"), {"low": 100.0})
    assert found.tolist() == [[1, 0, 1], [0, -1, 0]]


@pytest.mark.parametrize(
    ("operator", "flags"),
    [
        ("below", [True, False, False, False]),
        ("at_most", [True, True, False, False]),
        ("above", [False, False, True, False]),
        ("at_least", [False, True, True, False]),
        ("is", [False, True, False, False]),
    ],
)
def test_every_comparison(operator: str, flags: list[bool]):
    assert compared(np.array([1.0, 2.0, 3.0, np.nan]), operator, 2.0).tolist() == flags


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (pd.DataFrame({"a": [1]}), "describe_unknown_column"),
        (pd.DataFrame({"a": [1], "b": [2]}), "poverty_not_zero_one"),
        (pd.DataFrame({"a": [1], "b": ["yes"]}), "not_a_number"),
    ],
)
def test_what_cannot_be_is_refused(frame: pd.DataFrame, code: str):
    with pytest.raises(BadInput, match=code):
        deprivation_matrix(frame, PLAIN)


def test_a_line_that_is_not_in_force_is_named(poverty: PovertyDefinitions):
    frame = pd.DataFrame({"sick": [1.0], "weak": [1.0], "income": [1.0]})
    with pytest.raises(BadInput, match="poverty_unknown_line") as caught:
        deprivation_matrix(frame, poverty.specification("two"), {})
    assert caught.value.params == {"line": "low"}
