"""Levels as bars: how the households of an area spread, and how areas compare."""

from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import LABEL, legend, styled

LINES = "split(datum.label, '\\n')"


def level_bars(levels: pd.DataFrame, names: list[str], colours: list[str], percent_title: str) -> Any:
    """One bar per level with its percentage. ``levels``: name, label (in lines), percent, label_percent, text."""
    axis = alt.Axis(ticks=False, domain=False, labelExpr=LINES, labelOffset=-LABEL / 2)
    base = alt.Chart(levels).encode(
        y=alt.Y("label:N", sort=list(levels["label"]), title=None, axis=axis),
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
    labels = base.mark_text(align="left", dx=6, fontSize=LABEL, fontWeight="bold").encode(text="label_percent:N")
    return styled((bars + labels).properties(height=290))


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
                legend=legend(4),
            ),
            order=alt.Order("position:Q"),
            tooltip=[alt.Tooltip("area:N"), alt.Tooltip("name:N"), alt.Tooltip("text:N")],
        )
    )
    return styled(chart.properties(height=max(180, 40 * len(order) + 90)))


def level_key(names: list[str], colours: list[str]) -> Any:
    """What the colours of the levels mean, one below the other, for a map that has no legend of its own."""
    base = alt.Chart(pd.DataFrame({"name": names})).encode(y=alt.Y("name:N", sort=names, axis=None))
    dots = base.mark_circle(size=200, opacity=1).encode(
        x=alt.value(10), color=alt.Color("name:N", scale=alt.Scale(domain=names, range=colours), legend=None)
    )
    words = base.mark_text(align="left", fontSize=LABEL).encode(x=alt.value(28), text="name:N")
    return styled((dots + words).properties(height=30 * len(names)))
