"""The province in numbers: who was found, how poor, in which capitals and where."""

import streamlit as st

from dss_core.usecases.describe_province import AreaQuery, describe_province
from pages.parts.gated import show_gate_note
from pages.parts.header import show_header
from pages.parts.province import show_areas, show_capitals, show_figures, show_levels, show_rounds
from pages.parts.standing import show_recovered_weights
from pages.shell.context import Context


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    found = context.ask(describe_province, AreaQuery(context.round_id, context.area))
    show_header(
        context,
        _("{area} in numbers", area=context.area_name(context.area)),
        _("How many households were found, how many are poor, in which capitals they lack, and where."),
        found.provenance,
    )
    show_figures(context, found)
    show_gate_note(context)
    left, right = st.columns(2, gap="large")
    with left:
        show_levels(context, found)
    with right:
        show_capitals(context, found)
    show_recovered_weights(_)
    show_areas(context, found)
    show_rounds(context, found)
