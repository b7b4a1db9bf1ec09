"""An installation made by the command line itself, and a way to speak to it as from a terminal."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dss_core.cli.main import run
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import make_data, open_small


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Ask = Callable[..., Answer]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command in this process, with settings as the environment would give them."""

    def ask_it(*words: object, **environment: str) -> Answer:
        with monkeypatch.context() as patched:
            for name, value in environment.items():
                patched.setenv(name, value)
            patched.setattr(sys, "argv", ["dss_core", *map(str, words)])
            with pytest.raises(SystemExit) as ended:
                run()
        told = capsys.readouterr()
        code = ended.value.code
        return Answer(code if isinstance(code, int) else 0, told.out, told.err)

    return ask_it


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two small rounds. Do not write into it."""
    return make_data(tmp_path_factory.mktemp("cli"))


@pytest.fixture(autouse=True)
def settings(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new installation for each test, whatever the environment of the tests says."""
    for name in ("DSS_DATABASE_URL", "DSS_SECRET_KEY", "DSS_SECRET_KEY_BEFORE", "DSS_LANGUAGE", "DSS_PORT", "DSS_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DSS_DATA_DIR", str(data))
    monkeypatch.setenv("DSS_LOCAL_DIR", str(tmp_path / "local"))


@pytest.fixture(scope="session")
def _made(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    local = tmp_path_factory.mktemp("cli") / "local"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DSS_DATA_DIR", str(data))
        patched.setenv("DSS_LOCAL_DIR", str(local))
        patched.setattr(sys, "argv", ["dss_core", "init"])
        with pytest.raises(SystemExit):
            run()
    return local


@pytest.fixture
def installed(_made: Path, data: Path, tmp_path: Path) -> Iterator[Services]:
    """The test's installation holds the small province; here are its services, to look at what a command did."""
    shutil.copytree(_made, tmp_path / "local")
    services = open_small(data, tmp_path / "local")
    yield services
    services.database.dispose()
