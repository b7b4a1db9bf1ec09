"""One-step relief: who leaves poverty when one deprivation is mended, and what that costs."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dss_core.analysis.poverty.alkire_foster import alkire_foster
from dss_core.analysis.poverty.profiles import collapse
from dss_core.analysis.poverty.relief import Remedy, leavers, one_step_relief, remedies
from dss_core.catalog.definitions import Label, Standing
from dss_core.catalog.programmes import Programme

WEIGHTS = np.array([0.5, 0.3, 0.2])
MATRIX = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1], [1, 1, 1], [0, 0, 0], [1, -1, 0]], dtype=np.int8)
NAN = float("nan")


def test_who_leaves_by_hand():
    # k = 0.5: the second needs its first deprivation mended, the fourth (score 1) cannot leave by the last two alone.
    assert leavers(MATRIX, WEIGHTS, 0.5).tolist() == [
        [True, False, False],
        [True, False, False],
        [False, True, True],
        [False, False, False],
        [False, False, False],
        [True, False, False],
    ]


def test_a_missing_answer_that_could_keep_a_household_poor_keeps_it():
    matrix = np.array([[1, -1, -1]], dtype=np.int8)
    assert leavers(matrix, WEIGHTS, 0.5).tolist() == [[False, False, False]]
    assert leavers(matrix, np.array([0.7, 0.2, 0.1]), 0.5).tolist() == [[True, False, False]]


@given(arrays(np.int8, (8, 3), elements=st.integers(0, 1)), st.sampled_from([0.2, 0.5, 0.8]), st.integers(0, 2))
def test_mending_it_for_the_leavers_lowers_the_headcount_by_just_these(matrix, cutoff: float, indicator: int):
    leaves = leavers(matrix, WEIGHTS, cutoff)[:, indicator]
    mended = matrix.copy()
    mended[:, indicator] = 0
    counts = [
        alkire_foster(collapse(one, ("a", "b", "c"), np.ones(8)), WEIGHTS, [cutoff]).headcount[0, 0] * 8
        for one in (matrix, mended)
    ]
    assert counts[0] - counts[1] == pytest.approx(leaves.sum())


def relief(*offers: Remedy, groups: np.ndarray | None = None) -> pd.DataFrame:
    count = 0 if groups is None else 2
    return one_step_relief(MATRIX, ("a", "b", "c"), ("va", "vb", "vc"), WEIGHTS, 0.5, offers, groups, count)


def test_the_cheapest_programme_that_mends_it_is_costed_for_the_leavers_it_may_serve():
    dear = Remedy("dear", ("va",), np.full(6, 900.0))
    cheap = Remedy("cheap", ("va", "vx"), np.array([100.0, NAN, 5.0, 5.0, 5.0, 300.0]))
    found = relief(dear, cheap).set_index("indicator")
    assert found.loc["a", ["poor_deprived_count", "leaving_count", "reachable_count", "cost_baht"]].tolist() == [
        4,
        3,
        2,
        400.0,
    ]
    assert found.loc["a", "programme_id"] == "cheap"


def test_without_a_programme_there_is_no_cost_and_nobody_is_reached():
    found = relief(Remedy("other", ("vb",), np.full(6, NAN)))
    assert found["programme_id"].isna().all() and (found["reachable_count"] == 0).all()
    assert (found["cost_baht"] == 0).all()


def test_areas_sum_to_everybody_but_for_rows_in_none():
    found = relief(Remedy("cheap", ("va",), np.full(6, 10.0)), groups=np.array([0, 1, 1, 0, 0, -1]))
    mine = found[found["indicator"] == "a"]
    assert mine["leaving_count"].tolist() == [3, 1, 1]
    assert mine["cost_baht"].tolist() == [30.0, 10.0, 10.0]


def programme(name: str, **fields: object) -> Programme:
    words = Label(th=name, en=name)
    defaults: dict[str, object] = {
        "addresses": ("va",),
        "unit_cost_baht": 50.0,
        "served_unit": "household",
        "eligible_if": "",
        "purse": "office",
        "route": "help",
    }
    return Programme(
        id=name,
        label=words,
        source="by hand",
        source_on=date(2026, 1, 1),
        standing=Standing.PROPOSAL,
        more_is="better",
        unit=words,
        missing=words,
        amounts=(),
        unit_cost_note=words,
        eligibility_standing=Standing.PROPOSAL,
        **{**defaults, **fields},
    )


def test_a_programme_costs_each_household_by_its_units_if_it_is_eligible():
    frame = pd.DataFrame({"elderly": [2.0, 0.0, NAN, 1.0], "card": [1.0, 1.0, 1.0, 0.0]})
    found = remedies(
        frame,
        [
            programme("home"),
            programme("without_cost", unit_cost_baht=None),
            programme("allowance", served_unit="person", persons_variable="elderly", eligible_if="card = 1"),
        ],
    )
    assert [one.programme_id for one in found] == ["home", "allowance"]
    assert found[0].cost_baht.tolist() == [50.0] * 4
    assert np.array_equal(found[1].cost_baht, [100.0, NAN, NAN, NAN], equal_nan=True)
