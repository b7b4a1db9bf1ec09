"""The mark of a definition that is not official, wherever its figures are shown."""

import streamlit as st

from dss_core.catalog.definitions import Standing
from dss_core.language.translate import N_, Translator

NAMES = {
    Standing.OFFICIAL: N_("official"),
    Standing.RECOVERED: N_("recovered, not official"),
    Standing.PROPOSAL: N_("proposal, an assumption"),
}
COLOURS = {Standing.OFFICIAL: "green", Standing.RECOVERED: "orange", Standing.PROPOSAL: "violet"}


def standing_name(_: Translator, standing: Standing) -> str:
    """How far a definition can be relied on, in words."""
    return _(NAMES[standing])


def standing_badge(_: Translator, standing: Standing) -> str:
    """The same as a coloured mark inside a line of text."""
    return f":{COLOURS[standing]}-badge[{standing_name(_, standing)}]"


def show_recovered_weights(_: Translator) -> None:
    """The note under every figure that rests on recovered weights."""
    st.caption(
        ":material/info: "
        + _(
            "The weights of the indicators were recovered from published scores; they are not from an official "
            "document. See Definitions."
        )
    )
