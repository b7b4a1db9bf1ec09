"""Poverty under several definitions and measures: shares with their intervals, overlaps, curves, contributions."""

from functools import lru_cache
from math import ceil
from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import ACCENT, INK, LABEL, NEUTRAL, by_width, legend, styled, with_data

# Told apart by everybody, on light and on dark ground, and never by colour alone.
SERIES = ["#0b7fc0", "#d55e00", "#009e73", "#cc79a7"]
SHAPES = ["circle", "square", "diamond", "triangle-up"]
ALONE, SEVERAL, NOBODY = "#d55e00", ACCENT, NEUTRAL
BAND = 0.28
SERIES_ROW = 19  # pixels
MOST_LABELLED = 12
# Charts that are drawn anew when a slider moves: their drawing is kept, only the data change.
DRAWINGS = 64
LINES = "split(datum.label, '\\n')"


def measures_by_group(rows: pd.DataFrame, names: list[str], title: str) -> Any:
    """Several measures of each group on one scale, a mark with its interval each.

    ``rows``: group (in lines), name, value, low, high (percent), label, text, in the order in which groups stand.
    """
    return with_data(_by_group(rows["group"].nunique(), tuple(names), title), rows)


@lru_cache(maxsize=DRAWINGS)
def _by_group(group_count: int, measures: tuple[str, ...], title: str) -> Any:
    names = list(measures)
    key = legend(min(len(names), 4))
    base = alt.Chart().encode(
        y=alt.Y(
            "group:N",
            sort=None,  # as the rows stand
            title=None,
            scale=alt.Scale(paddingInner=0.35, paddingOuter=0.2),
            axis=alt.Axis(ticks=False, domain=False, grid=True, labelExpr=LINES),
        ),
        yOffset=alt.YOffset("name:N", sort=names),
        color=alt.Color("name:N", sort=names, scale=alt.Scale(domain=names, range=SERIES[: len(names)]), legend=key),
    )
    scale, axis = alt.Scale(domain=[0, 100]), alt.Axis(tickCount=6)
    lines = base.mark_rule(strokeWidth=3).encode(x=alt.X("low:Q", scale=scale, title=title, axis=axis), x2="high:Q")
    marks = base.mark_point(filled=True, size=150, opacity=1).encode(
        x=alt.X("value:Q", scale=scale, title=title, axis=axis),
        shape=alt.Shape("name:N", sort=names, scale=alt.Scale(domain=names, range=SHAPES[: len(names)]), legend=key),
        tooltip=[alt.Tooltip("group:N"), alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    layers = [lines, marks]
    if group_count <= MOST_LABELLED:
        # On a phone they would stand on each other; there the table tells the numbers.
        words = base.mark_text(align="left", dx=9, fontSize=by_width(0, LABEL - 2))
        layers.append(words.encode(x=alt.X("high:Q", scale=scale), text="label:N", color=alt.value(INK)))
    return styled(alt.layer(*layers).properties(height=(len(names) * SERIES_ROW + 18) * group_count + 90))


def shares_with_bounds(rows: pd.DataFrame, title: str) -> Any:
    """A bar for each definition; a line of its interval, and a band from the best to the worst case.

    ``rows``: name, heading (stands above the bar), value, low, high, best, worst (percent), text.
    """
    order = list(rows["name"])
    scale = alt.Scale(domain=[0, 100])
    y = alt.Y("name:N", sort=order, title=None, axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.45))
    base = alt.Chart(rows).encode(y=y)
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        x=alt.X("value:Q", scale=scale, title=title, axis=alt.Axis(tickCount=6)),
        color=alt.Color("name:N", scale=alt.Scale(domain=order, range=SERIES[: len(order)]), legend=None),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    band = base.mark_rule(strokeWidth=12, opacity=BAND, color=INK).encode(x=alt.X("best:Q", scale=scale), x2="worst:Q")
    interval = base.mark_rule(strokeWidth=3, color=INK).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    names = base.mark_text(align="left", dy=-25, fontSize=LABEL, limit=by_width(340, 900)).encode(
        x=alt.value(0), text="heading:N"
    )
    return styled(alt.layer(bars, band, interval, names).properties(height=76 * len(order) + 60))


def overlap_bars(combinations: pd.DataFrame, dots: pd.DataFrame, kinds: list[str], title: str) -> Any:
    """How many households each combination of definitions counts: a row of numbered dots, then a bar.

    ``combinations``: key, kind, count, label, told, text, the largest first. ``dots``: key, number, is_in; a row for
    each combination and definition. ``kinds``: by one alone, by several, by nobody.
    """
    order = list(combinations["key"])
    most = max(float(combinations["count"].max()), 1.0)
    step = most * 0.11
    left = -step * (int(dots["number"].max()) + 0.6)
    scale = alt.Scale(domain=[left, most * 1.2], nice=False)
    y = alt.Y("key:N", sort=order, title=None, axis=None)
    ticks = alt.Axis(format=",d", values=_ticks(most), grid=True)
    bars = (
        alt.Chart(combinations)
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            y=y,
            x=alt.X("zero:Q", scale=scale, title=title, axis=ticks),
            x2="count:Q",
            color=alt.Color(
                "kind:N", scale=alt.Scale(domain=kinds, range=[ALONE, SEVERAL, NOBODY]), legend=legend(len(kinds))
            ),
            tooltip=[alt.Tooltip("told:N"), alt.Tooltip("text:N")],
        )
        .transform_calculate(zero="0")
    )
    words = (
        alt.Chart(combinations)
        .mark_text(align="left", dx=7, fontSize=LABEL, fontWeight="bold")
        .encode(y=y, x=alt.X("count:Q", scale=scale), text="label:N")
    )
    places = dots.assign(at=left + step * (dots["number"] - 0.1))
    base = alt.Chart(places).encode(y=y, x=alt.X("at:Q", scale=scale))
    inside = base.transform_filter("datum.is_in")
    links = (
        alt.Chart(places[places["is_in"]].groupby("key", sort=False)["at"].agg(["min", "max"]).reset_index())
        .mark_rule(strokeWidth=4, color=INK)
        .encode(y=y, x=alt.X("min:Q", scale=scale), x2="max:Q")
    )
    size = by_width(330, 560)
    empty = base.mark_circle(size=size, opacity=0.18, color=NEUTRAL)
    full = inside.mark_circle(size=size, opacity=1, color="#1b2a36", stroke=INK, strokeWidth=1)
    digits = inside.mark_text(fontSize=14, fontWeight="bold", color="white").encode(text="number:Q")
    return styled(alt.layer(bars, words, links, empty, full, digits).properties(height=42 * len(order) + 90))


def _ticks(most: float) -> list[float]:
    """About four round numbers from zero on: the dots to the left of zero have no scale."""
    unit = 10 ** (len(str(int(most))) - 1)
    step = next(size * unit for size in (0.2, 0.25, 0.5, 1, 2, 5) if most / (size * unit) <= 5)
    step = max(1, step)
    return [step * number for number in range(int(most / step) + 1)]


def contributions(rows: pd.DataFrame, names: list[str], colours: list[str], title: str) -> Any:
    """What each indicator adds to the measure, coloured by its dimension. ``rows``: indicator, name (dimension), value,
    heading (stands above the bar), low, high (percent), text, in the order shown."""
    most = ceil(max(float(rows["high"].max()), 1.0) * 1.2)
    return with_data(_contributions(tuple(rows["indicator"]), tuple(names), tuple(colours), most, title), rows)


@lru_cache(maxsize=DRAWINGS)
def _contributions(
    indicators: tuple[str, ...], dimensions: tuple[str, ...], colours: tuple[str, ...], most: int, title: str
) -> Any:
    order, names = list(indicators), list(dimensions)
    scale = alt.Scale(domain=[0, most])
    y = alt.Y("indicator:N", sort=order, title=None, axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.45))
    base = alt.Chart().encode(y=y)
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        x=alt.X("value:Q", scale=scale, title=title, axis=alt.Axis(tickCount=6)),
        color=alt.Color(
            "name:N", sort=names, scale=alt.Scale(domain=names, range=list(colours)), legend=legend(min(len(names), 5))
        ),
        tooltip=[alt.Tooltip("indicator:N"), alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    interval = base.mark_rule(strokeWidth=3, color=INK).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    words = base.mark_text(align="left", dy=-19, fontSize=LABEL, limit=by_width(340, 900)).encode(
        x=alt.value(0), text="heading:N"
    )
    return styled(alt.layer(bars, interval, words).properties(height=54 * len(order) + 110))


def cutoff_curve(rows: pd.DataFrame, chosen: float, names: list[str], x_title: str, y_title: str) -> Any:
    """The measures at every cut-off, the chosen one marked. ``rows``: k, name, value (percent), text."""
    base = alt.Chart(rows).encode(
        x=alt.X("k:Q", title=x_title, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".1f", tickCount=6)),
        y=alt.Y("value:Q", title=y_title, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=6)),
        color=alt.Color("name:N", scale=alt.Scale(domain=names, range=SERIES[: len(names)]), legend=legend(len(names))),
        shape=alt.Shape("name:N", scale=alt.Scale(domain=names, range=SHAPES[: len(names)]), legend=legend(len(names))),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    here = alt.Chart(pd.DataFrame({"k": [chosen]})).mark_rule(strokeWidth=2, strokeDash=[6, 4], color=INK)
    lines, points = base.mark_line(strokeWidth=3), base.mark_point(filled=True, size=90, opacity=1)
    return styled(alt.layer(lines, points, here.encode(x="k:Q")).properties(height=420))


def changes(rows: pd.DataFrame, names: list[str], title: str) -> Any:
    """Changes of each group, a mark with its interval, on both sides of no change.

    ``rows``: group, name, value, low, high (percentage points), text, in the order in which groups are to stand.
    """
    order = list(dict.fromkeys(rows["group"]))
    most = max(1.0, float(rows[["value", "low", "high"]].abs().max().max())) * 1.1
    scale, axis = alt.Scale(domain=[-most, most]), alt.Axis(tickCount=6, format="+~g")
    key = legend(len(names))
    base = alt.Chart(rows).encode(
        y=alt.Y(
            "group:N",
            sort=order,
            title=None,
            scale=alt.Scale(paddingInner=0.35, paddingOuter=0.2),
            axis=alt.Axis(ticks=False, domain=False, grid=True, labelExpr=LINES),
        ),
        yOffset=alt.YOffset("name:N", sort=names),
        color=alt.Color("name:N", sort=names, scale=alt.Scale(domain=names, range=SERIES[: len(names)]), legend=key),
    )
    lines = base.mark_rule(strokeWidth=3).encode(x=alt.X("low:Q", scale=scale, title=title, axis=axis), x2="high:Q")
    marks = base.mark_point(filled=True, size=150, opacity=1).encode(
        x=alt.X("value:Q", scale=scale, title=title, axis=axis),
        shape=alt.Shape("name:N", sort=names, scale=alt.Scale(domain=names, range=SHAPES[: len(names)]), legend=key),
        tooltip=[alt.Tooltip("group:N"), alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    none = alt.Chart(pd.DataFrame({"none": [0.0]})).mark_rule(strokeWidth=2, color=INK).encode(x=alt.X("none:Q"))
    return styled(alt.layer(none, lines, marks).properties(height=(len(names) * SERIES_ROW + 18) * len(order) + 90))
