"""Several dimensions: H, A and M0 together, what they are made of, all cut-offs, changes, and how firm the order is."""

import math
from collections.abc import Callable

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent_of_share
from dss_core.language.translate import N_
from dss_core.usecases.measure_mpi import MpiFound, MpiQuery, measure_mpi
from dss_core.usecases.mpi_choice import MpiChoice
from pages.charts.poverty import cutoff_curve
from pages.parts.part_choice import choose_part
from pages.parts.poverty_change import show_change, show_points, show_robustness, show_side_by_side
from pages.parts.poverty_choice import RULES, choose_mpi
from pages.parts.poverty_indicators import show_indicators
from pages.parts.poverty_words import show_by_group, show_figure
from pages.parts.tables import decimal_column, percent_column, show_table
from pages.shell.context import Context

MEASURES = {"H": N_("Poor (H)"), "A": N_("Depth (A)"), "M0": N_("Index (M0 = H × A)")}
HELP = {
    "H": N_("Share of households whose deprivations weigh k or more."),
    "A": N_("Mean weight of the deprivations of the poor households."),
    "M0": N_("The share of poor households times their mean deprivation: it falls when the poor become less deprived."),
}
CURVES = ("headcount", "intensity", "adjusted")
INDICATORS, CUTOFFS, CHANGE, ORDER, MEASURES_BESIDE = "indicators", "cutoffs", "change", "order", "beside"


def show_dimensions(context: Context, by: str) -> None:
    """The whole part."""
    _ = context.translate
    settings, result = st.columns([1, 2], gap="large")
    with settings:
        choice = choose_mpi(context)
    if choice is None:
        return
    found = context.ask(measure_mpi, MpiQuery(context.round_id, context.area, choice, (by,)))
    with result:
        _show_figures(context, found, choice)
        _show_missing(context, found)
    everybody = found.table[(found.table["group"] == 0) & (found.table["measure"] == "H")].iloc[0]
    if not everybody["n"]:
        st.info(_("No household has answered what this measure asks for."))
        return
    _show_groups(context, found, by)
    _show_more(context, found, choice, by)


def _measure(found: MpiFound, measure: str) -> dict[str, object]:
    rows = found.table[(found.table["measure"] == measure) & (found.table["group"] == 0)]
    return {str(name): value for name, value in rows.iloc[0].items()}


def _show_figures(context: Context, found: MpiFound, choice: MpiChoice) -> None:
    _ = context.translate
    points = show_points(context, choice)
    with st.grid(3, min_column_width=200):
        for measure, name in MEASURES.items():
            show_figure(context, _(name), _measure(found, measure), _(HELP[measure]))
    if points:
        st.markdown(points)
    if _measure(found, "H")["value"] == 0:
        st.info(_("No household is poor at this cut-off."))


def _show_missing(context: Context, found: MpiFound) -> None:
    """The rule for missing answers in words, and the bounds beside it."""
    _, language = context.translate, context.language
    row = found.table[(found.table["measure"] == "H") & (found.table["group"] == 0)].iloc[0]
    text = _(
        "n = {n} households, {missing} left out.",
        n=number(row["n"], language),
        missing=number(row["missing"], language),
    )
    if not math.isnan(row["bound_low"]):
        text += " " + _(
            "Were every missing answer “not deprived”, {low} would be poor; were it “deprived”, {high}.",
            low=percent_of_share(row["bound_low"], language),
            high=percent_of_share(row["bound_high"], language),
        )
    st.caption(f"{_(RULES[found.missing_rule])} {text}")


def _show_groups(context: Context, found: MpiFound, by: str) -> None:
    _ = context.translate
    st.subheader(_("Rate, depth and index"), anchor=False)
    names = {measure: _(name) for measure, name in MEASURES.items()}
    title = _("%; line: 95% interval")
    show_by_group(context, found.table, by, names, _("households"), "poverty_mpi", title)


def _show_more(context: Context, found: MpiFound, choice: MpiChoice, by: str) -> None:
    """One of several further views; only the chosen one is computed and drawn."""
    _ = context.translate
    views: dict[str, tuple[str, Callable[[], None]]] = {
        INDICATORS: (_("Indicators"), lambda: show_indicators(context, found, choice, by)),
        CUTOFFS: (_("All cut-offs"), lambda: _show_cutoffs(context, found)),
        CHANGE: (_("Change"), lambda: show_change(context, choice, by)),
        ORDER: (_("Order of areas"), lambda: show_robustness(context, found, choice)),
        MEASURES_BESIDE: (_("Other measures"), lambda: show_side_by_side(context)),
    }
    st.divider()
    chosen = choose_part(context, {key: name for key, (name, _draw) in views.items()}, "poverty_view")
    views[chosen][1]()


def _show_cutoffs(context: Context, found: MpiFound) -> None:
    _, language = context.translate, context.language
    names = {field: _(name) for field, name in zip(CURVES, MEASURES.values(), strict=True)}
    long = found.curve.melt("k", list(names), "measure", "share").dropna(subset=["share"])
    rows = pd.DataFrame(
        {
            "k": long["k"],
            "name": long["measure"].map(names),
            "value": 100 * long["share"],
            "text": [
                f"k = {number(k, language, 2)}: {percent_of_share(share, language)}"
                for k, share in zip(long["k"], long["share"], strict=True)
            ],
        }
    )
    st.subheader(_("At every cut-off"), anchor=False)
    st.altair_chart(
        cutoff_curve(rows, found.cutoffs[0], list(names.values()), _("cut-off k"), _("% of households; depth in %")),
        key="poverty_curve",
        alt=_("Lines of rate, depth and index at every cut-off"),
    )
    st.caption(_("Dashed: the chosen cut-off. A low k counts many, a high k only the most deprived."))
    shown = {"k": decimal_column("k"), **{name: percent_column(words) for name, words in names.items()}}
    table = found.curve.assign(**{name: 100 * found.curve[name] for name in names})
    show_table(table, shown, "poverty_curve_table", _("% of households at each cut-off."), height=420)
