"""Who comes first: a ranking whose weights can be moved, each rank with its parts."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number
from dss_core.language.translate import N_
from dss_core.usecases.rank_households import RankedHouseholds, RankQuery, rank_households
from pages.charts.plans import counted_areas, score_parts
from pages.parts.header import show_header
from pages.parts.household import house_code_text
from pages.parts.standing import show_recovered_weights
from pages.parts.tables import bar_column, count_column, decimal_column, show_table
from pages.parts.weights import choose_weights, remember_weights
from pages.shell.context import Context

LISTED, DRAWN = 200, 12
WARNINGS = {
    "constant_criterion": N_("All households are alike in: {names}. That criterion changes nothing."),
    "outside_scale": N_("Some answers lie beyond their scale and count as its end."),
    "missing_reweighted": N_("Some households lack an answer; their other answers speak for them. See “Missing”."),
    "unranked_households": N_("Households without any answer to go by are not ranked."),
}


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    top = st.container()
    settings, result = st.columns([1, 2], gap="large")
    with settings:
        weights = choose_weights(context, "rank")
        first_count = st.number_input(
            _("How many households come first"),
            1,
            5000,
            100,
            step=10,
            key="rank_first",
            help=_("The chart by area and the note on ties speak of these households."),
        )
    remember_weights(weights)
    query = RankQuery(context.round_id, context.area, weights, first_count=int(first_count), limit=LISTED)
    found = context.ask(rank_households, query)
    with top:
        question = _("Which households need help first, and why? Rank 1 is the neediest.")
        show_header(context, _("Priority ranking"), question, found.provenance)
    with result:
        _show_notes(context, found)
        _show_list(context, found)
    _show_parts(context, found)
    _show_areas(context, found, int(first_count))
    show_recovered_weights(_)


def _show_notes(context: Context, found: RankedHouseholds) -> None:
    _, language = context.translate, context.language
    ranked = _("{count} households ranked by a weighted sum.", count=number(found.ranked_count, language))
    if found.unranked_count:
        ranked += " " + _("{count} not ranked.", count=number(found.unranked_count, language))
    if found.tied_at_end > 1:
        ranked += " " + _(
            "{count} households share the last rank that comes first: the line cuts through equals.",
            count=number(found.tied_at_end, language),
        )
    st.markdown(ranked)
    names = ", ".join(context.name_of(name) for name in found.constant)
    for code in found.warnings:
        if code in WARNINGS:
            st.caption(":material/info: " + _(WARNINGS[code]).format(names=names))


def _show_list(context: Context, found: RankedHouseholds) -> None:
    _ = context.translate
    households = found.households
    table = households.assign(
        code=households["house_code"].map(house_code_text),
        place=context.area_names(households["subdistrict_code"].astype("str")),
        level_name=context.level_names(households["level"]),
    )
    shown = {
        "rank": count_column(_("Rank")),
        "code": _("House code"),
        "place": _("Sub-district"),
        "village_number": count_column(_("Village no.")),
        "score": bar_column(_("Need"), 1.0, _("0 = no need, 1 = greatest need on every criterion")),
        "overall": decimal_column(_("Overall score")),
        "level_name": _("Level"),
        "missing_count": count_column(_("Missing"), _("criteria without an answer")),
    }
    caption = _("The first {count} households. Ties share the smallest rank.", count=len(table))
    show_table(table, shown, "ranking", caption, height=560)


def _show_parts(context: Context, found: RankedHouseholds) -> None:
    _ = context.translate
    households = found.households.head(DRAWN)
    if not len(households):
        return
    parts = found.parts.head(DRAWN).rename(columns=context.name_of)
    parts["household"] = [
        f"{rank} · {house_code_text(code)}"
        for rank, code in zip(households["rank"], households["house_code"], strict=True)
    ]
    long = parts.melt("household", var_name="criterion", value_name="part").dropna(subset=["part"])
    long["text"] = [number(part, context.language, 3) for part in long["part"]]
    order = {name: i for i, name in enumerate(parts["household"])}
    long = long.sort_values("household", key=lambda names: names.map(order), kind="stable")
    own = {context.label(c.label): c.colour for c in context.catalog.instrument.capitals}
    st.subheader(_("Why they come first"), anchor=False)
    st.altair_chart(
        score_parts(long, own, _("need, 0–1: what each criterion adds")),
        key="rank_parts",
        alt=_("Stacked bars of what each criterion adds to the need of the first households"),
    )


def _show_areas(context: Context, found: RankedHouseholds, first_count: int) -> None:
    _ = context.translate
    areas: pd.DataFrame = found.by_area.assign(
        area=context.area_names(found.by_area["area"]), part=found.by_area["first_count"]
    )
    areas = areas.assign(rest=areas["household_count"] - areas["part"]).sort_values("part", ascending=False).head(20)
    st.subheader(_("Where the first {count} live", count=number(first_count, context.language)), anchor=False)
    st.altair_chart(
        counted_areas(areas[["area", "part", "rest"]], _("among the first"), _("other households"), _("households")),
        key="rank_areas",
        alt=_("Bars of the households among the first by sub-district"),
    )
    st.caption(_("The twenty sub-districts with most of them."))
