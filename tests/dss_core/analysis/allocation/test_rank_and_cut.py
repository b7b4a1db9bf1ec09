"""Rank and cut: by hand, against a plain walk, and what every plan has to keep."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.allocation.contract import Offer, Plan
from dss_core.analysis.allocation.rank_and_cut import allocate
from dss_core.errors import BadInput

IN_ORDER = np.arange(4)
NOBODY = np.zeros(4, dtype=bool)
EVERYBODY = np.ones(4, dtype=bool)


def offer(name: str = "house", cost: float = 100.0, places: int | None = None, **arrays: object) -> Offer:
    given_arrays = {"units": np.ones(4), "eligible": EVERYBODY, "undecided": NOBODY, **arrays}
    return Offer(name, cost, places=places, **{key: np.array(value) for key, value in given_arrays.items()})


def pairs(plan: Plan) -> list[tuple[int, str]]:
    return list(zip(plan.served["row"].tolist(), plan.served["programme_id"].tolist(), strict=True))


def test_the_neediest_are_served_first_until_the_money_ends():
    plan = allocate(np.array([2, 0, 3, 1]), [offer()], 250.0)
    assert pairs(plan) == [(2, "house"), (0, "house")]
    assert (plan.spent_baht, plan.left_baht, plan.need_baht, plan.need_left_baht) == (200.0, 50.0, 400.0, 200.0)
    assert plan.reasons.tolist() == ["served", "budget_ended", "served", "budget_ended"]
    assert plan.cut_rank == 3


def test_nobody_is_overtaken_by_a_cheaper_case_further_down():
    dear = offer("dear", 300.0, eligible=[True, True, False, False])
    cheap = offer("cheap", 10.0, eligible=[False, False, True, True])
    plan = allocate(IN_ORDER, [dear, cheap], 350.0)
    assert pairs(plan) == [(0, "dear")]
    assert plan.left_baht == 50.0 and plan.cut_rank == 2
    assert plan.reasons.tolist() == ["served", "budget_ended", "budget_ended", "budget_ended"]


def test_the_last_baht_can_be_spent():
    plan = allocate(IN_ORDER, [offer()], 400.0)
    assert plan.left_baht == 0.0 and plan.cut_rank is None
    assert set(plan.reasons) == {"served"}


def test_no_budget_serves_nobody():
    plan = allocate(IN_ORDER, [offer()], 0.0)
    assert len(plan.served) == 0 and plan.cut_rank == 1
    assert plan.need_left_baht == plan.need_baht == 400.0


def test_a_household_takes_the_offers_in_their_order_and_can_be_served_in_part():
    plan = allocate(IN_ORDER, [offer("first"), offer("second")], 350.0)
    assert pairs(plan) == [(0, "first"), (0, "second"), (1, "first")]
    assert plan.reasons.tolist() == ["served", "partly", "budget_ended", "budget_ended"]


def test_a_programme_out_of_places_is_closed_and_the_walk_goes_on():
    plan = allocate(IN_ORDER, [offer("few", places=1), offer("many", eligible=[True, True, False, True])], 1000.0)
    assert pairs(plan) == [(0, "few"), (0, "many"), (1, "many"), (3, "many")]
    assert plan.reasons.tolist() == ["served", "partly", "no_places", "partly"]
    assert plan.cut_rank is None


def test_who_has_the_most_a_household_may_have_takes_no_place_from_others():
    plan = allocate(IN_ORDER, [offer("first", places=2), offer("second", places=2)], 1000.0, most_per_household=1)
    assert pairs(plan) == [(0, "first"), (1, "first"), (2, "second"), (3, "second")]
    assert set(plan.reasons) == {"served"}


def test_units_multiply_the_cost_and_a_household_without_units_is_not_eligible():
    plan = allocate(IN_ORDER, [offer(cost=600.0, units=[2, 0, 1, np.nan])], 5000.0)
    assert plan.served[["row", "units", "cost_baht"]].to_numpy().tolist() == [[0, 2, 1200], [2, 1, 600]]
    assert plan.reasons.tolist() == ["served", "not_eligible", "served", "undecided"]


def test_the_undecided_are_not_served_and_are_counted():
    plan = allocate(IN_ORDER, [offer(undecided=[True, False, False, False])], 1000.0)
    assert 0 not in plan.served["row"].tolist()
    assert plan.reasons[0] == "undecided"
    assert plan.programmes["undecided_households"].tolist() == [1]
    assert plan.need_baht == 300.0


def test_the_table_of_programmes_by_hand():
    two = offer("two", 50.5, units=[3, 3, 3, 3], eligible=[False, True, True, True])
    table = allocate(IN_ORDER, [offer("one", places=2), two], 400.0).programmes.set_index("programme_id")
    assert table.loc["one"].tolist() == [4, 4, 0, 2, 2, 200.0, 200.0]
    assert table.loc["two"].tolist() == [3, 9, 0, 1, 3, 151.5, 303.0]


def test_money_is_exact_to_the_satang():
    # In floating baht, three times 0.10 is more than 0.30.
    plan = allocate(IN_ORDER, [offer(cost=0.1)], 0.3)
    assert len(plan.served) == 3 and plan.left_baht == 0.0


def test_what_costs_nothing_is_served_while_the_walk_lasts():
    plan = allocate(IN_ORDER, [offer(cost=0.0)], 0.0)
    assert len(plan.served) == 4 and plan.cut_rank is None


def test_no_offer_is_an_empty_plan():
    plan = allocate(IN_ORDER, [], 100.0)
    assert len(plan.served) == len(plan.programmes) == 0
    assert plan.left_baht == 100.0 and set(plan.reasons) == {"not_eligible"}


@pytest.mark.parametrize("budget", [-1.0, np.nan, np.inf, 1e30])
def test_a_budget_that_is_no_amount_is_refused(budget: float):
    with pytest.raises(BadInput, match="allocation_bad_budget"):
        allocate(IN_ORDER, [offer()], budget)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"cost": -1.0}, "allocation_bad_cost"),
        ({"cost": np.nan}, "allocation_bad_cost"),
        ({"places": -1}, "allocation_bad_places"),
        ({"units": [1, -1, 1, 1]}, "allocation_bad_units"),
        ({"units": [1, 1.5, 1, 1]}, "allocation_bad_units"),
    ],
)
def test_an_offer_with_a_wrong_number_is_refused_by_name(wrong: dict[str, object], code: str):
    with pytest.raises(BadInput) as caught:
        allocate(IN_ORDER, [offer(**wrong)], 100.0)
    assert (caught.value.code, caught.value.params) == (code, {"programme": "house"})


def test_a_programme_offered_twice_is_refused():
    with pytest.raises(BadInput, match="allocation_repeated_programme"):
        allocate(IN_ORDER, [offer(), offer()], 100.0)


def test_at_most_no_programme_at_all_is_refused():
    with pytest.raises(BadInput, match="allocation_bad_most"):
        allocate(IN_ORDER, [offer()], 100.0, most_per_household=0)


def test_sums_that_leave_exact_counting_are_refused():
    with pytest.raises(BadInput, match="allocation_too_large"):
        allocate(IN_ORDER, [offer(cost=4e16)], 100.0)


@pytest.mark.parametrize("order", [[0, 1, 2], [0, 1, 2, 2], [0, 1, 2, 4]])
def test_an_order_that_does_not_hold_every_row_once_is_a_bug(order: list[int]):
    with pytest.raises(ValueError, match=r"every row once|shape|broadcast"):
        allocate(np.array(order), [offer()], 100.0)


@st.composite
def problems(draw: st.DrawFn) -> tuple[np.ndarray, list[Offer], float, int | None]:
    size = draw(st.integers(1, 8))
    flags = st.lists(st.booleans(), min_size=size, max_size=size)
    units = st.lists(st.sampled_from([0, 1, 2, 5, np.nan]), min_size=size, max_size=size)
    offers = [
        Offer(
            f"p{number}",
            draw(st.sampled_from([0.0, 0.35, 100.0, 300.5])),
            np.array(draw(units), dtype=float),
            np.array(draw(flags), dtype=bool),
            np.array(draw(flags), dtype=bool),
            draw(st.sampled_from([None, 0, 1, 3])),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    order = np.array(draw(st.permutations(range(size))))
    return order, offers, draw(st.sampled_from([0.0, 0.7, 333.33, 1000.0, 1e6])), draw(st.sampled_from([None, 1, 2]))


def plain_walk(
    order: np.ndarray, offers: list[Offer], budget: float, most: int | None
) -> tuple[list[tuple[int, str]], int | None]:
    """The rule as one would walk it on paper: pairs served, and the place at which the money ended."""
    left, places, served = round(budget * 100), [one.places for one in offers], []
    for place, row in enumerate(order.tolist(), start=1):
        taken = 0
        for number, one in enumerate(offers):
            is_case = one.eligible[row] and not one.undecided[row] and one.units[row] > 0
            if not is_case or places[number] == 0 or taken == most:
                continue
            cost = round(one.unit_cost_baht * 100) * int(one.units[row])
            if cost > left:
                return served, place
            left, taken = left - cost, taken + 1
            places[number] = None if places[number] is None else places[number] - 1
            served.append((row, one.programme_id))
    return served, None


@given(problem=problems())
def test_the_plan_equals_a_plain_walk(problem: tuple[np.ndarray, list[Offer], float, int | None]):
    plan = allocate(*problem)
    served, cut_rank = plain_walk(*problem)
    assert pairs(plan) == served
    assert plan.cut_rank == cut_rank


@given(problem=problems())
def test_a_plan_keeps_its_limits_and_adds_up(problem: tuple[np.ndarray, list[Offer], float, int | None]):
    _, offers, budget, most = problem
    plan = allocate(*problem)
    satang = (plan.served["cost_baht"] * 100).round().sum()
    assert satang == round(plan.spent_baht * 100) <= round(budget * 100)
    assert plan.left_baht == pytest.approx(budget - plan.spent_baht, abs=0.005)
    assert plan.need_left_baht == pytest.approx(plan.need_baht - plan.spent_baht)
    assert plan.programmes["spent_baht"].sum() == pytest.approx(plan.spent_baht)
    assert plan.programmes["need_left_baht"].sum() == pytest.approx(plan.need_left_baht)
    for one, row in zip(offers, plan.programmes.to_dict("records"), strict=True):
        rows = plan.served.loc[plan.served["programme_id"] == one.programme_id, "row"].to_numpy()
        assert one.eligible[rows].all() and not one.undecided[rows].any()
        assert len(rows) == row["served_households"] and one.units[rows].sum() == row["served_units"]
        assert one.places is None or len(rows) <= one.places
    held = Counter(plan.served["row"].tolist())
    assert most is None or not held or max(held.values()) <= most
    assert {int(row) for row in np.flatnonzero(np.isin(plan.reasons, ["served", "partly"]))} == set(held)


@given(problem=problems(), more=st.sampled_from([0.35, 100.0, 5000.0]))
def test_more_money_never_takes_help_away(problem: tuple[np.ndarray, list[Offer], float, int | None], more: float):
    order, offers, budget, most = problem
    small, large = allocate(order, offers, budget, most), allocate(order, offers, budget + more, most)
    assert pairs(large)[: len(small.served)] == pairs(small)
    assert large.spent_baht >= small.spent_baht


@given(problem=problems())
def test_the_same_question_has_the_same_answer(problem: tuple[np.ndarray, list[Offer], float, int | None]):
    one, other = allocate(*problem), allocate(*problem)
    pd.testing.assert_frame_equal(one.served, other.served)
    assert one.reasons.tolist() == other.reasons.tolist()


@given(problem=problems())
def test_every_household_has_the_reason_that_the_plan_shows(
    problem: tuple[np.ndarray, list[Offer], float, int | None],
):
    order, offers, _, most = problem
    plan = allocate(*problem)
    reached = order[: plan.cut_rank - 1] if plan.cut_rank else order
    for row, reason in enumerate(plan.reasons.tolist()):
        cases = sum(bool(one.eligible[row] and not one.undecided[row] and one.units[row] > 0) for one in offers)
        count = (plan.served["row"] == row).sum()
        if reason == "served":
            assert 0 < count == min(cases, most or cases)
        elif reason == "partly":
            assert 0 < count < cases
        elif reason in ("budget_ended", "no_places"):
            assert count == 0 < cases and (row in reached) == (reason == "no_places")
        else:
            assert cases == 0
