"""``import``: a survey file is checked and committed; with --check what was read and every problem is reported."""

import json
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from dss_core.cli.installation import opened, words
from dss_core.cli.options import Form
from dss_core.cli.output import Format, records, write
from dss_core.errors import BadFile
from dss_core.language.messages import explain, reason_and_remedy
from dss_core.language.translate import Translator
from dss_core.model.imports import Recognised
from dss_core.model.problems import Problem
from dss_core.usecases.import_survey import (
    CheckedUpload,
    import_survey,
)
from dss_core.usecases.see_survey import SeenUpload, see_survey

COLUMNS = ["sheet", "row", "column", "severity", "code", "value_class", "reason", "remedy", "proposed"]


def import_command(
    file: Annotated[
        Path,
        typer.Argument(
            help="a survey file (.xlsx .xls .xlsb .ods .csv .tsv .sav .dta .parquet, or a .zip of ODK Central)",
            exists=True,
            dir_okay=False,
        ),
    ],
    check: Annotated[
        bool, typer.Option("--check", help="report what was read and every problem; write nothing")
    ] = False,
    layout: Annotated[
        str | None, typer.Option("--layout", help="the upload format; told by the headings by default")
    ] = None,
    form: Form = Format.TABLE,
) -> None:
    """Check a survey file and commit it as a round, whole or not at all."""
    told = words()
    with opened() as (services, viewer):
        seen = see_survey(services, viewer, file.read_bytes(), file.name, layout)
        checked = seen.checked
        if check or (checked is not None and checked.error_count):
            _report(seen, file.name, layout, form, told)
        elif seen.refusal is not None:
            raise seen.refusal
        if checked is not None and not check:
            import_survey(services, viewer, checked)
            typer.echo(_line(checked), err=True)
        if checked is None or checked.error_count:
            raise typer.Exit(1)


def _report(seen: SeenUpload, file_name: str, layout: str | None, form: Format, told: Translator) -> None:
    problems = _problems(seen.problems, seen.refusal, told)
    if form is Format.JSON:
        found = seen.checked.draft.format_id if seen.checked else layout
        answer = {"file": file_name, "layout": found, **_recognised(seen.recognised), **_counts(seen)}
        answer["problems"] = records(problems)
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        typer.echo(write(problems, form))
    if seen.recognised is not None:
        sheets = [
            f"{s.name or '–'} {s.row_count} x {s.column_count}" for s in seen.recognised.sheets if not s.is_hidden
        ]
        typer.echo(f"{seen.recognised.kind}: {', '.join(sheets)}", err=True)
    typer.echo(_line(seen.checked) if seen.checked else explain(seen.refusal, told) if seen.refusal else "", err=True)


def _line(checked: CheckedUpload) -> str:
    return (
        f"{checked.round_id}: {len(checked.households)} households, {len(checked.draft.persons)} persons, "
        f"{checked.error_count} errors, {checked.warning_count} warnings"
    )


def _recognised(seen: Recognised | None) -> dict[str, Any]:
    if seen is None:
        return {"format": None, "encoding": None, "delimiter": None, "source": None, "sheets": []}
    sheets = [
        {
            "name": sheet.name,
            "rows": sheet.row_count,
            "columns": sheet.column_count,
            "headings": list(sheet.headings),
            "heading_row": sheet.first_row,
            "hidden": sheet.is_hidden,
            "parent": sheet.parent or None,
        }
        for sheet in seen.sheets
    ]
    return {
        "format": seen.kind,
        "encoding": seen.encoding or None,
        "delimiter": seen.delimiter or None,
        "source": seen.source or None,
        "sheets": sheets,
    }


def _counts(seen: SeenUpload) -> dict[str, Any]:
    """What the check came to; of a refused file no round and no counts of rows."""
    checked = seen.checked
    if checked is None:
        return {"round": None, "households": 0, "persons": 0, "errors": 1, "warnings": 0, "can_commit": False}
    return {
        "round": checked.round_id,
        "households": len(checked.households),
        "persons": len(checked.draft.persons),
        "errors": checked.error_count,
        "warnings": checked.warning_count,
        "can_commit": checked.can_commit,
        "unread_columns": list(checked.draft.unread_columns),
    }


def _problems(problems: tuple[Problem, ...], refusal: BadFile | None, told: Translator) -> pd.DataFrame:
    """The problems as rows; a refusal comes first, and its parameters are not only words."""
    rows = []
    for number, p in enumerate(problems):
        params = refusal.params if refusal is not None and not number else dict(p.params)
        parts = reason_and_remedy(p.code, params, told)
        rows.append((p.sheet, p.row, p.column, p.severity.value, p.code, p.value_class, *parts, p.told_suggestion))
    return pd.DataFrame(rows, columns=COLUMNS)
