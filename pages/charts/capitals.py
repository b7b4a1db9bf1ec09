"""The capitals: means with their spread, and over rounds."""

from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import LABEL, NEUTRAL, legend, styled

YEAR_ABOVE_WAVE = r"split(replace(datum.label, /(\d{4}) /, '$1|'), '|')"


def capital_means(capitals: pd.DataFrame, names: list[str], colours: list[str], bounds: list[float], title: str) -> Any:
    """A bar per capital from the lowest score, a line of one standard deviation, the borders of the levels dotted.

    ``capitals``: name, mean, low, high (mean -/+ SD), text. ``bounds``: the borders of the levels, ends included.
    """
    scale = alt.Scale(domain=[bounds[0], bounds[-1]])
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False))
    base = alt.Chart(capitals).transform_calculate(zero=str(bounds[0]))
    bars = base.mark_bar(cornerRadiusEnd=3, height=24).encode(
        y=y,
        x=alt.X("zero:Q", scale=scale, title=title, axis=alt.Axis(values=bounds, format=".2f")),
        x2="mean:Q",
        color=alt.Color("name:N", scale=alt.Scale(domain=names, range=colours), legend=None),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    spread = base.mark_rule(strokeWidth=2, color=NEUTRAL).encode(y=y, x=alt.X("low:Q", scale=scale), x2="high:Q")
    labels = base.mark_text(align="left", dx=8, fontSize=LABEL, fontWeight="bold").encode(
        y=y, x=alt.X("high:Q", scale=scale), text="label:N"
    )
    return styled((bars + spread + labels).properties(height=290))


def capital_rounds(rounds: pd.DataFrame, names: list[str], colours: list[str], bounds: list[float], title: str) -> Any:
    """The mean of each capital over the rounds. ``rounds``: round (label), name, mean, text, in order of time."""
    order = list(dict.fromkeys(rounds["round"]))
    base = alt.Chart(rounds).encode(
        x=alt.X("round:N", sort=order, title=None, axis=alt.Axis(labelAngle=0, labelExpr=YEAR_ABOVE_WAVE)),
        y=alt.Y(
            "mean:Q",
            title=title,
            scale=alt.Scale(domain=[bounds[0], bounds[-1]]),
            axis=alt.Axis(values=bounds, format=".2f"),
        ),
        color=alt.Color(
            "name:N",
            sort=names,
            scale=alt.Scale(domain=names, range=colours),
            legend=legend(len(names)),
        ),
        tooltip=[alt.Tooltip("round:N"), alt.Tooltip("name:N"), alt.Tooltip("text:N")],
    )
    return styled(
        (base.mark_line(strokeWidth=3) + base.mark_point(filled=True, size=110, opacity=1)).properties(height=440)
    )
