"""Everything that a what-if is made of, as widgets; and a what-if put back into them."""

from dataclasses import replace

import streamlit as st

from dss_core.language.format import baht
from dss_core.model.scenarios import ScenarioChoices
from pages.parts.plan_limits import choose_limits, put_limits
from pages.parts.plan_words import ASSUMED, OBJECTIVES, objective_meaning, objective_name
from pages.parts.programmes import choose_programmes, put_programmes
from pages.parts.weights import remembered_choice
from pages.shell.context import Context
from pages.shell.session import keep, kept, start_with

FIRST_BUDGET, STEP, MOST_BAHT = 3_000_000, 100_000, 10**11
MOST_PROGRAMMES = 5  # of one household


def choose_plan(context: Context) -> ScenarioChoices | None:
    """The choices, None while no programme is chosen."""
    _ = context.translate
    start_with("budget", FIRST_BUDGET)
    budget = st.number_input(
        _("Budget for one year, baht"), 0, MOST_BAHT, step=STEP, key="budget", persist_state="session"
    )
    st.caption(baht(float(budget), context.language))
    objective, aversion = _objective(context)
    programmes = choose_programmes(context)
    most = st.number_input(
        _("Programmes a household may have at most"), 1, MOST_PROGRAMMES, key="most_per_household",
        persist_state="session",
    )  # fmt: skip
    assumed = st.segmented_control(
        _("Effects are assumed to be"),
        list(ASSUMED),
        key="plan_assumed",
        format_func=lambda end: _(ASSUMED[end]),
        default="likely",
        required=True,
        persist_state="session",
    )
    limits = choose_limits(context, programmes)
    weights, method = _order(context)
    if not programmes:
        return None
    placed = tuple(replace(one, places_by_area=limits.places.get(one.programme_id, ())) for one in programmes)
    return ScenarioChoices(
        budget_baht=float(budget),
        programmes=placed,
        weights=weights,
        method=method,
        most_per_household=int(most),
        objective=objective,
        aversion=aversion,
        assumed=str(assumed),
        purses=limits.purses,
        areas=limits.areas,
        neediest_covered=limits.neediest_covered,
        must_serve=limits.must_serve,
        must_not=limits.must_not,
        seed=int(kept("plan_seed", 1)),
    )


def put_choices(context: Context, choices: ScenarioChoices) -> None:
    """Put a what-if into the widgets, before these are drawn."""
    keep("budget", int(choices.budget_baht))
    keep("plan_objective", choices.objective)
    keep("plan_aversion", float(choices.aversion))
    keep("plan_assumed", choices.assumed)
    keep("most_per_household", choices.most_per_household)
    keep("plan_seed", choices.seed)
    keep("weights", choices.weights)
    keep("rank_choice", (choices.method, kept("rank_choice", (choices.method, 100))[1]))
    put_programmes(context, choices.programmes)
    put_limits(choices)


def _objective(context: Context) -> tuple[str, float]:
    _ = context.translate
    objective = str(
        st.selectbox(
            _("What the money is to achieve"),
            list(OBJECTIVES),
            key="plan_objective",
            format_func=lambda key: objective_name(context, key),
            persist_state="session",
        )
    )
    st.caption(objective_meaning(context, objective))
    if objective != "severity":
        return objective, 1.0
    start_with("plan_aversion", 1.0)
    aversion = st.slider(
        _("How much more the poorest count"), 0.0, 3.0, step=0.25, key="plan_aversion",
        help=_("0: every gap counts the same. 1: a gap twice as deep counts four times."), persist_state="session",
    )  # fmt: skip
    return objective, float(aversion)


def _order(context: Context) -> tuple[tuple[tuple[str, float], ...], str]:
    """The weights set on the ranking page, else those of the first preset; they order rank and cut."""
    _ = context.translate
    choice = remembered_choice(context)
    named = ", ".join(f"{context.name_of(name)} {weight:.3g}" for name, weight in choice.weights if weight)
    with st.expander(_("Order of rank and cut: as set on the priority ranking"), key="order_weights"):
        st.caption(named)
    return tuple(choice.weights), choice.method
