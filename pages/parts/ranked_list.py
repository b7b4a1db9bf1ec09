"""The ranking of households: notes, the list out of which one is opened, parts of the first, where they live."""

import pandas as pd
import streamlit as st

from dss_core.language.format import number
from dss_core.usecases.explain_rank import ExplainQuery, explain_rank
from dss_core.usecases.export_slip import SlipExport, export_slip
from dss_core.usecases.rank_households import RankedHouseholds, RankQuery
from pages.charts.plans import counted_areas, score_parts
from pages.parts.download import show_downloads
from pages.parts.household import house_code_text
from pages.parts.ranking_words import method_name, warning_words
from pages.parts.tables import bar_column, count_column, decimal_column
from pages.parts.why_rank import show_explanation
from pages.shell.context import Context

DRAWN = 12


def show_notes(context: Context, found: RankedHouseholds, method: str) -> None:
    """How many are ranked and how, whether the line cuts through equals, and the warnings."""
    _, language = context.translate, context.language
    ranked = _(
        "{count} households ranked: {method}.",
        count=number(found.ranked_count, language),
        method=method_name(_, method),
    )
    if found.unranked_count:
        ranked += " " + _("{count} not ranked.", count=number(found.unranked_count, language))
    if found.tied_at_end > 1:
        ranked += " " + _(
            "{count} households share the last rank that comes first: the line cuts through equals.",
            count=number(found.tied_at_end, language),
        )
    st.markdown(ranked)
    show_warnings(context, found.warnings, found.constant)


def show_warnings(context: Context, warnings: tuple[str, ...], constant: tuple[str, ...]) -> None:
    """What a reader of the list must know, a line each."""
    names = ", ".join(context.name_of(name) for name in constant)
    for code in warnings:
        words = warning_words(context.translate, code, names)
        if words is not None:
            st.caption(":material/info: " + words)


def show_list(context: Context, found: RankedHouseholds, query: RankQuery) -> None:
    """The first households; the one that is chosen there is explained below."""
    _ = context.translate
    households = found.households
    table = households.assign(
        code=households["house_code"].map(house_code_text),
        place=context.area_names(households["subdistrict_code"].astype("str")),
        level_name=context.level_names(households["level"]),
    )
    shown = {
        # Widths that fit beside the settings on a projector, in both languages.
        "rank": count_column(_("Rank"), width=54),
        "code": st.column_config.TextColumn(_("House code"), width=122),
        "place": st.column_config.TextColumn(_("Sub-district"), width=128),
        "village_number": count_column(_("Village no."), width=91),
        "score": bar_column(_("Need"), 1.0, _("0 = no need, 1 = greatest need on every criterion"), width=112),
        "overall": decimal_column(_("Overall score"), width=108),
        "level_name": st.column_config.TextColumn(_("Level"), width=152),
        "missing_count": count_column(_("Missing"), _("criteria without an answer"), width=78),
    }
    caption = _("The first {count} households. Ties share the smallest rank.", count=len(table))
    event = st.dataframe(
        table[list(shown)],
        column_config=shown,
        hide_index=True,
        # A key for each ranking: a row chosen in one is not the household at its place in another.
        key=f"ranking_{hash(query)}",
        on_select="rerun",
        selection_mode="single-row",
        height=560,
        placeholder="–",
        alt=caption,
    )
    st.caption(caption + " " + _("Choose a row to see why it stands there."))
    rows = event["selection"]["rows"]
    if rows and rows[0] < len(households):
        _explain(context, query, int(households["household_id"].iloc[rows[0]]))


def _explain(context: Context, query: RankQuery, household_id: int) -> None:
    _ = context.translate
    asked = ExplainQuery(
        query.round_id, query.area, household_id, query.weights, query.method, first_count=query.first_count
    )
    with st.container(border=True):
        show_explanation(context, explain_rank(context.services, context.viewer, asked))
        show_downloads(
            context,
            "why_slip",
            f"why-{query.round_id}-{household_id}",
            lambda form: export_slip(context.services, context.viewer, SlipExport(asked, form, context.language)),
            _("Slip for the village meeting"),
            _("These sentences and every criterion on one sheet, without names. Each download is written down."),
        )


def show_parts(context: Context, found: RankedHouseholds) -> None:
    """What each criterion adds to the need of the first households."""
    _ = context.translate
    households = found.households.head(DRAWN)
    if not len(households):
        return
    names = [
        f"{rank} · {house_code_text(code)}"
        for rank, code in zip(households["rank"], households["house_code"], strict=True)
    ]
    st.subheader(_("Why they come first"), anchor=False)
    alt = _("Stacked bars of what each criterion adds to the need of the first households")
    show_stacked_parts(context, found.parts.head(DRAWN), names, "rank_parts", alt)


def show_stacked_parts(context: Context, parts: pd.DataFrame, names: list[str], key: str, alt: str) -> None:
    """Contributions as stacked bars, a bar for each name in order."""
    _ = context.translate
    table = parts.rename(columns=context.name_of).assign(household=names)
    long = table.melt("household", var_name="criterion", value_name="part").dropna(subset=["part"])
    long["text"] = [number(part, context.language, 3) for part in long["part"]]
    order = {name: i for i, name in enumerate(names)}
    long = long.sort_values("household", key=lambda column: column.map(order), kind="stable")
    own = {context.label(c.label): c.colour for c in context.catalog.instrument.capitals}
    st.altair_chart(score_parts(long, own, _("need, 0–1: what each criterion adds")), key=key, alt=alt)


def show_places(context: Context, found: RankedHouseholds, first_count: int) -> None:
    """Where the first households live."""
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
