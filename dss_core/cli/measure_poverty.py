"""The verbs ``mpi`` and ``poverty``: of a round, or with ``--file`` of a researcher's own file."""

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from dss_core.analysis.statistics.design import LonelyRule
from dss_core.catalog.files import read_text
from dss_core.catalog.poverty import load_measures
from dss_core.catalog.specification import Specification, read_specification
from dss_core.cli.installation import opened, tell, words
from dss_core.cli.measure_round import RoundDesign, RoundMeasures, lines_of, mpi_of_round, poverty_of_round
from dss_core.cli.options import AreaCode, Form, RoundText, area_option, names_option, number_option, round_option
from dss_core.cli.output import Format, write
from dss_core.errors import BadInput
from dss_core.language.messages import sentence
from dss_core.settings import load_settings
from dss_core.usecases.file_design import FileDesign
from dss_core.usecases.measure_file import FileMeasures, mpi_of_file, poverty_of_file

File = Annotated[
    Path | None,
    typer.Option("--file", help="a table of your own: .xlsx .csv .sav .dta .parquet", exists=True, dir_okay=False),
]
By = Annotated[
    str, typer.Option("--by", help="what groups the rows, with commas: each alone, and all together; columns of a file")
]
Weight = Annotated[str | None, typer.Option("--weight", help="of a file: column of survey weights")]
Strata = Annotated[str | None, typer.Option("--strata", help="strata: a column, or a place such as district")]
Cluster = Annotated[
    str, typer.Option("--cluster", help="sampled clusters: columns, one a stage, or a place such as village")
]
Fpc = Annotated[str, typer.Option("--fpc", help="of a file: columns of population sizes, one a stage")]
Lonely = Annotated[LonelyRule, typer.Option("--lonely", help="what a stratum with one cluster adds to a variance")]


def mpi_command(
    spec: Annotated[
        list[str] | None,
        typer.Option("--spec", help="a specification (TOML); of a round also one of the catalogue; repeat it"),
    ] = None,
    by: By = "",
    round_text: RoundText = None,
    area: AreaCode = None,
    file: File = None,
    weight: Weight = None,
    strata: Strata = None,
    cluster: Cluster = "",
    fpc: Fpc = "",
    lonely: Lonely = LonelyRule.CENTERED,
    form: Form = Format.TABLE,
) -> None:
    """Multidimensional poverty (Alkire-Foster): H, A, M0, headcounts and contributions, as shares of 1."""
    if file is not None:
        if not spec:
            raise BadInput("poverty_no_specification")
        design = FileDesign(names_option(by), weight, strata, names_option(cluster), names_option(fpc), lonely)
        _tell(mpi_of_file(file.read_bytes(), file.name, dict(map(_written, spec)), design), form)
        return
    with opened() as (services, viewer):
        known = services.catalog.poverty.specifications
        chosen: dict[str, str | Specification] = {}
        for name in spec or list(known):
            chosen |= {name: name} if name in known else dict([_written(name)])
        asked = round_option(services, round_text), area_option(services, area)
        of_round = RoundDesign.typed(by, strata, cluster, lonely, weight, fpc)
        _tell(mpi_of_round(services, viewer, *asked, chosen, of_round), form)


def poverty_command(
    income: Annotated[str, typer.Option("--income", help="of a file: column of incomes")] = "",
    line: Annotated[
        str,
        typer.Option("--line", help="poverty lines, with commas; of a round also the catalogue's, all by default"),
    ] = "",
    by: By = "",
    round_text: RoundText = None,
    area: AreaCode = None,
    is_of_households: Annotated[
        bool, typer.Option("--households", help="of a round: count each household once, not its living members")
    ] = False,
    file: File = None,
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
    """Poverty and inequality of incomes: FGT, Watts, SST, Gini (trapezoid), Theil, Atkinson, S80/S20."""
    if file is not None:
        lines = [number_option(text, text) for text in names_option(line)]
        if not lines:
            raise BadInput("option_not_a_number", option=line)
        aversion = load_measures(load_settings().data_dir).atkinson_epsilon if epsilon is None else epsilon
        design = FileDesign(names_option(by), weight, strata, names_option(cluster), names_option(fpc), lonely)
        if not income:
            raise BadInput("option_no_income")
        _tell(poverty_of_file(file.read_bytes(), file.name, income, lines, aversion, design), form)
        return
    with opened() as (services, viewer):
        asked = round_option(services, round_text), area_option(services, area)
        heights = lines_of(services, asked[0], names_option(line))
        of_round = RoundDesign.typed(by, strata, cluster, lonely, weight, fpc, by_members=not is_of_households)
        _tell(poverty_of_round(services, viewer, *asked, heights, epsilon, of_round), form)


def _written(path: str) -> tuple[str, Specification]:
    """The name and the content of a specification that somebody wrote."""
    file = Path(path)
    if not file.is_file():
        raise BadInput("option_no_specification", option=path)
    return file.stem, read_specification(read_text(file.parent, file.name), file.name)


def _tell(found: FileMeasures | RoundMeasures, form: Format) -> None:
    """The records on stdout, in tables each column of the grouping in a column of its own; what to know on stderr."""
    frame = pd.DataFrame(found.records)
    if form is not Format.JSON:
        groups = pd.DataFrame(frame.pop("group").tolist(), index=frame.index)
        frame = pd.concat([groups, frame], axis=1)
    language = words()
    tell(
        write(frame, form),
        [
            sentence(one.code, {"column": one.column, "sheet": one.sheet, **dict(one.params)}, language)
            for one in found.problems
        ],
    )
