"""The small province: one that all tests read, and a copy for each test that writes."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.usecases.initialise import initialise
from dss_core.usecases.services import Services
from tests.dss_core.usecases.by_hand import households_of_file, members_of_file
from tests.dss_core.usecases.small_province import make_data, open_small, sample_file, viewer


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two small rounds. Do not write into it."""
    return make_data(tmp_path_factory.mktemp("province"))


@pytest.fixture(scope="session")
def _installed(data: Path) -> Path:
    services = open_small(data, data.parent / "local")
    initialise(services, with_sample=True)
    services.database.dispose()
    return data.parent / "local"


@pytest.fixture(scope="session")
def copied(data: Path, _installed: Path) -> Callable[[Path], Services]:
    """Makes a copy of the installation in a folder, for tests that change it."""

    def copy_to(local: Path) -> Services:
        shutil.copytree(_installed / "uploads", local / "uploads")
        shutil.copy(_installed / "secret.key", local)
        with (
            closing(sqlite3.connect(_installed / "dss.sqlite3")) as source,
            closing(sqlite3.connect(local / "dss.sqlite3")) as target,
        ):
            source.backup(target)
        return open_small(data, local)

    return copy_to


@pytest.fixture(scope="session")
def province(copied: Callable[[Path], Services], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """An installation that all tests share: they only read (and are written into its audit)."""
    services = copied(tmp_path_factory.mktemp("shared") / "local")
    yield services
    services.database.dispose()


@pytest.fixture
def own(copied: Callable[[Path], Services], tmp_path: Path) -> Iterator[Services]:
    """An installation for one test, which may change it."""
    services = copied(tmp_path / "own")
    yield services
    services.database.dispose()


@pytest.fixture(scope="session")
def catalog(province: Services) -> Catalog:
    return province.catalog


@pytest.fixture(scope="session")
def whole(catalog: Catalog) -> str:
    """The code of the province."""
    return catalog.province.code


@pytest.fixture(scope="session")
def district(catalog: Catalog, households: pd.DataFrame) -> str:
    """A district that holds some of the households, and not most of them."""
    return str(households["district_code"].value_counts().index[2])


@pytest.fixture(scope="session")
def administrator(whole: str) -> Viewer:
    return viewer(Role.ADMINISTRATOR, whole)


@pytest.fixture(scope="session")
def governor(whole: str) -> Viewer:
    return viewer(Role.GOVERNOR_GROUP, whole)


@pytest.fixture(scope="session")
def officer(district: str) -> Viewer:
    return viewer(Role.DISTRICT_OFFICER, district)


@pytest.fixture(scope="session")
def households(data: Path, catalog: Catalog) -> pd.DataFrame:
    """The households of the newest round as its workbook tells, scored by hand."""
    return households_of_file(sample_file(data, 2026), catalog)


@pytest.fixture(scope="session")
def members(data: Path, catalog: Catalog) -> pd.DataFrame:
    """The members of the newest round as its workbook tells."""
    return members_of_file(sample_file(data, 2026), catalog)
