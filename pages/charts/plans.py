"""Rankings and plans as bars."""

from typing import Any

import altair as alt
import pandas as pd

from pages.charts.style import ACCENT, LABEL, NEUTRAL, by_width, legend, styled

SERIES = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7a8894", "#5a3d8a"]


def score_parts(parts: pd.DataFrame, colours: dict[str, str], title: str) -> Any:
    """What each criterion adds to the score of the first households. ``parts``: household, criterion, part, text.

    ``colours``: criteria that have a colour of their own (the capitals); the others take the common series.
    """
    households, criteria = list(dict.fromkeys(parts["household"])), list(dict.fromkeys(parts["criterion"]))
    chart = (
        alt.Chart(parts)
        .mark_bar()
        .encode(
            y=alt.Y("household:N", sort=households, title=None, axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X("sum(part):Q", stack="zero", title=title, axis=alt.Axis(tickCount=6)),
            color=alt.Color(
                "criterion:N",
                sort=criteria,
                scale=alt.Scale(domain=criteria, range=colours_of(criteria, colours)),
                legend=legend(3),
            ),
            tooltip=[alt.Tooltip("household:N"), alt.Tooltip("criterion:N"), alt.Tooltip("text:N")],
        )
    )
    return styled(chart.properties(height=34 * len(households) + 110))


def colours_of(criteria: list[str], own: dict[str, str]) -> list[str]:
    """A colour for each criterion; beyond the length of the series colours come again."""
    return [own.get(name, SERIES[position % len(SERIES)]) for position, name in enumerate(criteria)]


def counted_areas(areas: pd.DataFrame, part_name: str, rest_name: str, title: str) -> Any:
    """Bars of counts by area, a part of each marked. ``areas``: area, part, rest (counts), in the order shown."""
    order = list(areas["area"])
    long = areas.melt("area", ["part", "rest"], "kind", "count")
    long["name"] = long["kind"].map({"part": part_name, "rest": rest_name})
    chart = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            y=alt.Y("area:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X("count:Q", stack="zero", title=title, axis=alt.Axis(format=",d", tickCount=6)),
            color=alt.Color(
                "name:N",
                scale=alt.Scale(domain=[part_name, rest_name], range=[ACCENT, NEUTRAL]),
                legend=legend(2),
            ),
            order=alt.Order("kind:N"),
            tooltip=[alt.Tooltip("area:N"), alt.Tooltip("name:N"), alt.Tooltip("count:Q", format=",d")],
        )
    )
    return styled(chart.properties(height=max(160, 30 * len(order) + 90)))


def programme_money(programmes: pd.DataFrame, spent_name: str, left_name: str, title: str) -> Any:
    """Baht spent and need left by programme. ``programmes``: programme, spent, left, in the order offered."""
    order = list(programmes["programme"])
    long = programmes.melt("programme", ["spent", "left"], "kind", "baht")
    long["name"] = long["kind"].map({"spent": spent_name, "left": left_name})
    # The names are too long for a phone beside the bars: each stands above its own.
    y = alt.Y("programme:N", sort=order, title=None, axis=None, scale=alt.Scale(paddingInner=0.6, paddingOuter=0.4))
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            y=y,
            x=alt.X("baht:Q", stack="zero", title=title, axis=alt.Axis(format=",d", tickCount=by_width(2, 6))),
            color=alt.Color(
                "name:N",
                scale=alt.Scale(domain=[spent_name, left_name], range=[ACCENT, NEUTRAL]),
                legend=legend(2),
            ),
            order=alt.Order("kind:N", sort="descending"),
            tooltip=[alt.Tooltip("programme:N"), alt.Tooltip("name:N"), alt.Tooltip("baht:Q", format=",.0f")],
        )
    )
    names = alt.Chart(programmes).mark_text(align="left", dy=-28, fontSize=LABEL, limit=by_width(330, 900))
    words = names.encode(y=y, x=alt.value(0), text="programme:N")
    return styled((bars + words).properties(height=76 * len(order) + 120))
