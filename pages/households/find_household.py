"""Find a household, and open it."""

from math import ceil

import streamlit as st

from dss_core.access.roles import Permission
from dss_core.language.format import number
from dss_core.usecases.find_household import HouseholdPage, HouseholdQuery, find_household
from dss_core.usecases.show_household import ShowHousehold, show_household
from pages.parts.consent import show_consent
from pages.parts.empty import show_empty
from pages.parts.header import show_header
from pages.parts.household import house_code_text, show_story
from pages.parts.lineage import show_lineage
from pages.parts.tables import count_column, decimal_column
from pages.shell.context import Context

ROWS = 20


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    top = st.container()
    query = _choose(context)
    found = find_household(context.services, context.viewer, query)
    with top:
        question = _("Which households are there, and what did the survey find for each?")
        show_header(context, _("Households"), question, found.provenance)
    if not found.found_count:
        show_empty(_("No household matches."), _("Shorten the search text, or choose all levels and the whole area."))
        return
    _show_list(context, found, query)


def _choose(context: Context) -> HouseholdQuery:
    """What is looked for; the list starts at its first page again when that changes."""
    _ = context.translate
    left, middle, right = st.columns([2, 1, 1])
    text = left.text_input(_what(context), key="household_text", max_chars=80)
    levels = {0: _("All levels")} | {
        v.number: f"{v.number} {context.label(v.label)}" for v in context.catalog.instrument.levels
    }
    level = middle.selectbox(_("Level"), list(levels), key="household_level", format_func=lambda n: levels[n])
    outcomes = {"": _("All outcomes")} | {
        c.code: context.label(c.label) for c in context.catalog.code_lists["outcome"].codes
    }
    outcome = right.selectbox(
        _("Verification"), list(outcomes), key="household_outcome", format_func=lambda c: outcomes[c]
    )
    return HouseholdQuery(context.round_id, context.area, text or "", level or None, outcome or None, 0, ROWS)


def _what(context: Context) -> str:
    """What the viewer may look for, in words."""
    _, may = context.translate, context.viewer.may
    if may(Permission.VIEW_NAMES) and may(Permission.FIND_PERSON):
        return _("House code, village, name or ID number")
    return _("House code, village or ID number") if may(Permission.FIND_PERSON) else _("House code or village")


def _show_list(context: Context, found: HouseholdPage, query: HouseholdQuery) -> None:
    _ = context.translate
    count = number(found.found_count, context.language)
    st.markdown(_("**{count}** households match. Choose a row to open it.", count=count))
    pages = ceil(found.found_count / ROWS)
    page = st.pagination(pages, key=f"household_page_{hash(query)}") if pages > 1 else 1
    if page > 1:
        at = HouseholdQuery(**{**vars(query), "offset": (page - 1) * ROWS})
        found = find_household(context.services, context.viewer, at)
    table = found.households.assign(
        code=found.households["house_code"].map(house_code_text),
        place=context.area_names(found.households["subdistrict_code"]),
        district=context.area_names(found.households["district_code"]),
        level_name=context.level_names(found.households["level"].astype("float64")),
        outcome_name=[context.code_name("outcome", code) for code in found.households["outcome"]],
    )
    shown = {
        "code": _("House code"),
        "district": _("District"),
        "place": _("Sub-district"),
        "village_number": count_column(_("Village no.")),
        "members_living": count_column(_("Members")),
        "overall": decimal_column(_("Overall score")),
        "level_name": _("Level"),
        "outcome_name": _("Verification"),
        **{c.id: decimal_column(context.label(c.label)) for c in context.catalog.instrument.capitals},
    }
    event = st.dataframe(
        table[list(shown)],
        column_config=shown,
        hide_index=True,
        # A key for each part of the list: a row chosen in one part is not the household at its place in another.
        key=f"household_list_{hash(query)}_{page}",
        on_select="rerun",
        selection_mode="single-row",
        height="content",
        alt=_("Households that match, in the order of their house codes"),
    )
    rows = event["selection"]["rows"]
    if rows and rows[0] < len(found.households):
        chosen = ShowHousehold(int(found.households["household_id"].iloc[rows[0]]), query.round_id)
        with st.container(border=True):
            story = show_household(context.services, context.viewer, chosen)
            show_story(context, story)
            show_lineage(context, story, chosen.household_id)
            show_consent(context, chosen.household_id)
