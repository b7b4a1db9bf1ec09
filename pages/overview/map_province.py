"""A measure on the map, and where the households lie."""

import streamlit as st

from dss_core.language.format import number
from dss_core.model.households import OVERALL
from dss_core.usecases.map_province import MapQuery, ProvinceMap, map_province
from pages.charts.levels import level_key
from pages.charts.maps import choropleth, points_map
from pages.parts.gated import is_gated, show_gate_note
from pages.parts.header import show_header
from pages.parts.tables import count_column, decimal_column, show_table
from pages.shell.context import Context

AREAS, POINTS = "areas", "points"
POINT_RADIUS, AREA_RADIUS = 130.0, 2600.0


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    measures = (OVERALL, *context.catalog.instrument.capital_ids)
    title = st.container()
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    measure = left.selectbox(_("Measure"), measures, key="map_measure", format_func=context.name_of)
    views = {AREAS: _("By sub-district"), POINTS: _("Points")}
    view = right.segmented_control(
        _("View"), list(views), key="map_view", format_func=lambda v: views[v], default=AREAS, required=True
    )
    found = context.ask(map_province, MapQuery(context.round_id, context.area, str(measure)))
    with title:
        show_header(context, _("Map"), _("Where is the need greatest?"), found.provenance)
    if view == POINTS:
        _show_points(context, found)
    else:
        _show_areas(context, found)
    show_gate_note(context)
    _show_table(context, found)


def _show_areas(context: Context, found: ProvinceMap) -> None:
    _, language = context.translate, context.language
    areas = found.areas.assign(place=context.area_names(found.areas["area"]), value=found.areas["mean"])
    areas["text"] = [
        _("mean {mean}, n = {n}", mean=number(m, language, 2), n=number(n, language))
        for m, n in zip(areas["mean"], areas["n"], strict=True)
    ]
    values = areas["value"].dropna()
    domain = [float(values.min()), float(values.max())] if len(values) else [1.0, 4.0]
    districts = [
        {**f, "properties": {"name": context.area_name(f["properties"]["code"])}} for f in found.outlines["features"]
    ]
    st.altair_chart(
        choropleth(
            areas[["area", "place", "value", "text"]],
            found.shapes,
            {"features": districts},
            domain,
            context.name_of(found.measure),
        ),
        key="choropleth",
        alt=_("Map of the sub-districts coloured by the mean of the measure; darker is lower"),
    )
    note = _("Darker is lower. Grey: no household surveyed. Heavy lines: districts.")
    if is_gated(context):
        note = _("Darker is lower. Grey: no household surveyed, or too few to be shown. Heavy lines: districts.")
    st.caption(note + _schematic(context, found))


def _schematic(context: Context, found: ProvinceMap) -> str:
    """The sentence that keeps drawn shapes from being taken for boundaries; empty when they are the official ones."""
    _ = context.translate
    if not found.is_schematic:
        return ""
    return " " + _("The shapes are schematic, drawn around one point per sub-district; they are not boundaries.")


def _show_points(context: Context, found: ProvinceMap) -> None:
    _, language = context.translate, context.language
    levels = {float(v.number): context.label(v.label) for v in context.catalog.instrument.levels}
    # What has no place cannot be drawn; a number that is none would stop the browser's map.
    points = found.points.dropna(subset=["latitude", "longitude"])
    points = points.assign(place=context.area_names(points["subdistrict_code"].astype("str")))
    points["text"] = [
        f"{place}\n{levels.get(float(level), '–')}\n" + _("{count} households", count=number(count, language))
        for place, level, count in zip(points["place"], points["level"], points["household_count"], strict=True)
    ]
    colours = {float(v.number): v.colour for v in context.catalog.instrument.levels}
    radius = POINT_RADIUS if found.has_single_households else AREA_RADIUS
    if len(points):
        st.pydeck_chart(
            points_map(points, found.outlines, colours, radius),
            height=620,
            key="points",
            alt=_("Map of points coloured by livelihood level"),
        )
    names = [f"{v.number} {context.label(v.label)}" for v in context.catalog.instrument.levels]
    st.altair_chart(level_key(names, list(colours.values())), key="points_key", alt=_("Level"))
    if found.has_single_households:
        note = _("One point per household with coordinates ({n}).", n=number(len(points), language))
    else:
        note = _("One point per sub-district, sized by its households: your role does not see single houses.")
    st.caption(note + _schematic(context, found))


def _show_table(context: Context, found: ProvinceMap) -> None:
    _ = context.translate
    table = found.areas.assign(
        place=context.area_names(found.areas["area"]), district=context.area_names(found.areas["area"].str[:4])
    ).sort_values("mean")
    shown = {
        "place": _("Sub-district"),
        "district": _("District"),
        "mean": decimal_column(_("Mean")),
        "sd": decimal_column("S.D."),
        "n": count_column("n"),
        "missing": count_column(_("Missing")),
    }
    show_table(
        table,
        shown,
        "map_table",
        _("{measure} by sub-district, lowest first; score 1–4.", measure=context.name_of(found.measure)),
    )
