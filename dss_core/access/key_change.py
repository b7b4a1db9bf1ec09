"""The installation's secret and the one that follows it: settings, or files of which one takes the other's place.

Beside ``secret.key`` stands ``secret.key.before`` from the moment that the database is about to speak by the new secret
until it does. Whoever finds both does not know which holds, so the program starts again only after ``rotate-key``.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from dss_core.access.private_files import write_private
from dss_core.errors import BadSettings
from dss_core.settings import Settings, made_secret, sound_secret

NEW, BEFORE = ".new", ".before"


@dataclass(frozen=True)
class KeyChange:
    """The secret so far and the next one. ``file`` is None where both are settings."""

    before: bytes
    after: bytes
    file: Path | None = None

    def put(self) -> None:
        """The new secret in the place of the old one, which stays beside it. For the last moment before a commit."""
        if self.file is None or _beside(self.file, BEFORE).exists():
            return
        os.link(self.file, _beside(self.file, BEFORE))
        os.replace(_beside(self.file, NEW), self.file)
        _sync(self.file.parent)

    def finish(self) -> None:
        """The old file goes: the database speaks by the new secret, whatever happens to the machine."""
        if self.file is not None:
            _beside(self.file, BEFORE).unlink(missing_ok=True)
            _sync(self.file.parent)

    def forget(self) -> None:
        """A new secret that did not come into use goes; nothing else is touched."""
        if self.file is not None:
            _beside(self.file, NEW).unlink(missing_ok=True)


def begin_change(settings: Settings) -> KeyChange:
    """What the secret is and what it is to be; ``BadSettings`` when the settings do not tell two different ones."""
    if settings.secret_key_before:
        change = KeyChange(sound_secret(settings.secret_key_before.encode(), "DSS_SECRET_KEY_BEFORE"), settings.secret)
    elif settings.secret_key:
        raise BadSettings("settings_key_before", setting="DSS_SECRET_KEY_BEFORE")
    else:
        change = _files(settings)
    if change.before == change.after:
        raise BadSettings("settings_key_same", setting="DSS_SECRET_KEY_BEFORE")
    return change


def _files(settings: Settings) -> KeyChange:
    path = settings.key_file
    before = _beside(path, BEFORE)
    if before.exists():  # a change was cut short after both files were in their places
        return KeyChange(_read(before), _read(path), path)
    new, made = _beside(path, NEW), made_secret()
    old = settings.secret
    new.unlink(missing_ok=True)
    write_private(new, made)
    return KeyChange(old, made, path)


def _read(path: Path) -> bytes:
    return sound_secret(path.read_bytes().strip(), path.name)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _sync(folder: Path) -> None:
    """What was renamed stays renamed after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
