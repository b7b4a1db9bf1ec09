"""Saving what-ifs and opening them again."""

from dataclasses import replace

import streamlit as st

from dss_core.access.roles import Permission
from dss_core.errors import NotFound
from dss_core.language.messages import explain
from dss_core.model.scenarios import Scenario
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.list_scenarios import list_scenarios
from dss_core.usecases.open_scenario import moved_since, open_scenario
from dss_core.usecases.save_scenario import LONGEST_NAME, save_scenario
from pages.parts.plan_choices import put_choices
from pages.parts.scenario_words import MOVED, saved_words, scenario_line
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
        name = st.text_input(_("Name of this what-if"), max_chars=LONGEST_NAME, key="scenario_name")
        if st.form_submit_button(_("Save"), icon=":material/save:"):
            with told(_):
                scenario = save_scenario(context.services, context.viewer, query, name)
                st.query_params[SCENARIO] = scenario.id
                keep("opened_scenario", scenario.id)
                keep("opened_choices", _choices(query))
            st.success(_("Saved. It reopens to the same numbers by the address of this page."))
        st.caption(_("What is saved is never changed or deleted."))


def list_saved(context: Context) -> None:
    """The saved what-ifs of the round."""
    _ = context.translate
    saved = {one.scenario.id: one for one in list_scenarios(context.services, context.viewer, context.round_id)}
    if not saved:
        return
    chosen = st.selectbox(
        _("Saved what-ifs of this round"),
        list(saved),
        key="saved_scenario",
        format_func=lambda key: scenario_line(context, saved[key].scenario),
    )
    one = saved.get(str(chosen), next(iter(saved.values())))
    st.caption(saved_words(context, one))
    with st.container(horizontal=True):
        if st.button(_("Open"), key="open_scenario", icon=":material/folder_open:"):
            forget("opened_scenario")
            st.query_params[SCENARIO] = one.scenario.id
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
    keep("opened_choices", ScenarioQuery("", "", scenario.choices))
    keep("just_opened", True)
    known = {programme.id for programme in context.catalog.programmes}
    offered = tuple(one for one in scenario.choices.programmes if one.programme_id in known)
    put_choices(context, replace(scenario.choices, programmes=offered))
    _warn_if_moved(context, scenario)


def mind_address(context: Context, query: ScenarioQuery) -> None:
    """Take the what-if out of the address once its choices are changed: who gets the address finds what it names."""
    _ = context.translate
    was_opened = kept("just_opened", False)
    forget("just_opened")
    if SCENARIO not in st.query_params or kept("opened_choices") == _choices(query):
        return
    del st.query_params[SCENARIO]
    forget("opened_scenario")
    if was_opened:
        st.warning(_("Not all choices of the saved what-if can be set here any more: these numbers are not its own."))


def _choices(query: ScenarioQuery) -> ScenarioQuery:
    return replace(query, round_id="", area="")


def _warn_if_moved(context: Context, scenario: Scenario) -> None:
    """Say what is not as it was when the what-if was saved."""
    _ = context.translate
    if (scenario.round_id, scenario.area_code) != (context.round_id, context.area):
        place = context.area_name(scenario.area_code)
        st.warning(_("This what-if was made for another round or area ({area}): choose it on the left.", area=place))
    moved = moved_since(context.services, scenario.catalog_version, scenario.data_version)
    if moved:
        what = ", ".join(_(MOVED[code]) for code in moved)
        st.warning(_("Since this what-if was saved: {what}. Its numbers may differ now.", what=what))
