"""How the households were drawn: chosen by the reader, and told under every interval that rests on it."""

import streamlit as st

from dss_core.language.format import number
from dss_core.language.translate import N_
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.describe_survey import SampleNotes
from dss_core.usecases.survey_sample import DISTRICT, SUBDISTRICT, VILLAGE, SampleChoice
from pages.parts.grouping import grouping_name
from pages.shell.context import Context

CENTERED = "centered"
LONELY = {
    CENTERED: N_("distance from the mean of all clusters (safe side)"),
    "certainty": N_("adds nothing, as if taken for certain"),
    "fail": N_("refuse to compute"),
}


def choose_unit(context: Context, key: str) -> Unit:
    """Whether rows are households or the persons listed in them."""
    _ = context.translate
    names = {Unit.HOUSEHOLD: _("Households"), Unit.PERSON: _("Persons")}
    chosen = st.segmented_control(
        _("Count"), list(names), key=key, default=Unit.HOUSEHOLD, required=True, format_func=lambda unit: names[unit]
    )
    return Unit(chosen or Unit.HOUSEHOLD)


def choose_sample(context: Context, key: str, unit: Unit) -> SampleChoice:
    """The sampling that the reader supposes; closed at first, because no design of the survey is known."""
    _ = context.translate

    def place_name(place: str) -> str:
        return grouping_name(context, place) if place else _("not used")

    with st.popover(_("Sampling"), icon=":material/casino:"):
        st.caption(
            _("No sampling design of the survey is known. What is chosen here is an assumption about how it was drawn.")
        )
        by_members = unit is Unit.HOUSEHOLD and st.toggle(
            _("Weigh households by their living members (figures of people)"), key=f"{key}_by_members"
        )
        strata = st.selectbox(_("Strata"), ["", DISTRICT, SUBDISTRICT], key=f"{key}_strata", format_func=place_name)
        clusters = st.selectbox(
            _("Clusters"), ["", VILLAGE, SUBDISTRICT], key=f"{key}_clusters", format_func=place_name
        )
        lonely, population = CENTERED, None
        if strata and clusters:
            lonely = st.selectbox(
                _("A stratum with a single cluster"),
                list(LONELY),
                key=f"{key}_lonely",
                format_func=lambda rule: _(LONELY[rule]),
            )
        if not strata and not clusters and unit is Unit.HOUSEHOLD:
            population = st.number_input(
                _("Households on the list they were drawn from (empty: not known)"),
                min_value=1,
                value=None,
                step=100,
                key=f"{key}_population",
            )
    return SampleChoice(strata or None, clusters or None, population, bool(by_members), lonely)


def show_sample_notes(context: Context, notes: SampleNotes, choice: SampleChoice, unit: Unit) -> None:
    """What the intervals rest on."""
    _, language = context.translate, context.language
    if notes.is_simple:
        text = _(
            "95% intervals and tests as if the households had been drawn one by one at random from very many like them."
        )
    else:
        parts = [
            _("strata: {place}", place=grouping_name(context, choice.strata)) if choice.strata else "",
            _("clusters: {place}", place=_cluster_name(context, choice)),
            _("{count} households on the list", count=number(choice.population, language)) if choice.population else "",
            _("weighed by living members") if choice.by_members else "",
        ]
        told = "; ".join(part for part in parts if part)
        text = _("95% intervals and tests by Taylor linearisation ({design}).", design=told)
    st.caption(":material/casino: " + text)
    if notes.lonely_count:
        st.caption(
            ":material/warning: "
            + _(
                "{count} strata have a single cluster: {rule}.",
                count=number(notes.lonely_count, language),
                rule=_(LONELY[choice.lonely]),
            )
        )
    if notes.unweighted_count:
        count = number(notes.unweighted_count, language)
        if unit is Unit.HOUSEHOLD:
            st.caption(
                ":material/warning: "
                + _("{count} households did not say how many members live there, and weigh nothing.", count=count)
            )


def _cluster_name(context: Context, choice: SampleChoice) -> str:
    _ = context.translate
    return grouping_name(context, choice.clusters) if choice.clusters else _("households")
