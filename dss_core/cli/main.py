"""The use cases without a screen: ``python -m dss_core <verb>``. Exit code 0 only on success."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.weights.weightings import WEIGHTINGS
from dss_core.cli.account import account_app, tell_password
from dss_core.cli.allocate_file import allocate_paths
from dss_core.cli.describe import describe_command
from dss_core.cli.installation import opened, tell, words
from dss_core.cli.measure_poverty import mpi_command, poverty_command
from dss_core.cli.options import (
    AreaCode,
    Form,
    RoundText,
    area_option,
    programme_option,
    round_option,
    weights_option,
)
from dss_core.cli.output import Format, write
from dss_core.cli.rank_file import rank_path
from dss_core.errors import DssError
from dss_core.language.messages import explain, sentence
from dss_core.settings import load_settings
from dss_core.synthetic.files import make_samples
from dss_core.usecases.allocate_file import AllocationQuery
from dss_core.usecases.build_scenario import ScenarioQuery, build_scenario
from dss_core.usecases.change_accounts import first_administrator
from dss_core.usecases.import_survey import DEFAULT_FORMAT, CheckedUpload, check_survey, import_survey
from dss_core.usecases.initialise import initialise
from dss_core.usecases.rank_areas import GRAINS, AreaRankQuery, rank_areas
from dss_core.usecases.rank_households import LARGEST_PAGE, RankQuery, rank_households
from dss_core.usecases.read_audit import verify_audit
from dss_core.usecases.services import Services

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

Preset = Annotated[str, typer.Option("--preset", help="a set of weights of the catalogue")]
Weights = Annotated[list[str] | None, typer.Option("--weight", help="id=weight, instead of a preset; repeat it")]
HOUSEHOLD = "household"
HouseholdsFile = Annotated[
    Path | None, typer.Option("--file", help="a table of households, with --programmes", exists=True, dir_okay=False)
]
PairsFile = Annotated[
    Path | None,
    typer.Option("--pairs", help="a table: household, programme, cost_baht, benefit", exists=True, dir_okay=False),
]
ProgrammesFile = Annotated[
    Path | None,
    typer.Option(
        "--programmes",
        help="beside --pairs: programme, purse_baht, places; beside --file: TOML",
        exists=True,
        dir_okay=False,
    ),
]
DEFAULT_PRESET = "five_capitals_equal"


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


@app.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(help="a survey workbook (.xlsx) or table (.csv)", exists=True, dir_okay=False)
    ],
    check: Annotated[bool, typer.Option("--check", help="report every problem and write nothing")] = False,
    layout: Annotated[str, typer.Option("--layout", help="the upload format")] = DEFAULT_FORMAT,
    form: Form = Format.TABLE,
) -> None:
    """Check a survey file and commit it as a round, whole or not at all."""
    with opened() as (services, viewer):
        checked = check_survey(services, viewer, file.read_bytes(), file.name, layout)
        if check or checked.error_count:
            typer.echo(write(_problems(checked), form))
        if not check:
            import_survey(services, viewer, checked)
        typer.echo(
            f"{checked.round_id}: {len(checked.households)} households, {len(checked.draft.persons)} persons, "
            f"{checked.error_count} errors, {checked.warning_count} warnings",
            err=True,
        )
        if checked.error_count:
            raise typer.Exit(1)


def _problems(checked: CheckedUpload) -> pd.DataFrame:
    columns, told = ["sheet", "row", "column", "severity", "code", "value_class", "reason"], words()
    rows = [
        (p.sheet, p.row, p.column, p.severity.value, p.code, p.value_class, sentence(p.code, dict(p.params), told))
        for p in checked.problems
    ]
    return pd.DataFrame(rows, columns=columns)


app.add_typer(account_app, name="account")
app.command("describe")(describe_command)
app.command("mpi")(mpi_command)
app.command("poverty")(poverty_command)


@app.command("rank")
def rank_command(
    preset: Preset = DEFAULT_PRESET,
    weight: Weights = None,
    method: Annotated[str, typer.Option("--method", help=f"the ranking method: {', '.join(METHODS)}")] = "weighted_sum",
    first: Annotated[int, typer.Option("--first", help="of a round: how many households to list")] = 100,
    grain: Annotated[
        str, typer.Option("--grain", help=f"of a round: what is ranked: {', '.join((HOUSEHOLD, *GRAINS))}")
    ] = HOUSEHOLD,
    round_text: RoundText = None,
    area: AreaCode = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="a table of your own, not imported", exists=True, dir_okay=False)
    ] = None,
    id_column: Annotated[str | None, typer.Option("--id", help="of a file: the column that names the rows")] = None,
    criteria: Annotated[
        Path | None, typer.Option("--criteria", help="of a file: its criteria (TOML)", exists=True, dir_okay=False)
    ] = None,
    weighting: Annotated[
        str, typer.Option("--weights", help=f"of a file: where the weights come from: {', '.join(WEIGHTINGS)}")
    ] = "given",
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


@app.command("allocate")
def allocate_command(
    budget: Annotated[float, typer.Option("--budget", help="baht for one year")],
    programme: Annotated[
        list[str] | None, typer.Option("--programme", help="id, id=unit cost or id=unit cost:places; repeat it")
    ] = None,
    file: HouseholdsFile = None,
    pairs: PairsFile = None,
    programmes: ProgrammesFile = None,
    exact: Annotated[bool, typer.Option("--exact", help="of a file: ask for the proven optimum")] = False,
    seconds: Annotated[float, typer.Option("--seconds", help="of --exact: when to stop and say the gap")] = 60.0,
    preset: Preset = DEFAULT_PRESET,
    weight: Weights = None,
    most: Annotated[int | None, typer.Option("--most", help="programmes a household may have")] = None,
    round_text: RoundText = None,
    area: AreaCode = None,
    form: Form = Format.TABLE,
) -> None:
    """Who would be served in rank order with a budget, and what is left of the need; or the best plan of a file."""
    if pairs is not None or file is not None:
        query = AllocationQuery(budget, 1 if most is None else most, exact, seconds)
        tell(*allocate_paths(pairs, file, programmes, query, form, words()))
        return
    with opened() as (services, viewer):
        choices = ScenarioQuery(
            round_option(services, round_text),
            area_option(services, area),
            weights_option(services.catalog, preset, weight or []),
            budget,
            tuple(programme_option(services.catalog, text) for text in programme or []),
            most_per_household=most,
        )
        result = build_scenario(services, viewer, choices)
        typer.echo(write(result.programmes.assign(freeze=result.provenance.freeze_id), form))
        typer.echo(
            f"budget {result.budget_baht:.2f}, spent {result.spent_baht:.2f}, left {result.left_baht:.2f}, "
            f"need {result.need_baht:.2f}, need left {result.need_left_baht:.2f} baht; "
            f"{result.served_count} of {result.eligible_count} eligible households served",
            err=True,
        )


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
