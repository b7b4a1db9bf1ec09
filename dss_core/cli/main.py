"""The use cases without a screen: ``python -m dss_core <verb>``. Exit code 0 only on success."""

import os
import sys
from dataclasses import replace
from typing import Annotated

import pandas as pd
import typer

from dss_core.access.viewer import Viewer
from dss_core.cli.account import account_app, tell_password
from dss_core.cli.allocate import allocate_command
from dss_core.cli.describe import describe_command
from dss_core.cli.import_survey import import_command
from dss_core.cli.installation import opened, tell, words
from dss_core.cli.keep_retention import retention_command
from dss_core.cli.measure_poverty import mpi_command, poverty_command
from dss_core.cli.options import (
    DEFAULT_PRESET,
    AreaCode,
    CriteriaFile,
    Form,
    IdColumn,
    Method,
    Preset,
    RoundText,
    TableFile,
    Weighting,
    Weights,
    area_option,
    round_option,
    weights_option,
)
from dss_core.cli.output import Format, write
from dss_core.cli.rank_file import rank_path
from dss_core.cli.rotate_key import rotate_key_command
from dss_core.cli.stress import stress_command
from dss_core.cli.template import template_command
from dss_core.errors import DssError
from dss_core.language.messages import explain
from dss_core.settings import load_settings
from dss_core.synthetic.files import make_samples
from dss_core.usecases.change_accounts import first_administrator
from dss_core.usecases.initialise import initialise
from dss_core.usecases.rank_areas import GRAINS, AreaRankQuery, rank_areas
from dss_core.usecases.rank_households import LARGEST_PAGE, RankQuery, rank_households
from dss_core.usecases.read_audit import verify_audit
from dss_core.usecases.services import Services

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

HOUSEHOLD = "household"


def run() -> None:
    """The command line; an error that is told to people becomes one line on stderr and exit code 1."""
    try:
        app()
    except DssError as error:
        sys.stderr.write(explain(error, words()) + "\n")
        raise SystemExit(1) from error


@app.command("init")
def init_command(
    empty: Annotated[bool, typer.Option("--empty", help="for real data: without the synthetic province")] = False,
) -> None:
    """Make the database ready and, unless --empty, load the synthetic province."""
    with opened(is_new=True) as (services, _):
        for record in initialise(services, with_sample=not empty):
            typer.echo(f"{record.round_id}: {record.household_count} households, {record.person_count} persons")
        first = first_administrator(services) if empty else None
        if first is not None:
            tell_password(*first)


app.add_typer(account_app, name="account")
app.command("import")(import_command)
app.command("template")(template_command)
app.command("describe")(describe_command)
app.command("mpi")(mpi_command)
app.command("poverty")(poverty_command)
app.command("allocate")(allocate_command)


@app.command("rank")
def rank_command(
    preset: Preset = DEFAULT_PRESET,
    weight: Weights = None,
    method: Method = "weighted_sum",
    first: Annotated[int, typer.Option("--first", help="of a round: how many households to list")] = 100,
    grain: Annotated[
        str, typer.Option("--grain", help=f"of a round: what is ranked: {', '.join((HOUSEHOLD, *GRAINS))}")
    ] = HOUSEHOLD,
    round_text: RoundText = None,
    area: AreaCode = None,
    file: TableFile = None,
    id_column: IdColumn = None,
    criteria: CriteriaFile = None,
    weighting: Weighting = "given",
    form: Form = Format.TABLE,
) -> None:
    """Households, or the rows of a file, ranked by need: rank 1 is the neediest, ties share the smallest rank."""
    if file is not None:
        tell(*rank_path(file, id_column, criteria, method, weighting, form, words()))
        return
    with opened() as (services, viewer):
        weights = weights_option(services.catalog, preset, weight or [])
        chosen = round_option(services, round_text), area_option(services, area), weights, method
        if grain != HOUSEHOLD:
            areas = rank_areas(services, viewer, AreaRankQuery(*chosen, grain))
            typer.echo(write(areas.areas.assign(freeze=areas.provenance.freeze_id), form))
            return
        typer.echo(write(_first(services, viewer, RankQuery(*chosen, first_count=first)), form))


def _first(services: Services, viewer: Viewer, query: RankQuery) -> pd.DataFrame:
    """The first households of a ranking, however many; a use case gives them page by page."""
    page = rank_households(services, viewer, replace(query, limit=min(query.first_count, LARGEST_PAGE)))
    wanted = min(query.first_count, page.ranked_count + page.unranked_count)
    pages = [page.households]
    for offset in range(LARGEST_PAGE, wanted, LARGEST_PAGE):
        part = replace(query, offset=offset, limit=min(LARGEST_PAGE, wanted - offset))
        pages.append(rank_households(services, viewer, part).households)
    return pd.concat(pages, ignore_index=True).assign(freeze=page.provenance.freeze_id)


app.command("keep-retention")(retention_command)
app.command("stress")(stress_command)
app.command("rotate-key")(rotate_key_command)


@app.command("serve")
def serve_command() -> None:
    """Serve the app on the address of the settings (by default on this machine alone)."""
    settings = load_settings()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = {"server.address": settings.host, "server.port": settings.port, "server.headless": "true"}
    os.execv(sys.executable, [*command, *(f"--{name}={value}" for name, value in options.items())])


@app.command("verify-audit")
def verify_audit_command() -> None:
    """Say whether every line of the audit is as it was written; exit code 1 when one is not."""
    with opened() as (services, viewer):
        proof = verify_audit(services, viewer)
        for line in proof.broken:
            typer.echo(f"line {line}: not as written, or a line before it is missing" if line else "the end is missing")
        typer.echo(f"{proof.line_count} lines, {len(proof.broken)} broken, seal {proof.seal}", err=True)
        if proof.broken:
            raise typer.Exit(1)


@app.command("make-sample")
def make_sample_command() -> None:
    """Generate the synthetic province anew into data/sample (the same files every time)."""
    with opened(is_new=True) as (services, _):
        for path in make_samples(services.catalog, services.settings.data_dir / "sample"):
            typer.echo(path.name)
