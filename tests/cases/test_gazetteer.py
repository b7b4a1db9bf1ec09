"""The areas against a gazetteer compared from ten published sources; skipped where the shared cases are not at hand."""

import csv
import json
import os
from pathlib import Path

import pytest

from dss_core.catalog.areas import Areas
from dss_core.catalog.load import load_catalog
from dss_core.intake.area_names import AreaNames
from dss_core.model.areas import AreaLevel
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


def test_variants_in_an_upload_are_told_and_lead_to_the_true_code(areas: Areas) -> None:
    """What a list of other spellings holds is taken and told; what it does not hold is suggested, never taken."""
    names = AreaNames(areas)
    for row in rows("aliases_and_errors.csv"):
        wanted = row["variant"] if row["variant"] in WRONG_FOR_ANOTHER else row["true_code"]
        level = AreaLevel.DISTRICT if len(row["true_code"]) == 4 else AreaLevel.SUBDISTRICT
        found = areas.canonical(row["variant"])
        found = found if areas.has(found) else names.code_of(row["variant"], level)
        if row["variant"] in WRONG_FOR_ANOTHER:
            assert areas.get(str(found)).name.en == wanted and found != row["true_code"]
        else:
            assert found == wanted


def test_every_name_of_the_gazetteer_is_found_as_people_write_it(areas: Areas) -> None:
    names = AreaNames(areas)
    for row in rows("mukdahan_gazetteer.csv"):
        level = AreaLevel(row["level"])
        for text in (row["name_th"], row["name_en"].upper(), f" {row['name_th']} "):
            assert names.code_of(text, level) == row["code"]
        if len(row["name_th"]) > 5:  # a letter too few of a long name still says which one it was
            assert names.suggest(row["name_th"][:-1], level) in (row["name_th"], None)


def test_codes_that_only_some_of_the_sources_hold_are_suggestions_at_most(areas: Areas) -> None:
    """Sources that keep old codes: each is abolished, and is proposed as one area of today or as none."""
    names = AreaNames(areas)
    missing = json.loads((CASE / "disagreements.json").read_text(encoding="utf-8"))["missing"]
    old = [code for code in missing if not areas.has(code) and not areas.has(areas.canonical(code))]
    assert old
    for code in old:
        suggestion = names.suggest(code, AreaLevel.SUBDISTRICT)
        assert suggestion is None or areas.has(suggestion)
        assert names.code_of(code, AreaLevel.SUBDISTRICT) is None


def test_points_lie_near_the_surface_points_of_the_published_outlines(areas: Areas) -> None:
    for row in rows("representative_points.csv"):
        area = areas.get(row["tambon_code"])
        assert area.latitude == pytest.approx(float(row["lat_point_on_surface"]), abs=0.06)
        assert area.longitude == pytest.approx(float(row["lon_point_on_surface"]), abs=0.06)
