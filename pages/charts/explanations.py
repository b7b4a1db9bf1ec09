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


def agreement_cells(pairs: pd.DataFrame, order: list[str]) -> Any:
    """A square for each pair of methods, darker the more they agree. ``pairs``: method, other, value, label, text."""
    axis = alt.Axis(ticks=False, domain=False, labelAngle=0, labelLimit=by_width(90, 260), orient="top")
    base = alt.Chart(pairs).encode(
        x=alt.X("other:N", sort=order, title=None, axis=alt.Axis(**{**axis.to_dict(), "labelAngle": -40})),
        y=alt.Y("method:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=260)),
        tooltip=[alt.Tooltip("text:N")],
    )
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color("value:Q", scale=alt.Scale(domain=[0, 1], range=["#eef4f8", ACCENT]), legend=None)
    )
    words = base.mark_text(fontSize=LABEL, color="#10212e", fontWeight="bold").encode(text="label:N")
    return styled(alt.layer(cells, words).properties(height=52 * len(order) + 150))


def visit_bars(areas: pd.DataFrame, title: str) -> Any:
    """A bar of visits for each area. ``areas``: area, count, label, text, in the order shown."""
    order = list(areas["area"])
    base = alt.Chart(areas).encode(
        y=alt.Y("area:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("count:Q", title=title, axis=alt.Axis(format="d", tickMinStep=1, tickCount=by_width(3, 6))),
        tooltip=[alt.Tooltip("area:N"), alt.Tooltip("text:N")],
    )
    bars = base.mark_bar(cornerRadiusEnd=3, color=ACCENT)
    labels = base.mark_text(align="left", dx=6, fontSize=LABEL, fontWeight="bold").encode(text="label:N")
    return styled(alt.layer(bars, labels).properties(height=max(120, 30 * len(order) + 70)))
