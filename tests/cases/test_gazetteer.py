"""The areas against a gazetteer compared from ten published sources; skipped where the shared cases are not at hand."""

import csv
import json
import os
from pathlib import Path

import pytest

from dss_core.catalog.areas import Areas
from dss_core.catalog.load import load_catalog
from dss_core.settings import ROOT

CASE = Path(os.environ.get("DSS_SHARED", ROOT.parent / "shared")) / "cases" / "gazetteer_mukdahan"
# The English name Don Tan is given to the district Dong Luang by mistake in one list; it is the right name of another.
WRONG_FOR_ANOTHER = {"Don Tan"}

pytestmark = pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not beside this repository")


def rows(name: str) -> list[dict[str, str]]:
    with (CASE / name).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def plain(english: str) -> str:
    return "".join(letter for letter in english.casefold() if letter.isalnum())


@pytest.fixture(scope="module")
def areas() -> Areas:
    return load_catalog(ROOT / "data").areas


def test_the_codes_are_exactly_those_of_the_gazetteer(areas: Areas) -> None:
    assert {area.code for area in areas.all} == {row["code"] for row in rows("mukdahan_gazetteer.csv")}


def test_names_parents_and_postcodes_agree(areas: Areas) -> None:
    for row in rows("mukdahan_gazetteer.csv"):
        area = areas.get(row["code"])
        assert (area.level, area.name.th) == (row["level"], row["name_th"])
        assert plain(area.name.en) == plain(row["name_en"])
        assert (area.parent_code or "", area.postcode or "") == (row["parent_code"], row["postal_code"])


def test_counts_agree(areas: Areas) -> None:
    expected = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    assert len(areas.districts) == expected["n_districts"]
    assert len(areas.subdistricts) == expected["n_subdistricts"]
    found = {district.code: len(areas.children(district.code)) for district in areas.districts}
    assert found == expected["subdistricts_per_district"]


def test_variants_lead_to_the_true_code_unless_they_name_another_area(areas: Areas) -> None:
    for row in rows("aliases_and_errors.csv"):
        wanted = row["variant"] if row["variant"] in WRONG_FOR_ANOTHER else row["true_code"]
        assert areas.canonical(row["variant"]) == wanted


def test_points_lie_near_the_surface_points_of_the_published_outlines(areas: Areas) -> None:
    for row in rows("representative_points.csv"):
        area = areas.get(row["tambon_code"])
        assert area.latitude == pytest.approx(float(row["lat_point_on_surface"]), abs=0.06)
        assert area.longitude == pytest.approx(float(row["lon_point_on_surface"]), abs=0.06)
