"""Places: codes against codes, names against codes, postcodes, and points on the ground."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from dss_core.analysis.arrays import Floats
from dss_core.catalog.formats import ColumnFormat
from dss_core.intake.area_names import AreaNames
from dss_core.intake.faults import Fault, taken_from
from dss_core.intake.rules.checked_file import CheckedFile, Found, has
from dss_core.model.areas import CODE_LENGTH, AreaLevel

KM_PER_DEGREE = 111.195  # of a great circle: pi * 6,371 km / 180
POINT = ("latitude", "longitude")
POSTCODE = "[0-9]{5}"
NAMED = {"subdistrict_name": AreaLevel.SUBDISTRICT, "district_name": AreaLevel.DISTRICT}


def district_holds(file: CheckedFile) -> Iterator[Found]:
    """A sub-district lies in the district beside it."""
    if has(file.households, "district_code"):
        place, told = file.households["subdistrict_code"].str[:4], file.households["district_code"]
        both = told.notna() & place.notna()
        fault = Fault("row_other_district", (both & (told != place)).to_numpy(), suggest_at=taken_from(place))
        yield file.in_households("district_code", fault)


def place_names(file: CheckedFile) -> Iterator[Found]:
    """The names of places are those of the codes beside them."""
    names, areas = AreaNames(file.catalog.areas), file.catalog.areas
    severity = file.check("place_names").severity
    for field, level in NAMED.items():
        if not has(file.households, field):
            continue
        codes, told = file.households["subdistrict_code"].str[: CODE_LENGTH[level]], file.households[field]
        meant = told.map({text: names.code_of(text, level) for text in told.dropna().unique()}, na_action="ignore")
        other = (told.notna() & codes.notna() & (meant != codes).fillna(True)).to_numpy(bool)
        official = codes.map({area.code: area.name.th for area in areas.all}, na_action="ignore")
        yield file.in_households(field, Fault("row_place_name", other, severity, suggest_at=taken_from(official)))


def postcode(file: CheckedFile) -> Iterator[Found]:
    """A postcode is that of its sub-district."""
    if has(file.households, "postcode"):
        known = {area.code: area.postcode for area in file.catalog.areas.subdistricts}
        wanted = file.households["subdistrict_code"].map(known, na_action="ignore")
        told = file.households["postcode"]
        is_one = told.str.fullmatch(POSTCODE).fillna(False)
        other = (is_one & wanted.notna() & (told != wanted)).to_numpy(bool)
        fault = Fault("row_postcode", other, file.check("postcode").severity, suggest_at=taken_from(wanted))
        yield file.in_households("postcode", fault)


def gps_swapped(file: CheckedFile) -> Iterator[Found]:
    """Latitude and longitude stand in their own columns."""
    if not has(file.households, *POINT):
        return
    columns = [file.upload.sheets.households.column(field) for field in POINT]
    sheet, severity = file.household_sheet, file.check("gps_swapped").severity
    # Both out of their range, so both were refused: few rows, if any.
    swapped = file.households[list(POINT)].isna().all(axis=1).to_numpy(bool, copy=True)
    swapped[swapped] = [
        all(_fits(sheet.text(field, place), column) for field, column in zip(reversed(POINT), columns, strict=True))
        for place in np.flatnonzero(swapped).tolist()
    ]
    for field, other in (POINT, POINT[::-1]):
        theirs = partial(sheet.text, other)
        yield file.in_households(field, Fault("row_gps_swapped", swapped, severity, suggest_at=theirs, is_private=True))


def gps_province(file: CheckedFile) -> Iterator[Found]:
    """A household lies in the province: near the box around the points of its sub-districts."""
    if not has(file.households, *POINT):
        return
    check = file.check("gps_province")
    km = check.limit("km")
    points = _points(file)
    if not len(points):
        return
    latitude, longitude = (file.households[field].to_numpy(np.float64) for field in POINT)
    (south, west), (north, east) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    nearest_latitude, nearest_longitude = np.clip(latitude, south, north), np.clip(longitude, west, east)
    with np.errstate(invalid="ignore"):
        outside = _km(latitude, longitude, nearest_latitude, nearest_longitude) > km
    fault = Fault("row_gps_outside", outside, check.severity, (("km", f"{km:g}"),))
    yield file.in_households("latitude", fault)


def gps_subdistrict(file: CheckedFile) -> Iterator[Found]:
    """A household lies near the point of its sub-district."""
    if not has(file.households, *POINT):
        return
    check = file.check("gps_subdistrict")
    km = check.limit("km")
    areas = {area.code: area for area in file.catalog.areas.subdistricts}
    codes = file.households["subdistrict_code"]
    centre = [
        codes.map({code: getattr(area, axis) for code, area in areas.items()}, na_action="ignore").to_numpy(np.float64)
        for axis in POINT
    ]
    latitude, longitude = (file.households[field].to_numpy(np.float64) for field in POINT)
    with np.errstate(invalid="ignore"):
        far = _km(latitude, longitude, *centre) > km
    yield file.in_households("latitude", Fault("row_gps_far", far, check.severity, (("km", f"{km:g}"),)))


def _points(file: CheckedFile) -> Floats:
    """The points of the sub-districts that have one: latitude and longitude in degrees, a row each."""
    known = [(area.latitude, area.longitude) for area in file.catalog.areas.subdistricts if area.latitude is not None]
    return np.array(known, dtype=np.float64).reshape(-1, 2)


def _km(latitude: Floats, longitude: Floats, other_latitude: Floats, other_longitude: Floats) -> Floats:
    """About how many kilometres lie between two points: exact enough within a province."""
    north = (latitude - other_latitude) * KM_PER_DEGREE
    east = (longitude - other_longitude) * KM_PER_DEGREE * np.cos(np.radians(other_latitude))
    distance: Floats = np.hypot(north, east)
    return distance


def _fits(text: str | None, column: ColumnFormat) -> bool:
    """Whether a text is a number inside the range of a column."""
    try:
        number = float(text or "")
    except ValueError:
        return False
    return (column.lowest is None or number >= column.lowest) and (column.highest is None or number <= column.highest)
