"""Two kinds of error only: those that are told to people, and bugs."""

import inspect

import pytest

from dss_core import errors
from dss_core.errors import BadInput, DssError

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_carries_a_code_and_what_the_sentence_needs(kind: type[DssError]):
    error = kind("some_code", file="a.xlsx", most=3)
    assert isinstance(error, DssError)
    assert (error.code, error.params) == ("some_code", {"file": "a.xlsx", "most": 3})


def test_the_kinds_are_one_level_deep():
    """A page that tells a ``DssError`` tells them all; nobody has to know a deeper tree."""
    assert {kind.__bases__ for kind in KINDS if kind is not DssError} == {(DssError,)}


def test_a_log_line_shows_code_and_parameters():
    assert str(BadInput("ranking_page", most=500)) == "ranking_page(most=500)"
    assert str(BadInput("scenario_no_programme")) == "scenario_no_programme()"
