"""The way into the intake for tests: bytes in, draft out, as the use case calls it."""

from typing import Protocol

import pytest

from dss_core.errors import BadFile
from dss_core.intake import any_table, pipeline
from dss_core.intake.pipeline import Draft, check_upload
from dss_core.intake.readers.kinds import read_file
from tests.dss_core.intake.files import CATALOG, FORMAT, KEY


class Check(Protocol):
    """Checks an upload, by default under a name that fits; the database is synthetic unless said otherwise."""

    def __call__(self, data: bytes, name: str = "", is_synthetic: bool = True) -> Draft: ...


class Refusal(Protocol):
    """The code and parameters with which an upload is refused."""

    def __call__(self, data: bytes, name: str = "รอบ.xlsx") -> tuple[str, dict[str, object]]: ...


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in the process of the test, where it can change limits; ``test_apart`` is about the other one."""
    for module in (any_table, pipeline):
        monkeypatch.setattr(module, "read_apart", read_file)


@pytest.fixture
def check() -> Check:
    def check_this(data: bytes, name: str = "", is_synthetic: bool = True) -> Draft:
        name = name or ("รอบ.xlsx" if data.startswith(b"PK") else "รอบ.csv")
        return check_upload(data, name, CATALOG, FORMAT, is_synthetic, KEY)

    return check_this


@pytest.fixture
def refusal(check: Check) -> Refusal:
    def refuse(data: bytes, name: str = "รอบ.xlsx") -> tuple[str, dict[str, object]]:
        with pytest.raises(BadFile) as caught:
            check(data, name)
        assert caught.value.params["file"] == name
        return caught.value.code, caught.value.params

    return refuse
