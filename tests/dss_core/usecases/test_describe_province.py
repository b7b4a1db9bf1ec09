"""The figures of the first page, worked out a second time from the workbook."""

import math
from pathlib import Path

import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.usecases.describe_province import AreaQuery, ProvinceDescription, describe_province
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.services import Services
from tests.dss_core.usecases.by_hand import households_of_file
from tests.dss_core.usecases.small_province import NEW, OLD, sample_file
from tests.support.workbooks import small_workbook

SCORES = ["human", "physical", "financial", "natural", "social", "overall"]


@pytest.fixture(scope="module")
def found(province: Services, governor: Viewer, whole: str) -> ProvinceDescription:
    return describe_province(province, governor, AreaQuery(NEW, whole))


def test_households_persons_and_the_poor_are_counted(found: ProvinceDescription, households: pd.DataFrame):
    assert found.provenance.household_count == len(households) == 120
    assert found.person_count == households["members_living"].sum()
    assert found.person_count_missing == 0
    assert found.poor_count == (households["outcome"] == "poor").sum()
    counts = found.outcomes.set_index("code")["count"].to_dict()
    assert counts == households["outcome"].value_counts().to_dict()


def test_means_and_deviations_of_the_capitals(found: ProvinceDescription, households: pd.DataFrame):
    stats = found.capitals.set_index("value")
    assert list(stats.index) == SCORES
    for name in SCORES:
        values = households[name]
        assert stats.loc[name, "n"] == values.count()
        assert stats.loc[name, "missing"] == values.isna().sum()
        assert stats.loc[name, "mean"] == pytest.approx(values.mean(), abs=1e-8)
        assert stats.loc[name, "sd"] == pytest.approx(values.std(ddof=1), abs=1e-8)
        assert stats.loc[name, "median"] == pytest.approx(values.median(), abs=1e-8)
    assert stats["missing"].sum() > 0, "the small province must lack some scores, or nothing is proven of missing ones"


def test_every_level_is_counted_and_shared(found: ProvinceDescription, households: pd.DataFrame, catalog: Catalog):
    by_hand = households["level"].value_counts()
    assert found.levels["level"].tolist() == [level.number for level in catalog.instrument.levels]
    for row in found.levels.to_dict("records"):
        assert row["count"] == by_hand.get(row["level"], 0)
        assert row["percent"] == pytest.approx(100 * by_hand.get(row["level"], 0) / households["level"].count())
    assert found.levels["missing"].eq(households["level"].isna().sum()).all()


def test_each_district_has_its_row(found: ProvinceDescription, households: pd.DataFrame, catalog: Catalog):
    rows = found.areas.set_index("area")
    assert set(rows.index) == set(households["district_code"])
    for code, group in households.groupby("district_code"):
        assert rows.loc[code, "household_count"] == len(group)
        assert rows.loc[code, "poor_count"] == (group["outcome"] == "poor").sum()
        assert rows.loc[code, "mean"] == pytest.approx(group["overall"].mean(), abs=1e-8)
        shares = group["level"].value_counts(normalize=True) * 100
        for level in catalog.instrument.levels:
            share = rows.loc[code, f"level_{level.number}_percent"]
            # A level that occurs nowhere in the area asked for has no share to show.
            assert share == pytest.approx(shares.get(level.number, 0.0)) or (
                math.isnan(share) and level.number not in set(households["level"])
            )


def test_a_sub_district_describes_itself(
    province: Services, governor: Viewer, households: pd.DataFrame, catalog: Catalog
):
    code = households["subdistrict_code"].value_counts().index[0]
    found = describe_province(province, governor, AreaQuery(NEW, code))
    assert found.areas["area"].tolist() == [code]
    assert found.areas["household_count"].tolist() == [(households["subdistrict_code"] == code).sum()]


def test_an_area_without_households_has_no_means_and_no_zeros_for_them(
    own: Services, administrator: Viewer, catalog: Catalog
):
    data = small_workbook(catalog, 30, year=2027)
    checked = check_survey(own, administrator, data, "few.xlsx")
    import_survey(own, administrator, checked)
    held = set(checked.households["subdistrict_code"])
    empty = next(area.code for area in catalog.areas.subdistricts if area.code not in held)
    found = describe_province(own, administrator, AreaQuery(checked.round_id, empty))
    assert found.provenance.household_count == 0
    assert found.capitals["mean"].isna().all() and found.capitals["n"].eq(0).all()
    assert found.levels["percent"].isna().all()
    assert not len(found.areas)


def test_every_round_is_described_the_oldest_first(
    found: ProvinceDescription, data: Path, catalog: Catalog, households: pd.DataFrame
):
    old = households_of_file(sample_file(data, 2024), catalog)
    assert found.rounds["round_id"].unique().tolist() == [OLD, NEW]
    means = found.rounds.set_index(["round_id", "value"])["mean"]
    for round_id, frame in ((OLD, old), (NEW, households)):
        for name in SCORES:
            assert means[round_id, name] == pytest.approx(frame[name].mean(), abs=1e-8)


def test_the_stamp_names_round_data_and_definitions(found: ProvinceDescription, province: Services):
    stamp = found.provenance
    assert (stamp.round_id, stamp.year, stamp.wave, stamp.is_synthetic) == (NEW, 2026, 1, True)
    assert stamp.data_version == 2, "two imports"
    assert stamp.freeze_id == f"{NEW}.v2.{province.catalog.version}"
