"""Descriptive statistics of a researcher's own file; nothing of it is kept, and nothing is read from the store."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.intervals import LEVEL
from dss_core.analysis.statistics.summary import LevelSummary, NumberSummary, summarise_levels, summarise_number
from dss_core.analysis.statistics.variance import Domains, domains_of
from dss_core.errors import BadInput
from dss_core.intake.any_table import Table, read_table
from dss_core.intake.table_columns import TableColumn, canonical
from dss_core.model.problems import Problem
from dss_core.usecases.file_design import FileDesign, design_problems, file_groupings, file_sample, remark
from dss_core.usecases.groupings import Group

MOST_CODES = 20  # a number with at most so many different whole values is counted by value as well
WHOLE_ENDING = re.compile(r"\.0+$")
MOST_LEVELS = 500  # more than that is a list of names or numbers, not a category


@dataclass(frozen=True)
class FileQuery:
    """What to describe (names of columns), by what, and how the rows were sampled.

    categories: numbers that are codes, to be counted only. most_codes: see ``MOST_CODES``; 0 counts no number by value.
    level: of the confidence intervals.
    """

    values: tuple[str, ...]
    design: FileDesign = field(default_factory=FileDesign)
    categories: tuple[str, ...] = ()
    most_codes: int = MOST_CODES
    level: float = LEVEL


@dataclass(frozen=True)
class FileRecord:
    """One value in one group ({} is all rows), and of one level if it is a category; None where there is nothing.

    A level has percent, count (answers), total (what they stand for) and se, ci_low, ci_high of the percentage.
    A number has the others; se, ci_low and ci_high are of its mean, sd is of the n - 1 kind.
    """

    value: str
    group: Group
    level: str | None
    weighted: bool
    n: int
    missing: int
    mean: float | None = None
    sd: float | None = None
    se: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    min: float | None = None
    max: float | None = None
    total: float | None = None
    se_total: float | None = None
    percent: float | None = None
    count: int | None = None


@dataclass(frozen=True, eq=False)
class FileDescription:
    """The records, value by value and group by group, the total first; and what a reader must be told."""

    records: list[FileRecord]
    problems: list[Problem]


@dataclass(frozen=True, eq=False)
class _Grouping:
    """Groups of one grouping, with their domains in the sample."""

    names: list[Group]
    domains: Domains


def describe_file(data: bytes, file_name: str, query: FileQuery) -> FileDescription:
    """The statistics of some columns of a table, with the design's standard errors where one is given.

    ``BadFile`` when the file cannot be read; ``BadInput``: describe_no_value, describe_level, table_unknown_column,
    table_text_in_numbers (column, count), not_a_number (variable), describe_many_levels (column, count, most), and the
    errors of ``sample_of``.
    """
    if not query.values:
        raise BadInput("describe_no_value")
    if not 0 < query.level < 1:
        raise BadInput("describe_level", level=query.level)
    table = read_table(data, file_name)
    sample = file_sample(table, query.design)
    groupings = list(_groupings(table, sample, query.design.by))
    records: list[FileRecord] = []
    for name in dict.fromkeys(query.values):
        records += _describe(table, name, query, sample, groupings)
    return FileDescription(records, [*table.problems, *_problems(table, query, sample, records)])


def _groupings(table: Table, sample: Sample, by: tuple[str, ...]) -> Iterator[_Grouping]:
    yield _Grouping([{}], domains_of(sample))
    for grouping in file_groupings(table, by) if by else ():
        yield _Grouping(grouping.names, domains_of(sample, grouping.of_row, len(grouping.names)))


def _describe(
    table: Table, name: str, query: FileQuery, sample: Sample, groupings: list[_Grouping]
) -> Iterator[FileRecord]:
    column = table.column(name)
    is_category = name in query.categories or (column.is_category and not column.stray_count)
    numbers = None if is_category else table.numbers(name)
    is_counted = numbers is None or _are_codes(numbers, query.most_codes)
    levels, code = _levels(column) if is_counted else ([], None)
    if len(levels) > MOST_LEVELS:
        raise BadInput("describe_many_levels", column=name, count=len(levels), most=MOST_LEVELS)
    for grouping in groupings:
        if numbers is not None:
            summary = summarise_number(sample, grouping.domains, numbers, query.level)
            yield from _number_records(name, summary, grouping.names, sample.is_weighted)
        if code is not None:
            shares = summarise_levels(sample, grouping.domains, code, len(levels), query.level)
            yield from _level_records(name, shares, levels, grouping.names, sample.is_weighted)


def _are_codes(numbers: Floats, most: int) -> bool:
    """Whether a number takes so few whole values that it is worth counting each: a rating, a yes or no, a size."""
    distinct = np.unique(numbers[~np.isnan(numbers)])
    return 0 < len(distinct) <= most and bool((distinct == np.floor(distinct)).all())


def _levels(column: TableColumn) -> tuple[list[str], Integers]:
    """The levels of a column in order, numbers by size and words by spelling, and each row's level (-1: missing)."""
    if column.numbers is None:
        code, words = pd.factorize(column.texts, sort=True)
        return [str(word) for word in words], code.astype(np.int64)
    code, numbers = pd.factorize(column.numbers, sort=True)
    first = pd.Series(column.texts).groupby(code).first()
    is_spelt_once = pd.Series(column.texts).nunique() == len(numbers)
    names = [
        WHOLE_ENDING.sub("", str(first[at])) if is_spelt_once else canonical(float(number))
        for at, number in enumerate(numbers)
    ]
    return names, code.astype(np.int64)


def _number_records(value: str, summary: NumberSummary, groups: list[Group], weighted: bool) -> Iterator[FileRecord]:
    parts = {name: _known(part) for name, part in vars(summary).items() if name not in ("n", "missing")}
    for at, group in enumerate(groups):
        statistics = {name: part[at] for name, part in parts.items()}
        n, missing = int(summary.n[at]), int(summary.missing[at])
        yield FileRecord(value, group, None, weighted, n, missing, count=None, **statistics)


def _level_records(
    value: str, summary: LevelSummary, levels: list[str], groups: list[Group], weighted: bool
) -> Iterator[FileRecord]:
    names = ("percent", "se", "ci_low", "ci_high", "total", "se_total")
    parts = {name: [_known(of_group) for of_group in getattr(summary, name)] for name in names}
    for at, group in enumerate(groups):
        for number, level in enumerate(levels):
            yield FileRecord(
                value,
                group,
                level,
                weighted,
                int(summary.n[at]),
                int(summary.missing[at]),
                count=int(summary.count[at, number]),
                **{name: part[at][number] for name, part in parts.items()},
            )


def _known(values: Floats) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]


def _problems(table: Table, query: FileQuery, sample: Sample, records: list[FileRecord]) -> Iterator[Problem]:
    """What a reader of the figures must be told."""
    yield from design_problems(table, query.design, sample)
    for name in dict.fromkeys(query.values):
        column = table.column(name)
        if column.missing_words:
            yield remark("table_missing_words", name, count=column.missing_words)
        answers = [record.n for record in records if record.value == name and record.level is None]
        if 0 in answers:
            yield remark("describe_no_answer", name, count=answers.count(0))
        if 1 in answers:
            yield remark("describe_one_answer", name, count=answers.count(1))
