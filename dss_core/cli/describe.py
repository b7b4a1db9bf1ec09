"""``describe``: the statistics of a round of the database, or of a table of one's own that is not imported."""

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from dss_core.access.viewer import Viewer
from dss_core.analysis.statistics.design import LonelyRule
from dss_core.cli.describe_file import describe_path, file_query
from dss_core.cli.installation import opened, tell, words
from dss_core.cli.options import AreaCode, Form, RoundText, area_option, names_option, round_option
from dss_core.cli.output import Format, write
from dss_core.errors import BadInput
from dss_core.reports.forms import FORMS
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.describe_survey import SurveyQuery, describe_survey
from dss_core.usecases.export_statistics import StatisticsExport, export_statistics
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import MEMBERS, SampleChoice, values_of

Values = Annotated[str, typer.Option("--values", help="what to describe, with commas; of a round the capitals")]
By = Annotated[
    str, typer.Option("--by", help="district, level, head_age, round, ...; of a file its columns; with commas")
]
UnitOption = Annotated[Unit, typer.Option("--unit", help="of a round: households or the persons in them")]
File = Annotated[
    Path | None, typer.Option("--file", help="a table of your own, not imported", exists=True, dir_okay=False)
]
Weight = Annotated[
    str | None, typer.Option("--weight", help=f"column of survey weights; of a round {MEMBERS} for people")
]
Strata = Annotated[str | None, typer.Option("--strata", help="column of strata; of a round a place")]
Cluster = Annotated[str, typer.Option("--cluster", help="columns of clusters, one a stage; of a round a place")]
Fpc = Annotated[str, typer.Option("--fpc", help="columns of population sizes, one a stage; of a round a number")]
Categories = Annotated[str, typer.Option("--categories", help="of a file: values counted as categories")]
Lonely = Annotated[str, typer.Option("--lonely", help="strata of one cluster: centered, certainty, fail")]
BandsOption = Annotated[
    str, typer.Option("--bands", help="how a mean is put into words: an id of bands.toml (of a file: none)")
]
ReportPath = Annotated[
    Path | None, typer.Option("--report", help="of a round: also write its tables to a .docx, .xlsx or .html")
]


def describe_command(
    values: Values = "",
    by: By = "",
    round_text: RoundText = None,
    area: AreaCode = None,
    unit: UnitOption = Unit.HOUSEHOLD,
    file: File = None,
    weight: Weight = None,
    strata: Strata = None,
    cluster: Cluster = "",
    fpc: Fpc = "",
    categories: Categories = "",
    lonely: Lonely = LonelyRule.CENTERED.value,
    bands: BandsOption = "",
    report: ReportPath = None,
    form: Form = Format.TABLE,
) -> None:
    """Means, standard deviations (n-1), frequencies and percentages of a round, or of a file of your own."""
    if file is not None:
        asked = file_query(values, by, weight, strata, cluster, fpc, categories, lonely)
        tell(*describe_path(file, asked, form, words(), bands))
        return
    with opened() as (services, viewer):
        query = SurveyQuery(
            round_id=round_option(services, round_text),
            area=area_option(services, area),
            values=names_option(values) or _scores(services, unit),
            by=names_option(by),
            unit=unit,
            sample=_sample(weight, strata, names_option(cluster), fpc, lonely),
            bands=bands,
        )
        if report is not None:
            export = StatisticsExport(query, _form_of(report), words().language)
            report.write_bytes(export_statistics(services, viewer, export).data)
        typer.echo(write(_table(services, viewer, query), form))


def _form_of(report: Path) -> str:
    """The form of a report by the end of its name; ``BadInput`` (report_unknown_form) for another."""
    ends = {f".{form.extension}": name for name, form in FORMS.items()}
    if report.suffix.lower() not in ends:
        raise BadInput("report_unknown_form", form=report.suffix, forms=", ".join(ends))
    return ends[report.suffix.lower()]


def _scores(services: Services, unit: Unit) -> tuple[str, ...]:
    """What is described when nothing is asked for: the scores of the capitals, or all numbers of persons."""
    numbers, _ = values_of(services.catalog, unit)
    return numbers if unit is Unit.PERSON else numbers[: 1 + len(services.catalog.instrument.capitals)]


def _sample(weight: str | None, strata: str | None, clusters: tuple[str, ...], fpc: str, lonely: str) -> SampleChoice:
    """The sampling as typed; ``BadInput`` for what only a file has: other weights, several stages."""
    if weight not in (None, MEMBERS):
        raise BadInput("survey_weight", weight=weight, known=MEMBERS)
    if len(clusters) > 1:
        raise BadInput("survey_one_stage", count=len(clusters))
    if fpc and not fpc.isdecimal():
        raise BadInput("option_not_whole", option=fpc)
    cluster = clusters[0] if clusters else None
    return SampleChoice(strata, cluster, int(fpc) if fpc else None, weight == MEMBERS, lonely)


def _table(services: Services, viewer: Viewer, query: SurveyQuery) -> pd.DataFrame:
    found = describe_survey(services, viewer, query)
    parts = [part.assign(freeze=found.provenance.freeze_id) for part in (found.means, found.shares) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else found.means
