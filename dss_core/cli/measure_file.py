"""The verbs ``mpi`` and ``poverty``: measures of a researcher's own file. ``main`` gives them to the command line."""

import os
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from dss_core.analysis.statistics.design import LonelyRule
from dss_core.catalog.files import read_text
from dss_core.catalog.poverty import load_measures
from dss_core.catalog.specification import read_specification
from dss_core.cli.options import names_option
from dss_core.cli.output import Format, write
from dss_core.errors import BadInput
from dss_core.language.messages import sentence
from dss_core.language.translate import translator
from dss_core.settings import load_settings
from dss_core.usecases.measure_file import FileMeasures, FileQuery, measure_mpi, measure_poverty

File = Annotated[
    Path, typer.Option("--file", help="a table: .xlsx .csv .sav .dta .parquet", exists=True, dir_okay=False)
]
By = Annotated[str, typer.Option("--by", help="columns that group the rows, with commas: each alone, and all together")]
Weight = Annotated[str | None, typer.Option("--weight", help="column of survey weights")]
Strata = Annotated[str | None, typer.Option("--strata", help="column of strata")]
Cluster = Annotated[str, typer.Option("--cluster", help="columns of sampled clusters, one for each stage")]
Fpc = Annotated[str, typer.Option("--fpc", help="columns of population sizes or sampled shares, one for each stage")]
Lonely = Annotated[LonelyRule, typer.Option("--lonely", help="what a stratum with one cluster adds to a variance")]
Form = Annotated[Format, typer.Option("--format", help="form of the answer")]


def mpi_command(
    file: File,
    spec: Annotated[
        list[Path], typer.Option("--spec", help="a specification (TOML); repeat it", exists=True, dir_okay=False)
    ],
    by: By = "",
    weight: Weight = None,
    strata: Strata = None,
    cluster: Cluster = "",
    fpc: Fpc = "",
    lonely: Lonely = LonelyRule.CENTERED,
    form: Form = Format.TABLE,
) -> None:
    """Multidimensional poverty (Alkire-Foster) of a file: H, A, M0, headcounts and contributions, as shares of 1."""
    specifications = {path.stem: read_specification(read_text(path.parent, path.name), path.name) for path in spec}
    query = FileQuery(names_option(by), weight, strata, names_option(cluster), names_option(fpc), lonely)
    _tell(measure_mpi(file.read_bytes(), file.name, specifications, query), form)


def poverty_command(
    file: File,
    income: Annotated[str, typer.Option("--income", help="column of incomes")],
    line: Annotated[str, typer.Option("--line", help="poverty lines, with commas; at the line is not poor")],
    by: By = "",
    weight: Weight = None,
    strata: Strata = None,
    cluster: Cluster = "",
    fpc: Fpc = "",
    lonely: Lonely = LonelyRule.CENTERED,
    epsilon: Annotated[
        float | None, typer.Option("--epsilon", help="aversion to inequality of the Atkinson index")
    ] = None,
    form: Form = Format.TABLE,
) -> None:
    """Poverty and inequality of incomes of a file: FGT, Watts, SST, Gini (trapezoid), Theil, Atkinson, S80/S20."""
    lines = [_number(text) for text in names_option(line)]
    if not lines:
        raise BadInput("option_not_a_number", option=line)
    aversion = load_measures(load_settings().data_dir).atkinson_epsilon if epsilon is None else epsilon
    query = FileQuery(names_option(by), weight, strata, names_option(cluster), names_option(fpc), lonely)
    _tell(measure_poverty(file.read_bytes(), file.name, income, lines, aversion, query), form)


def _tell(found: FileMeasures, form: Format) -> None:
    """The records on stdout, in tables each column of the grouping in a column of its own; what to know on stderr."""
    frame = pd.DataFrame(found.records)
    if form is not Format.JSON:
        groups = pd.DataFrame(frame.pop("group").tolist(), index=frame.index)
        frame = pd.concat([groups, frame], axis=1)
    typer.echo(write(frame, form))
    words = translator("en" if os.environ.get("DSS_LANGUAGE") == "en" else "th", load_settings().data_dir)
    for problem in found.problems:
        told = {"column": problem.column, "sheet": problem.sheet, **dict(problem.params)}
        typer.echo(sentence(problem.code, told, words), err=True)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise BadInput("option_not_a_number", option=text) from error
