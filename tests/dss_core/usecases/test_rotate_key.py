"""Another secret: all that was kept under the old one works under the new one, or nothing has changed. Both engines."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import text

from dss_core.access.audit_chain import audit_key
from dss_core.access.key_change import KeyChange
from dss_core.access.roles import Role
from dss_core.access.viewer import Scope
from dss_core.errors import BadSettings, StoreProblem
from dss_core.settings import Settings
from dss_core.store.audit_guard import unguarded
from dss_core.store.database import Database
from dss_core.store.households import house_ids
from dss_core.usecases import rotate_key as room
from dss_core.usecases.find_household import HouseholdQuery, find_household
from dss_core.usecases.id_numbers import id_numbers
from dss_core.usecases.import_survey import check_survey
from dss_core.usecases.initialise import initialise, operator
from dss_core.usecases.read_audit import verify_audit
from dss_core.usecases.rehearse_import import rehearse_import
from dss_core.usecases.reveal_household import RevealDraft, reveal_household
from dss_core.usecases.rotate_key import rotate_key
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW, definitions, last_audit, rows_of, sample_file, viewer
from tests.support.postgres import fresh_database

NEXT = "the next secret 0123456789 abcdefgh"  # pragma: allowlist secret
LATER = "a later secret 0123456789 abcdefgh"  # pragma: allowlist secret


def opened(settings: Settings) -> Services:
    return Services(settings, definitions(settings.data_dir), Database(settings.url, audit_key(settings.secret)))


def settings_like(settings: Settings, secret: str = "", before: str = "") -> Settings:
    return Settings(
        data_dir=settings.data_dir, local_dir=settings.local_dir, database_url=settings.database_url,
        secret_key=secret, secret_key_before=before, is_https=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def on_postgresql(
    data: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Services]:
    with fresh_database(request.getfixturevalue("postgres_server")) as url:
        local = tmp_path_factory.mktemp("rotation") / "local"
        services = opened(Settings(data_dir=data, local_dir=local, database_url=url, secret_key="", is_https=False))
        initialise(services, with_sample=True)
        yield services
        services.database.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def kept(request: pytest.FixtureRequest) -> Services:
    """An installation whose key is a file. The one on PostgreSQL is shared: a test leaves it whole."""
    return request.getfixturevalue("own" if request.param == "sqlite" else "on_postgresql")


def found(services: Services, number: str, whole: str) -> list[str]:
    page = find_household(services, viewer(Role.VERIFIER, whole), HouseholdQuery(NEW, whole, text=number))
    return page.households["house_code"].tolist()


@pytest.fixture
def one(members: pd.DataFrame) -> tuple[str, str]:
    """A number that occurs once, and its house code."""
    told = members.dropna(subset=["national_id"])
    row = told[~told["national_id"].duplicated(keep=False)].iloc[5]
    return row["national_id"].replace("-", ""), row["house_code"]


def assert_whole(settings: Settings, one: tuple[str, str], whole: str) -> None:
    """The number is found, opens, and the audit is whole."""
    services = opened(settings)
    try:
        assert found(services, one[0], whole) == [one[1]]
        with services.database.reading() as connection:
            key = house_ids(connection, [one[1]], Scope((whole,)))[one[1]]
        reveal_household(services, viewer(Role.VERIFIER, whole), RevealDraft(key, "verification"))
        assert one[0] in id_numbers(services, viewer(Role.VERIFIER, whole), key).values()
        assert verify_audit(services, operator(services)).broken == ()
    finally:
        services.database.dispose()


def changed(before: dict, after: dict) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def test_a_new_file_takes_the_place_of_the_old_and_everything_works(kept: Services, one: tuple[str, str], whole: str):
    rows, old = rows_of(kept), kept.settings.secret
    settings = settings_like(kept.settings)
    counts = rotate_key(settings)
    assert counts is not None
    sealed = sum(row[7] is not None for row in rows["person"])
    assert (counts.persons, counts.unsealed, counts.history) == (sealed, 0, 0)
    assert {path.name for path in kept.settings.local.glob("secret*")} == {"secret.key"}
    fresh = settings_like(kept.settings)
    assert fresh.secret != old
    after = rows_of(kept)
    assert {"person", "audit", "audit_head", "surveyor"} >= changed(rows, after) >= {"person", "audit", "audit_head"}
    hashes = [{row[5] for row in state["person"] if row[5]} for state in (rows, after)]
    assert len(hashes[0]) == len(hashes[1]) and not hashes[0] & hashes[1]
    services = opened(fresh)
    line = last_audit(services, "rotate_key")
    services.database.dispose()
    assert (line["username"], line["details"]["persons"]) == ("operator", sealed)
    assert_whole(fresh, one, whole)


def test_two_settings_do_the_same_and_no_file_is_written(kept: Services, one: tuple[str, str], whole: str):
    old = settings_like(kept.settings).secret.decode()
    assert rotate_key(settings_like(kept.settings, NEXT, old)) is not None
    assert_whole(settings_like(kept.settings, NEXT), one, whole)
    assert settings_like(kept.settings).secret.decode() == old
    assert rotate_key(settings_like(kept.settings, NEXT, old)) is None, "done already"
    assert rotate_key(settings_like(kept.settings, old, NEXT)) is not None  # and back
    assert_whole(settings_like(kept.settings), one, whole)


def test_the_file_of_a_round_is_still_the_same_file(kept: Services):
    """Persons are known again under the new key: a rehearsal of the very file that was taken in changes nothing."""
    rotate_key(settings_like(kept.settings))
    services = opened(settings_like(kept.settings))
    data = sample_file(kept.settings.data_dir, 2026).read_bytes()
    rehearsal = rehearse_import(
        services, operator(services), check_survey(services, operator(services), data, "a.xlsx")
    )
    services.database.dispose()
    told = rehearsal.changed_fields
    assert set(told["field"]) <= {"surveyor_id"}, "surveyors count as new, and nothing else is"


@pytest.mark.parametrize("broken", ["rekey_ids", "forget_surveyors", "write_audit", "reseal_audit"])
def test_a_failure_anywhere_leaves_all_as_it_was(
    kept: Services, monkeypatch: pytest.MonkeyPatch, broken: str, one: tuple[str, str], whole: str
):
    rows, old = rows_of(kept), settings_like(kept.settings).secret
    before = getattr(room, broken)

    def fails(*given: object) -> object:
        before(*given)
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(room, broken, fails)
        rotate_key(settings_like(kept.settings))
    assert rows_of(kept) == rows
    assert settings_like(kept.settings).secret == old
    assert {path.name for path in kept.settings.local.glob("secret*")} == {"secret.key"}
    assert_whole(settings_like(kept.settings), one, whole)


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_run_killed_around_its_commit_is_finished_by_the_next(
    kept: Services, monkeypatch: pytest.MonkeyPatch, is_committed: bool, one: tuple[str, str], whole: str
):
    put = KeyChange.put

    def killed(of: KeyChange | Database) -> None:
        if isinstance(of, KeyChange):
            put(of)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(*((Database, "make_durable") if is_committed else (KeyChange, "put")), killed)
        rotate_key(settings_like(kept.settings))
    with pytest.raises(BadSettings):
        _ = settings_like(kept.settings).secret
    counts = rotate_key(settings_like(kept.settings))
    assert (counts is None) == is_committed
    assert {path.name for path in kept.settings.local.glob("secret*")} == {"secret.key"}
    assert_whole(settings_like(kept.settings), one, whole)


def sql(services: Services, statement: str) -> None:
    with services.database.writing() as connection, unguarded(connection):
        connection.execute(text(statement))


def test_numbers_that_were_not_sealed_are_counted_and_forgotten_only_on_demand(own: Services, whole: str):
    sql(own, "UPDATE person SET national_id_sealed = NULL WHERE id <= 40")
    rows = rows_of(own)
    count = sum(row[0] <= 40 and row[5] is not None for row in rows["person"])
    with pytest.raises(StoreProblem) as refused:
        rotate_key(settings_like(own.settings))
    assert (refused.value.code, refused.value.params) == ("store_ids_unsealed", {"count": count})
    assert rows_of(own) == rows
    counts = rotate_key(settings_like(own.settings), forgets_unsealed=True)
    assert counts is not None and counts.unsealed == count > 0
    after = rows_of(own)["person"]
    assert [row[6] for row in after] == [row[6] for row in rows["person"]], "the last digits stay"
    assert not [row for row in after if row[0] <= 40 and row[5] is not None]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE audit SET username = 'x' WHERE id = 2", "store_audit_broken"),
        ("UPDATE person SET national_id_sealed = 'AAAA' || national_id_sealed WHERE id = 7", "store_not_unsealed"),
        ("UPDATE person SET national_id_hash = 'other' WHERE id = 7", "store_not_unsealed"),
    ],
)
def test_what_does_not_fit_the_old_key_is_not_put_under_a_new_one(own: Services, statement: str, code: str):
    sql(own, statement)
    rows = rows_of(own)
    with pytest.raises(StoreProblem) as refused:
        rotate_key(settings_like(own.settings))
    assert refused.value.code == code
    assert rows_of(own) == rows
    assert {path.name for path in own.settings.local.glob("secret*")} == {"secret.key"}


def test_a_wrong_old_key_changes_nothing(own: Services):
    rows = rows_of(own)
    with pytest.raises(StoreProblem):
        rotate_key(settings_like(own.settings, NEXT, LATER))
    assert rows_of(own) == rows


def test_surveyors_keep_their_numbers_and_attempts_are_forgotten(own: Services):
    sql(own, "INSERT INTO surveyor (id, name_hash) VALUES (901, 'a'), (902, 'b')")
    sql(own, "INSERT INTO sign_in_attempt (key, at) VALUES ('k', '2026-01-01 00:00:00')")
    known = len(rows_of(own)["surveyor"])
    counts = rotate_key(settings_like(own.settings))
    assert counts is not None and (counts.surveyors, counts.attempts) == (known, 1)
    after = rows_of(own)
    assert after["sign_in_attempt"] == []
    assert {(901, "forgotten 901"), (902, "forgotten 902")} <= set(after["surveyor"])
    again = rotate_key(settings_like(own.settings))
    assert again == replace(counts, surveyors=0, attempts=0)


def test_an_installation_without_a_database_is_refused(tmp_path: Path, data: Path):
    with pytest.raises(StoreProblem) as refused:
        rotate_key(Settings(data_dir=data, local_dir=tmp_path, database_url="", secret_key="", is_https=False))
    assert refused.value.code == "store_not_initialised"
