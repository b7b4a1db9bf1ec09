"""The old secret and the new one: told by settings or by files, and never lost between them."""

from pathlib import Path

import pytest

from dss_core.access.key_change import begin_change
from dss_core.errors import BadSettings
from dss_core.settings import Settings

ONE, TWO = "one secret 0123456789 abcdefghijklm", "two secret 0123456789 abcdefghijklm"  # pragma: allowlist secret


def files(local: Path) -> set[str]:
    return {path.name for path in local.iterdir()}


def test_two_settings_tell_both_and_no_file_is_touched(tmp_path: Path):
    change = begin_change(Settings(local_dir=tmp_path, secret_key=TWO, secret_key_before=ONE))
    change.put()
    change.finish()
    assert (change.before, change.after, files(tmp_path)) == (ONE.encode(), TWO.encode(), set())


@pytest.mark.parametrize(
    ("new", "old", "code"),
    [
        (TWO, "", "settings_key_before"),
        (ONE, ONE, "settings_key_same"),
        (TWO, "weak", "settings_weak_secret"),
        ("weak", ONE, "settings_weak_secret"),
    ],
)
def test_settings_that_do_not_tell_two_good_secrets_are_refused(tmp_path: Path, new: str, old: str, code: str):
    with pytest.raises(BadSettings) as refused:
        begin_change(Settings(local_dir=tmp_path, secret_key=new, secret_key_before=old))
    assert refused.value.code == code
    assert not any(secret in str(refused.value) for secret in (ONE, TWO))


def test_a_file_is_followed_by_a_new_one_for_its_owner_alone(tmp_path: Path):
    settings = Settings(local_dir=tmp_path)
    old = settings.secret
    change = begin_change(settings)
    assert (change.before, change.after == old) == (old, False)
    change.put()
    assert files(tmp_path) == {"secret.key", "secret.key.before"}
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.iterdir())
    change.finish()
    assert files(tmp_path) == {"secret.key"}
    assert Settings(local_dir=tmp_path).secret == change.after


def test_a_change_that_comes_to_nothing_leaves_the_old_file_alone(tmp_path: Path):
    old = Settings(local_dir=tmp_path).secret
    begin_change(Settings(local_dir=tmp_path)).forget()
    assert files(tmp_path) == {"secret.key"}
    begin_change(Settings(local_dir=tmp_path))  # killed: the new file stays behind, and is made anew
    begin_change(Settings(local_dir=tmp_path)).forget()
    assert Settings(local_dir=tmp_path).secret == old


def test_with_both_files_in_place_the_program_does_not_start_and_the_change_goes_on(tmp_path: Path):
    old = Settings(local_dir=tmp_path).secret
    change = begin_change(Settings(local_dir=tmp_path))
    change.put()
    with pytest.raises(BadSettings) as refused:
        _ = Settings(local_dir=tmp_path).secret
    assert refused.value.code == "settings_key_unfinished"
    again = begin_change(Settings(local_dir=tmp_path))
    again.put()
    assert (again.before, again.after) == (old, change.after)
    again.finish()
    assert Settings(local_dir=tmp_path).secret == change.after
