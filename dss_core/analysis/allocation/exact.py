"""The best plan with proof: the problem as a 0-1 program, a column for each pair that could be served."""

import numpy as np
from scipy.sparse import csc_array

from dss_core.analysis.allocation.one_purse import FEW_STEPS, MOST_STEPS, only_purse, solve_by_table, step_count
from dss_core.analysis.allocation.problem import LimitKind, Problem
from dss_core.analysis.allocation.solution import Method, Solution, broken_rules, objective_of, solved
from dss_core.analysis.allocation.ties import in_order
from dss_core.analysis.allocation.zero_one import best_choice
from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.errors import BadInput

FIRST_SECONDS = 2.0  # of the search, where counting through would be more work than that


class Rows:
    """The rows of a 0-1 program as they are added: which columns, with which coefficient, between which ends."""

    def __init__(self) -> None:
        self.columns: list[Integers] = []
        self.rows: list[Integers] = []
        self.values: list[Floats] = []
        self.lower: list[float] = []
        self.upper: list[float] = []

    def add(self, columns: Integers, values: Floats, lower: float, upper: float) -> None:
        """One more row."""
        self.columns.append(columns)
        self.rows.append(np.full(len(columns), len(self.lower)))
        self.values.append(values)
        self.lower.append(lower)
        self.upper.append(upper)

    def add_many(self, columns: Integers, of_row: Integers, values: Floats, lower: Floats, upper: Floats) -> None:
        """Several rows at once; ``of_row`` numbers them from 0."""
        self.columns.append(columns)
        self.rows.append(of_row + len(self.lower))
        self.values.append(values)
        self.lower.extend(lower.tolist())
        self.upper.extend(upper.tolist())

    def table(self, column_count: int) -> csc_array:
        """All rows as one sparse table."""
        if not self.lower:
            return csc_array((0, column_count))
        parts = (np.concatenate(self.values), (np.concatenate(self.rows), np.concatenate(self.columns)))
        return csc_array(parts, shape=(len(self.lower), column_count))


def solve_exactly(problem: Problem, seconds: float, known: Flags | None = None) -> Solution:
    """The best plan, or the best found when the time ends (``Method.EXACT_UNFINISHED``, with the bound reached).

    known: a plan that is kept when nothing better is found in time. One sum of money is counted through where that is
    little work, or where a first search has not ended.
    ``BadInput``: allocation_impossible when no plan keeps the limits, allocation_no_plan (seconds) when the time ended
    before one was found.
    """
    money = only_purse(problem)
    steps = np.inf if money is None else step_count(problem, money)
    if money is not None and steps <= FEW_STEPS:
        return _proven(problem, solve_by_table(problem, money))
    found = _search(problem, min(seconds, FIRST_SECONDS) if steps <= MOST_STEPS else seconds, known)
    if found.method is Method.EXACT or money is None or steps > MOST_STEPS:
        return found
    return _proven(problem, solve_by_table(problem, money))


def _proven(problem: Problem, serves: Flags) -> Solution:
    return solved(problem, in_order(problem, serves), 0.0, Method.EXACT)


def _search(problem: Problem, seconds: float, known: Flags | None) -> Solution:
    programme, household = np.nonzero(_affordable(problem))
    order = np.lexsort((programme, household))
    programme, household = programme[order], household[order]
    rows, extra = _rows(problem, programme, household)
    values = np.concatenate([problem.benefits[programme, household].astype(np.float64), -extra])
    ends = np.array(rows.lower), np.array(rows.upper)
    choice = best_choice(values, rows.table(len(values)), *ends, seconds, len(programme))
    if not choice.is_possible:
        raise BadInput("allocation_impossible")
    serves = np.zeros(problem.benefits.shape, dtype=np.bool_)
    if choice.taken is not None:
        taken = choice.taken[: len(programme)]
        serves[programme[taken], household[taken]] = True
        if not any(broken_rules(problem, serves)):
            found = in_order(problem, serves)
            method = Method.EXACT if choice.is_proven else Method.EXACT_UNFINISHED
            if known is None or objective_of(problem, found) >= objective_of(problem, known):
                return solved(problem, found, choice.bound, method)
    # Nothing in time; or coefficients so far apart that a plan a satang over was let through: it is thrown away.
    nobody = np.zeros_like(serves)
    if known is None and any(broken_rules(problem, nobody)):
        raise BadInput("allocation_no_plan", seconds=f"{seconds:g}")
    return solved(problem, nobody if known is None else known, choice.bound, Method.EXACT_UNFINISHED)


def _affordable(problem: Problem) -> Flags:
    """The possible pairs that alone do not exceed a limit of money."""
    possible = problem.possible()
    for limit in problem.limits:
        if limit.counts_satang and limit.at_most is not None:
            programmes, households = problem.covers(limit)
            for programme in programmes:
                possible[programme, households] &= problem.satang[programme, households] <= limit.at_most
    return possible


def _rows(problem: Problem, programme: Integers, household: Integers) -> tuple[Rows, Floats]:
    """The rows, and the costs of the columns beside the pairs: who is counted as covered, and what overlaps."""
    rows = Rows()
    _add_households(rows, problem, household)
    extra: list[Floats] = []
    start = len(programme)
    at = np.full(problem.benefits.shape, -1, dtype=np.int64)
    at[programme, household] = np.arange(start)
    for limit in problem.limits:
        if limit.kind is LimitKind.COVERAGE:
            extra.append(_add_coverage(rows, problem, at, start + sum(map(len, extra)), limit.at_least))
    _add_limits(rows, problem, programme, household)
    for overlap in problem.overlaps:
        first, second = at[overlap.first], at[overlap.second]
        both = np.nonzero((first >= 0) & (second >= 0) & (overlap.lost != 0))[0]
        is_banned = np.isinf(overlap.lost[both])
        _add_pairs(rows, first[both[is_banned]], second[both[is_banned]], None)
        lost = both[~is_banned]
        columns = start + sum(map(len, extra)) + np.arange(len(lost))
        is_loss = overlap.lost[lost] > 0
        _add_pairs(rows, first[lost[is_loss]], second[lost[is_loss]], columns[is_loss])
        for one in (first, second):  # what two bring beyond their sum comes only with both of them
            _add_under(rows, columns[~is_loss], one[lost[~is_loss]])
        extra.append(overlap.lost[lost].astype(np.float64))
    for wanting, needed in problem.requires:
        has = np.nonzero(at[wanting] >= 0)[0]
        with_both = has[at[needed, has] >= 0]
        alone = has[at[needed, has] < 0]
        _add_under(rows, at[wanting, with_both], at[needed, with_both])
        count = len(alone)
        rows.add_many(at[wanting, alone], np.arange(count), np.ones(count), np.zeros(count), np.zeros(count))
    return rows, np.concatenate([np.zeros(0), *extra])


def _add_households(rows: Rows, problem: Problem, household: Integers) -> None:
    """At most so many programmes for each household, and at least one where it must be served."""
    count = np.bincount(household, minlength=problem.household_count)
    must = np.zeros(problem.household_count, dtype=np.bool_) if problem.must is None else problem.must
    needs_row = (count > problem.most) | must
    number = np.cumsum(needs_row) - 1
    inside = np.nonzero(needs_row[household])[0]
    lower = np.where(must[needs_row], 1.0, 0.0)
    upper = np.full(len(lower), float(problem.most))
    rows.add_many(inside, number[household[inside]], np.ones(len(inside)), lower, upper)


def _add_limits(rows: Rows, problem: Problem, programme: Integers, household: Integers) -> None:
    costs = problem.satang[programme, household].astype(np.int64)
    step = max(int(np.gcd.reduce(costs)), 1) if len(costs) else 1  # money in its largest common step: smaller numbers
    for limit in problem.limits:
        if limit.kind is LimitKind.COVERAGE:
            continue
        inside = np.ones(len(programme), dtype=np.bool_)
        if limit.programmes is not None:
            inside &= np.isin(programme, limit.programmes)
        if limit.area is not None and problem.areas is not None:
            inside &= problem.areas[household] == limit.area
        columns = np.nonzero(inside)[0]
        unit = step if limit.counts_satang else 1
        values = (costs[columns] // step).astype(np.float64) if limit.counts_satang else np.ones(len(columns))
        upper = np.inf if limit.at_most is None else float(limit.at_most // unit)
        rows.add(columns, values, float(-(-limit.at_least // unit)), upper)


def _add_coverage(rows: Rows, problem: Problem, at: Integers, start: int, at_least: int) -> Floats:
    """A column for each of the neediest: at most 1, at most its programmes; their sum reaches the floor."""
    neediest = np.zeros(problem.household_count, dtype=np.bool_) if problem.neediest is None else problem.neediest
    members = np.nonzero(neediest)[0]
    covered = start + np.arange(len(members))
    of_programme, of_member = np.nonzero(at[:, members] >= 0)
    columns = np.concatenate([covered, at[of_programme, members[of_member]]])
    of_row = np.concatenate([np.arange(len(members)), of_member])
    signs = np.concatenate([np.ones(len(members)), -np.ones(len(of_member))])
    rows.add_many(columns, of_row, signs, np.full(len(members), -np.inf), np.zeros(len(members)))
    rows.add(covered, np.ones(len(members)), float(at_least), np.inf)
    return np.zeros(len(members))


def _add_pairs(rows: Rows, first: Integers, second: Integers, third: Integers | None) -> None:
    """At most one of two columns; with a third, both are allowed if that one is paid for."""
    count = len(first)
    columns, signs = [first, second], [np.ones(count), np.ones(count)]
    if third is not None:
        columns.append(third)
        signs.append(-np.ones(count))
    of_row = np.tile(np.arange(count), len(columns))
    ends = np.full(count, -np.inf), np.ones(count)
    rows.add_many(np.concatenate(columns), of_row, np.concatenate(signs), *ends)


def _add_under(rows: Rows, lesser: Integers, greater: Integers) -> None:
    """One column is never above another."""
    count = len(lesser)
    of_row = np.tile(np.arange(count), 2)
    signs = np.repeat([1.0, -1.0], count)
    rows.add_many(np.concatenate([lesser, greater]), of_row, signs, np.full(count, -np.inf), np.zeros(count))
