"""The head of every page: its title, and the stamp that says what its figures are about."""

import streamlit as st

from dss_core.language.format import moment, number, round_label
from dss_core.model.provenance import Provenance
from pages.shell.context import Context


def show_header(context: Context, title: str, question: str, provenance: Provenance | None = None) -> None:
    """Title, the question that the page answers, and round, area, n, freshness and origin of its figures."""
    st.title(title, anchor=False)
    st.markdown(question)
    if provenance is not None:
        show_stamp(context, provenance)


def show_stamp(context: Context, provenance: Provenance) -> None:
    """Round, area, number of households, freshness; and in orange where the data are synthetic."""
    _, language = context.translate, context.language
    with st.container(horizontal=True, gap="small"):
        if provenance.is_synthetic:
            st.badge("ข้อมูลสังเคราะห์ / synthetic", icon=":material/science:", color="orange")
        st.badge(round_label(provenance.year, provenance.wave, language), icon=":material/event:", color="blue")
        st.badge(context.area_name(provenance.area_code), icon=":material/location_on:", color="blue")
        households = number(provenance.household_count, language)
        st.badge(_("n = {count} households", count=households), icon=":material/home:", color="blue")
        st.badge(
            _("as of {moment}", moment=moment(provenance.updated_at, language)),
            icon=":material/schedule:",
            color="gray",
            help=_("Data and definitions: {freeze}. Quote it with the figures.", freeze=provenance.freeze_id),
        )
