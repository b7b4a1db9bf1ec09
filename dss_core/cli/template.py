"""The verb ``template``: what is taken into the field, as a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dss_core.cli.installation import opened
from dss_core.usecases.export_template import TemplateQuery, export_template, export_xlsform


class Kind(StrEnum):
    """A blank workbook to fill in, or a form for ODK and Kobo."""

    XLSX = "xlsx"
    XLSFORM = "xlsform"


def template_command(
    out: Annotated[Path, typer.Option("--out", help="the file to write (.xlsx)", dir_okay=False)],
    kind: Annotated[Kind, typer.Option("--kind", help="a blank workbook, or a form for ODK and Kobo")] = Kind.XLSX,
    layout: Annotated[
        str | None, typer.Option("--layout", help="the upload format; the first of the catalogue by default")
    ] = None,
) -> None:
    """Write a blank template of an upload format: what is collected with it is imported without a mapping."""
    with opened() as (services, viewer):
        query = TemplateQuery(layout or next(iter(services.catalog.formats)))
        export = export_template if kind is Kind.XLSX else export_xlsform
        out.write_bytes(export(services, viewer, query).data)
    typer.echo(out.name)
