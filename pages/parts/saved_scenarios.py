"""Saving what-ifs and opening them again."""

from dataclasses import replace

import streamlit as st

from dss_core.access.roles import Permission
from dss_core.errors import NotFound
from dss_core.language.format import baht, number
from dss_core.language.messages import explain
from dss_core.model.scenarios import ProgrammeChoice
from dss_core.usecases.build_scenario import ScenarioQuery, open_scenario, save_scenario, saved_scenarios
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import forget, keep, kept

SCENARIO = "scenario"


def save(context: Context, query: ScenarioQuery) -> None:
    """The form that saves a what-if, for those who may."""
    _ = context.translate
    if not context.viewer.may(Permission.SAVE_SCENARIO):
        return
    with st.form("save_scenario", border=True):
        name = st.text_input(_("Name of this what-if"), max_chars=120, key="scenario_name")
        if st.form_submit_button(_("Save"), icon=":material/save:"):
            with told(_):
                scenario = save_scenario(context.services, context.viewer, query, name)
                st.query_params[SCENARIO] = scenario.id
                keep("opened_scenario", scenario.id)
                keep("opened_choices", _choices(query))
            st.success(_("Saved. It reopens to the same numbers by the address of this page."))


def list_saved(context: Context) -> None:
    """The saved what-ifs of the round."""
    _ = context.translate
    saved = saved_scenarios(context.services, context.viewer, context.round_id)
    if not saved:
        return
    names = {
        s.id: f"{s.name} · {context.area_name(s.area_code)} · {baht(s.budget_baht, context.language)}" for s in saved
    }
    chosen = st.selectbox(
        _("Saved what-ifs of this round"), list(names), key="saved_scenario", format_func=lambda i: names[i]
    )
    scenario = next(s for s in saved if s.id == chosen)
    served = number(scenario.result["served_count"], context.language)
    st.caption(
        _(
            "Saved by {who}: {served} households served, {spent} spent, {left} of the need left.",
            who=scenario.created_by,
            served=served,
            spent=baht(scenario.result["spent_baht"], context.language),
            left=baht(scenario.result["need_left_baht"], context.language),
        )
    )
    if st.button(_("Open"), key="open_scenario", icon=":material/folder_open:"):
        forget("opened_scenario")
        st.query_params[SCENARIO] = scenario.id
        st.rerun()


def open_linked(context: Context) -> None:
    """A what-if named in the address: its choices are put into the widgets, once, before they are drawn."""
    scenario_id = st.query_params.get(SCENARIO)
    if not scenario_id or kept("opened_scenario") == scenario_id:
        return
    try:
        scenario = open_scenario(context.services, context.viewer, scenario_id)
    except NotFound as error:
        # The page goes on without it, or nobody could choose another one from the list as the sentence says.
        del st.query_params[SCENARIO]
        st.warning(explain(error, context.translate))
        return
    keep("opened_scenario", scenario_id)
    forget("opened_choices")
    keep("budget", int(scenario.budget_baht))
    keep("most_per_household", scenario.most_per_household or 1)
    keep("weights", tuple(scenario.weights.items()))
    keep("programmes", [choice.programme_id for choice in scenario.programmes])
    for choice in scenario.programmes:
        _keep_choice(choice)
    _warn_if_moved(context, scenario.round_id, scenario.area_code, scenario.data_version, scenario.catalog_version)


def mind_address(query: ScenarioQuery) -> None:
    """Take the what-if out of the address once its choices are changed: who gets the address finds what it names."""
    if SCENARIO not in st.query_params:
        return
    if kept("opened_choices", _choices(query)) == _choices(query):
        keep("opened_choices", _choices(query))
    else:
        del st.query_params[SCENARIO]
        forget("opened_scenario")


def _choices(query: ScenarioQuery) -> ScenarioQuery:
    return replace(query, round_id="", area="")


def _keep_choice(choice: ProgrammeChoice) -> None:
    """Put one programme's cost and places into its widgets."""
    keep(f"cost_{choice.programme_id}", float(choice.unit_cost_baht))
    keep(f"places_{choice.programme_id}", choice.places)


def _warn_if_moved(context: Context, round_id: str, area: str, data_version: int, catalog_version: str) -> None:
    """Say what is not as it was when the what-if was saved."""
    _ = context.translate
    if (round_id, area) != (context.round_id, context.area):
        place = context.area_name(area)
        st.warning(_("This what-if was made for another round or area ({area}): choose it on the left.", area=place))
    state = context.services.state()
    if (data_version, catalog_version) != (state.data_version, context.catalog.version):
        st.warning(_("Data or definitions have changed since this what-if was saved: its numbers may differ now."))
