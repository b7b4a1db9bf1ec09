"""The best plan for a file of households and programmes that were written for it; nothing of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dss_core.analysis.allocation.effects import benefits_of, overlaps_of
from dss_core.analysis.allocation.money import SATANG, is_amount
from dss_core.analysis.allocation.problem import MOST_SATANG, Limit, LimitKind, Overlap, Problem
from dss_core.analysis.allocation.rules import Column, Verdict, judge
from dss_core.analysis.allocation.solve import solve
from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.catalog.expression import Rule
from dss_core.catalog.programme_file import FileProgramme, ProgrammeFile, read_programmes
from dss_core.catalog.programmes import Assumed
from dss_core.errors import BadInput
from dss_core.intake.any_table import Table, read_table
from dss_core.usecases.allocate_file import (
    NOISE,
    AllocationQuery,
    FilePlan,
    must_be_full,
    told_of,
    warning,
    whole_satang,
)


@dataclass(frozen=True, eq=False)
class HouseholdProblem:
    """The problem of a file. households: their names, sorted. undecided: programmes x households, pairs that a missing
    answer leaves open: they are not served.
    """

    problem: Problem
    households: list[str]
    programmes: list[str]
    undecided: Flags


def allocate_households(
    households: tuple[bytes, str], programmes: tuple[bytes, str], query: AllocationQuery
) -> FilePlan:
    """The plan for files given as (bytes, name): a table of households, and programmes (TOML, see ``programme_file``).

    ``BadFile``, ``BadCatalog`` when a file cannot be read; ``BadInput``: as ``problem_of`` and ``solve``,
    allocation_bad_budget.
    """
    if not is_amount(query.budget_baht):
        raise BadInput("allocation_bad_budget")
    definition = read_programmes(_text(programmes), programmes[1])
    table = read_table(*households)
    found = problem_of(table, households[1], definition, query.budget_baht, query.most)
    solution = solve(found.problem, query.is_exact, query.seconds)
    problems = [*table.problems, *told_of(found.problem, solution)]
    if count := int(found.undecided.sum()):
        problems.append(warning("allocation_undecided", count=count))
    return FilePlan(
        solution,
        solution.spent / SATANG,
        _pairs(found, solution.serves),
        problems,
        undecided=_pairs(found, found.undecided),
    )


def problem_of(
    table: Table,
    file: str,
    definition: ProgrammeFile,
    budget_baht: float,
    most: int,
    assumed: Assumed = Assumed.LIKELY,
) -> HouseholdProblem:
    """The problem that a table and a file of programmes state.

    ``BadInput``: allocation_missing_cell (a household without name, an area that is empty), allocation_repeated_name
    (file, column, count, row), table_unknown_column, not_a_number, table_text_in_numbers, allocation_bad_column_cost
    (programme, column), allocation_unknown_area (area), and as ``judge``.
    """
    names, order = _households(table, file, definition)
    reader = _Reader(table, order)
    allowed, undecided, satang = _cases(reader, definition)
    benefits, overlaps = _benefits(reader, definition, allowed, undecided, most, assumed)
    areas, limits = _limits(reader, file, definition, budget_baht)
    neediest, coverage = _neediest(reader, definition)
    must = reader.verdict(definition.rule(definition.must_serve), otherwise=False).holds
    pairs, requires = _pair_rules(definition, overlaps, len(order))
    problem = Problem(
        benefits=benefits,
        satang=satang,
        allowed=allowed,
        limits=(*limits, *coverage),
        most=most,
        areas=areas,
        neediest=neediest,
        must=must if must.any() else None,
        overlaps=pairs if most > 1 else (),
        requires=requires,
    )
    return HouseholdProblem(problem, names, [programme.id for programme in definition.programmes], undecided)


def _cases(reader: "_Reader", definition: ProgrammeFile) -> tuple[Flags, Flags, Integers]:
    """Programmes x households: who may have what, what a missing answer leaves open, and the cost in satang."""
    shape = (len(definition.programmes), reader.count)
    allowed, undecided = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    satang = np.zeros(shape, dtype=np.int64)
    barred = reader.verdict(definition.rule(definition.must_not), otherwise=False)
    for number, programme in enumerate(definition.programmes):
        verdict = reader.verdict(definition.rule(programme.eligible), otherwise=True)
        units = np.ones(reader.count) if programme.per is None else reader.numbers(programme.per)
        if (units < 0).any():
            raise BadInput("allocation_bad_column_cost", programme=programme.id, column=programme.per or "")
        costs = np.ceil(units * programme.cost_baht * SATANG - NOISE)
        if (np.nan_to_num(costs) > MOST_SATANG).any():
            raise BadInput("allocation_too_large")
        is_open = verdict.undecided | (verdict.holds & (np.isnan(costs) | barred.undecided))
        undecided[number] = is_open & ~barred.holds
        allowed[number] = verdict.holds & ~is_open & ~barred.holds & (units != 0)
        satang[number] = np.where(allowed[number], np.nan_to_num(costs), 0)
    return allowed, undecided, satang


def _pair_rules(
    definition: ProgrammeFile, overlaps: tuple[Overlap, ...], count: int
) -> tuple[tuple[Overlap, ...], tuple[tuple[int, int], ...]]:
    """What overlaps or excludes each other, and what requires what, by the places of the programmes."""
    position = {programme.id: number for number, programme in enumerate(definition.programmes)}
    banned, requires = set(), []
    for at, programme in enumerate(definition.programmes):
        banned |= {(min(at, position[other]), max(at, position[other])) for other in programme.excludes}
        requires += [(at, position[other]) for other in programme.requires]
    never = np.full(count, np.inf)
    excludes = [Overlap(first, second, never) for first, second in sorted(banned)]
    return (*(one for one in overlaps if (one.first, one.second) not in banned), *excludes), tuple(requires)


class _Reader:
    """The columns of a table, in the order of the households' names."""

    def __init__(self, table: Table, order: Integers) -> None:
        self._table, self._order, self.count = table, order, len(order)

    def numbers(self, name: str) -> Floats:
        return self._table.numbers(name)[self._order]

    def texts(self, name: str) -> npt.NDArray[np.object_]:
        return self._table.column(name).texts[self._order]

    def column(self, name: str) -> Column | None:
        if name not in self._table.columns:
            return None
        column = self._table.column(name)
        return self.texts(name) if column.numbers is None and not column.stray_count else self.numbers(name)

    def verdict(self, rule: Rule | None, otherwise: bool) -> Verdict:
        if rule is None:
            return Verdict(np.full(self.count, otherwise), np.zeros(self.count, dtype=np.bool_))
        return judge(rule, self.column, self.count)


def _households(table: Table, file: str, definition: ProgrammeFile) -> tuple[list[str], Integers]:
    """The names of the households, sorted, and the rows that they stand in."""
    if definition.household is None:
        return [str(number + 1) for number in range(table.row_count)], np.arange(table.row_count)
    texts = table.column(definition.household).texts
    must_be_full(pd.isna(texts), definition.household, file)
    is_repeated = pd.Series(texts).duplicated().to_numpy()
    if is_repeated.any():
        row = int(np.argmax(is_repeated)) + 2
        count = int(is_repeated.sum())
        raise BadInput("allocation_repeated_name", file=file, column=definition.household, count=count, row=row)
    order = np.argsort(texts.astype(str), kind="stable")
    return [str(texts[row]) for row in order], order


def _benefits(
    reader: _Reader, definition: ProgrammeFile, allowed: Flags, undecided: Flags, most: int, assumed: Assumed
) -> tuple[Floats, tuple[Overlap, ...]]:
    """What each pair brings; a pair whose benefit is not known becomes undecided."""
    benefits = np.zeros(allowed.shape)
    keys = list(
        dict.fromkeys((e.column, e.line, e.more_is, e.weight) for p in definition.programmes for e in p.effects)
    )
    gaps = np.zeros((len(keys), allowed.shape[1]))
    for at, (column, line, more_is, _) in enumerate(keys):
        values = reader.numbers(column)
        gaps[at] = np.maximum(line - values if more_is == "better" else values - line, 0.0)
    effects, weights = np.zeros((len(allowed), len(keys))), np.array([weight for *_, weight in keys], dtype=np.float64)
    for number, programme in enumerate(definition.programmes):
        for effect in programme.effects:
            effects[number, keys.index((effect.column, effect.line, effect.more_is, effect.weight))] += effect.lift_at(
                assumed
            )
        if programme.benefit is not None:
            benefits[number] = _plain_benefit(reader, programme)
    if keys:
        benefits += benefits_of(gaps, effects, weights)
    unknown = np.isnan(benefits) & allowed
    undecided |= unknown
    allowed &= ~unknown
    overlaps = overlaps_of(np.nan_to_num(gaps), effects, weights, allowed) if keys and most > 1 else ()
    return np.nan_to_num(benefits), overlaps


def _plain_benefit(reader: _Reader, programme: FileProgramme) -> Floats | float:
    if isinstance(programme.benefit, str):
        return reader.numbers(programme.benefit)
    return float(programme.benefit or 0.0)


def _limits(
    reader: _Reader, file: str, definition: ProgrammeFile, budget_baht: float
) -> tuple[Integers | None, list[Limit]]:
    limits = [Limit(LimitKind.BUDGET, at_most=whole_satang(budget_baht))]
    number_of: dict[str, int] = {}
    areas = None
    if definition.area is not None:
        texts = reader.texts(definition.area)
        must_be_full(pd.isna(texts), definition.area, file)
        code, known = pd.factorize(texts, sort=True)
        areas, number_of = code.astype(np.int64), {str(name): number for number, name in enumerate(known)}
    for at, programme in enumerate(definition.programmes):
        if programme.purse_baht is not None:
            limits.append(Limit(LimitKind.PURSE, at_most=whole_satang(programme.purse_baht), programmes=(at,)))
        if programme.places is not None:
            limits.append(Limit(LimitKind.PLACES, at_most=programme.places, programmes=(at,)))
        for area, most in programme.places_by_area.items():
            limits.append(Limit(LimitKind.PLACES, at_most=most, programmes=(at,), area=_known_area(number_of, area)))
    for limit in definition.areas:
        low = -whole_satang(-limit.at_least_baht)
        high = None if limit.at_most_baht is None else whole_satang(limit.at_most_baht)
        limits.append(Limit(LimitKind.AREA_SPENDING, low, high, area=_known_area(number_of, limit.id)))
    return areas, limits


def _known_area(number_of: dict[str, int], area: str) -> int:
    if area not in number_of:
        raise BadInput("allocation_unknown_area", area=area)
    return number_of[area]


def _neediest(reader: _Reader, definition: ProgrammeFile) -> tuple[Flags | None, list[Limit]]:
    """Who counts for coverage: the lowest of the column; and how many of them have to be served."""
    if definition.neediest is None or not definition.neediest_covered:
        return None, []
    values = reader.numbers(definition.neediest)
    count = int(np.ceil(definition.neediest_share * np.isfinite(values).sum()))
    neediest = np.zeros(len(values), dtype=np.bool_)
    neediest[np.argsort(values, kind="stable")[:count]] = True
    wanted = int(np.ceil(definition.neediest_covered * count - 1e-9))
    return neediest, [Limit(LimitKind.COVERAGE, at_least=wanted)]


def _pairs(found: HouseholdProblem, flags: Flags) -> pd.DataFrame:
    def rows() -> Iterator[tuple[str, str]]:
        for household, programme in zip(*np.nonzero(flags.T), strict=True):
            yield found.households[household], found.programmes[programme]

    return pd.DataFrame(list(rows()), columns=["household", "programme"])


def _text(source: tuple[bytes, str]) -> str:
    try:
        return source[0].decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput("allocation_not_text", file=source[1]) from error
