"""The areas of the province: codes and names from geothai, points and other spellings from data/geo."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import geothai
from geothai.types import Subdistrict
from pydantic import BaseModel

from dss_core.catalog.definitions import Province
from dss_core.catalog.files import PROVINCE, bad, parse_csv, parse_json, read_text, shown
from dss_core.errors import NotFound
from dss_core.model.areas import Area, AreaLevel
from dss_core.model.text import Text

POINT_COLUMNS = ("code", "latitude", "longitude", "source")
ALIAS_COLUMNS = ("variant", "true_code", "comment", "source")


class _Geometry(BaseModel):
    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]


class _Outline(BaseModel):
    """One feature of a file of outlines, ours (``code``) or of the common operational data sets (``ADM3_PCODE``)."""

    properties: dict[str, Any]
    geometry: _Geometry

    @property
    def code(self) -> str:
        return str(self.properties.get("code") or self.properties.get("ADM3_PCODE") or "").removeprefix("TH")


class _Outlines(BaseModel):
    features: list[_Outline]


@dataclass(frozen=True)
class Areas:
    """One province with its districts and sub-districts in code order, and the other spellings that stand for them."""

    province: Area
    districts: tuple[Area, ...]
    subdistricts: tuple[Area, ...]
    aliases: Mapping[str, str]

    @property
    def all(self) -> tuple[Area, ...]:
        """Every area, the province first, each district before its sub-districts."""
        return tuple(self._by_code[code] for code in sorted(self._by_code))

    def get(self, code: str) -> Area:
        """The area of a code; NotFound when the province has none such."""
        if code not in self._by_code:
            raise NotFound("area_unknown", area=code)
        return self._by_code[code]

    def has(self, code: str) -> bool:
        """Whether the province has an area of this code."""
        return code in self._by_code

    def canonical(self, code: str) -> str:
        """The true code behind a code or name that some lists use instead; anything else comes back as it is."""
        return self.aliases.get(code, code)

    def children(self, code: str) -> tuple[Area, ...]:
        """The areas one grain finer inside an area, none inside a sub-district; NotFound for an unknown code."""
        parent = self.get(code)
        return tuple(area for area in (*self.districts, *self.subdistricts) if area.parent_code == parent.code)

    def within(self, code: str, area_code: str) -> bool:
        """Whether a code lies in an area of this province; never inside an area that does not exist."""
        return self.has(area_code) and code.startswith(area_code)

    @cached_property
    def _by_code(self) -> dict[str, Area]:
        return {area.code: area for area in (self.province, *self.districts, *self.subdistricts)}


def geo_files(province: Province) -> tuple[str, str]:
    """The names, below the data folder, of a province's files of points and of aliases."""
    return f"geo/{province.code}/points.csv", f"geo/{province.code}/aliases.csv"


def build_areas(province: Province, texts: Mapping[str, str]) -> Areas:
    """The areas of a province from geothai and the texts of its files; BadCatalog where they disagree."""
    points_name, aliases_name = geo_files(province)
    known = geothai.province(province.code)
    if known is None:
        raise bad("catalog_unknown_area", PROVINCE, "code", province.code, "geothai")
    districts = geothai.districts(province.code)
    subdistricts = [area for district in districts for area in geothai.subdistricts(district.code)]
    points = _points(points_name, texts[points_name], {area.code for area in subdistricts})
    alias_rows = parse_csv(aliases_name, texts[aliases_name], ALIAS_COLUMNS)
    areas = Areas(
        province=Area(known.code, AreaLevel.PROVINCE, _names(known.name_th, known.name_en), None),
        districts=tuple(
            Area(d.code, AreaLevel.DISTRICT, _names(d.name_th, d.name_en), d.province_code) for d in districts
        ),
        subdistricts=tuple(_subdistrict(s, points.get(s.code, (None, None))) for s in subdistricts),
        aliases={row["variant"]: row["true_code"] for _, row in alias_rows},
    )
    _check_counts(province, areas)
    _check_aliases(aliases_name, alias_rows, areas)
    return areas


def boundaries(data_dir: Path, province: Province) -> dict[str, Any] | None:
    """The sub-districts' outlines as a GeoJSON FeatureCollection in code order, or None when the file is not there.

    Each feature keeps its geometry and one property, ``code``. BadCatalog when a sub-district has no outline, or two.
    """
    name = f"geo/{province.code}/subdistricts.geojson"
    if not (data_dir / name).exists():
        return None
    outlines: dict[str, Any] = {}
    for number, feature in enumerate(parse_json(name, read_text(data_dir, name), _Outlines).features):
        code = feature.code
        if code in outlines:
            raise bad("catalog_duplicate", name, f"features[{number}]", code, f"!= {code}")
        outlines[code] = {"type": "Feature", "properties": {"code": code}, "geometry": feature.geometry.model_dump()}
    codes = [area.code for district in geothai.districts(province.code) for area in geothai.subdistricts(district.code)]
    absent = [code for code in codes if code not in outlines]
    if absent:
        raise bad("catalog_boundary_missing", name, "features", len(outlines), ", ".join(absent))
    return {"type": "FeatureCollection", "features": [outlines[code] for code in sorted(codes)]}


def mended(name: str) -> str:
    """A name without a bracket that has no partner.

    >>> mended("(Nong Ian")
    'Nong Ian'
    >>> mended("Ban Mai (North)")
    'Ban Mai (North)'
    """
    return name if name.count("(") == name.count(")") else re.sub(r"[()]", "", name).strip()


def _names(thai: str, english: str) -> Text:
    return Text(mended(thai), mended(english))


def _subdistrict(known: Subdistrict, point: tuple[float | None, float | None]) -> Area:
    names, postcode = _names(known.name_th, known.name_en), known.postal_codes[0]
    return Area(known.code, AreaLevel.SUBDISTRICT, names, known.district_code, postcode, *point)


def _points(name: str, text: str, codes: set[str]) -> dict[str, tuple[float, float]]:
    points = {}
    for place, row in parse_csv(name, text, POINT_COLUMNS):
        if row["code"] not in codes:
            raise bad("catalog_unknown_area", name, f"{place}.code", row["code"], "geothai")
        points[row["code"]] = (_degrees(name, place, row, "latitude", 90), _degrees(name, place, row, "longitude", 180))
    return points


def _degrees(name: str, place: str, row: dict[str, str], column: str, most: int) -> float:
    try:
        value = float(row[column])
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise bad("catalog_value", name, f"{place}.{column}", shown(row[column]), f"-{most}..{most}")
    return value


def _check_counts(province: Province, areas: Areas) -> None:
    for key, wanted, found in (
        ("district_count", province.district_count, len(areas.districts)),
        ("subdistrict_count", province.subdistrict_count, len(areas.subdistricts)),
    ):
        if wanted != found:
            raise bad("catalog_area_count", PROVINCE, key, wanted, found)


def _check_aliases(name: str, rows: list[tuple[str, dict[str, str]]], areas: Areas) -> None:
    for place, row in rows:
        variant, code = row["variant"], row["true_code"]
        if not areas.has(code):
            raise bad("catalog_unknown_area", name, f"{place}.true_code", code, "geothai")
        # A variant that is the right code or name of an area would send that area's households elsewhere.
        taken = [area.code for area in areas.all if variant in (area.code, area.name.th, area.name.en)]
        if taken:
            raise bad("catalog_alias_taken", name, f"{place}.variant", variant, ", ".join(taken))
