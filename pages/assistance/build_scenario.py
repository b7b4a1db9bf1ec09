"""What-if: a budget and programmes -> who would be served in rank order, and what is left of the need."""

import streamlit as st

from dss_core.language.format import baht
from dss_core.usecases.build_scenario import ScenarioQuery, build_scenario
from pages.parts.empty import show_empty
from pages.parts.header import show_header
from pages.parts.plan import show_areas, show_programmes, show_reasons, show_result, show_served
from pages.parts.programmes import choose_programmes
from pages.parts.saved_scenarios import list_saved, mind_address, open_linked, save
from pages.parts.standing import show_recovered_weights
from pages.parts.weights import Weights, remembered_weights
from pages.shell.context import Context
from pages.shell.session import start_with

FIRST_BUDGET, STEP = 3_000_000, 100_000


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    top = st.container()
    open_linked(context)
    left, right = st.columns([1, 2], gap="large")
    with left:
        start_with("budget", FIRST_BUDGET)
        budget = st.number_input(
            _("Budget for one year, baht"), 0, 10**11, step=STEP, key="budget", persist_state="session"
        )
        st.caption(baht(float(budget), context.language))
        weights = _weights(context)
        most = st.number_input(
            _("Programmes a household may have at most"), 1, 20, key="most_per_household", persist_state="session"
        )
    with right:
        programmes = choose_programmes(context)
    if not programmes:
        with top:
            show_header(context, _("What-if"), _question(context))
        show_empty(_("No programme is chosen."), _("Choose at least one programme above, with its cost."))
        return
    query = ScenarioQuery(
        context.round_id, context.area, weights, float(budget), programmes, most_per_household=int(most)
    )
    mind_address(query)
    found = context.ask(build_scenario, query)
    with top:
        show_header(context, _("What-if"), _question(context), found.provenance)
    show_result(context, found)
    show_programmes(context, found)
    show_reasons(context, found)
    show_served(context, found)
    show_areas(context, found)
    st.caption(
        ":material/info: "
        + _(
            "Costs and eligibility rules are assumptions that you can change; nothing here is a promise to a household."
        )
    )
    show_recovered_weights(_)
    save(context, query)
    list_saved(context)


def _question(context: Context) -> str:
    _ = context.translate
    return _("Who would be served in rank order with this budget, and what is left of the need?")


def _weights(context: Context) -> Weights:
    """The weights set on the ranking page, else those of the first preset."""
    _ = context.translate
    weights = remembered_weights()
    if weights is None:
        preset = context.catalog.presets[0]
        st.caption(_("Order: the priority ranking with “{preset}”.", preset=context.label(preset.label)))
        return tuple(preset.weights.items())
    named = ", ".join(f"{context.name_of(name)} {weight:.3g}" for name, weight in weights if weight)
    with st.expander(_("Order: the weights you set on the priority ranking"), key="order_weights"):
        st.caption(named)
    return weights
