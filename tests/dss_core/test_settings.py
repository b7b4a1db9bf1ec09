"""Settings come from the environment; unsafe ones stop the start."""

from pathlib import Path

import pytest

from dss_core.errors import BadSettings
from dss_core.settings import ROOT, Settings, load_settings

GOOD_SECRET = "correct horse battery staple, 2569"  # pragma: allowlist secret


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of the machine that runs the tests play no part."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DSS_{name.upper()}", raising=False)


def test_without_any_setting_everything_lies_below_the_data_folder():
    settings = load_settings()
    assert settings.data_dir == ROOT / "data"
    assert settings.local == ROOT / "data" / "local"
    assert settings.url == f"sqlite:///{ROOT / 'data' / 'local' / 'dss.sqlite3'}"
    assert (settings.host, settings.port, settings.is_https) == ("127.0.0.1", 8501, False)


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name, value in (("DATA_DIR", str(tmp_path)), ("PORT", "9000"), ("IS_HTTPS", "true"), ("SESSION_HOURS", "8")):
        monkeypatch.setenv(f"DSS_{name}", value)
    settings = load_settings()
    assert (settings.data_dir, settings.local) == (tmp_path, tmp_path / "local")
    assert (settings.port, settings.is_https, settings.session_hours) == (9000, True, 8)


@pytest.mark.parametrize("name", ["LOCAL_DIR", "DATABASE_URL", "SECRET_KEY", "PORT"])
def test_a_variable_that_is_set_to_nothing_says_nothing(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setenv(f"DSS_{name}", "")
    assert load_settings() == Settings()
    assert load_settings().local == ROOT / "data" / "local", "and not the folder the program was started in"


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "eighty"), ("PORT", "0"), ("PORT", "65536"), ("SESSION_IDLE_MINUTES", "0"), ("IS_HTTPS", "perhaps")],
)
def test_a_setting_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(f"DSS_{name}", value)
    with pytest.raises(BadSettings) as caught:
        load_settings()
    assert (caught.value.code, caught.value.params["setting"]) == ("settings_value", f"DSS_{name}")
    assert caught.value.params["problem"]


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgresql://u:p@db/dss", "postgresql+psycopg://u:p@db/dss"),
        ("postgres://u:p@db/dss", "postgresql+psycopg://u:p@db/dss"),
        ("postgresql+psycopg://u:p@db/dss", "postgresql+psycopg://u:p@db/dss"),
        ("sqlite:////srv/dss.sqlite3", "sqlite:////srv/dss.sqlite3"),
    ],
)
def test_a_database_address_is_brought_to_the_driver_that_is_installed(given: str, url: str):
    assert Settings(database_url=given).url == url


@pytest.mark.parametrize("given", ["mysql://db/dss", "sqlite://", "db.example/dss", "postgresql:db"])
def test_the_address_of_another_kind_of_database_is_refused_without_showing_it(given: str):
    with pytest.raises(BadSettings) as caught:
        _ = Settings(database_url=given).url
    assert (caught.value.code, caught.value.params) == ("settings_database_url", {"setting": "DSS_DATABASE_URL"})


def test_a_given_secret_is_used_and_no_file_is_made(tmp_path: Path):
    settings = Settings(local_dir=tmp_path, secret_key=GOOD_SECRET)
    assert settings.secret == GOOD_SECRET.encode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("secret", ["changeme", "secret", "x" * 31, "x" * 64, "0123456789" * 3, "abcabcabc" * 8])
def test_a_secret_that_can_be_guessed_is_refused_without_showing_it(secret: str):
    with pytest.raises(BadSettings) as caught:
        _ = Settings(secret_key=secret).secret
    assert caught.value.code == "settings_weak_secret"
    assert caught.value.params == {"setting": "DSS_SECRET_KEY", "shortest": 32}


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path):
    local = tmp_path / "new" / "local"
    secret = Settings(local_dir=local).secret
    assert len(secret) >= 32
    assert Settings(local_dir=local).secret == secret
    assert (local / "secret.key").stat().st_mode & 0o777 == 0o600
    assert local.stat().st_mode & 0o777 == 0o700


def test_every_installation_has_another_secret(tmp_path: Path):
    assert Settings(local_dir=tmp_path / "a").secret != Settings(local_dir=tmp_path / "b").secret


def test_a_line_end_that_an_editor_added_does_not_change_the_secret(tmp_path: Path):
    secret = Settings(local_dir=tmp_path).secret
    with (tmp_path / "secret.key").open("ab") as file:
        file.write(b"\n")
    assert Settings(local_dir=tmp_path).secret == secret


@pytest.mark.parametrize("content", [b"", b"\n", b"short"])
def test_an_emptied_key_file_stops_the_start(tmp_path: Path, content: bytes):
    """With an empty key the hash of an ID number would be undone by trying all numbers."""
    (tmp_path / "secret.key").write_bytes(content)
    with pytest.raises(BadSettings) as caught:
        _ = Settings(local_dir=tmp_path).secret
    assert (caught.value.code, caught.value.params["setting"]) == ("settings_weak_secret", "secret.key")


def test_a_process_that_comes_second_takes_the_first_ones_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Both have seen that there is no key yet."""
    first = Settings(local_dir=tmp_path).secret
    with monkeypatch.context() as patch:
        patch.setattr(Path, "exists", lambda path: False)
        assert Settings(local_dir=tmp_path).secret == first


def test_secrets_are_not_shown_when_settings_are_printed():
    shown = repr(Settings(secret_key=GOOD_SECRET, database_url="postgresql://dss:pass-of-dss@db/dss"))
    assert GOOD_SECRET not in shown and "pass-of-dss" not in shown


def test_settings_cannot_be_changed_while_the_program_runs():
    with pytest.raises(ValueError, match="frozen"):
        Settings().port = 1
