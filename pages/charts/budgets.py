"""What budgets buy: the curve of a plan, its money by programme, and how far the result depends on assumptions."""

from typing import Any

import altair as alt
import pandas as pd

from pages.charts.plans import SERIES
from pages.charts.style import ACCENT, NEUTRAL, by_width, legend, styled

WHOLE = ",d"


def budget_curve(points: pd.DataFrame, here: float, titles: tuple[str, str]) -> Any:
    """What is reached by every budget, a dashed line at the budget that is set.

    ``points``: budget (baht), reached, text. titles: of the two axes.
    """
    scale = alt.Scale(zero=True, nice=True)
    x = alt.X("budget:Q", title=titles[0], axis=alt.Axis(format=WHOLE, tickCount=by_width(3, 7)))
    y = alt.Y("reached:Q", title=titles[1], scale=scale, axis=alt.Axis(tickCount=6))
    tip = [alt.Tooltip("text:N")]
    base = alt.Chart(points)
    line = base.mark_line(color=ACCENT, strokeWidth=4, interpolate="monotone").encode(x=x, y=y)
    dots = base.mark_circle(color=ACCENT, size=70, opacity=1).encode(x=x, y=y, tooltip=tip)
    mark = alt.Chart(pd.DataFrame({"budget": [here]})).mark_rule(strokeDash=[6, 5], strokeWidth=2, color=NEUTRAL)
    return styled(alt.layer(mark.encode(x=x), line, dots).properties(height=380))


def budget_shares(rows: pd.DataFrame, here: float, titles: tuple[str, str]) -> Any:
    """Baht by programme at every budget, one above the other. ``rows``: budget, programme, spent, text (baht)."""
    order = list(dict.fromkeys(rows["programme"]))
    colours = [SERIES[number % len(SERIES)] for number in range(len(order))]
    x = alt.X("budget:Q", title=titles[0], axis=alt.Axis(format=WHOLE, tickCount=by_width(3, 7)))
    areas = (
        alt.Chart(rows)
        .mark_area(interpolate="monotone", opacity=0.85)
        .encode(
            x=x,
            y=alt.Y("spent:Q", stack="zero", title=titles[1], axis=alt.Axis(format=WHOLE, tickCount=6)),
            color=alt.Color("programme:N", sort=order, scale=alt.Scale(domain=order, range=colours), legend=legend(2)),
            tooltip=[alt.Tooltip("programme:N"), alt.Tooltip("text:N")],
        )
    )
    mark = alt.Chart(pd.DataFrame({"budget": [here]})).mark_rule(strokeDash=[6, 5], strokeWidth=2, color=NEUTRAL)
    return styled(alt.layer(areas, mark.encode(x=x)).properties(height=380))


def drawn_results(bars: pd.DataFrame, planned: float, titles: tuple[str, str]) -> Any:
    """How often the draws gave a result, a dashed line at the planned one. ``bars``: low, high, count, text."""
    scale = alt.Scale(zero=False)
    x = alt.X("low:Q", bin="binned", title=titles[0], axis=alt.Axis(tickCount=by_width(4, 8)), scale=scale)
    chart = (
        alt.Chart(bars)
        .mark_bar(color=ACCENT)
        .encode(
            x=x,
            x2="high:Q",
            y=alt.Y("count:Q", title=titles[1], axis=alt.Axis(format=WHOLE, tickCount=5)),
            tooltip=[alt.Tooltip("text:N")],
        )
    )
    mark = alt.Chart(pd.DataFrame({"low": [planned]})).mark_rule(strokeDash=[6, 5], strokeWidth=3, color=NEUTRAL)
    line = mark.encode(x=alt.X("low:Q", title=titles[0], scale=scale))
    return styled(alt.layer(chart, line).properties(height=300))


def before_after(rows: pd.DataFrame, names: tuple[str, str], title: str) -> Any:
    """Each group before and after: two points with their intervals. ``rows``: group, before, after, text, in order.

    names: of the two points.
    """
    order = list(rows["group"])
    axis = alt.Axis(ticks=False, domain=False, labelLimit=by_width(140, 320))
    y = alt.Y("group:N", sort=order, title=None, axis=axis, scale=alt.Scale(type="band", padding=0.2))
    scale = alt.Scale(zero=False, nice=True, padding=20)
    x = alt.X("value:Q", scale=scale, title=title, axis=alt.Axis(tickCount=by_width(4, 8)))
    long = pd.concat(
        [
            pd.DataFrame(
                {
                    "group": rows["group"], "name": name, "value": rows[column],
                    "low": rows[f"{column}_low"].fillna(rows[column]),
                    "high": rows[f"{column}_high"].fillna(rows[column]), "text": rows["text"],
                }
            )
            for name, column in zip(names, ("before", "after"), strict=True)
        ],
        ignore_index=True,
    )  # fmt: skip
    colour = alt.Color(
        "name:N", scale=alt.Scale(domain=list(names), range=[NEUTRAL, ACCENT]), sort=list(names), legend=legend(2)
    )
    base = alt.Chart(long).encode(y=y, yOffset=alt.YOffset("name:N", sort=list(names)))
    tip = [alt.Tooltip("group:N"), alt.Tooltip("name:N"), alt.Tooltip("text:N")]
    lines = base.mark_rule(strokeWidth=4, opacity=0.45).encode(
        x=alt.X("low:Q", scale=scale, title=title, axis=alt.Axis(tickCount=by_width(4, 8))), x2="high:Q", color=colour
    )
    points = base.mark_circle(size=150, opacity=1).encode(x=x, color=colour, tooltip=tip)
    return styled(alt.layer(lines, points).properties(height=44 * len(order) + 110))
