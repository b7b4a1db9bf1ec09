"""The best plan for a file of households: rules, limits, lists and effects, by hand."""

import pytest

from dss_core.catalog.programme_file import read_programmes
from dss_core.catalog.programmes import Assumed
from dss_core.errors import BadInput
from dss_core.intake.any_table import read_table
from dss_core.usecases.allocate_file import AllocationQuery, FilePlan
from dss_core.usecases.allocate_households import HouseholdProblem, allocate_households, problem_of

HOUSEHOLDS = "id,area,old,roof,need,income\nb,n,1,1,5,10\na,n,2,1,3,30\nc,s,0,2,9,50\nd,s,,1,7,\n"
HEAD = 'household = "id"\narea = "area"\n'
HOUSE = '[[programmes]]\nid = "house"\ncost_baht = 100\neligible = "roof = 1"\nbenefit = "need"\n'
CARE = '[[programmes]]\nid = "care"\ncost_baht = 40\nper = "old"\neligible = "old >= 1"\nbenefit = 4\n'
JOB = (
    '[[programmes]]\nid = "job"\ncost_baht = 10\n[[programmes.effects]]\ncolumn = "income"\nline = 40\n'
    'lift = { low = 5, likely = 20, high = 30 }\nsource = "assumption"\n'
)


def plan(programmes: str, budget: float = 1000, most: int = 1, households: str = HOUSEHOLDS) -> FilePlan:
    query = AllocationQuery(budget, most)
    return allocate_households((households.encode(), "h.csv"), ((HEAD + programmes).encode(), "p.toml"), query)


def stated(programmes: str, most: int = 1, assumed: Assumed = Assumed.LIKELY) -> HouseholdProblem:
    definition = read_programmes(HEAD + programmes, "p.toml")
    return problem_of(read_table(HOUSEHOLDS.encode(), "h.csv"), "h.csv", definition, 1000, most, assumed)


def served(found: FilePlan) -> list[tuple[str, str]]:
    return list(zip(found.assigned["household"], found.assigned["programme"], strict=True))


def test_only_who_is_eligible_is_served_and_the_best_first():
    assert served(plan(HOUSE)) == [("a", "house"), ("b", "house"), ("d", "house")]
    assert served(plan(HOUSE, budget=200)) == [("b", "house"), ("d", "house")]


def test_a_missing_answer_is_not_served_and_is_listed():
    found = plan(CARE)
    assert served(found) == [("a", "care"), ("b", "care")]
    assert found.spent_baht == 120  # a unit for each of a's two and of b's one
    assert found.undecided is not None
    assert found.undecided.to_numpy().tolist() == [["d", "care"]]
    assert "allocation_undecided" in [problem.code for problem in found.problems]


def test_an_effect_lifts_to_the_line_and_no_further_and_an_unknown_gap_is_undecided():
    found = stated(JOB)
    assert found.households == ["a", "b", "c", "d"]
    assert found.problem.benefits[0].tolist() == [10, 20, 0, 0]
    assert found.undecided[0].tolist() == [False, False, False, True]
    assert stated(JOB, assumed=Assumed.LOW).problem.benefits[0].tolist() == [5, 5, 0, 0]
    assert stated(JOB, assumed=Assumed.HIGH).problem.benefits[0].tolist() == [10, 30, 0, 0]


def test_two_effects_on_one_column_are_not_added_twice():
    found = plan(JOB + JOB.replace('"job"', '"loan"'), most=2)
    assert found.solution.objective == 10 + 30  # a needs 10; b needs 30, and two lifts of 20 close it


def test_limits_by_area_and_purse_hold():
    assert served(plan(HOUSE.replace("benefit", 'places_by_area = { "n" = 1 }\nbenefit'))) == [
        ("b", "house"),
        ("d", "house"),
    ]
    assert served(plan(HOUSE.replace("benefit", "purse_baht = 100\nbenefit"))) == [("d", "house")]
    floors = '[[areas]]\nid = "n"\nat_least_baht = 100\n[[areas]]\nid = "s"\nat_most_baht = 50\n'
    assert served(plan(floors + HOUSE, budget=100)) == [("b", "house")]


def test_lists_and_coverage_come_before_benefit():
    assert served(plan('must_serve = "need = 3"\n' + HOUSE, budget=100)) == [("a", "house")]
    assert served(plan('must_not = "roof = 1 and old = 1"\n' + HOUSE, budget=200)) == [("a", "house")]
    neediest = 'neediest = "income"\nneediest_share = 0.3\nneediest_covered = 1\n'
    assert served(plan(neediest + HOUSE, budget=100)) == [("b", "house")]


def test_who_may_be_barred_is_undecided():
    found = plan('must_not = "old = 5"\n' + HOUSE)
    assert served(found) == [("a", "house"), ("b", "house")]
    assert found.undecided is not None and found.undecided["household"].tolist() == ["d"]


def test_exclusions_and_packages_hold_for_any_number_of_programmes():
    both = HOUSE + CARE + JOB
    excluding = both.replace('id = "care"', 'id = "care"\nexcludes = ["house"]')
    assert ("b", "care") not in served(plan(excluding, most=3))
    requiring = both.replace('id = "house"', 'id = "house"\nrequires = ["care"]')
    assert [pair for pair in served(plan(requiring, most=3)) if pair[1] == "house"] == [("a", "house"), ("b", "house")]


@pytest.mark.parametrize(
    ("programmes", "households", "code"),
    [
        (HOUSE, HOUSEHOLDS.replace("c,s", "b,s"), "allocation_repeated_name"),
        (HOUSE, HOUSEHOLDS.replace("c,s", ",s"), "allocation_missing_cell"),
        (HOUSE, HOUSEHOLDS.replace("c,s", "c,"), "allocation_missing_cell"),
        (CARE, HOUSEHOLDS.replace("a,n,2", "a,n,-2"), "allocation_bad_column_cost"),
        (HOUSE.replace("roof", "wall"), HOUSEHOLDS, "expression_unknown_name"),
        ('[[areas]]\nid = "x"\n' + HOUSE, HOUSEHOLDS, "allocation_unknown_area"),
        (HOUSE.replace("need", "area"), HOUSEHOLDS, "not_a_number"),
        (HOUSE, HOUSEHOLDS.replace("a,n,2,1", "a,n,2,x"), "table_text_in_numbers"),
    ],
)
def test_files_that_cannot_be_are_refused(programmes: str, households: str, code: str):
    with pytest.raises(BadInput, match=code):
        plan(programmes, households=households)


def test_other_bytes_and_budgets_are_refused():
    query = AllocationQuery(10)
    with pytest.raises(BadInput, match="allocation_not_text"):
        allocate_households((HOUSEHOLDS.encode(), "h.csv"), (b"\xff\xfe", "p.toml"), query)
    with pytest.raises(BadInput, match="allocation_bad_budget"):
        plan(HOUSE, budget=-1)


def test_households_without_a_name_are_numbered_by_their_rows():
    text = HOUSE.encode()
    found = allocate_households((HOUSEHOLDS.encode(), "h.csv"), (text, "p.toml"), AllocationQuery(100))
    assert served(found) == [("4", "house")]
