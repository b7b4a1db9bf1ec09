"""Adopt a saved what-if, and follow up what became of the households that it helps."""

import streamlit as st

from dss_core.access.roles import Permission
from dss_core.language.format import baht, day, moment, number
from dss_core.model.scenarios import Decision
from dss_core.usecases.adopt_scenario import LONGEST_NAME, LONGEST_REASON, AdoptionDraft, adopt_scenario
from dss_core.usecases.list_scenarios import ListedScenario
from dss_core.usecases.scenario_drift import DriftQuery, scenario_drift
from pages.parts.empty import show_empty
from pages.parts.scenario_drift import show_drift
from pages.parts.scenario_words import link_to, round_name, saved_words, scenario_line
from pages.shell.context import Context
from pages.shell.errors import told
from pages.shell.session import start_with

SCENARIO = "scenario"


def show_decision(context: Context, listed: list[ListedScenario]) -> None:
    """Choose a saved what-if; adopt it, or see what became of the decision on it."""
    _ = context.translate
    by_id = {one.scenario.id: one for one in listed}
    if not by_id:
        show_empty(_("No what-if has been saved yet."), _("Build one on the page “What-if” and save it there."))
        return
    _start_with_link(by_id)
    adopted = _("adopted")
    chosen = st.selectbox(
        _("Saved what-if"),
        list(by_id),
        key="decide_scenario",
        format_func=lambda key: (
            (f"✓ {adopted} · " if by_id[key].decision else "") + scenario_line(context, by_id[key].scenario)
        ),
    )
    one = by_id.get(str(chosen), listed[0])
    st.query_params[SCENARIO] = one.scenario.id
    st.markdown("[" + _("Open it on the page “What-if”") + f"]({link_to(one.scenario)})")
    if one.decision is None:
        st.text(saved_words(context, one))
        _adopt(context, one)
    else:
        _show_minutes(context, one.decision)
        _follow_up(context, one)


def _start_with_link(by_id: dict[str, ListedScenario]) -> None:
    """What the address names comes first, else the newest that was adopted."""
    named = st.query_params.get(SCENARIO, "")
    adopted = next((key for key, one in by_id.items() if one.decision is not None), None)
    start_with("decide_scenario", named if named in by_id else adopted or next(iter(by_id)))


def _adopt(context: Context, one: ListedScenario) -> None:
    """The form that turns it into a decision, for those who may."""
    _ = context.translate
    if not context.viewer.may(Permission.ADOPT_SCENARIO):
        st.info(_("Nothing has been decided on this what-if. The working group of the governor can adopt it."))
        return
    with st.form("adopt_scenario", border=True):
        st.markdown("**" + _("Adopt this what-if") + "**")
        left, right = st.columns([2, 1])
        decided_by = left.text_input(_("Who decided (a body or an office)"), max_chars=LONGEST_NAME, key="adopt_who")
        decided_on = right.date_input(
            _("Day of the decision (day/month/year of the Common Era)"), format="DD/MM/YYYY", key="adopt_day"
        )
        reason = st.text_area(_("Reason"), max_chars=LONGEST_REASON, key="adopt_reason", height=100)
        st.caption(_("A decision keeps its households, programmes and costs. It is never changed or deleted."))
        if st.form_submit_button(_("Adopt"), icon=":material/gavel:"):
            with told(_):
                draft = AdoptionDraft(one.scenario.id, decided_by, decided_on, reason)
                adopt_scenario(context.services, context.viewer, draft)
            st.rerun()


def _show_minutes(context: Context, decision: Decision) -> None:
    """Who decided, when and why."""
    _, language = context.translate, context.language
    with st.container(border=True):
        st.markdown(
            ":green-badge[:material/gavel: "
            + _("adopted on {day}", day=day(decision.decided_on, language))
            + "] "
            + _(
                "{count} households get {spent} in one year.",
                count=number(decision.household_count, language),
                spent=baht(decision.spent_baht, language),
            )
        )
        # What people typed is never markup.
        st.text(_("Decided by: {who}", who=decision.decided_by))
        st.text(_("Reason: {reason}", reason=decision.reason))
        st.caption(
            _(
                "Entered by {who} on {moment}; data and definitions {freeze}.",
                who=decision.recorded_by,
                moment=moment(decision.recorded_at, language),
                freeze=f"{decision.data_version}-{decision.catalog_version}",
            )
        )


def _follow_up(context: Context, one: ListedScenario) -> None:
    """What became of the decision, by a round that can be chosen."""
    _ = context.translate
    rounds = [found.id for found in context.rounds]
    start_with("drift_round", rounds[0])
    chosen = st.selectbox(
        _("Held against the round"),
        rounds,
        key="drift_round",
        format_func=lambda key: round_name(context, key),
        width=320,
    )
    round_id = str(chosen) if chosen in rounds else rounds[0]
    found = context.ask(scenario_drift, DriftQuery(one.scenario.id, round_id))
    show_drift(context, found, one.scenario)
