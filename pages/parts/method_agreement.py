"""Do other methods put the same households first?"""

import pandas as pd
import streamlit as st

from dss_core.language.format import MISSING, number, percent_of_share
from dss_core.usecases.compare_methods import compare_methods
from dss_core.usecases.rank_words import METHODS
from dss_core.usecases.stress_ranking import StressQuery
from pages.charts.explanations import figure_bars
from pages.parts.ranking_words import method_name
from pages.parts.tables import show_table
from pages.shell.context import Context

OVERLAP, KENDALL = "overlap", "kendall"


def show_methods(context: Context, query: StressQuery) -> None:
    """The whole part."""
    _, language = context.translate, context.language
    with st.spinner(_("Ranking by every method…"), show_time=True):
        found = context.ask(compare_methods, query)
    st.markdown(
        "#### "
        + _(
            "{count} households are among the first {first} by every one of the {methods} methods.",
            count=number(found.all_first, language),
            first=number(query.first_count, language),
            methods=number(len(METHODS), language),
        )
    )
    views = {OVERLAP: _("The same first households"), KENDALL: _("The same order of all")}
    view = st.segmented_control(
        _("What is compared"),
        list(views),
        key="stress_agreement",
        format_func=lambda one: views[one],
        default=OVERLAP,
        required=True,
    )
    column = str(view) if view in views else OVERLAP
    names = {name: method_name(_, name) for name in METHODS}
    pairs = found.pairs.assign(
        name=found.pairs["other"].map(names),
        label=[_figure(context, value, column) for value in found.pairs[column]],
    )
    _show_bars(context, pairs[pairs["method"] == query.method], column)
    if column == OVERLAP:
        st.caption(_("Share of the first households that two methods have in common; ties make a list longer."))
    else:
        st.caption(
            _("Kendall’s tau-b: 1 the same order, 0 nothing in common, −1 reversed; – a method tells nobody apart.")
        )
    longer = {name: count for name, count in found.first_count.items() if count > query.first_count}
    if longer:
        told = ", ".join(f"{names[name]} {number(count, language)}" for name, count in longer.items())
        st.caption(_("Ties make these lists longer: {names}.", names=told))
    _show_pairs(context, pairs, names)


def _show_bars(context: Context, own: pd.DataFrame, column: str) -> None:
    """The other methods beside the chosen one."""
    _ = context.translate
    rows = pd.DataFrame(
        {
            "name": own["name"],
            "value": own[column].fillna(0.0) * (100 if column == OVERLAP else 1),
            "label": own["label"],
            "text": own["label"],
        }
    )
    st.altair_chart(
        figure_bars(
            rows.sort_values("value", ascending=False, kind="stable"),
            _("% of the first") if column == OVERLAP else _("Kendall’s tau-b"),
            (0, 110) if column == OVERLAP else (min(0.0, float(rows["value"].min())), 1.1),
        ),
        key="stress_methods",
        alt=_("Bars of how far each other method agrees with the chosen one"),
    )


def _show_pairs(context: Context, pairs: pd.DataFrame, names: dict[str, str]) -> None:
    _ = context.translate
    table = pairs.pivot_table(index="method", columns="other", values="label", aggfunc="first").reindex(
        index=list(names), columns=list(names)
    )
    table = table.fillna(MISSING).rename(index=names).reset_index(names="method")
    shown = {"method": _("Method"), **names}
    with st.expander(_("Every method with every other"), key="stress_pairs"):
        show_table(table, shown, "stress_pairs_table", _("The same figure for each two methods."))


def _figure(context: Context, value: float, column: str) -> str:
    if value != value:
        return MISSING
    return percent_of_share(value, context.language, 0) if column == OVERLAP else number(value, context.language, 2)
