"""Estimates with their intervals, one below the other: what differs, and what only seems to."""

from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import ACCENT, LABEL, NEUTRAL, by_width, styled

ROW, MOST_ROWS = 34, 60


def interval_rows(rows: pd.DataFrame, title: str, total: float | None = None) -> Any:
    """A point and its interval for each row, in the order given; a dashed line at the figure of all.

    ``rows``: name, value, low, high (missing: no interval), label, text. Beyond sixty rows the chart is left out by
    its caller.
    """
    order = list(rows["name"])
    axis = alt.Axis(ticks=False, domain=False, labelLimit=by_width(140, 320))
    y = alt.Y("name:N", sort=order, title=None, axis=axis, scale=alt.Scale(type="band", padding=0.2))
    scale = alt.Scale(zero=False, nice=True, padding=20)
    base = alt.Chart(rows).encode(y=y)
    tip = [alt.Tooltip("name:N"), alt.Tooltip("text:N")]
    lines = base.mark_rule(strokeWidth=5, opacity=0.45, color=ACCENT).encode(
        x=alt.X("low:Q", scale=scale, title=title, axis=alt.Axis(tickCount=by_width(4, 8))), x2="high:Q", tooltip=tip
    )
    points = base.mark_circle(size=190, color=ACCENT, opacity=1).encode(x=alt.X("value:Q", scale=scale), tooltip=tip)
    labels = base.mark_text(align="left", dx=12, dy=-13, fontSize=LABEL - 2, fontWeight="bold").encode(
        x=alt.X("value:Q", scale=scale), text="label:N"
    )
    layers = [lines, points, labels]
    if total is not None:
        line = alt.Chart(pd.DataFrame({"value": [total]})).mark_rule(strokeDash=[6, 5], strokeWidth=2, color=NEUTRAL)
        layers.insert(0, line.encode(x=alt.X("value:Q", scale=scale)))
    return styled(alt.layer(*layers).properties(height=ROW * len(order) + 90))


def crossed_bars(cells: pd.DataFrame, columns: list[str], colours: list[str], title: str) -> Any:
    """A bar of 100 % for each row, divided by the columns. ``cells``: row, column, position, percent, text."""
    order = list(dict.fromkeys(cells["row"]))
    chart = (
        alt.Chart(cells)
        .mark_bar()
        .encode(
            y=alt.Y(
                "row:N",
                sort=order,
                title=None,
                axis=alt.Axis(ticks=False, domain=False, labelLimit=by_width(140, 320)),
            ),
            x=alt.X(
                "percent:Q",
                stack="zero",
                title=title,
                scale=alt.Scale(domain=[0, 100]),
                axis=alt.Axis(values=[0, 25, 50, 75, 100]),
            ),
            color=alt.Color(
                "column:N",
                scale=alt.Scale(domain=columns, range=colours),
                legend=alt.Legend(title=None, orient="top", columns=by_width(1, 4)),
            ),
            order=alt.Order("position:Q"),
            tooltip=[alt.Tooltip("row:N"), alt.Tooltip("column:N"), alt.Tooltip("text:N")],
        )
    )
    return styled(chart.properties(height=ROW * len(order) + 110))
