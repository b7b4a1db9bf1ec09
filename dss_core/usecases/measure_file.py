"""Poverty measures of a researcher's own file; nothing of it is kept, and nothing is read from the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.poverty.deprivations import deprivation_matrix
from dss_core.analysis.poverty.incomes import measure_incomes
from dss_core.analysis.poverty.mpi_table import mpi_table
from dss_core.analysis.poverty.profiles import Deprivations, aligned, collapse
from dss_core.analysis.statistics.design import Sample
from dss_core.catalog.specification import Specification
from dss_core.intake.any_table import Table, read_table
from dss_core.model.problems import Problem
from dss_core.usecases.file_design import FileDesign, design_problems, file_groupings, file_sample
from dss_core.usecases.groupings import Grouping
from dss_core.usecases.poverty_records import Record, income_records, mpi_records


@dataclass(frozen=True, eq=False)
class FileMeasures:
    """The records, everybody before the groups of each grouping; and what a reader must be told."""

    records: list[Record]
    problems: list[Problem]


def mpi_of_file(
    data: bytes, file_name: str, specifications: Mapping[str, Specification], design: FileDesign
) -> FileMeasures:
    """Alkire-Foster measures of a file under one or more specifications (by name, told in ``specification``).

    ``BadFile``; ``BadInput``: table_unknown_column, table_text_in_numbers, not_a_number, poverty_not_zero_one, and
    those of ``sample_of`` (negative, missing or all zero weights among them).
    """
    table = read_table(data, file_name)
    sample, groupings = file_sample(table, design), list(file_groupings(table, design.by))
    records: list[Record] = []
    for name, specification in specifications.items():
        matrix = _matrix(table, specification)
        for at, grouping in enumerate(groupings):
            measured = _mpi(matrix, specification, sample, grouping)
            records += mpi_records(measured, name, grouping.names, is_first=not at)
    return FileMeasures(records, [*table.problems, *design_problems(table, design, sample)])


def poverty_of_file(
    data: bytes, file_name: str, income: str, lines: Sequence[float], epsilon: float, design: FileDesign
) -> FileMeasures:
    """FGT0-2, Watts, SST at each line, then Gini, Theil, Atkinson (``epsilon``) and S80/S20, of a column of incomes.

    Below the line is poor, at the line is not. ``BadFile``; ``BadInput``: table_unknown_column, table_text_in_numbers,
    not_a_number, poverty_bad_line, poverty_bad_epsilon, and those of ``sample_of``.
    """
    table = read_table(data, file_name)
    sample, incomes = file_sample(table, design), table.numbers(income)
    records: list[Record] = []
    for at, grouping in enumerate(file_groupings(table, design.by)):
        measured = measure_incomes(incomes, sample, grouping.of_row, len(grouping.names), lines, epsilon)
        records += income_records(measured, epsilon, grouping.names, is_first=not at)
    return FileMeasures(records, [*table.problems, *design_problems(table, design, sample)])


def _matrix(table: Table, specification: Specification) -> Deprivations:
    rules = {indicator: specification.rule_of(indicator) for indicator in specification.indicators}
    variables = dict.fromkeys(indicator if rule is None else rule.variable for indicator, rule in rules.items())
    frame = pd.DataFrame({name: table.numbers(name) for name in variables}, index=range(table.row_count))
    return deprivation_matrix(frame, specification)


def _mpi(matrix: Deprivations, specification: Specification, sample: Sample, grouping: Grouping) -> pd.DataFrame:
    indicators, of_row = specification.indicators, grouping.of_row
    profiles = collapse(matrix, indicators, sample.weights, of_row, len(grouping.names))
    weights = aligned(specification.weights, indicators)
    return mpi_table(profiles, weights, np.array(specification.k), specification.missing, sample, of_row)
