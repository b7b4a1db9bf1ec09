"""Installations for the tests of pages: the small province and an empty database, made once and copied as files."""

import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from dss_core.access.roles import Role
from dss_core.store.accounts import start_session, write_account
from dss_core.usecases.initialise import initialise
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import PASSWORDS
from tests.dss_core.usecases.small_province import make_data, open_small

# Accounts that are no samples. Made up like all else: they exist in the test's own database alone.
PASSWORD = "only-for-tests-0000"  # pragma: allowlist secret
PASSWORD_HASH = PASSWORDS.hash(PASSWORD)


@dataclass(frozen=True)
class Installed:
    """A data folder, and what lies in ``data/local`` after a first start: with the small province, and empty."""

    data: Path
    filled: Path
    empty: Path

    def copy_to(self, folder: Path, is_empty: bool = False) -> Services:
        """A copy that is a database of its own: with the same id, the process would take both for one."""
        shutil.copytree(self.empty if is_empty else self.filled, folder)
        with closing(sqlite3.connect(folder / "dss.sqlite3")) as connection, connection:
            connection.execute("UPDATE state SET database_id = ?", (uuid.uuid4().hex,))
        return open_small(self.data, folder)


@lru_cache(maxsize=1)
def installed(temporary: Path) -> Installed:
    """The installations of this test run, made once for all its folders of tests."""
    folder = temporary / "installed"
    folder.mkdir()
    found = Installed(make_data(folder), folder / "filled", folder / "empty")
    for local, with_sample in ((found.filled, True), (found.empty, False)):
        services = open_small(found.data, local)
        initialise(services, with_sample)
        services.database.dispose()
    return found


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """An installation with two small rounds that tests share: they only look."""
    services = installed(tmp_path_factory.getbasetemp()).copy_to(tmp_path_factory.mktemp("shared") / "local")
    yield services
    services.database.dispose()


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Services]:
    """An installation with two small rounds for one test, which may change it."""
    services = installed(tmp_path_factory.getbasetemp()).copy_to(tmp_path / "own")
    yield services
    services.database.dispose()


@pytest.fixture
def empty(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Services]:
    """An installation for real data before its first round, with one account of each role."""
    services = installed(tmp_path_factory.getbasetemp()).copy_to(tmp_path / "empty", is_empty=True)
    for role in Role:
        add_account(services, role.value, role)
    yield services
    services.database.dispose()


def add_account(services: Services, username: str, role: Role, *areas: str, is_disabled: bool = False) -> None:
    """An account that is no sample; without areas it is responsible for the whole province."""
    row = {
        "username": username,
        "name_th": f"บัญชีทดสอบ {username}",
        "name_en": f"test account {username}",
        "role": role.value,
        "area_codes": list(areas or (services.catalog.province.code,)),
        "password_hash": PASSWORD_HASH,
        "is_sample": False,
        "is_disabled": is_disabled,
    }
    with services.database.writing() as connection:
        write_account(connection, row)


def signed_in_as(services: Services, username: str) -> str:
    """The token of a new session of an account, without a password."""
    token = uuid.uuid4().hex
    with services.database.writing() as connection:
        start_session(connection, token, username)
    return token
