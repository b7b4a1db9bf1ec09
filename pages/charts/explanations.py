"""One household beside another, and rankings beside one another."""

from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import ACCENT, LABEL, NEUTRAL, by_width, legend, styled

BAND_COLOURS = {"certain": "#0072b2", "verify": "#e69f00", "out": "#7a8894", "unranked": "#cc79a7"}


def compared_parts(parts: pd.DataFrame, sides: list[str], title: str) -> Any:
    """Two bars for each criterion. ``parts``: criterion, side, part, text, in the order shown."""
    order = list(dict.fromkeys(parts["criterion"]))
    axis = alt.Axis(ticks=False, domain=False, labelLimit=by_width(130, 320))
    chart = (
        alt.Chart(parts)
        .mark_bar()
        .encode(
            y=alt.Y("criterion:N", sort=order, title=None, axis=axis),
            yOffset=alt.YOffset("side:N", sort=sides),
            x=alt.X("part:Q", title=title, axis=alt.Axis(tickCount=by_width(4, 6))),
            color=alt.Color("side:N", scale=alt.Scale(domain=sides, range=[ACCENT, NEUTRAL]), legend=legend(2)),
            tooltip=[alt.Tooltip("criterion:N"), alt.Tooltip("side:N"), alt.Tooltip("text:N")],
        )
    )
    return styled(chart.properties(height=46 * len(order) + 110))


def band_bars(bands: pd.DataFrame, colours: list[str], title: str) -> Any:
    """A bar of households for each band. ``bands``: name, count, label, text, in the order shown."""
    order = list(bands["name"])
    base = alt.Chart(bands).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("count:Q", title=title, axis=alt.Axis(format=",d", tickCount=by_width(3, 6))),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        color=alt.Color("name:N", scale=alt.Scale(domain=order, range=colours), legend=None)
    )
    labels = base.mark_text(align="left", dx=6, fontSize=LABEL, fontWeight="bold").encode(text="label:N")
    return styled(alt.layer(bars, labels).properties(height=54 * len(order) + 70))


def banded_areas(areas: pd.DataFrame, names: list[str], colours: list[str], title: str) -> Any:
    """Households of each band by area, stacked. ``areas``: area, name, position, count, in the order shown."""
    order = list(dict.fromkeys(areas["area"]))
    chart = (
        alt.Chart(areas)
        .mark_bar()
        .encode(
            y=alt.Y("area:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X("count:Q", stack="zero", title=title, axis=alt.Axis(format=",d", tickCount=by_width(3, 6))),
            color=alt.Color("name:N", scale=alt.Scale(domain=names, range=colours), legend=legend(2)),
            order=alt.Order("position:Q"),
            tooltip=[alt.Tooltip("area:N"), alt.Tooltip("name:N"), alt.Tooltip("count:Q", format=",d")],
        )
    )
    return styled(chart.properties(height=max(160, 30 * len(order) + 90)))


def kept_curve(kept: pd.DataFrame, x_title: str, y_title: str) -> Any:
    """How much of a list stays, with the worst twentieth. ``kept``: moved, mean, low (percent), label, text."""
    x = alt.X("moved:Q", title=x_title, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=by_width(4, 8)))
    scale = alt.Scale(domain=[0, 105])
    base = alt.Chart(kept).encode(x=x, tooltip=[alt.Tooltip("text:N")])
    y_axis = alt.Axis(values=[0, 25, 50, 75, 100])
    lines = base.mark_rule(strokeWidth=6, opacity=0.4, color=ACCENT).encode(
        y=alt.Y("low:Q", scale=scale, title=y_title, axis=y_axis), y2="mean:Q"
    )
    points = base.mark_circle(size=220, color=ACCENT, opacity=1).encode(y=alt.Y("mean:Q", scale=scale))
    labels = base.mark_text(dy=-18, fontSize=LABEL, fontWeight="bold").encode(
        y=alt.Y("mean:Q", scale=scale), text="label:N"
    )
    return styled(alt.layer(lines, points, labels).properties(height=340))


def figure_bars(rows: pd.DataFrame, title: str, ends: tuple[float, float] | None = None) -> Any:
    """A bar with its figure for each row. ``rows``: name, value, label, text, in order; ``ends`` of the axis."""
    order = list(rows["name"])
    scale = alt.Scale(domain=list(ends)) if ends else alt.Scale(nice=True)
    axis = alt.Axis(ticks=False, domain=False, labelLimit=by_width(170, 320))
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=axis),
        x=alt.X("value:Q", title=title, scale=scale, axis=alt.Axis(tickMinStep=1, tickCount=by_width(3, 6))),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    bars = base.mark_bar(cornerRadiusEnd=3, color=ACCENT)
    labels = base.mark_text(align="left", dx=6, fontSize=LABEL, fontWeight="bold").encode(text="label:N")
    return styled(alt.layer(bars, labels).properties(height=max(120, 34 * len(order) + 70)))
