"""What mending one deprivation would do: households that leave poverty, by indicator."""

from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import ACCENT, LABEL, NEUTRAL, by_width, legend, styled


def relief_bars(rows: pd.DataFrame, reached_name: str, rest_name: str, title: str) -> Any:
    """A bar of leavers for each indicator, the part marked that a programme reaches.

    ``rows``: indicator, heading, reachable, unreachable (households), text, in the order shown.
    """
    order = list(rows["indicator"])
    long = rows.melt(["indicator", "text"], ["reachable", "unreachable"], "kind", "count")
    long["name"] = long["kind"].map({"reachable": reached_name, "unreachable": rest_name})
    y = alt.Y("indicator:N", sort=order, title=None, axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.45))
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            y=y,
            x=alt.X("count:Q", stack="zero", title=title, axis=alt.Axis(format=",d", tickCount=by_width(3, 6))),
            color=alt.Color(
                "name:N",
                scale=alt.Scale(domain=[reached_name, rest_name], range=[ACCENT, NEUTRAL]),
                legend=legend(2),
            ),
            order=alt.Order("kind:N"),
            tooltip=[
                alt.Tooltip("indicator:N"),
                alt.Tooltip("name:N"),
                alt.Tooltip("count:Q", format=",d"),
                alt.Tooltip("text:N"),
            ],
        )
    )
    words = alt.Chart(rows).mark_text(align="left", dy=-19, fontSize=LABEL, limit=by_width(340, 900))
    headings = words.encode(y=y, x=alt.value(0), text="heading:N")
    return styled(alt.layer(bars, headings).properties(height=54 * len(order) + 110))
