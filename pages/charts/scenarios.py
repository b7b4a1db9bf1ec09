"""Plans beside each other: what they share, and where help moves."""

from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import LABEL, by_width, legend, styled

WINS, LOSES = "#0072b2", "#d55e00"
DARK = 0.55  # beyond this share the words on a cell are white


def overlap_matrix(pairs: pd.DataFrame) -> Any:
    """A square for each two plans, darker the more households they share.

    ``pairs``: row, column (names of plans, in the order shown), share (0-1, NaN where nobody is helped), label, text.
    """
    order = list(dict.fromkeys(pairs["row"]))
    axis = alt.Axis(ticks=False, domain=False, labelAngle=0, orient="top", labelFontWeight="bold")
    base = alt.Chart(pairs).encode(
        x=alt.X("column:N", sort=order, title=None, axis=axis),
        y=alt.Y("row:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelFontWeight="bold")),
        tooltip=[alt.Tooltip("row:N"), alt.Tooltip("column:N"), alt.Tooltip("text:N")],
    )
    squares = base.mark_rect(stroke="white", strokeWidth=3).encode(
        color=alt.Color("share:Q", scale=alt.Scale(domain=[0, 1], range=["#e3edf4", "#0b5c8a"]), legend=None)
    )
    words = base.mark_text(fontSize=by_width(LABEL - 3, LABEL + 3), fontWeight="bold").encode(
        text="label:N",
        color=alt.condition(f"datum.share > {DARK}", alt.value("#ffffff"), alt.value("#10222e")),
    )
    return styled(alt.layer(squares, words).properties(height=64 * len(order) + 60))


def joining_and_leaving(places: pd.DataFrame, joins: str, leaves: str, title: str) -> Any:
    """Bars to the right for households that join and to the left for those that leave, by place.

    ``places``: place, joining, leaving (counts of households), text, in the order shown.
    """
    order = list(places["place"])
    long = places.melt(["place", "text"], ["joining", "leaving"], "kind", "count")
    long["name"] = long["kind"].map({"joining": joins, "leaving": leaves})
    long["signed"] = long["count"].where(long["kind"] == "joining", -long["count"])
    # The names are too long for a phone beside the bars: each stands above its own.
    y = alt.Y("place:N", sort=order, title=None, axis=None, scale=alt.Scale(paddingInner=0.6, paddingOuter=0.45))
    axis = alt.Axis(format=",d", tickMinStep=1, tickCount=by_width(4, 8), labelExpr="format(abs(datum.value), ',d')")
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            y=y,
            x=alt.X("signed:Q", stack="zero", title=title, axis=axis),
            color=alt.Color("name:N", scale=alt.Scale(domain=[joins, leaves], range=[WINS, LOSES]), legend=legend(2)),
            tooltip=[alt.Tooltip("place:N"), alt.Tooltip("name:N"), alt.Tooltip("text:N")],
        )
    )
    words = alt.Chart(places).mark_text(align="left", dy=-21, fontSize=LABEL, limit=by_width(340, 900))
    headings = words.encode(y=y, x=alt.value(0), text="place:N")
    return styled(alt.layer(bars, headings).properties(height=58 * len(order) + 120))
