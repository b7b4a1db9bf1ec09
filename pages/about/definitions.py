"""The definitions behind every figure, with unit, direction, missing rule, source and standing."""

from collections.abc import Callable

import streamlit as st

from pages.parts.check_tables import show_checks
from pages.parts.decision_tables import show_routes, show_tests
from pages.parts.definition_tables import show_codes, show_instrument, show_needs, show_programmes, show_variables
from pages.parts.header import show_header
from pages.parts.measure_tables import show_bands, show_members, show_poverty
from pages.parts.part_choice import choose_part
from pages.shell.context import Context


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    question = _("What each figure means, where it comes from, and how far it can be relied on.")
    show_header(context, _("Definitions"), question)
    st.caption(_("Catalogue version {version}", version=context.catalog.version))
    parts: dict[str, tuple[str, Callable[[Context], None]]] = {
        "instrument": (_("Survey instrument"), show_instrument),
        "needs": (_("Basic minimum needs"), show_needs),
        "programmes": (_("Programmes"), show_programmes),
        "variables": (_("Household variables"), show_variables),
        "members": (_("Member variables"), show_members),
        "bands": (_("Interpretation bands"), show_bands),
        "poverty": (_("Poverty"), show_poverty),
        "tests": (_("Tests of a ranking"), show_tests),
        "routes": (_("Routes of help"), show_routes),
        "codes": (_("Code lists"), show_codes),
        "checks": (_("Checks of uploads"), show_checks),
    }
    chosen = choose_part(context, {key: name for key, (name, _show) in parts.items()}, "definitions_part")
    parts[chosen][1](context)
