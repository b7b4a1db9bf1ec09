"""Why each household is served or not."""

import streamlit as st

from dss_core.language.format import MISSING, number
from dss_core.language.translate import N_
from dss_core.usecases.build_scenario import ScenarioQuery, ScenarioResult
from dss_core.usecases.list_reasons import OPEN, ReasonsQuery, list_reasons
from pages.parts.household import house_code_text
from pages.parts.plan_words import WHY
from pages.parts.tables import baht_column, count_column, decimal_column, show_table
from pages.shell.context import Context

NAME = 300  # pixels
LISTED = {**WHY, OPEN: N_("A missing answer leaves a programme open")}


def show_reasons(context: Context, query: ScenarioQuery, found: ScenarioResult) -> None:
    """What became of every household, and the households of one reason."""
    _ = context.translate
    table = found.reasons[found.reasons["count"] > 0]
    table = table.assign(words=[_(WHY[code]) for code in table["reason"]])
    st.subheader(_("What became of every household"), anchor=False)
    shown = {
        "words": st.column_config.TextColumn(_("Result"), width=640),
        "count": count_column(_("Households")),
    }
    n = number(found.provenance.household_count, context.language)
    show_table(table, shown, "plan_reasons", _("Together {n} households; each is counted once.", n=n))
    _show_list(context, query)


def _show_list(context: Context, query: ScenarioQuery) -> None:
    _ = context.translate
    reason = st.selectbox(
        _("List the households"), list(LISTED), key="plan_reason", format_func=lambda key: _(LISTED[key]), width=640
    )
    found = context.ask(list_reasons, ReasonsQuery(query, str(reason)))
    if not found.count:
        st.caption(_("There is none."))
        return
    names = {p.id: context.label(p.label) for p in context.catalog.programmes}
    households = found.households
    table = households.assign(
        code=households["house_code"].map(house_code_text),
        place=context.area_names(households["subdistrict_code"].astype("str")),
        level_name=context.level_names(households["level"]),
        helped=[", ".join(names[key] for key in keys) or MISSING for keys in households["programmes"]],
        left_open=[", ".join(names[key] for key in keys) or MISSING for keys in households["open"]],
        rank=households["rank"].astype("Int64"),
    )
    shown = {
        "rank": count_column(_("Rank")),
        "code": _("House code"),
        "place": _("Sub-district"),
        "village_number": count_column(_("Village no.")),
        "overall": decimal_column(_("Overall score")),
        "level_name": _("Level"),
        "helped": st.column_config.TextColumn(_("Programmes"), width=NAME),
        "cost_baht": baht_column(_("Baht")),
        "left_open": st.column_config.TextColumn(_("Cannot be decided for"), width=NAME),
    }
    caption = _(
        "The first {count} of {all} households, the neediest first.",
        count=number(len(table), context.language),
        all=number(found.count, context.language),
    )
    show_table(table, shown, f"plan_list_{reason}", caption, height=460 if len(table) > 11 else "content")
