"""Areas in order, and what the order is worth: each rank with the ranks that it could be."""

from typing import Literal

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.compare_areas import GRAINS, LeagueQuery, LeagueTable, compare_areas, league_values
from dss_core.usecases.survey_sample import SampleChoice
from pages.charts.intervals import interval_rows
from pages.parts.empty import show_empty
from pages.parts.grouping import grouping_name
from pages.parts.sampling import show_sample_notes
from pages.parts.tables import count_column, decimal_column, fitting, percent_column, show_table
from pages.shell.context import Context


def show_area_league(context: Context, sample: SampleChoice) -> None:
    """Choose what areas are compared by, and see which order the sample really shows."""
    _ = context.translate
    query = _choose(context, sample)
    found = context.ask(compare_areas, query)
    if not (found.areas["rank"] > 0).any():
        show_empty(_("Nobody answered."), _("Choose another number or a larger area."))
        return
    _show_headline(context, found)
    table = _table(context, found)
    rows = table[table["rank"] > 0].rename(columns={"mean": "value", "ci_low": "low", "ci_high": "high"})
    rows = rows.assign(low=rows["low"].fillna(rows["value"]), high=rows["high"].fillna(rows["value"]))
    title = _("{name}: mean with 95% interval", name=context.name_of(query.value))
    if found.is_share:
        title = _("{name}: % with 95% interval", name=context.name_of(query.value))
    st.altair_chart(
        interval_rows(rows[["name", "value", "low", "high", "label", "text"]], title),
        key="league_chart",
        alt=_("Areas in order of their mean, each with its interval"),
    )
    _show_table(context, found, table, query.grain)
    show_sample_notes(context, found.sample, sample, Unit.HOUSEHOLD)


def _choose(context: Context, sample: SampleChoice) -> LeagueQuery:
    _ = context.translate
    figures, flags = league_values(context.catalog)
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    value = left.selectbox(_("What is compared"), [*figures, *flags], key="league_value", format_func=context.name_of)
    grain = middle.segmented_control(
        _("Areas"),
        list(GRAINS),
        key="league_grain",
        default=GRAINS[0],
        required=True,
        format_func=lambda name: grouping_name(context, name),
    )
    firsts = {"lowest": _("lowest first"), "highest": _("highest first")}
    first = right.segmented_control(
        _("Rank 1"),
        list(firsts),
        key="league_first",
        default="lowest",
        required=True,
        format_func=lambda name: firsts[name],
    )
    end: Literal["highest", "lowest"] = "highest" if first == "highest" else "lowest"
    return LeagueQuery(context.round_id, context.area, str(value), grain or GRAINS[0], end, sample)


def _show_table(context: Context, found: LeagueTable, table: pd.DataFrame, grain: str) -> None:
    _ = context.translate
    figure = percent_column if found.is_share else decimal_column
    shown = {
        "place": st.column_config.TextColumn(_("Rank"), width=260),
        "name": st.column_config.TextColumn(grouping_name(context, grain), width=220),
        "mean": figure("%" if found.is_share else _("Mean")),
        "ci_low": figure(_("95% from")),
        "ci_high": figure(_("95% to")),
        "n": count_column("n", _("households that answered")),
        "missing": count_column(_("Missing")),
        "differs": st.column_config.TextColumn(_("From the next area")),
    }
    caption = _(
        "The ranks that each area could have hold for all areas at once with 95% probability (simultaneous intervals)."
    )
    show_table(table, shown, "league_table", caption, height=fitting(len(table)))


def _show_headline(context: Context, found: LeagueTable) -> None:
    _, language = context.translate, context.language
    if not found.pair_count:
        return
    st.markdown(
        "**"
        + _(
            "Of {pairs} neighbours in this order, the sample tells {shown} apart.",
            pairs=number(found.pair_count, language),
            shown=number(found.shown_count, language),
        )
        + "** "
        + _("Areas whose ranks overlap should be treated alike.")
    )


def _table(context: Context, found: LeagueTable) -> pd.DataFrame:
    _, language = context.translate, context.language
    areas = found.areas.assign(name=context.area_names(found.areas["area"]))
    if found.is_share:
        areas = areas.assign(**{column: areas[column] * 100 for column in ("mean", "ci_low", "ci_high")})
    show = percent if found.is_share else number

    def figure(value: float) -> str:
        return show(value, language, 1 if found.is_share else 2)

    records = areas.to_dict("records")
    areas["place"] = [_place(context, row["rank"], row["best"], row["worst"]) for row in records]
    areas["differs"] = [
        "–" if not row["rank"] else _("differs") if row["is_shown"] else _("not shown to differ") for row in records
    ]
    areas["label"] = [f"{row['rank']} · {figure(row['mean'])}" for row in records]
    areas["text"] = [f"{figure(row['mean'])} ({figure(row['ci_low'])} – {figure(row['ci_high'])}) · {row['place']}"
        for row in areas.to_dict("records")]  # fmt: skip
    return areas


def _place(context: Context, rank: int, best: int, worst: int) -> str:
    _, language = context.translate, context.language
    if not rank:
        return "–"
    if best == worst:
        return _("{rank}, certain", rank=number(rank, language))
    return _(
        "{rank}, could be {best} to {worst}",
        rank=number(rank, language),
        best=number(best, language),
        worst=number(worst, language),
    )
