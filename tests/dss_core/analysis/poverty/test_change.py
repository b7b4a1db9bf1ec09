"""Changes between rounds: who is in both makes the error smaller."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.poverty.alkire_foster import alkire_foster
from dss_core.analysis.poverty.change import Side, change, income_side, mpi_changes, mpi_pair, mpi_round, mpi_side
from dss_core.analysis.poverty.fgt import fgt
from dss_core.analysis.poverty.profiles import collapse
from dss_core.analysis.statistics.design import sample_of
from dss_core.catalog.specification import MissingAnswers

HALVES = np.array([0.5, 0.5])


def drawn(seed: int, count: int = 200) -> np.ndarray:
    return (np.random.default_rng(seed).uniform(size=(count, 2)) < 0.4).astype(np.int8)


def side(matrix: np.ndarray, units: np.ndarray, measure: str = "headcount", groups: np.ndarray | None = None) -> Side:
    sample = sample_of(pd.DataFrame(index=range(len(matrix))))
    profiles = collapse(matrix, ("a", "b"), sample.weights, groups, 2 if groups is not None else 0)
    result = alkire_foster(profiles, HALVES, [0.5])
    return mpi_side(profiles, result, sample, groups, units, measure)


def test_rounds_of_other_households_have_the_error_of_two_samples():
    first, second = drawn(1), drawn(2)
    found = change(side(first, np.arange(200)), side(second, np.arange(200, 400)))
    before, after = first.any(axis=1), second.any(axis=1)
    assert found.value[0] == pytest.approx(after.mean() - before.mean())
    wanted = np.sqrt((before.var() + after.var()) / 200 * 400 / 399)
    assert found.se[0] == pytest.approx(wanted)


def test_the_same_households_have_the_error_of_their_differences():
    first = drawn(1)
    second = first.copy()
    second[:20] = 0
    found = change(side(first, np.arange(200)), side(second, np.arange(200)))
    difference = second.any(axis=1).astype(float) - first.any(axis=1)
    assert found.value[0] == pytest.approx(difference.mean())
    assert found.se[0] == pytest.approx(difference.std(ddof=1) / np.sqrt(200))


def test_nothing_that_changed_is_a_change_of_zero_without_error():
    found = change(side(drawn(1), np.arange(200)), side(drawn(1), np.arange(200)))
    assert (found.value[0], found.se[0]) == (0, pytest.approx(0, abs=1e-12))


def test_names_of_households_link_the_rounds_in_any_order():
    first, order = drawn(1), np.random.default_rng(4).permutation(200)
    names = np.array([f"house {number}" for number in range(200)])
    found = change(side(first, names), side(first[order], names[order]))
    assert found.se[0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("measure", ["headcount", "intensity", "adjusted"])
def test_every_measure_by_group(measure: str):
    first, second, groups = drawn(1), drawn(2), np.arange(200) % 2
    found = change(side(first, np.arange(200), measure, groups), side(second, np.arange(200), measure, groups))
    alone = change(side(first[::2], np.arange(100), measure), side(second[::2], np.arange(100), measure))
    assert found.value[0] == pytest.approx(alone.value[0])
    # In the groups a household counts among the 200 sampled, alone among 100.
    assert found.se[0] == pytest.approx(alone.se[0] * np.sqrt(200 / 199 * 99 / 100))


def test_where_a_round_has_no_value_there_is_no_change():
    nobody = np.zeros((200, 2), np.int8)
    found = change(side(nobody, np.arange(200), "intensity"), side(drawn(2), np.arange(200), "intensity"))
    assert np.isnan(found.value[0]) and np.isnan(found.se[0])


def test_measures_of_incomes_change_in_the_same_way():
    x = np.exp(np.random.default_rng(6).normal(10, 0.8, 150))
    sample, zeros = sample_of(pd.DataFrame(index=range(150))), np.zeros(150, np.int64)

    def gap_of(incomes: np.ndarray) -> Side:
        return income_side(incomes, sample, zeros, 1, np.arange(150), lambda a, w: fgt(a, w, 20_000.0, 1))

    found = change(gap_of(x), gap_of(x * 1.2))
    gap = [np.where(v < 20_000, 1 - v / 20_000, 0) for v in (x, x * 1.2)]
    difference = gap[1] - gap[0]
    assert found.value[0] == pytest.approx(difference.mean())
    assert found.se[0] == pytest.approx(difference.std(ddof=1) / np.sqrt(150))


@pytest.mark.parametrize("is_grouped", [False, True])
def test_a_pair_that_is_matched_once_gives_the_same_changes_at_any_weights(is_grouped: bool):
    first, second, units = drawn(1), drawn(2), np.arange(200)
    groups = np.arange(200) % 2 if is_grouped else None
    sample = sample_of(pd.DataFrame(index=range(200)))
    profiles = [
        collapse(matrix, ("a", "b"), sample.weights, groups, 2 if is_grouped else 0) for matrix in (first, second)
    ]
    pair = mpi_pair(*(mpi_round(one, MissingAnswers.LEAVE_OUT, sample, groups, units) for one in profiles), is_grouped)
    for weights, cutoff in ((HALVES, 0.5), (np.array([0.8, 0.2]), 0.7)):
        results = [alkire_foster(one, weights, [cutoff]) for one in profiles]
        found = mpi_changes(pair, *results)
        for measure in ("headcount", "intensity", "adjusted"):
            sides = [
                mpi_side(one, result, sample, groups, units, measure)
                for one, result in zip(profiles, results, strict=True)
            ]
            wanted = change(*sides)
            assert found[measure].value.tolist() == pytest.approx(wanted.value.tolist())
            assert found[measure].se.tolist() == pytest.approx(wanted.se.tolist())
