"""A measure on the map: its mean by sub-district, and where the households lie."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Scope, Viewer
from dss_core.analysis.geography.schematic import outlines, schematic_areas
from dss_core.analysis.statistics.describe import describe
from dss_core.catalog.areas import boundaries
from dss_core.errors import BadInput
from dss_core.model.areas import CODE_LENGTH, AreaLevel
from dss_core.model.households import LEVEL, OVERALL
from dss_core.model.provenance import Provenance
from dss_core.store.households import household_points
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.gated_figures import Gate, gate_for, gated_numbers
from dss_core.usecases.services import Services, stamp

SUBDISTRICT, PLACE = "subdistrict_code", "subdistrict"


@dataclass(frozen=True)
class MapQuery:
    """A round, an area, and the measure whose mean is shown (the overall score or a capital)."""

    round_id: str
    area: str
    measure: str = OVERALL


@dataclass(frozen=True, eq=False)
class ProvinceMap:
    """A measure by sub-district (area, n, missing, mean, sd) and the shapes to draw it on.

    points: latitude, longitude, level, household_count; single households, rounded to about
    100 m, for a viewer who may see names, else one point per sub-district. ``is_schematic`` says that the shapes are
    not official boundaries.
    """

    provenance: Provenance
    measure: str
    areas: pd.DataFrame
    shapes: dict[str, Any]
    outlines: dict[str, Any]
    is_schematic: bool
    points: pd.DataFrame
    has_single_households: bool


def map_province(services: Services, viewer: Viewer, query: MapQuery) -> ProvinceMap:
    """The map of a measure for a viewer who may see statistics."""
    viewer.must(Permission.VIEW_STATISTICS)
    measures = (OVERALL, *services.catalog.instrument.capital_ids)
    if query.measure not in measures:
        raise BadInput("map_measure", measure=query.measure, measures=", ".join(measures))
    gate = gate_for(services, viewer, query.round_id, query.area)
    frame = households_of(services, viewer, query.round_id, query.area)
    stats = describe(frame, [query.measure], [SUBDISTRICT]).iloc[1:].rename(columns={SUBDISTRICT: PLACE})
    if gate is not None:
        stats = gated_numbers(gate, stats, (PLACE,))
    stats = stats.rename(columns={PLACE: "area"})
    shapes, lines, is_schematic = shapes_of(services, viewer.must_see(query.area))
    singles = viewer.may(Permission.VIEW_NAMES)
    return ProvinceMap(
        provenance=stamp(services, viewer, query.round_id, query.area, len(frame)),
        measure=query.measure,
        areas=stats.drop(columns="value").reset_index(drop=True),
        shapes=shapes,
        outlines=lines,
        is_schematic=is_schematic,
        points=_single_points(services, viewer, query) if singles else _area_points(services, frame, gate),
        has_single_households=singles,
    )


def shapes_of(services: Services, scope: Scope) -> tuple[dict[str, Any], dict[str, Any], bool]:
    """The sub-districts of a scope and the outlines of their districts, and whether they are only schematic."""
    catalog = services.catalog
    given = boundaries(services.settings.data_dir, catalog.province)
    shapes = given or schematic_areas(
        {a.code: (a.longitude, a.latitude) for a in catalog.areas.subdistricts if a.longitude and a.latitude}
    )
    inside = [f for f in shapes["features"] if scope.covers(f["properties"]["code"])]
    shapes = {"type": "FeatureCollection", "features": inside}
    return shapes, outlines(shapes, _district_of), not given


def _district_of(code: str) -> str:
    return code[: CODE_LENGTH[AreaLevel.DISTRICT]]


def _single_points(services: Services, viewer: Viewer, query: MapQuery) -> pd.DataFrame:
    with services.database.reading() as connection:
        points = household_points(connection, query.round_id, viewer.must_see(query.area))
    # About 100 m: enough to plan a round of visits; the exact place needs a reveal.
    decimals = services.catalog.reveals.point_decimals
    points = points.round({"latitude": decimals, "longitude": decimals})
    return points.assign(household_count=1).drop(columns="household_id")


def _area_points(services: Services, frame: pd.DataFrame, gate: Gate | None) -> pd.DataFrame:
    """One point per sub-district: its place, its number of households and the level most of them have."""
    groups = frame.groupby(SUBDISTRICT, observed=True)
    rows = []
    for code, group in groups:
        area = services.catalog.areas.get(str(code))
        if gate is not None and gate.hides((area.code,)):
            continue
        common = group[LEVEL].mode()
        is_known = len(common) and (gate is None or area.code not in gate.incomplete(LEVEL))
        level = float(common.iloc[0]) if is_known else float("nan")
        rows.append((code, area.latitude, area.longitude, level, len(group)))
    return pd.DataFrame(rows, columns=[SUBDISTRICT, "latitude", "longitude", LEVEL, "household_count"])
