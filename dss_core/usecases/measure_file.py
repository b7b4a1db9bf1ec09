"""Poverty measures of a researcher's own file; nothing of it is kept, and nothing is read from the store.

Records have the same form for both verbs: measure, k, line, group ({} is everybody), indicator, value, se, ci_low,
ci_high, n, missing, bound_low, bound_high, note. What does not apply or has no value is None, and ``note`` says why.
All measures between 0 and 1 are shares, the percentage contributions too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Integers
from dss_core.analysis.poverty.deprivations import deprivation_matrix
from dss_core.analysis.poverty.incomes import measure_incomes
from dss_core.analysis.poverty.mpi_table import mpi_table
from dss_core.analysis.poverty.profiles import Deprivations, aligned, collapse
from dss_core.analysis.statistics.design import LonelyRule, Sample, SurveyDesign, sample_of
from dss_core.analysis.statistics.groups import group_rows
from dss_core.catalog.specification import Specification
from dss_core.intake.any_table import Table, read_table
from dss_core.model.problems import Problem, Severity

Group = dict[str, str]
Record = dict[str, object]
FRONT = ("specification", "measure", "k", "line", "group", "indicator")


@dataclass(frozen=True)
class FileQuery:
    """How the rows are grouped and were sampled; all but ``lonely`` are names of columns.

    by: everybody, the groups of each column alone, and of all columns together; a row that lacks a key counts in the
    others. clusters, fpc: one for each stage.
    """

    by: tuple[str, ...] = ()
    weight: str | None = None
    strata: str | None = None
    clusters: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    lonely: LonelyRule = LonelyRule.CENTERED


@dataclass(frozen=True, eq=False)
class FileMeasures:
    """The records, everybody before the groups of each grouping; and what a reader must be told."""

    records: list[Record]
    problems: list[Problem]


@dataclass(frozen=True, eq=False)
class _Grouping:
    """The groups of one grouping: each row's (-1: none), and their names."""

    of_row: Integers
    names: list[Group]


def measure_mpi(
    data: bytes, file_name: str, specifications: Mapping[str, Specification], query: FileQuery
) -> FileMeasures:
    """Alkire-Foster measures of a file under one or more specifications (by name, told in ``specification``).

    ``BadFile``; ``BadInput``: table_unknown_column, table_text_in_numbers, not_a_number, poverty_not_zero_one, and
    those of ``sample_of`` (negative, missing or all zero weights among them).
    """
    table = read_table(data, file_name)
    sample, groupings = _sample(table, query), _groupings(table, query.by)
    records: list[Record] = []
    for name, specification in specifications.items():
        matrix = _matrix(table, specification)
        for at, grouping in enumerate(groupings):
            measured = _mpi(matrix, specification, sample, grouping)
            records += _records(measured.assign(specification=name, line=np.nan), grouping, is_first=not at)
    return FileMeasures(records, list(_problems(table, query, sample)))


def measure_poverty(
    data: bytes, file_name: str, income: str, lines: Sequence[float], epsilon: float, query: FileQuery
) -> FileMeasures:
    """FGT0-2, Watts, SST at each line, then Gini, Theil, Atkinson (``epsilon``) and S80/S20, of a column of incomes.

    Below the line is poor, at the line is not. ``BadFile``; ``BadInput``: table_unknown_column, table_text_in_numbers,
    not_a_number, poverty_bad_line, poverty_bad_epsilon, and those of ``sample_of``.
    """
    table = read_table(data, file_name)
    sample, incomes = _sample(table, query), table.numbers(income)
    records: list[Record] = []
    for at, grouping in enumerate(_groupings(table, query.by)):
        measured = measure_incomes(incomes, sample, grouping.of_row, len(grouping.names), lines, epsilon)
        epsilons = np.where(measured["measure"] == "atkinson", epsilon, np.nan)
        whole = measured.assign(k=np.nan, indicator=None, epsilon=epsilons)
        records += _records(whole, grouping, is_first=not at)
    return FileMeasures(records, list(_problems(table, query, sample)))


def _matrix(table: Table, specification: Specification) -> Deprivations:
    rules = {indicator: specification.rule_of(indicator) for indicator in specification.indicators}
    variables = dict.fromkeys(indicator if rule is None else rule.variable for indicator, rule in rules.items())
    frame = pd.DataFrame({name: table.numbers(name) for name in variables}, index=range(table.row_count))
    return deprivation_matrix(frame, specification)


def _mpi(matrix: Deprivations, specification: Specification, sample: Sample, grouping: _Grouping) -> pd.DataFrame:
    indicators, of_row = specification.indicators, grouping.of_row
    profiles = collapse(matrix, indicators, sample.weights, of_row, len(grouping.names))
    weights = aligned(specification.weights, indicators)
    return mpi_table(profiles, weights, np.array(specification.k), specification.missing, sample, of_row)


def _sample(table: Table, query: FileQuery) -> Sample:
    columns: dict[str, object] = {
        name: table.column(name).texts for name in (query.strata, *query.clusters) if name is not None
    }
    columns |= {name: table.numbers(name) for name in (query.weight, *query.fpc) if name is not None}
    frame = pd.DataFrame(columns, index=range(table.row_count))
    return sample_of(frame, SurveyDesign(query.weight, query.strata, query.clusters, query.fpc, lonely=query.lonely))


def _groupings(table: Table, by: tuple[str, ...]) -> list[_Grouping]:
    """Each column alone, then all together; one grouping without groups when there is nothing to group by."""
    found = []
    for columns in (*((name,) for name in by), *([by] if len(by) != 1 else [])):
        keys = pd.DataFrame({name: table.column(name).texts for name in columns}, index=range(table.row_count))
        groups = group_rows(keys, columns)
        names = [{name: str(inside[at]) for name, inside in groups.keys.items()} for at in range(groups.count)]
        found.append(_Grouping(groups.of_row, names))
    return found


def _records(table: pd.DataFrame, grouping: _Grouping, is_first: bool) -> list[Record]:
    """The rows of a table as records, None for what is not known; everybody is told by the first grouping only."""
    names: list[Group] = [{}, *grouping.names]
    told = table if is_first else table[table["group"] > 0]
    named = told.assign(group=[names[number] for number in told["group"]])
    front = [name for name in FRONT if name in named.columns]
    finite = named[[*front, *(name for name in named.columns if name not in front)]].replace([np.inf, -np.inf], np.nan)
    plain = finite.astype(object).where(finite.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _problems(table: Table, query: FileQuery, sample: Sample) -> Iterator[Problem]:
    """What a reader of the figures must be told of the file and of the design."""
    yield from table.problems
    if sample.is_simple:
        yield _warning("describe_simple_sample")
    if sample.lonely_count:
        count, rule = sample.lonely_count, sample.lonely.value
        yield _warning("describe_lonely_strata", query.strata or "", count=count, rule=rule)
    if not sample.weights.all():
        yield _warning("describe_weight_zero", query.weight or "", count=int((sample.weights == 0).sum()))
    for name in query.by:
        lacking = int(pd.isna(table.column(name).texts).sum())
        if lacking:
            yield _warning("describe_without_group", name, count=lacking)


def _warning(code: str, column: str = "", **params: object) -> Problem:
    told = tuple((name, str(value)) for name, value in params.items())
    return Problem("", None, column, Severity.WARNING, code, "", told)
