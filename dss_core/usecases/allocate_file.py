"""The best plan for a file of pairs: what serving each household with each programme costs and brings.

Nothing of the file is kept, and nothing is read from the store.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.allocation.money import MOST_SATANG, SATANG, is_amount
from dss_core.analysis.allocation.problem import Limit, LimitKind
from dss_core.analysis.allocation.problem import Problem as AllocationProblem
from dss_core.analysis.allocation.solution import Method, Solution
from dss_core.analysis.allocation.solve import solve
from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.errors import BadInput
from dss_core.intake.any_table import Table, read_table
from dss_core.model.problems import Problem, Severity

NOISE = 1e-6  # of a satang: what a decimal number differs from its binary form
FIRST_ROW = 2  # of the data: row 1 holds the headings


@dataclass(frozen=True)
class AllocationQuery:
    """The choices: the budget in baht, the programmes a household may have, and how the plan is to be found."""

    budget_baht: float
    most: int = 1
    is_exact: bool = False
    seconds: float = 60.0


@dataclass(frozen=True, eq=False)
class FilePlan:
    """The plan: its figures, who gets what (household, programme), and what a reader must be told.

    undecided: pairs that a missing answer leaves open (not served); None where pairs are given outright.
    """

    solution: Solution
    spent_baht: float
    assigned: pd.DataFrame
    problems: list[Problem]
    undecided: pd.DataFrame | None = None


@dataclass(frozen=True, eq=False)
class Pairs:
    """A file of pairs, checked: names in order, and for each row its household, programme, satang and benefit."""

    households: list[str]
    programmes: list[str]
    household: Integers
    programme: Integers
    satang: Integers
    benefit: Floats
    limits: tuple[Limit, ...]
    problems: tuple[Problem, ...]


def allocate_pairs(pairs: tuple[bytes, str], programmes: tuple[bytes, str] | None, query: AllocationQuery) -> FilePlan:
    """The plan for files given as (bytes, name): pairs, and programmes with their purses and places.

    Without a file of programmes, those of the pairs have no purse and no end of places. Households stand in the order
    of their names; among plans of one worth, households that are alike are served in that order.
    ``BadFile`` when a file cannot be read; ``BadInput``: table_unknown_column, table_text_in_numbers, not_a_number,
    allocation_bad_budget, allocation_bad_most, allocation_missing_cell, allocation_negative_cost_row,
    allocation_repeated_pair, allocation_unknown_programme, allocation_repeated_programme, allocation_bad_purse,
    allocation_bad_places, allocation_places_not_whole, allocation_too_large, and as ``solve``.
    """
    if not is_amount(query.budget_baht):
        raise BadInput("allocation_bad_budget")
    found = read_pairs(pairs, programmes)
    shape = (len(found.programmes), len(found.households))
    benefits, satang = np.zeros(shape), np.zeros(shape, dtype=np.int64)
    allowed = np.zeros(shape, dtype=np.bool_)
    at = found.programme, found.household
    benefits[at], satang[at], allowed[at] = found.benefit, found.satang, True
    budget = Limit(LimitKind.BUDGET, at_most=whole_satang(query.budget_baht))
    problem = AllocationProblem(benefits, satang, allowed, (budget, *found.limits), query.most)
    solution = solve(problem, query.is_exact, query.seconds)
    household, programme = np.nonzero(solution.serves.T)
    assigned = pd.DataFrame(
        {
            "household": [found.households[number] for number in household],
            "programme": [found.programmes[number] for number in programme],
        }
    )
    return FilePlan(solution, solution.spent / SATANG, assigned, [*found.problems, *told_of(problem, solution)])


def read_pairs(pairs: tuple[bytes, str], programmes: tuple[bytes, str] | None) -> Pairs:
    """The pairs and the limits of their programmes, checked; errors as ``allocate_pairs``."""
    table = read_table(*pairs)
    household_names = _names(table, "household", pairs[1])
    programme_names = _names(table, "programme", pairs[1])
    cost, benefit = _filled(table, "cost_baht", pairs[1]), _filled(table, "benefit", pairs[1])
    if (cost < 0).any():
        row = int(np.argmax(cost < 0)) + FIRST_ROW
        raise BadInput("allocation_negative_cost_row", file=pairs[1], count=int((cost < 0).sum()), row=row)
    if cost.sum() * SATANG > MOST_SATANG:
        raise BadInput("allocation_too_large")
    household, households = pd.factorize(np.array(household_names, dtype=object), sort=True)
    known, limits, problems = _programmes(programmes)
    if programmes is None:
        known = sorted(set(programme_names))
    position = {name: number for number, name in enumerate(known)}
    programme = np.array([position.get(name, -1) for name in programme_names], dtype=np.int64)
    if (programme < 0).any():
        row = int(np.argmax(programme < 0))
        raise BadInput(
            "allocation_unknown_programme", programme=programme_names[row], row=row + FIRST_ROW, known=", ".join(known)
        )
    is_repeated = pd.DataFrame({"household": household, "programme": programme}).duplicated().to_numpy()
    if is_repeated.any():
        row = int(np.argmax(is_repeated)) + FIRST_ROW
        raise BadInput("allocation_repeated_pair", file=pairs[1], count=int(is_repeated.sum()), row=row)
    exact_satang = cost * SATANG
    satang = np.ceil(exact_satang - NOISE).astype(np.int64)
    if uneven := int((np.abs(exact_satang - np.round(exact_satang)) > NOISE).sum()):
        problems.append(warning("allocation_parts_of_satang", count=uneven))
    return Pairs(
        households=[str(name) for name in households],
        programmes=known,
        household=household.astype(np.int64),
        programme=programme,
        satang=satang,
        benefit=benefit,
        limits=limits,
        problems=(*table.problems, *problems),
    )


def _programmes(source: tuple[bytes, str] | None) -> tuple[list[str], tuple[Limit, ...], list[Problem]]:
    """The programmes of their file in its order, and their purses and places; an empty cell is no limit."""
    if source is None:
        return [], (), []
    table = read_table(*source)
    names = _names(table, "programme", source[1])
    if repeated := {name for name in names if names.count(name) > 1}:
        raise BadInput("allocation_repeated_programme", programme=min(repeated))
    limits: list[Limit] = []
    purses = table.numbers("purse_baht") if "purse_baht" in table.columns else np.full(len(names), np.nan)
    places = table.numbers("places") if "places" in table.columns else np.full(len(names), np.nan)
    for number, (name, purse, place) in enumerate(zip(names, purses.tolist(), places.tolist(), strict=True)):
        if not np.isnan(purse):
            if not is_amount(purse):
                raise BadInput("allocation_bad_purse", programme=name)
            limits.append(Limit(LimitKind.PURSE, at_most=whole_satang(purse), programmes=(number,)))
        if not np.isnan(place):
            if place < 0:
                raise BadInput("allocation_bad_places", programme=name)
            if not place.is_integer():
                raise BadInput("allocation_places_not_whole", programme=name)
            limits.append(Limit(LimitKind.PLACES, at_most=int(place), programmes=(number,)))
    return names, tuple(limits), list(table.problems)


def _names(table: Table, column: str, file: str) -> list[str]:
    """A column in which every row has a name."""
    texts = table.column(column).texts
    must_be_full(pd.isna(texts), column, file)
    return [str(text).strip() for text in texts]


def _filled(table: Table, column: str, file: str) -> Floats:
    """A column in which every row has a number."""
    found = table.column(column)
    is_empty = pd.isna(found.texts)
    must_be_full(is_empty, column, file)
    numbers = table.numbers(column)
    must_be_full(np.isnan(numbers), column, file)
    return numbers


def must_be_full(is_empty: Flags, column: str, file: str) -> None:
    """Nothing, or ``BadInput`` (allocation_missing_cell) with the first row that has no value."""
    if is_empty.any():
        row = int(np.argmax(is_empty)) + FIRST_ROW
        raise BadInput("allocation_missing_cell", file=file, column=column, count=int(is_empty.sum()), row=row)


def whole_satang(baht: float) -> int:
    """A sum that may be spent, in whole satang: never more than was given."""
    return int(np.floor(baht * SATANG + NOISE))


def told_of(problem: AllocationProblem, solution: Solution) -> Iterator[Problem]:
    """What a reader of the plan must be told."""
    useless = int((problem.allowed & (problem.benefits <= 0)).sum())
    if useless:
        yield warning("allocation_without_benefit", count=useless)
    if not solution.serves.any():
        yield warning("allocation_nobody_served")
    if solution.method is Method.EXACT_UNFINISHED:
        yield warning("allocation_unproven", gap=f"{100 * solution.gap:.3g}")


def warning(code: str, **params: object) -> Problem:
    """Something about the whole file that a reader must be told."""
    told = tuple((name, str(value)) for name, value in params.items())
    return Problem("", None, "", Severity.WARNING, code, "", told)
