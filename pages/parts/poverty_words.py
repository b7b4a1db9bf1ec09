"""What the parts of the poverty page have in common: percentages with their intervals, and the words for them."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dss_core.language.format import number, percent_of_share
from pages.charts.poverty import measures_by_group
from pages.parts.grouping import group_names, grouping_name
from pages.parts.tables import count_column, percent_column, show_table
from pages.shell.context import Context

GROUPS_DRAWN = 24
ROWS_SHOWN, HEIGHT = 15, 580  # a longer table scrolls; pixels
GROUP_WIDTH = 190  # pixels


def table_height(rows: int) -> int | Literal["content"]:
    """As high as its rows, until there are too many of them."""
    return "content" if rows <= ROWS_SHOWN else HEIGHT


def interval(context: Context, low: float, high: float) -> str:
    """An interval of shares in percent, or a dash when it is not known."""
    if math.isnan(low) or math.isnan(high):
        return "–"
    language = context.language
    return f"{percent_of_share(low, language)} – {percent_of_share(high, language)}"


def told(context: Context, row: Mapping[Any, Any], unit: str) -> str:
    """A share with its interval, bounds, n and missing, for somebody who points at it."""
    _, language = context.translate, context.language
    text = _(
        "{value} (95%: {interval}), n = {n} {unit}, missing {missing}",
        value=percent_of_share(row["value"], language),
        interval=interval(context, row["ci_low"], row["ci_high"]),
        n=number(row["n"], language),
        unit=unit,
        missing=number(row["missing"], language),
    )
    if not math.isnan(row["bound_low"]):
        bounds = interval(context, row["bound_low"], row["bound_high"])
        text += " · " + _("best to worst case {bounds}", bounds=bounds)
    return text


def show_figure(context: Context, label: str, row: Mapping[Any, Any], help_text: str, note: str | None = None) -> None:
    """A measure in a box: its value, and its interval or another line under it."""
    _ = context.translate
    shown = note or _("95%: {interval}", interval=interval(context, row["ci_low"], row["ci_high"]))
    st.metric(
        label,
        percent_of_share(row["value"], context.language),
        shown,
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=help_text,
    )


def show_by_group(
    context: Context,
    table: pd.DataFrame,
    by: str,
    measures: dict[str, str],
    unit: str,
    key: str,
    title: str,
    marks: dict[str, str] | None = None,
) -> None:
    """Some measures of every group in one chart and a table under it, the highest first measure on top.

    ``table``: by, group, measure, value, interval and bounds (shares), n, missing. ``measures``: their names by id,
    ``marks``: shorter ones for the chart where the names are long.
    """
    _, language = context.translate, context.language
    drawn_names = marks or measures
    known = table[table["measure"].isin(measures) & table["value"].notna()]
    first = known[(known["measure"] == next(iter(measures))) & (known["group"] > 0)]
    order = [0, *first.sort_values("value", ascending=False, kind="stable")["group"]]
    drawn = known[known["group"].isin(order[: GROUPS_DRAWN + 1])]
    if not len(drawn):
        return
    place = {number: at for at, number in enumerate(order)}
    rows = drawn.assign(
        place=drawn["group"].map(place), at=drawn["measure"].map({m: i for i, m in enumerate(measures)})
    )
    rows = rows.sort_values(["place", "at"], kind="stable")
    chart = pd.DataFrame(
        {
            "group": group_names(context, by, rows[by]),
            "name": rows["measure"].map(drawn_names),
            "value": 100 * rows["value"],
            "low": 100 * rows["ci_low"].fillna(rows["value"]),
            "high": 100 * rows["ci_high"].fillna(rows["value"]),
            "label": [percent_of_share(value, language) for value in rows["value"]],
            "text": [told(context, row, unit) for row in rows.to_dict("records")],
        }
    )
    st.altair_chart(
        measures_by_group(chart, list(drawn_names.values()), title),
        key=f"{key}_chart",
        alt=_("Marks of {measures} by group, with intervals", measures=", ".join(measures.values())),
    )
    if len(order) > GROUPS_DRAWN + 1:
        st.caption(_("Drawn are all together and the {count} groups with the highest rate.", count=GROUPS_DRAWN))
    _show_table(context, table, by, measures, order, key, unit)


def _show_table(
    context: Context, table: pd.DataFrame, by: str, measures: dict[str, str], order: Sequence[int], key: str, unit: str
) -> None:
    _ = context.translate
    wide = table[table["measure"].isin(measures)]
    place = {number: at for at, number in enumerate(order)}
    columns: dict[str, Any] = {"group_name": st.column_config.TextColumn(grouping_name(context, by), width=GROUP_WIDTH)}
    base = wide[wide["measure"] == next(iter(measures))].set_index("group")
    shown = pd.DataFrame({"group_name": group_names(context, by, base[by]), "n": base["n"], "missing": base["missing"]})
    for measure, name in measures.items():
        one = wide[wide["measure"] == measure].set_index("group")
        shown[measure] = 100 * one["value"]
        shown[f"{measure}_interval"] = [
            interval(context, low, high) for low, high in zip(one["ci_low"], one["ci_high"], strict=True)
        ]
        columns |= {measure: percent_column(name), f"{measure}_interval": _("95% interval")}
        if one["bound_low"].notna().any():
            shown[f"{measure}_bounds"] = [
                interval(context, low, high) for low, high in zip(one["bound_low"], one["bound_high"], strict=True)
            ]
            columns[f"{measure}_bounds"] = _("Best – worst case")
    columns |= {"n": count_column(f"n ({unit})"), "missing": count_column(_("Missing"))}
    shown = shown.assign(place=[place.get(group, len(place)) for group in shown.index]).sort_values(
        "place", kind="stable"
    )
    caption = _("Intervals of 95%. Best and worst case: every missing answer taken as not poor, as poor.")
    show_table(shown, columns, f"{key}_table", caption, height=table_height(len(shown)))
