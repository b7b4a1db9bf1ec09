"""Maps that touch no network: areas as shapes (Altair), households or areas as points (pydeck)."""

from math import cos, log2, radians
from typing import Any

import altair as alt
import pandas as pd
import pydeck as pdk

from pages.charts.style import by_width, styled

BLANK_STYLE = "/app/static/blank.json"
NO_DATA = "#d9dee2"
GREY = [122, 136, 148]
TILE, WINDOW = 512, 560  # pixels: the whole Earth at zoom 0; the square that all points shall fit in
SMALLEST_VIEW = 0.02  # degrees, about two kilometres: a single house is not looked at more closely


def choropleth(
    values: pd.DataFrame, shapes: dict[str, Any], outlines: dict[str, Any], domain: list[float], title: str
) -> Any:
    """Areas coloured by a value, darker where it is lower. ``values``: area, place, value, text.

    An area without a value is grey. The outlines' features carry a ``name`` that is written into them. The layer
    under the pointer is drawn last and unseen: a line layer on top would swallow clicks.
    """
    lookup = alt.LookupData(values, "area", ["place", "value", "text"])
    features = alt.Chart(_data(shapes)).transform_lookup(lookup="properties.code", from_=lookup)
    ground = features.mark_geoshape(fill=NO_DATA, stroke="white", strokeWidth=0.5)
    areas = (
        features.transform_filter("isValid(datum.value)")
        .mark_geoshape(stroke="white", strokeWidth=0.8)
        .encode(
            color=alt.Color(
                "value:Q",
                scale=alt.Scale(scheme="cividis", domain=domain),
                legend=alt.Legend(
                    title=title,
                    orient="bottom",
                    direction="horizontal",
                    format=".2f",
                    gradientLength=by_width(300, 480),
                    tickCount=4,
                    titleLimit=320,
                ),
            )
        )
    )
    borders = alt.Chart(_data(outlines)).mark_geoshape(filled=False, stroke="#ffffff", strokeWidth=4.5)
    inner = alt.Chart(_data(outlines)).mark_geoshape(filled=False, stroke="#1b2a36", strokeWidth=2)
    pointer = features.mark_geoshape(fillOpacity=0.001, strokeOpacity=0).encode(
        tooltip=[alt.Tooltip("place:N"), alt.Tooltip("text:N")]
    )
    layers = alt.layer(ground, areas, borders, inner, *_names(outlines), pointer)
    return styled(layers.project("mercator").properties(height=640))


def _data(collection: dict[str, Any]) -> Any:
    return alt.Data(values=collection["features"])  # type: ignore[no-untyped-call]


def _names(outlines: dict[str, Any]) -> list[Any]:
    """The outlines' names at their middle: dark letters on a light halo, readable on every colour."""
    base = alt.Chart(_data(outlines)).transform_calculate(
        x="geoCentroid(null, datum)[0]", y="geoCentroid(null, datum)[1]"
    )
    size = by_width(12, 18)
    halo = base.mark_text(fontSize=size, fontWeight="bold", stroke="white", strokeWidth=4, strokeOpacity=0.85)
    letters = base.mark_text(fontSize=size, fontWeight="bold", color="#14212b")
    return [layer.encode(longitude="x:Q", latitude="y:Q", text="properties.name:N") for layer in (halo, letters)]


def points_map(
    points: pd.DataFrame, outlines: dict[str, Any], colours: dict[float, str], most_radius: float
) -> pdk.Deck:
    """Points, one at least, inside the outlines, on the page's own ground.

    ``points``: latitude, longitude, level, household_count, text.
    """
    largest = int(points["household_count"].max())
    rgb = {level: [int(colour[i : i + 2], 16) for i in (1, 3, 5)] for level, colour in colours.items()}
    # Only numbers and escaped words go to the browser; the tooltip is plain text of our own making.
    rows = [
        {
            "position": [p["longitude"], p["latitude"]],
            "colour": [*rgb.get(p["level"], GREY), 205],
            "radius": most_radius * max(0.15, (p["household_count"] / largest) ** 0.5),
            "text": p["text"],
        }
        for p in points.to_dict("records")
    ]
    layer = pdk.Layer(
        "ScatterplotLayer",
        rows,
        get_position="position",
        get_fill_color="colour",
        get_radius="radius",
        radius_min_pixels=3,
        pickable=True,
    )
    ground = pdk.Layer(
        "GeoJsonLayer", outlines, filled=False, get_line_color=GREY, line_width_min_pixels=1.5, pickable=False
    )
    return pdk.Deck(
        layers=[ground, layer],
        initial_view_state=_view(points),
        map_style=BLANK_STYLE,
        tooltip={"text": "{text}"},
    )


def _view(points: pd.DataFrame) -> pdk.ViewState:
    """Where to look so that all points are seen in a square window."""
    south, north = points["latitude"].min(), points["latitude"].max()
    west, east = points["longitude"].min(), points["longitude"].max()
    middle = (south + north) / 2
    # Mercator draws a degree of latitude taller than one of longitude is wide, more so away from the equator.
    widest = max(east - west, (north - south) / cos(radians(middle)), SMALLEST_VIEW)
    zoom = log2(WINDOW * 360 / (TILE * widest))
    return pdk.ViewState(latitude=middle, longitude=(west + east) / 2, zoom=zoom)
