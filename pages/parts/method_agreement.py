"""Do other methods put the same households first?"""

import streamlit as st

from dss_core.language.format import MISSING, number, percent_of_share
from dss_core.usecases.compare_methods import compare_methods
from dss_core.usecases.stress_ranking import StressQuery
from pages.charts.explanations import agreement_cells
from pages.parts.ranking_words import METHODS, method_name
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
        value=found.pairs[column],
        method=found.pairs["method"].map(names),
        other=found.pairs["other"].map(names),
        label=[_figure(context, value, column) for value in found.pairs[column]],
    )
    pairs = pairs.assign(text=pairs["method"] + " · " + pairs["other"] + ": " + pairs["label"])
    shown = pairs[["method", "other", "value", "label", "text"]].astype({"value": object})
    shown["value"] = shown["value"].where(pairs["value"].notna(), None)
    st.altair_chart(
        agreement_cells(shown, list(names.values())),
        key="stress_methods",
        alt=_("Squares of how far each two methods agree"),
    )
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


def _figure(context: Context, value: float, column: str) -> str:
    if value != value:
        return MISSING
    return percent_of_share(value, context.language, 0) if column == OVERLAP else number(value, context.language, 2)
