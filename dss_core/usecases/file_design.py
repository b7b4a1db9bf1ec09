"""How the rows of a researcher's own file are grouped and were sampled: what every verb on a file has in common."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from dss_core.analysis.statistics.design import LonelyRule, Sample, SurveyDesign, sample_of
from dss_core.intake.any_table import Table
from dss_core.model.problems import Problem, Severity
from dss_core.usecases.groupings import Grouping, grouping_of, groupings_asked


@dataclass(frozen=True)
class FileDesign:
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


def file_sample(table: Table, design: FileDesign) -> Sample:
    """The sample that the rows are. ``BadInput``: table_unknown_column, and those of ``sample_of``."""
    columns: dict[str, object] = {
        name: table.column(name).texts for name in (design.strata, *design.clusters) if name is not None
    }
    columns |= {name: table.numbers(name) for name in (design.weight, *design.fpc) if name is not None}
    frame = pd.DataFrame(columns, index=range(table.row_count))
    return sample_of(
        frame, SurveyDesign(design.weight, design.strata, design.clusters, design.fpc, lonely=design.lonely)
    )


def file_groupings(table: Table, by: tuple[str, ...]) -> Iterator[Grouping]:
    """The groups of each column alone, then of all columns together; one grouping without groups if nothing is named.

    ``BadInput``: table_unknown_column.
    """
    for columns in groupings_asked(by):
        keys = pd.DataFrame({name: table.column(name).texts for name in columns}, index=range(table.row_count))
        yield grouping_of(keys, columns)


def design_problems(table: Table, design: FileDesign, sample: Sample) -> Iterator[Problem]:
    """What a reader of the figures must be told of the sampling and of the groups."""
    yield from sample_problems(sample, design.strata or "", design.weight or "")
    for name in design.by:
        lacking = int(pd.isna(table.column(name).texts).sum())
        if lacking:
            yield remark("describe_without_group", name, count=lacking)


def sample_problems(sample: Sample, strata: str = "", weight: str = "") -> Iterator[Problem]:
    """What a reader must be told of a sample; ``strata`` and ``weight`` are what these are called, if anything."""
    if sample.is_simple:
        yield remark("describe_simple_sample")
    if sample.lonely_count:
        yield remark("describe_lonely_strata", strata, count=sample.lonely_count, rule=sample.lonely.value)
    if not sample.weights.all():
        yield remark("describe_weight_zero", weight, count=int((sample.weights == 0).sum()))


def remark(code: str, column: str = "", **params: object) -> Problem:
    """Something that is no error but has to be known, of a column or of the whole file."""
    shown = tuple((name, str(value)) for name, value in params.items())
    return Problem("", None, column, Severity.WARNING, code, "", shown)
