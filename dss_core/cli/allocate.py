"""``allocate``: the best plan for a budget, of a round of the database or of files that are not imported."""

import json
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from dss_core.analysis.allocation.objectives import OBJECTIVES
from dss_core.catalog.programmes import Assumed
from dss_core.cli.allocate_file import allocate_paths
from dss_core.cli.installation import opened, tell, words
from dss_core.cli.options import (
    DEFAULT_PRESET,
    AreaCode,
    Form,
    Preset,
    RoundText,
    Weights,
    area_option,
    programme_option,
    round_option,
    weights_option,
)
from dss_core.cli.output import Format, records, write
from dss_core.model.scenarios import ScenarioChoices
from dss_core.usecases.allocate_file import AllocationQuery
from dss_core.usecases.build_scenario import PlannedScenario, ScenarioQuery, plan_of
from dss_core.usecases.price_simplicity import SimplicityPrice, price_simplicity

Households = Annotated[
    Path | None, typer.Option("--file", help="a table of households, with --programmes", exists=True, dir_okay=False)
]
Pairs = Annotated[
    Path | None,
    typer.Option("--pairs", help="a table: household, programme, cost_baht, benefit", exists=True, dir_okay=False),
]
Programmes = Annotated[
    Path | None,
    typer.Option(
        "--programmes",
        help="beside --pairs: programme, purse_baht, places; beside --file: TOML",
        exists=True,
        dir_okay=False,
    ),
]


def allocate_command(
    budget: Annotated[float, typer.Option("--budget", help="baht for one year")],
    programme: Annotated[
        list[str] | None, typer.Option("--programme", help="id, id=unit cost or id=unit cost:places; repeat it")
    ] = None,
    file: Households = None,
    pairs: Pairs = None,
    programmes: Programmes = None,
    exact: Annotated[bool, typer.Option("--exact", help="of a file: ask for the proven optimum")] = False,
    seconds: Annotated[float, typer.Option("--seconds", help="of --exact: when to stop and say the gap")] = 60.0,
    preset: Preset = DEFAULT_PRESET,
    weight: Weights = None,
    most: Annotated[int, typer.Option("--most", help="programmes a household may have")] = 1,
    objective: Annotated[str, typer.Option("--objective", help=f"of a round: {', '.join(OBJECTIVES)}")] = "gap",
    aversion: Annotated[float, typer.Option("--aversion", help="of severity: 0 counts all gaps alike")] = 1.0,
    assumed: Annotated[str, typer.Option("--assumed", help=f"of effects: {', '.join(Assumed)}")] = "likely",
    round_text: RoundText = None,
    area: AreaCode = None,
    form: Form = Format.TABLE,
) -> None:
    """The best plan for a budget with its proof, beside it rank and cut: of a round, or of files of your own."""
    if pairs is not None or file is not None:
        query = AllocationQuery(budget, most, exact, seconds)
        tell(*allocate_paths(pairs, file, programmes, query, form, words()))
        return
    with opened() as (services, viewer):
        choices = ScenarioChoices(
            budget_baht=budget,
            programmes=tuple(programme_option(services.catalog, text) for text in programme or []),
            weights=weights_option(services.catalog, preset, weight or []),
            most_per_household=most,
            objective=objective,
            aversion=aversion,
            assumed=assumed,
        )
        asked = ScenarioQuery(round_option(services, round_text), area_option(services, area), choices)
        plan = plan_of(services, viewer, asked)
        tell(*_told(plan, price_simplicity(services, viewer, asked), form))


def _told(plan: PlannedScenario, price: SimplicityPrice, form: Format) -> tuple[str, list[str]]:
    """JSON: one object, as for files, with figures and the price of simplicity. Else the table of figures."""
    figures = pd.DataFrame([vars(one) for one in plan.figures]).assign(freeze=plan.provenance.freeze_id)
    told = {
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "spent_baht": plan.spent_baht,
    }
    simple = {
        "served": price.served_count,
        "spent_baht": price.spent_baht,
        "objective": price.reached,
        "lost_share": price.lost_share,
        "wasted_baht": price.wasted_baht,
        "wasted_at_most_baht": price.wasted_at_most_baht,
    }
    if form is Format.JSON:
        assigned = plan.served.rename(columns={"household_id": "household", "programme_id": "programme"})
        whole = {
            **told,
            "assigned": records(assigned),
            "method": plan.method,
            "undecided_count": plan.undecided_count,
            "figures": records(figures),
            "rank_and_cut": simple,
        }
        return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False), []
    shown = ", ".join(f"{name} {value:.10g}" for name, value in told.items())
    beside = ", ".join(f"{name} {value:.10g}" for name, value in simple.items())
    notes = [f"{shown}, method {plan.method}", f"rank and cut: {beside}"]
    if plan.undecided_count:
        notes.append(f"undecided {plan.undecided_count}")
    return write(figures, form), notes
