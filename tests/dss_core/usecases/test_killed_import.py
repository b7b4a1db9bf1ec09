"""kill -9 in the middle of a commit: the database opens, holds all of the import or none of it, and takes it again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dss_core.catalog.catalog import Catalog
from dss_core.usecases.initialise import initialise
from tests.dss_core.usecases.small_province import open_small
from tests.support.sources import ROOT
from tests.support.workbooks import small_workbook

SEED = 2569
MOMENTS = {"sqlite": 20, "postgresql": 6}
ROWS = ("household_round", "person_round")


@pytest.fixture(scope="module")
def file(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of houses that the province does not hold yet, large enough that its commit takes a while."""
    path = tmp_path_factory.mktemp("file") / "2570.xlsx"
    path.write_bytes(small_workbook(catalog, 1200, year=2027, first=400))
    return path


def test_a_killed_import_is_there_wholly_or_not_at_all(engine_url: str, data: Path, file: Path, tmp_path: Path):
    services = open_small(data, tmp_path / "local", engine_url)
    initialise(services, with_sample=True)
    services.database.dispose()
    moments = MOMENTS[engine_url.partition(":")[0].partition("+")[0]]
    command = [sys.executable, "-m", "tests.support.killed_imports", str(data), str(tmp_path / "local"), engine_url]
    done = subprocess.run(
        [*command, str(file), str(moments), str(SEED)], cwd=ROOT, capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stderr[-2000:]
    *kills, end = (json.loads(line) for line in done.stdout.splitlines())
    assert len(kills) == moments
    whole = {name: end["whole"][name] - end["before"][name] for name in ROWS}
    assert whole["household_round"] == 1200
    for kill in kills:
        added = {name: kill["added"][name] for name in ROWS}
        assert added in (whole, dict.fromkeys(ROWS, 0)), kill
        assert kill["added"]["import"] == (1 if any(added.values()) else 0)
        if kill["was_killed"] and not any(added.values()):
            assert not any(kill["added"].values()), "nothing of it is left anywhere"
    assert sum(not any(kill["added"].values()) for kill in kills) >= moments // 4, "most moments lie inside the commit"
    assert {name: end["last"][name] - end["after_undo"][name] for name in ROWS} == whole, "it can be repeated"
