"""The ranking of districts and sub-districts by the mean need of their households."""

import streamlit as st

from dss_core.language.format import number
from dss_core.usecases.rank_areas import AreaRankQuery, RankedAreas
from pages.parts.ranked_list import DRAWN, show_stacked_parts, show_warnings
from pages.parts.ranking_words import method_name
from pages.parts.tables import bar_column, count_column, fitting, show_table
from pages.shell.context import Context


def show_ranked_areas(context: Context, found: RankedAreas, query: AreaRankQuery) -> None:
    """The list of areas, and what each criterion adds to the first of them."""
    _, language = context.translate, context.language
    st.markdown(
        _(
            "{count} areas ranked by the mean need of their households: {method}.",
            count=number(len(found.areas), language),
            method=method_name(_, query.method),
        )
    )
    show_warnings(context, found.warnings, found.constant)
    table = found.areas.assign(place=context.area_names(found.areas["area"]))
    shown = {
        "rank": count_column(_("Rank")),
        "place": _("Area"),
        "score": bar_column(_("Need"), 1.0, _("0 = no need, 1 = greatest need on every criterion")),
        "household_count": count_column(_("Households")),
        "missing_count": count_column(_("Missing"), _("criteria that nobody answered")),
    }
    caption = _("A mean says how needy the average household is, not how many are needy. Ties share the smallest rank.")
    show_table(table, shown, "ranked_areas", caption, height=fitting(len(table)))
    first = table.head(DRAWN)
    if len(first):
        st.subheader(_("Why they come first"), anchor=False)
        names = [f"{rank} · {name}" for rank, name in zip(first["rank"], first["place"], strict=True)]
        alt = _("Stacked bars of what each criterion adds to the need of the first areas")
        show_stacked_parts(context, found.parts.head(DRAWN), names, "rank_parts", alt)
