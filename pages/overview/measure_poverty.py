"""Poverty under several definitions: four side by side, incomes, several dimensions, and the one step out of it."""

from collections.abc import Callable

import streamlit as st

from dss_core.usecases.measure_poverty import PovertyQuery, measure_poverty
from dss_core.usecases.poverty_rows import poverty_groupings
from pages.parts.empty import show_empty
from pages.parts.grouping import choose_grouping
from pages.parts.header import show_header
from pages.parts.part_choice import choose_part
from pages.parts.poverty_definitions import show_definitions
from pages.parts.poverty_dimensions import show_dimensions
from pages.parts.poverty_income import show_income
from pages.parts.poverty_relief import show_relief
from pages.shell.context import Context

DEFINITIONS, INCOME, DIMENSIONS, RELIEF = "definitions", "income", "dimensions", "relief"


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    top = st.container()
    names = {
        DEFINITIONS: _("Four definitions"),
        INCOME: _("Income"),
        DIMENSIONS: _("Several dimensions"),
        RELIEF: _("One step out"),
    }
    part = choose_part(context, names, "poverty_part", is_remembered=True)
    by = poverty_groupings(context.catalog)[0]
    if part != RELIEF:
        by = choose_grouping(context, "poverty_by", poverty_groupings(context.catalog))
    found = context.ask(measure_poverty, PovertyQuery(context.round_id, context.area, (by,)))
    with top:
        question = _("Who counts as poor, by which definition, how poor, and what would help?")
        show_header(context, _("Measuring poverty"), question, found.provenance)
    if not found.provenance.household_count:
        show_empty(_("There is no household here."), _("Choose another area or another round."))
        return
    parts: dict[str, Callable[[], None]] = {
        DEFINITIONS: lambda: show_definitions(context, found),
        INCOME: lambda: show_income(context, by, found.lines),
        DIMENSIONS: lambda: show_dimensions(context, by),
        RELIEF: lambda: show_relief(context),
    }
    parts[part]()
