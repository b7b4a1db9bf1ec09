"""Maps that touch no network: areas as shapes (Altair), households or areas as points (pydeck)."""

from typing import Any

import altair as alt
import pandas as pd
import pydeck as pdk

from pages.charts.style import NEUTRAL, styled

BLANK_STYLE = "/app/static/blank.json"
NO_DATA = "#d9dee2"
GREY = [122, 136, 148]


def choropleth(
    values: pd.DataFrame, shapes: dict[str, Any], outlines: dict[str, Any], domain: list[float], title: str
) -> Any:
    """Areas coloured by a value. ``values``: area, place, value, text; an area without a value is grey.

    The clickable layer is drawn last: a line layer on top of it would swallow clicks.
    """
    fields = ["place", "value", "text"]
    features = alt.Data(values=shapes["features"])
    lookup = alt.LookupData(values, "area", fields)
    base = alt.Chart(features).transform_lookup(lookup="properties.code", from_=lookup)
    ground = alt.Chart(features).mark_geoshape(fill=NO_DATA, stroke="white", strokeWidth=0.5)
    areas = base.mark_geoshape(stroke="white", strokeWidth=0.8).encode(
        color=alt.Color(
            "value:Q",
            scale=alt.Scale(scheme="cividis", domain=domain, reverse=True),
            legend=alt.Legend(title=title, orient="right", format=".2f", gradientLength=300, titleLimit=240),
        ),
        tooltip=[alt.Tooltip("place:N"), alt.Tooltip("text:N")],
    )
    borders = alt.Chart(alt.Data(values=outlines["features"])).mark_geoshape(
        filled=False, stroke="#1b2a36", strokeWidth=2.2
    )
    return styled(alt.layer(ground, borders, areas.transform_filter("isValid(datum.value)")).project("mercator").properties(height=620))


def points_map(points: pd.DataFrame, colours: dict[float, str], most_radius: float) -> pdk.Deck:
    """Points on an empty ground. ``points``: latitude, longitude, level, household_count, text."""
    largest = max(1, int(points["household_count"].max())) if len(points) else 1
    rgb = {level: [int(colour[i : i + 2], 16) for i in (1, 3, 5)] for level, colour in colours.items()}
    # Only numbers and escaped words go to the browser; the tooltip is plain text of our own making.
    rows = [
        {
            "position": [float(p.longitude), float(p.latitude)],
            "colour": [*rgb.get(float(p.level), GREY), 205],
            "radius": most_radius * max(0.15, (p.household_count / largest) ** 0.5),
            "text": p.text,
        }
        for p in points.itertuples()
    ]
    layer = pdk.Layer(
        "ScatterplotLayer", rows, get_position="position", get_fill_color="colour", get_radius="radius",
        radius_min_pixels=3, pickable=True,
    )  # fmt: skip
    centre = {"latitude": points["latitude"].mean(), "longitude": points["longitude"].mean()} if len(points) else {}
    return pdk.Deck(
        layers=[layer],
        initial_view_state=pdk.ViewState(**centre, zoom=9),
        map_style=BLANK_STYLE,
        tooltip={"text": "{text}"},  # type: ignore[arg-type]
    )


__all__ = ["NEUTRAL", "choropleth", "points_map"]
