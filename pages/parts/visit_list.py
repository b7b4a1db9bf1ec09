"""Whose home visit would most reduce the doubt at the line."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent_of_share
from dss_core.usecases.list_visits import MOST_VISITS, VisitQuery, Visits, list_visits
from dss_core.usecases.stress_ranking import StressQuery
from pages.charts.explanations import figure_bars
from pages.parts.household import house_code_text
from pages.parts.stress_bands import show_rules
from pages.parts.tables import count_column, decimal_column, fitting, percent_column, show_table
from pages.shell.context import Context

FIRST_VISITS, MOST_AREAS = 50, 20


def show_visits(context: Context, query: StressQuery) -> None:
    """The whole part."""
    _, language = context.translate, context.language
    visits = st.number_input(
        _("Home visits that can be made"), 1, MOST_VISITS, FIRST_VISITS, step=10, key="stress_visits", width=240
    )
    asked = VisitQuery(**{**vars(query), "visits": int(visits)})
    with st.spinner(_("Drawing weights and answers…"), show_time=True):
        found = context.ask(list_visits, asked)
    if not len(found.households):
        st.info(_("No visit would settle anything: every household’s side of the line is clear from its answers."))
        show_rules(context, found.weight_draw_count, found.answer_draw_count)
        return
    st.markdown(
        "#### "
        + _(
            "{count} visits settle {share} of the doubt that answers leave at the line.",
            count=number(len(found.households), language),
            share=percent_of_share(found.settled_share, language, 0),
        )
    )
    st.markdown(
        _(
            "As answers stand, {count} households are expected on the wrong side of the line.",
            count=number(found.wrong_count, language, 1),
        )
    )
    show_rules(context, found.weight_draw_count, found.answer_draw_count)
    _show_areas(context, found)
    _show_list(context, found)


def _show_areas(context: Context, found: Visits) -> None:
    _, language = context.translate, context.language
    areas = found.by_area.head(MOST_AREAS).sort_values("visit_count", ascending=False, kind="stable")
    rows = pd.DataFrame(
        {
            "name": [context.area_name(str(code)) for code in areas["area"]],
            "value": areas["visit_count"].to_numpy(),
            "label": [number(count, language) for count in areas["visit_count"]],
            "text": [
                _("settles {count} households", count=number(settled, language, 2)) for settled in areas["settled"]
            ],
        }
    )
    st.subheader(_("Where to go"), anchor=False)
    st.altair_chart(
        figure_bars(rows, _("home visits")), key="stress_visit_areas", alt=_("Bars of the home visits by sub-district")
    )
    if len(found.by_area) > MOST_AREAS:
        st.caption(_("The twenty sub-districts where most is settled."))


def _show_list(context: Context, found: Visits) -> None:
    _ = context.translate
    households = found.households
    table = households.assign(
        code=households["house_code"].map(house_code_text),
        place=context.area_names(households["subdistrict_code"].astype("str")),
        share=households["first_share"] * 100,
        ask=[", ".join(context.name_of(name) for name in names) or "–" for names in households["missing"]],
    )
    shown = {
        "place": _("Sub-district"),
        "village_number": count_column(_("Village no.")),
        "code": _("House code"),
        "ask": st.column_config.TextColumn(_("Ask about"), help=_("answers that are missing"), width=320),
        "share": percent_column(_("Among the first"), _("in how many of the draws")),
        "settled": decimal_column(
            _("Settles"), _("by how much the visit lowers the expected number of households on the wrong side")
        ),
    }
    caption = _("Where most is settled stands on top. Without a missing answer, check those that were recorded.")
    show_table(table, shown, "stress_visit_list", caption, height=fitting(len(table)))
