"""How incomes are spread: the Lorenz curve, and the shares of fifths."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import ACCENT, INK, LABEL, NEUTRAL, styled, with_data


def lorenz(curve: pd.DataFrame, people_title: str, income_title: str) -> Any:
    """The share of income that the poorest have, under the line of equal incomes. ``curve``: people, income, text."""
    return with_data(_lorenz(people_title, income_title), curve)


@lru_cache(maxsize=8)
def _lorenz(people_title: str, income_title: str) -> Any:
    scale, axis = alt.Scale(domain=[0, 100]), alt.Axis(tickCount=5)
    x = alt.X("people:Q", title=people_title, scale=scale, axis=axis)
    base = alt.Chart().encode(x=x, tooltip=[alt.Tooltip("text:N")])
    y = alt.Y("income:Q", title=income_title, scale=scale, axis=axis)
    equal = alt.Chart().mark_line(strokeWidth=2, strokeDash=[6, 4], color=INK).encode(x=x, y=alt.Y("people:Q"))
    area = base.mark_area(opacity=0.25, color=ACCENT).encode(y=y)
    line = base.mark_line(strokeWidth=3, color=ACCENT, point={"size": 60, "filled": True}).encode(y=y)
    return styled(alt.layer(area, line, equal).properties(height=420))


def income_parts(parts: pd.DataFrame, people_title: str, income_title: str) -> Any:
    """A bar for the share of income of each part of the people, a line of its interval.

    ``parts``: name, value, low, high (percent), label, text, the poorest first.
    """
    order = list(parts["name"])
    top = max(100.0 / max(len(order), 1), float(parts["high"].max()), float(parts["value"].max())) * 1.2
    scale = alt.Scale(domain=[0, top])
    base = alt.Chart(parts).encode(
        x=alt.X("name:N", sort=order, title=people_title, axis=alt.Axis(labelAngle=0, ticks=False))
    )
    bars = base.mark_bar(cornerRadiusEnd=3, color=ACCENT).encode(
        y=alt.Y("value:Q", title=income_title, scale=scale, axis=alt.Axis(tickCount=5)),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    interval = base.mark_rule(strokeWidth=3, color=INK).encode(y=alt.Y("low:Q", scale=scale), y2="high:Q")
    words = base.mark_text(dy=-14, fontSize=LABEL, fontWeight="bold").encode(
        y=alt.Y("high:Q", scale=scale), text="label:N"
    )
    equal = (
        alt.Chart(pd.DataFrame({"equal": [100.0 / max(len(order), 1)]}))
        .mark_rule(strokeWidth=2, strokeDash=[6, 4], color=NEUTRAL)
        .encode(y="equal:Q")
    )
    return styled(alt.layer(bars, interval, words, equal).properties(height=420))
