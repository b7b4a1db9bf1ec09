"""The analysis frame on disk: mapped as it was, whole or not there, and only of the newest version."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from dss_core.store.snapshot import Snapshots, arrow_table

FRAME = pd.DataFrame(
    {
        "household_id": np.array([7, 3, 9], dtype=np.int64),
        "h1": [1.0, np.nan, 4.0],
        "overall": [np.nan, np.nan, np.nan],
        "outcome": pd.Categorical(["poor", None, "not_poor"]),
        "place": pd.Series(["990101", None, "990202"], dtype="str"),
    }
)


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path, "db1")


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_frame_comes_back_as_it_was(snapshots: Snapshots):
    assert snapshots.open(1, "2026-1", "households") is None
    snapshots.write(FRAME, 1, "2026-1", "households")
    found = snapshots.open(1, "2026-1", "households")
    pd.testing.assert_frame_equal(found, FRAME)


def test_missing_stays_missing_and_is_never_zero(snapshots: Snapshots):
    snapshots.write(FRAME, 1, "2026-1", "households")
    found = snapshots.open(1, "2026-1", "households")
    assert found is not None
    assert found["h1"].isna().tolist() == [False, True, False]
    assert found["overall"].isna().all() and found["overall"].dtype == np.float64
    assert found["outcome"].isna().tolist() == [False, True, False]
    assert list(found["outcome"].cat.categories) == ["not_poor", "poor"]


def test_numbers_hold_no_null_mask_because_only_then_are_they_mapped():
    table = arrow_table(FRAME)
    assert [table[name].null_count for name in ("household_id", "h1", "overall")] == [0, 0, 0]
    assert table["outcome"].null_count == 1


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what is mapped")
def test_numbers_are_mapped_from_the_file_and_not_copied(snapshots: Snapshots):
    snapshots.write(FRAME, 1, "2026-1", "households")
    found = snapshots.open(1, "2026-1", "households")
    assert found is not None
    path = str(snapshots.path(1, "2026-1", "households"))
    maps = [line.split()[0] for line in Path("/proc/self/maps").read_text().splitlines() if line.endswith(path)]
    ranges = [tuple(int(end, 16) for end in one.split("-")) for one in maps]
    for name in ("household_id", "h1", "overall"):
        address = found[name].to_numpy().__array_interface__["data"][0]
        assert any(first <= address < last for first, last in ranges), name


def test_nobody_can_write_into_the_numbers_that_all_share(snapshots: Snapshots):
    snapshots.write(FRAME, 1, "2026-1", "households")
    mine, theirs = (snapshots.open(1, "2026-1", "households") for _ in range(2))
    assert mine is not None and theirs is not None
    with pytest.raises(ValueError, match="read-only"):
        mine.loc[0, "household_id"] = 0
    mine["h1"] = 0.0
    pd.testing.assert_frame_equal(theirs, FRAME)


def test_a_new_version_of_the_data_drops_the_files_of_older_ones(snapshots: Snapshots, tmp_path: Path):
    for version in (1, 2):
        snapshots.write(FRAME, version, "2024-1", "households")
    snapshots.write(FRAME, 2, "2026-1", "households")
    assert files(tmp_path) == ["db1/2/2024-1-households.arrow", "db1/2/2026-1-households.arrow"]
    snapshots.write(FRAME, 10, "2026-1", "households")
    assert files(tmp_path) == ["db1/10/2026-1-households.arrow"], "10 is newer than 2"
    snapshots.write(FRAME, 9, "2026-1", "households")
    assert snapshots.open(10, "2026-1", "households") is not None, "a slower process drops nothing newer"


def test_another_database_and_files_of_others_are_left_alone(tmp_path: Path):
    for name in ("db1", "db2"):
        Snapshots(tmp_path, name).write(FRAME, 1, "2026-1", "households")
    (tmp_path / "db1" / "note.txt").touch()
    Snapshots(tmp_path, "db1").write(FRAME, 2, "2026-1", "households")
    assert files(tmp_path) == ["db1/2/2026-1-households.arrow", "db1/note.txt", "db2/1/2026-1-households.arrow"]


def test_an_unfinished_file_is_never_seen(snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch):
    def power_cut(*_arguments: object) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(pa.ipc.RecordBatchFileWriter, "write_table", power_cut)
        with pytest.raises(OSError, match="power cut"):
            snapshots.write(FRAME, 1, "2026-1", "households")
    assert snapshots.open(1, "2026-1", "households") is None
    snapshots.write(FRAME, 1, "2026-1", "households")
    assert snapshots.open(1, "2026-1", "households") is not None


@pytest.mark.parametrize("damage", [b"", b"ARROW1", b"not an arrow file at all"])
def test_a_damaged_file_is_made_anew_rather_than_shown(snapshots: Snapshots, damage: bytes):
    snapshots.write(FRAME, 1, "2026-1", "households")
    snapshots.path(1, "2026-1", "households").write_bytes(damage)
    assert snapshots.open(1, "2026-1", "households") is None
    snapshots.write(FRAME, 1, "2026-1", "households")
    pd.testing.assert_frame_equal(snapshots.open(1, "2026-1", "households"), FRAME)


def test_the_folder_is_readable_for_its_owner_alone(snapshots: Snapshots):
    snapshots.write(FRAME, 1, "2026-1", "households")
    assert snapshots.path(1, "2026-1", "households").parent.stat().st_mode & 0o077 == 0


def test_the_name_of_a_file_tells_round_and_kind_only(snapshots: Snapshots):
    assert re.fullmatch(r"2026-1-households\.arrow", snapshots.path(1, "2026-1", "households").name)
