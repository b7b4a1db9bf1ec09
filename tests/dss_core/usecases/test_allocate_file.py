"""The best plan for files of pairs and programmes: what is read, what is refused, what is told."""

import pytest

from dss_core.errors import BadInput
from dss_core.usecases.allocate_file import AllocationQuery, FilePlan, allocate_pairs

PAIRS = "household,programme,cost_baht,benefit\nh1,a,100,5\nh1,b,50,4\nh2,a,100,6\nh2,b,60,2\n"
PROGRAMMES = "programme,purse_baht,places\na,100,\nb,,1\n"


def plan(pairs: str = PAIRS, programmes: str | None = PROGRAMMES, budget: float = 160, most: int = 1) -> FilePlan:
    purses = None if programmes is None else (programmes.encode(), "programmes.csv")
    return allocate_pairs((pairs.encode(), "pairs.csv"), purses, AllocationQuery(budget, most))


def served(found: FilePlan) -> list[tuple[str, str]]:
    return list(zip(found.assigned["household"], found.assigned["programme"], strict=True))


def codes(found: FilePlan) -> list[str]:
    return [problem.code for problem in found.problems]


def test_the_best_plan_of_a_file():
    found = plan()
    assert served(found) == [("h1", "b"), ("h2", "a")]
    assert (found.solution.objective, found.solution.bound, found.solution.gap) == (10, 10, 0)
    assert found.spent_baht == 150 and found.solution.method == "exact"
    assert codes(found) == []


def test_purses_and_places_hold_and_an_empty_cell_is_no_limit():
    assert served(plan(budget=1000)) == [("h1", "b"), ("h2", "a")]
    assert served(plan(budget=1000, programmes="programme\na\nb\n")) == [("h1", "a"), ("h2", "a")]
    assert served(plan(budget=1000, programmes=None, most=2)) == [("h1", "a"), ("h1", "b"), ("h2", "a"), ("h2", "b")]
    assert served(plan(programmes="programme,places\na,0\nb,0\n")) == []


def test_the_order_of_the_rows_changes_nothing():
    head, *rows = PAIRS.splitlines()
    assert served(plan("\n".join([head, *rows[::-1]]))) == served(plan())


def test_households_that_are_alike_are_served_in_the_order_of_their_names():
    rows = "household,programme,cost_baht,benefit\nc,a,10,1\na,a,10,1\nb,a,10,1\n"
    assert served(plan(rows, None, 20)) == [("a", "a"), ("b", "a")]


def test_a_pair_without_benefit_is_never_served_and_it_is_said():
    found = plan("household,programme,cost_baht,benefit\nh1,a,0,0\nh2,a,0,-3\nh3,a,0,1\n", None)
    assert served(found) == [("h3", "a")] and codes(found) == ["allocation_without_benefit"]


@pytest.mark.parametrize("budget", [0, 49.99])
def test_nothing_affordable_is_a_result_and_it_is_said(budget: float):
    found = plan(budget=budget)
    assert served(found) == [] and found.solution.objective == found.solution.bound == found.spent_baht == 0
    assert codes(found) == ["allocation_nobody_served"]


def test_money_is_counted_in_satang_and_the_budget_is_never_exceeded():
    rows = "household,programme,cost_baht,benefit\n" + "".join(f"h{n},a,0.1,1\n" for n in range(20))
    assert len(plan(rows, None, 1).assigned) == 10 and plan(rows, None, 1).spent_baht == 1
    parts = plan("household,programme,cost_baht,benefit\nh1,a,1.004,1\nh2,a,1.004,1\n", None, 2.01)
    assert served(parts) == [("h1", "a")] and codes(parts) == ["allocation_parts_of_satang"]


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        (PAIRS.replace("h1,a,100", "h1,a,-1"), "allocation_negative_cost_row"),
        (PAIRS.replace("60,2", "60,"), "allocation_missing_cell"),
        (PAIRS.replace("h2,b", ",b"), "allocation_missing_cell"),
        (PAIRS.replace("h2,b", "h2,c"), "allocation_unknown_programme"),
        (PAIRS.replace("h2,b", "h2,a"), "allocation_repeated_pair"),
        (PAIRS.replace("60,2", "60,two"), "table_text_in_numbers"),
        (PAIRS.replace("benefit", "worth"), "table_unknown_column"),
        (PAIRS.replace("h1,a,100", "h1,a,1e300"), "allocation_too_large"),
    ],
)
def test_pairs_that_cannot_be_are_refused_with_their_place(pairs: str, code: str):
    with pytest.raises(BadInput, match=code):
        plan(pairs)


@pytest.mark.parametrize(
    ("programmes", "code"),
    [
        ("programme,purse_baht\na,-1\nb,\n", "allocation_bad_purse"),
        ("programme,places\na,-1\nb,\n", "allocation_bad_places"),
        ("programme,places\na,1.5\nb,\n", "allocation_places_not_whole"),
        ("programme,places\na,1\na,2\n", "allocation_repeated_programme"),
        ("programme,places\na,many\nb,2\n", "table_text_in_numbers"),
    ],
)
def test_programmes_that_cannot_be_are_refused(programmes: str, code: str):
    with pytest.raises(BadInput, match=code):
        plan(programmes=programmes)


@pytest.mark.parametrize(("budget", "most", "code"), [(-1, 1, "allocation_bad_budget"), (1, 0, "allocation_bad_most")])
def test_choices_that_cannot_be_are_refused(budget: float, most: int, code: str):
    with pytest.raises(BadInput, match=code):
        plan(budget=budget, most=most)


def test_a_place_in_the_file_is_told_and_no_household():
    with pytest.raises(BadInput) as told:
        plan(PAIRS.replace("60,2", "60,"))
    assert told.value.params == {"file": "pairs.csv", "column": "benefit", "count": 1, "row": 5}
