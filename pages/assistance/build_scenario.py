"""What-if: a budget and programmes -> the best plan with its proof, beside rank and cut; reasons, curve, doubt."""

from collections.abc import Callable

import streamlit as st

from dss_core.language.translate import N_
from dss_core.usecases.build_scenario import SECONDS, ScenarioQuery, ScenarioResult, build_scenario
from pages.parts.empty import show_empty
from pages.parts.header import show_header
from pages.parts.part_choice import choose_part
from pages.parts.plan import show_areas, show_programmes, show_result, show_simplicity
from pages.parts.plan_budget import show_budget
from pages.parts.plan_choices import choose_plan
from pages.parts.plan_doubt import show_doubt
from pages.parts.plan_goal import show_goal
from pages.parts.plan_outcomes import show_outcomes
from pages.parts.plan_reasons import show_reasons
from pages.parts.plan_routes import show_routes
from pages.parts.saved_scenarios import list_saved, mind_address, open_linked, save
from pages.parts.standing import show_recovered_weights
from pages.shell.context import Context

PLAN, BUDGET, GOAL, OUTCOME, DOUBT, ROUTE = "plan", "budget", "goal", "outcome", "doubt", "route"
LIMIT = f"{SECONDS:.0f}"
PARTS = {
    PLAN: N_("Plan and reasons"),
    BUDGET: N_("Budget curve"),
    GOAL: N_("Goal"),
    OUTCOME: N_("After the cut"),
    DOUBT: N_("Doubt"),
    ROUTE: N_("Routes"),
}


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    top = st.container()
    open_linked(context)
    left, right = st.columns([1, 2], gap="large")
    with left:
        choices = choose_plan(context)
    question = _("Which plan does most with this budget, how sure is that, and what does the simple rule waste?")
    if choices is None:
        with top:
            show_header(context, _("What-if"), question)
        with right:
            show_empty(_("No programme is chosen."), _("Choose at least one programme, with its cost."))
        return
    query = ScenarioQuery(context.round_id, context.area, choices)
    mind_address(context, query)
    with (
        right,
        st.spinner(_("Looking for the best plan, for at most {seconds} seconds…", seconds=LIMIT), show_time=True),
    ):
        found = context.ask(build_scenario, query)
    with top:
        show_header(context, _("What-if"), question, found.provenance)
    if not found.provenance.household_count:
        show_empty(_("There is no household here."), _("Choose another area or another round."))
        return
    with right:
        show_result(context, query, found)
        show_simplicity(context, query)
    _show_part(context, query, found)
    st.caption(
        ":material/info: "
        + _(
            "Costs, effects and eligibility rules are assumptions that you can change; nothing here is a promise to a "
            "household."
        )
    )
    show_recovered_weights(_)
    save(context, query)
    list_saved(context)


def _show_part(context: Context, query: ScenarioQuery, found: ScenarioResult) -> None:
    """The part that was chosen; only that one is computed."""
    _ = context.translate
    chosen = choose_part(context, {key: _(name) for key, name in PARTS.items()}, "plan_part", is_remembered=True)
    parts: dict[str, Callable[[], None]] = {
        PLAN: lambda: _show_plan(context, query, found),
        BUDGET: lambda: show_budget(context, query),
        GOAL: lambda: show_goal(context, query),
        OUTCOME: lambda: show_outcomes(context, query),
        DOUBT: lambda: show_doubt(context, query),
        ROUTE: lambda: show_routes(context, query),
    }
    parts[chosen]()


def _show_plan(context: Context, query: ScenarioQuery, found: ScenarioResult) -> None:
    show_programmes(context, query, found)
    show_reasons(context, query, found)
    show_areas(context, found)
