"""The gate with a stand-in for Streamlit behind it, served with a small province."""

from collections.abc import Callable, Iterator

import pytest

from dss_core.access.roles import Role
from dss_core.usecases.services import Services
from pages.shell import process
from tests.pages.shell.behind_gate import OFFICER, gated
from tests.support.asgi import App
from tests.support.province import add_account, installed

Serve = Callable[[Services], App]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """An installation whose sessions come and go; a test that closes accounts takes its own."""
    services = installed(tmp_path_factory.getbasetemp()).copy_to(tmp_path_factory.mktemp("gate") / "local")
    add_account(services, OFFICER, Role.DISTRICT_OFFICER)
    yield services
    services.database.dispose()


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Puts the gate before a stand-in that would show everything to everybody."""

    def served(services: Services) -> App:
        process.services.cache_clear()
        monkeypatch.setattr(process, "load_settings", lambda: services.settings)
        monkeypatch.setattr(process, "open_services", lambda _settings: services)
        return gated()

    yield served
    process.services.cache_clear()


@pytest.fixture
def app(serve: Serve, shared: Services) -> App:
    with shared.database.writing() as connection:  # the failed attempts of other tests are not this one's
        connection.exec_driver_sql("DELETE FROM sign_in_attempt")
    return serve(shared)
