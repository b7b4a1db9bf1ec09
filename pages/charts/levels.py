"""Levels as bars: how the households of an area spread, and how areas compare."""

from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import LABEL, styled


def level_bars(levels: pd.DataFrame, names: list[str], colours: list[str], percent_title: str) -> Any:
    """One bar per level with its count and percentage. ``levels``: name, percent, text."""
    base = alt.Chart(levels).encode(
        y=alt.Y("name:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X(
            "percent:Q",
            title=percent_title,
            scale=alt.Scale(domain=[0, 115]),
            axis=alt.Axis(values=[0, 25, 50, 75, 100]),
        ),
    )
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        color=alt.Color("name:N", scale=alt.Scale(domain=names, range=colours), legend=None),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    labels = base.mark_text(align="left", dx=6, fontSize=LABEL, fontWeight="bold").encode(text="text:N")
    return styled((bars + labels).properties(height=230))


def level_shares(areas: pd.DataFrame, names: list[str], colours: list[str], percent_title: str) -> Any:
    """One stacked bar of 100 % per area. ``areas``: area, name, position, percent, text; the order of rows is kept."""
    order = list(dict.fromkeys(areas["area"]))
    chart = (
        alt.Chart(areas)
        .mark_bar()
        .encode(
            y=alt.Y("area:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X(
                "percent:Q",
                stack="zero",
                title=percent_title,
                scale=alt.Scale(domain=[0, 100]),
                axis=alt.Axis(tickCount=6),
            ),
            color=alt.Color(
                "name:N",
                scale=alt.Scale(domain=names, range=colours),
                legend=alt.Legend(title=None, orient="top", columns=4),
            ),
            order=alt.Order("position:Q"),
            tooltip=[alt.Tooltip("area:N"), alt.Tooltip("name:N"), alt.Tooltip("text:N")],
        )
    )
    return styled(chart.properties(height=max(180, 40 * len(order) + 90)))
