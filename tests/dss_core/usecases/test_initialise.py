"""Making an installation ready: once, for one province, synthetic from its first day or never."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadCatalog, BadInput, StoreProblem
from dss_core.store.accounts import disable_account, find_account
from dss_core.usecases.initialise import initialise, operator, sample_accounts
from dss_core.usecases.services import Services, all_rounds
from tests.dss_core.usecases.small_province import NEW, OLD, open_small, rows_of
from tests.support.workbooks import small_workbook

# Written anew each time: salted hashes of the same passwords.
RENEWED = {"account"}


@pytest.fixture
def empty(data: Path, tmp_path: Path) -> Iterator[Services]:
    """A new installation in which nothing was done yet."""
    services = open_small(data, tmp_path / "new")
    yield services
    services.database.dispose()


@pytest.fixture
def own_data(data: Path, tmp_path: Path) -> Path:
    """A data folder that the test may change; without sample rounds."""
    copy = tmp_path / "data"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("round-*"))
    return copy


def test_a_new_installation_holds_areas_programmes_accounts_and_the_sample_rounds(province: Services, data: Path):
    tables = rows_of(province)
    assert len(tables["area"]) == len(province.catalog.areas.all)
    assert len(tables["programme"]) == len(province.catalog.programmes)
    assert {row[0] for row in tables["account"]} == {account.username for account in sample_accounts(province)}
    assert [found.id for found in all_rounds(province)] == [NEW, OLD]
    assert province.state().is_synthetic


def test_done_again_it_loads_nothing_twice(own: Services):
    before = rows_of(own)
    assert initialise(own, with_sample=True) == []
    after = rows_of(own)
    assert {name: rows for name, rows in after.items() if name not in RENEWED} == {
        name: rows for name, rows in before.items() if name not in RENEWED
    }
    assert len(after["account"]) == len(before["account"])


def test_a_round_that_is_there_is_left_alone_when_the_sample_was_made_anew(
    own: Services, own_data: Path, catalog: Catalog
):
    (own_data / "sample" / "round-2569-1.xlsx").write_bytes(small_workbook(catalog, 130, year=2026, first=20))
    (own_data / "sample" / "round-2570-1.xlsx").write_bytes(small_workbook(catalog, 30, year=2027))
    services = open_small(own_data, own.settings.local)
    assert [record.round_id for record in initialise(services, with_sample=True)] == ["2027-1"]
    assert [found.household_count for found in all_rounds(services)] == [30, 120, 120]


def test_without_the_sample_it_holds_no_account_and_no_round(empty: Services):
    assert initialise(empty, with_sample=False) == []
    tables = rows_of(empty)
    assert not tables["account"] and not tables["round"] and not tables["household"]
    assert not empty.state().is_synthetic


@pytest.mark.parametrize(("first", "then", "code"), [
    (False, True, "init_not_synthetic"),
    (True, False, "init_is_synthetic"),
])  # fmt: skip
def test_a_database_is_synthetic_from_its_first_day_or_never(
    first: bool, then: bool, code: str, own_data: Path, tmp_path: Path
):
    services = open_small(own_data, tmp_path / "new")
    initialise(services, with_sample=first)
    before = rows_of(services)
    with pytest.raises(BadInput) as refused:
        initialise(services, with_sample=then)
    assert refused.value.code == code
    assert rows_of(services) == before


def test_a_database_of_another_province_is_refused_and_not_touched(own: Services):
    before = rows_of(own)
    neighbour = own.catalog.province.model_copy(update={"code": "10"})
    other = Services(own.settings, replace(own.catalog, province=neighbour), own.database)
    with pytest.raises(BadInput) as refused:
        initialise(other, with_sample=True)
    assert (refused.value.code, refused.value.params["wanted"]) == ("init_other_province", "10")
    assert rows_of(own) == before


def test_before_it_is_done_there_is_no_database_to_speak_of(empty: Services):
    with pytest.raises(StoreProblem) as refused:
        empty.state()
    assert refused.value.code == "store_not_initialised"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "catalog_value"),
        ("accounts = [", "catalog_value"),
        ("[[people]]\nname = 'x'", "catalog_value"),
        ("accounts = 'none'", "catalog_value"),
        ("[[accounts]]\nusername = 'x'", "catalog_value"),
        ("[[accounts]]\nusername='x'\npassword='y'\nname='z'\nrole='administrator'\nareas=[]", "catalog_value"),
        ("[[accounts]]\nusername='x'\npassword='y'\nname={th='z',en='z'}\nrole='king'\nareas=[]", "catalog_value"),
        (
            "[[accounts]]\nusername='x'\npassword='y'\nname={th='z',en='z'}\nrole='administrator'\nareas=['9999']",
            "catalog_unknown_area",
        ),
        (
            "[[accounts]]\nusername='x'\npassword='y'\nname={th='z',en='z'}\nrole='administrator'\nareas='4901'",
            "catalog_unknown_area",
        ),
    ],
)
def test_a_bad_file_of_accounts_is_told_by_name(text: str | None, code: str, own_data: Path, tmp_path: Path):
    path = own_data / "sample" / "accounts.toml"
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    services = open_small(own_data, tmp_path / "new")
    with pytest.raises(BadCatalog) as refused:
        initialise(services, with_sample=True)
    assert refused.value.code == code
    assert refused.value.params["file"] == "sample/accounts.toml"
    assert not rows_of(services)["account"]


def test_a_sample_account_that_was_closed_stays_closed(own: Services):
    with own.database.writing() as connection:
        disable_account(connection, "governor")
    initialise(own, with_sample=True)
    with own.database.reading() as connection:
        governor, officer = (find_account(connection, name) for name in ("governor", "district"))
    assert governor is not None and governor.is_disabled
    assert officer is not None and not officer.is_disabled


def test_the_operator_sees_everything_and_is_named_as_such(province: Services, whole: str):
    somebody: Viewer = operator(province)
    assert (somebody.username, somebody.scope.areas) == ("operator", (whole,))
