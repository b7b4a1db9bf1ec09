"""Raw uploads are kept once, whole, and for the program's owner alone."""

import hashlib
import os
import threading
from pathlib import Path

import pytest

from dss_core.store.uploads import keep_upload, sha256_of

DATA = "แบบสำรวจ".encode()


def test_the_bytes_lie_under_their_sha256(tmp_path: Path):
    path = keep_upload(tmp_path / "uploads", DATA)
    assert path == tmp_path / "uploads" / hashlib.sha256(DATA).hexdigest()
    assert path.name == sha256_of(DATA)
    assert path.read_bytes() == DATA


def test_nobody_else_can_read_them(tmp_path: Path):
    path = keep_upload(tmp_path / "local" / "uploads", DATA)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_bytes_are_kept_once(tmp_path: Path):
    first = keep_upload(tmp_path, DATA)
    written = first.stat().st_mtime_ns
    assert keep_upload(tmp_path, DATA) == first
    assert first.stat().st_mtime_ns == written
    keep_upload(tmp_path, DATA + b"!")
    assert len(list(tmp_path.iterdir())) == 2


def test_two_browsers_may_upload_the_same_file_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Both have written, neither has put its file in place: each then finds its own."""
    both, replace = threading.Barrier(2), os.replace

    def together(source: Path, target: Path) -> None:
        both.wait(10)
        replace(source, target)

    monkeypatch.setattr(os, "replace", together)
    kept: list[Path] = []
    threads = [threading.Thread(target=lambda: kept.append(keep_upload(tmp_path, DATA))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert kept == [tmp_path / sha256_of(DATA)] * 2
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [DATA]


def test_an_upload_that_was_cut_off_is_not_taken_for_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def power_cut(source: Path, target: Path) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", power_cut)
        with pytest.raises(OSError, match="power cut"):
            keep_upload(tmp_path, DATA)
    assert not (tmp_path / sha256_of(DATA)).exists()
    assert keep_upload(tmp_path, DATA).read_bytes() == DATA
