"""The frame that every analysis starts from: true to the database, made once, never older than the data."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import NotAllowed
from dss_core.usecases import analysis_frame as room
from dss_core.usecases.analysis_frame import MOST_OPEN, build_frame, households_of
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.services import Services, all_rounds
from tests.dss_core.usecases.small_province import NEW, OLD, only_houses, open_small, viewer, workbook_of
from tests.support.workbooks import small_round, small_workbook


@pytest.fixture(autouse=True)
def _a_process_that_has_just_started() -> Iterator[None]:
    room._open.clear()
    yield
    room._open.clear()


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rounds whose frame was made from the database."""
    rounds: list[str] = []

    def noting(services: Services, found) -> pd.DataFrame:
        rounds.append(found.id)
        return build_frame(services, found)

    monkeypatch.setattr(room, "build_frame", noting)
    return rounds


def snapshots(services: Services) -> list[Path]:
    return sorted((services.settings.local / "snapshots").rglob("*.arrow"))


def more_houses(services: Services, held: set[str], seed: int = 7) -> bytes:
    """A workbook with ten more houses of the newest round."""
    made = small_round(services.catalog, 130, year=2026, first=20, seed=seed)
    codes = [c for c in made.households["รหัสบ้าน"].str.replace("-", "") if c not in held]
    return workbook_of(only_houses(made, codes[:10]), services.catalog)


def test_the_frame_holds_what_the_workbook_tells(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame, members: pd.DataFrame
):
    frame = households_of(province, governor, NEW, whole)
    assert len(frame) == len(households) and frame["household_id"].is_unique
    for name in ("overall", "h1", "n1"):
        np.testing.assert_allclose(np.sort(frame[name].dropna()), np.sort(households[name].dropna()), atol=1e-8)
    assert frame["household_size"].sum() == households["members_living"].sum()
    assert frame["elderly_count"].sum() == (members["age"] >= 60).sum()


def test_the_frame_holds_no_name_no_number_and_no_address_of_a_person(province: Services, governor: Viewer, whole: str):
    private = {"title", "first_name", "last_name", "national_id_hash", "national_id_tail", "phone", "house_code",
               "house_number", "latitude", "longitude"}  # fmt: skip
    assert not private & set(households_of(province, governor, NEW, whole).columns)


def test_a_frame_from_disk_equals_one_from_the_database(own: Services, governor: Viewer, whole: str):
    fresh = build_frame(own, next(found for found in all_rounds(own) if found.id == NEW))
    households_of(own, governor, NEW, whole)
    room._open.clear()
    pd.testing.assert_frame_equal(households_of(own, governor, NEW, whole), fresh, check_categorical=False)


def test_it_is_made_once_and_kept_open(own: Services, governor: Viewer, whole: str, built: list[str]):
    first = households_of(own, governor, NEW, whole)
    assert households_of(own, governor, NEW, whole) is first
    assert built == [NEW]


def test_the_next_process_opens_the_file(own: Services, governor: Viewer, whole: str, built: list[str]):
    households_of(own, governor, NEW, whole)
    room._open.clear()
    households_of(own, governor, NEW, whole)
    assert built == [NEW]


def test_a_snapshot_that_somebody_deleted_is_made_again(own: Services, governor: Viewer, whole: str, built: list[str]):
    before = households_of(own, governor, NEW, whole).copy()
    shutil.rmtree(own.settings.local / "snapshots")
    room._open.clear()
    pd.testing.assert_frame_equal(households_of(own, governor, NEW, whole), before)
    assert built == [NEW, NEW]


def test_after_an_import_the_next_question_sees_the_new_rows(
    own: Services, administrator: Viewer, whole: str, built: list[str], households: pd.DataFrame
):
    assert len(households_of(own, administrator, NEW, whole)) == 120
    assert own.state().data_version == 2
    import_survey(own, administrator, check_survey(own, administrator, more_houses(own, set(households.index)), "a"))
    assert own.state().data_version == 3
    assert len(households_of(own, administrator, NEW, whole)) == 130
    assert len(snapshots(own)) == 1, "the older version's file is gone"


def test_a_restored_backup_is_not_answered_from_what_came_after_it(
    own: Services, administrator: Viewer, whole: str, households: pd.DataFrame, tmp_path: Path, data: Path
):
    """The database goes back to version 2 and comes to version 3 once more, with another file."""
    backup, database = tmp_path / "backup.sqlite3", own.settings.local / "dss.sqlite3"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    import_survey(own, administrator, check_survey(own, administrator, more_houses(own, set(households.index)), "a"))
    assert len(households_of(own, administrator, NEW, whole)) == 130
    own.database.dispose()
    for path in database.parent.glob("dss.sqlite3*"):
        path.unlink()
    shutil.copy(backup, database)
    services = open_small(data, own.settings.local)
    other = small_workbook(services.catalog, 30, year=2027)
    import_survey(services, administrator, check_survey(services, administrator, other, "b"))
    assert services.state().data_version == 3
    assert len(households_of(services, administrator, NEW, whole)) == 120


def test_rounds_do_not_mix(own: Services, governor: Viewer, whole: str, households: pd.DataFrame):
    old, new = (households_of(own, governor, round_id, whole) for round_id in (OLD, NEW))
    assert len(old) == len(new) == 120
    assert len(set(old["household_id"]) & set(new["household_id"])) == 100
    assert new["overall"].mean() == pytest.approx(households["overall"].mean(), abs=1e-8)


def test_no_more_than_a_few_frames_stay_open(
    province: Services, governor: Viewer, whole: str, monkeypatch: pytest.MonkeyPatch
):
    assert MOST_OPEN >= 3, "a page that follows the rounds must find them open"
    monkeypatch.setattr(room, "MOST_OPEN", 1)
    for round_id in (OLD, NEW, OLD):
        households_of(province, governor, round_id, whole)
    assert [name[:6] for _, _, name in room._open] == [OLD]


def test_a_part_is_cut_out_of_the_whole_and_the_whole_is_not_copied(
    province: Services, governor: Viewer, officer: Viewer, whole: str, district: str
):
    everything = households_of(province, governor, NEW, whole)
    part = households_of(province, officer, NEW, whole)
    assert set(part["district_code"].astype(str)) == {district}
    assert len(part) == (everything["district_code"] == district).sum()
    assert households_of(province, governor, NEW, whole) is everything


def test_an_area_outside_is_refused_before_anything_is_read(
    province: Services, officer: Viewer, whole: str, built: list[str]
):
    other = next(a.code for a in province.catalog.areas.districts if a.code not in officer.scope.areas)
    with pytest.raises(NotAllowed):
        households_of(province, officer, NEW, other)
    with pytest.raises(NotAllowed):
        households_of(province, viewer(Role.ADMINISTRATOR), NEW, whole)
    assert built == []
