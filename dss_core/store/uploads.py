"""Raw uploads, kept as they came under the sha256 of their bytes."""

import hashlib
import os
import uuid
from pathlib import Path

from dss_core.access.private_files import write_private


def sha256_of(data: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def keep_upload(folder: Path, data: bytes) -> Path:
    """The place where the bytes now lie, readable for this program's owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / sha256_of(data)
    if not path.exists():
        # A name of its own: two browsers may upload the same file at the same moment.
        unfinished = folder / f"{uuid.uuid4().hex}.part"
        write_private(unfinished, data)
        os.replace(unfinished, path)
    return path
