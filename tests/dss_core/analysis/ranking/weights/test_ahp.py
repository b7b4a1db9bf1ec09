"""Comparing criteria two by two: Saaty's own example, consistency, and what is refused."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.ranking.weights.ahp import RANDOM_INDEX, Comparison, ahp
from dss_core.errors import BadInput

# Saaty (2008), "Decision making with the analytic hierarchy process", table 3: which drink is consumed more in the US.
DRINKS = ("coffee", "wine", "tea", "beer", "sodas", "milk", "water")
DRINK_ROWS = """9 5 2 1 1 1/2
1/3 1/9 1/9 1/9 1/9
1/3 1/4 1/3 1/9
1/2 1 1/3
2 1/2
1/3"""
DRINK_WEIGHTS = [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]


def drinks() -> list[Comparison]:
    ratios = [float(Fraction(text)) for row in DRINK_ROWS.splitlines() for text in row.split()]
    return [Comparison(one, other, times) for (one, other), times in zip(combinations(DRINKS, 2), ratios, strict=True)]


def test_the_weights_and_the_consistency_of_saatys_drinks():
    found = ahp(DRINKS, drinks())
    assert list(found.weight_set.weights.values()) == pytest.approx(DRINK_WEIGHTS, abs=5e-4)
    assert round(found.consistency_ratio, 3) == 0.022
    assert found.weight_set.warnings == ()
    assert found.weight_set.figures["largest_eigenvalue"] > len(DRINKS)


@given(values=st.lists(st.integers(1, 3), min_size=1, max_size=len(RANDOM_INDEX)))
def test_comparisons_without_contradiction_give_their_own_proportions(values: list[int]):
    names = [f"c{number}" for number in range(len(values))]
    size = dict(zip(names, values, strict=True))
    found = ahp(names, [Comparison(one, other, size[one] / size[other]) for one, other in combinations(names, 2)])
    total = sum(values)
    assert found.weight_set.weights == pytest.approx({name: value / total for name, value in size.items()})
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.doubtful is None


def test_a_circle_is_told_with_the_comparison_to_think_over():
    circle = [Comparison("a", "b", 5), Comparison("b", "c", 5), Comparison("c", "a", 5)]
    found = ahp(["a", "b", "c"], circle)
    assert found.weight_set.weights == pytest.approx(dict.fromkeys("abc", 1 / 3))
    assert found.consistency_ratio > 1
    assert found.weight_set.warnings == ("weights_inconsistent",)
    assert found.doubtful is not None and found.doubtful.times == pytest.approx(1)


def test_the_doubtful_comparison_is_named_with_what_would_fit_the_others():
    # Of four criteria that are else alike, one pair is said to differ nine times.
    comparisons = [
        Comparison(one, other, 9 if (one, other) == ("a", "d") else 1) for one, other in combinations("abcd", 2)
    ]
    found = ahp("abcd", comparisons)
    assert found.doubtful is not None
    assert (found.doubtful.first, found.doubtful.second) == ("a", "d")
    assert 1 < found.doubtful.times < 9


def test_the_direction_of_a_comparison_is_free():
    straight, turned = (ahp(["a", "b"], [one]) for one in (Comparison("a", "b", 4), Comparison("b", "a", 0.25)))
    assert straight.weight_set.weights == pytest.approx(turned.weight_set.weights)


@pytest.mark.parametrize(
    ("names", "comparisons", "code"),
    [
        ([], [], "ranking_no_weight"),
        (["a", "b"], [], "weights_missing_pair"),
        (["a", "b"], [Comparison("a", "c", 2)], "weights_unknown_pair"),
        (["a", "b"], [Comparison("a", "a", 1)], "weights_unknown_pair"),
        (["a", "b"], [Comparison("a", "b", 2), Comparison("b", "a", 2)], "weights_repeated_pair"),
        (["a", "b"], [Comparison("a", "b", 10)], "weights_bad_ratio"),
        (["a", "b"], [Comparison("a", "b", 0)], "weights_bad_ratio"),
        (["a", "b"], [Comparison("a", "b", float("nan"))], "weights_bad_ratio"),
        ([f"c{number}" for number in range(16)], [], "weights_many_criteria"),
    ],
)
def test_comparisons_that_cannot_be_used_are_refused(names: list[str], comparisons: list[Comparison], code: str):
    with pytest.raises(BadInput, match=code):
        ahp(names, comparisons)
