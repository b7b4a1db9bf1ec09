"""Verdicts of rules: by hand, with missing answers, and against Python itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.allocation.rules import Verdict, judge
from dss_core.catalog.expression import read_rule
from dss_core.errors import BadInput

COLUMNS = {
    "age": np.array([70.0, 40.0, np.nan]),
    "roof": np.array([1.0, 3.0, 2.0]),
    "card": np.array([1.0, 0.0, np.nan]),
    "health": np.array(["ill", "well", None], dtype=object),
    "empty": np.array([None, None, None], dtype=object),
}


def verdict(text: str) -> list[str]:
    found: Verdict = judge(read_rule(text), COLUMNS.get, 3)
    assert not (found.holds & found.undecided).any()
    return ["yes" if yes else "?" if open_ else "no" for yes, open_ in zip(found.holds, found.undecided, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("age >= 60", ["yes", "no", "?"]),
        ("not age >= 60", ["no", "yes", "?"]),
        ("age >= 60 and roof <= 2", ["yes", "no", "?"]),
        ("age >= 60 and roof <= 1", ["yes", "no", "no"]),
        ("age >= 60 or roof <= 2", ["yes", "no", "yes"]),
        ("card", ["yes", "no", "?"]),
        ("known(age)", ["yes", "yes", "no"]),
        ("known(age) and age > 30", ["yes", "yes", "no"]),
        ("health = 'ill'", ["yes", "no", "?"]),
        ("health in ('ill', 'bed')", ["yes", "no", "?"]),
        ("roof not in (1, 2)", ["no", "yes", "no"]),
        ("1 < roof <= 2", ["no", "no", "yes"]),
        ("age / (roof - 1) > 10", ["?", "yes", "?"]),
        ("-roof < -1 and 2 * roof - 1 = 5", ["no", "yes", "no"]),
        ("empty = 'x' or roof = 1", ["yes", "?", "?"]),
        ("empty > 3", ["?", "?", "?"]),
    ],
)
def test_a_missing_answer_leaves_open_only_what_depends_on_it(text: str, expected: list[str]):
    assert verdict(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("roof = 1 and money > 2", "expression_unknown_name", 14),
        ("roof", "expression_not_a_condition", 1),
        ("roof + 1", "expression_not_a_condition", 6),
        ("health", "expression_not_a_condition", 1),
        ("health = 3", "expression_kinds", 8),
        ("health < 'z'", "expression_kinds", 8),
        ("health + 1 > 2", "expression_not_a_number", 8),
        ("(roof = 1) > 2", "expression_not_a_number", 7),
    ],
)
def test_a_rule_that_makes_no_sense_is_told_with_its_place(text: str, code: str, place: int):
    with pytest.raises(BadInput, match=code) as told:
        verdict(text)
    assert told.value.params["place"] == place


@st.composite
def conditions(draw: st.DrawFn, depth: int = 3) -> str:
    kind = draw(st.sampled_from(["compare", "and", "or", "not"] if depth else ["compare"]))
    if kind == "compare":
        left, right = draw(st.sampled_from(["a", "b", "a + b", "2 * a"])), draw(st.sampled_from(["1", "b", "a - 1"]))
        return f"{left} {draw(st.sampled_from(['<', '<=', '>', '>=', '!=']))} {right}"
    if kind == "not":
        return f"not ({draw(conditions(depth - 1))})"
    return f"({draw(conditions(depth - 1))}) {kind} ({draw(conditions(depth - 1))})"


@given(conditions(), st.integers(-3, 3), st.integers(-3, 3))
def test_with_every_answer_known_a_rule_says_what_python_says(text: str, a: int, b: int):
    columns = {"a": np.array([float(a)]), "b": np.array([float(b)])}
    found = judge(read_rule(text), columns.get, 1)
    assert bool(found.holds[0]) is bool(eval(text, {"a": a, "b": b})) and not found.undecided.any()


@given(conditions(), st.integers(-3, 3), st.lists(st.integers(-3, 3), min_size=4, max_size=4))
def test_what_is_decided_does_not_depend_on_a_missing_answer(text: str, a: int, others: list[int]):
    open_ = judge(read_rule(text), {"a": np.array([float(a)]), "b": np.array([np.nan])}.get, 1)
    if not open_.undecided[0]:
        for b in others:
            full = judge(read_rule(text), {"a": np.array([float(a)]), "b": np.array([float(b)])}.get, 1)
            assert full.holds[0] == open_.holds[0]
