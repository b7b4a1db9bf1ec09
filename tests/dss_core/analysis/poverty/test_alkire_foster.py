"""Alkire-Foster: the example of the paper, a published index, missing answers, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.poverty.alkire_foster import AlkireFoster, alkire_foster, bounds
from dss_core.analysis.poverty.profiles import NOT_KNOWN, Deprivations, Profiles, collapse
from dss_core.catalog.specification import MissingAnswers

# Alkire & Foster (2011), Journal of Public Economics 95, the worked example: four persons and four dimensions (income
# below 13, schooling below 12 years, health below 3, services below 1), equal weights.
EXAMPLE = np.array([[0, 0, 0, 0], [0, 1, 0, 1], [1, 1, 1, 1], [0, 1, 0, 0]], dtype=np.int8)
QUARTERS = np.full(4, 0.25)


def profiles_of(
    matrix: Deprivations, weights: Floats | None = None, groups: Integers | None = None, count: int = 0
) -> Profiles:
    names = tuple(f"d{number}" for number in range(matrix.shape[1]))
    return collapse(matrix, names, np.ones(len(matrix)) if weights is None else weights, groups, count)


def measured(matrix: Deprivations, *cutoffs: float, missing: MissingAnswers = MissingAnswers.LEAVE_OUT) -> AlkireFoster:
    equal = np.full(matrix.shape[1], 1 / matrix.shape[1])
    return alkire_foster(profiles_of(matrix), equal, cutoffs, missing)


def test_the_four_person_example_of_alkire_and_foster():
    found = measured(EXAMPLE, 0.25, 0.5, 0.75, 1.0)
    assert found.headcount[0] == pytest.approx([0.75, 0.5, 0.25, 0.25])
    assert found.intensity[0] == pytest.approx([7 / 12, 0.75, 1, 1])
    assert found.adjusted[0] == pytest.approx([0.4375, 0.375, 0.25, 0.25])
    assert found.uncensored[0] == pytest.approx([0.25, 0.75, 0.25, 0.5])
    assert found.censored[0, 1] == pytest.approx([0.25, 0.5, 0.25, 0.5])
    assert found.percent[0, 1] == pytest.approx([1 / 6, 1 / 3, 1 / 6, 1 / 3])
    assert found.absolute[0, 1].sum() == pytest.approx(0.375)
    assert (found.n.tolist(), found.missing.tolist(), found.population.tolist()) == ([4], [0], [4.0])


def test_cut_offs_may_come_in_any_order():
    assert measured(EXAMPLE, 1.0, 0.25, 0.5).adjusted[0] == pytest.approx([0.25, 0.4375, 0.375])


def test_a_score_that_is_the_cut_off_on_paper_is_poor():
    sixths = np.array([1 / 6, 1 / 6, *[1 / 18] * 12])
    matrix = np.zeros((3, 14), np.int8)
    matrix[0, :2] = 1  # 1/6 + 1/6 is less than 1/3 in a computer
    matrix[1, 2:8] = 1
    matrix[2, 2:7] = 1
    assert alkire_foster(profiles_of(matrix), sixths, [1 / 3]).headcount[0, 0] == pytest.approx(2 / 3)


def test_groups_stand_after_everybody_and_a_row_in_none_counts_in_the_total_only():
    found = alkire_foster(profiles_of(EXAMPLE, groups=np.array([0, 1, 1, -1]), count=2), QUARTERS, [0.5])
    assert found.headcount[:, 0].tolist() == pytest.approx([0.5, 0, 1])
    assert found.n.tolist() == [4, 1, 2]
    assert np.isnan(found.intensity[1, 0]) and np.isnan(found.percent[1, 0]).all()


def test_a_group_without_households_has_no_value_instead_of_zero():
    found = alkire_foster(profiles_of(EXAMPLE, groups=np.zeros(4, np.int64), count=2), QUARTERS, [0.5])
    assert np.isnan(found.headcount[2, 0]) and np.isnan(found.uncensored[2]).all() and found.n[2] == 0


def test_a_missing_answer_is_not_zero_unless_the_rule_says_so():
    matrix = EXAMPLE.copy()
    matrix[3, 0] = NOT_KNOWN
    left_out = measured(matrix, 0.5)
    assert (left_out.n[0], left_out.missing[0]) == (3, 1)
    assert left_out.headcount[0, 0] == pytest.approx(2 / 3)
    assert measured(matrix, 0.5, missing=MissingAnswers.NOT_DEPRIVED).headcount[0, 0] == 0.5
    assert measured(matrix, 0.5, missing=MissingAnswers.DEPRIVED).headcount[0, 0] == 0.75


@given(
    arrays(np.int8, (10, 5), elements=st.sampled_from([0, 0, 1, NOT_KNOWN])),
    arrays(np.int8, (10, 5), elements=st.integers(0, 1)),
)
def test_whatever_the_missing_answers_are_the_bounds_hold(matrix, answers):
    weights = np.array([0.3, 0.3, 0.2, 0.1, 0.1])
    truth = alkire_foster(profiles_of(np.where(matrix == NOT_KNOWN, answers, matrix)), weights, [0.2, 0.5])
    best, worst = bounds(profiles_of(matrix), weights, [0.2, 0.5])
    for field in ("headcount", "adjusted", "uncensored", "censored", "absolute"):
        low, value, high = (getattr(one, field) for one in (best, truth, worst))
        assert (low <= value + 1e-12).all() and (value <= high + 1e-12).all()


matrices = arrays(np.int8, (12, 6), elements=st.integers(0, 1))
people = arrays(np.float64, 12, elements=st.floats(0.1, 50))


@given(matrices, people, arrays(np.float64, 6, elements=st.floats(0.05, 1)), st.floats(0.05, 1))
def test_m0_is_h_times_a_and_contributions_sum_to_one(matrix, w, raw, cutoff: float):
    found = alkire_foster(profiles_of(matrix, w), raw / raw.sum(), [cutoff])
    assert found.absolute[0, 0].sum() == pytest.approx(found.adjusted[0, 0], abs=1e-12)
    if found.headcount[0, 0] > 0:
        assert found.headcount[0, 0] == pytest.approx(found.adjusted[0, 0] / found.intensity[0, 0])
        assert found.percent[0, 0].sum() == pytest.approx(1)
        assert found.intensity[0, 0] >= cutoff - 1e-8
    assert (found.censored[0, 0] <= found.uncensored[0] + 1e-12).all()


@given(matrices, people, st.lists(st.integers(0, 2), min_size=12, max_size=12))
def test_m0_of_all_is_the_mean_of_the_groups_by_their_people(matrix, w, groups):
    found = alkire_foster(profiles_of(matrix, w, np.array(groups), 3), np.full(6, 1 / 6), [0.3, 0.6])
    whole = np.nansum(found.adjusted[1:] * found.population[1:, None], axis=0) / found.population[0]
    assert found.adjusted[0] == pytest.approx(whole)


@given(matrices, people)
def test_repeating_every_row_changes_nothing(matrix, w):
    once = alkire_foster(profiles_of(matrix, w), np.full(6, 1 / 6), [0.5])
    twice = alkire_foster(profiles_of(np.tile(matrix, (2, 1)), np.tile(w, 2)), np.full(6, 1 / 6), [0.5])
    for field in ("headcount", "adjusted", "uncensored", "censored"):
        assert getattr(twice, field) == pytest.approx(getattr(once, field))
