"""Research files: rows that are added and read, and the bytes of a granted one until it expires."""

import os
import re
from pathlib import Path

from sqlalchemy import Connection, select

from dss_core.access.private_files import write_private
from dss_core.model.research import ResearchFile, ResearchState, ResearchStep
from dss_core.store.research_tables import ResearchFileRow, ResearchStepRow
from dss_core.store.rows import fields_of, table_of
from dss_core.store.uploads import sha256_of

FILE, STEP = table_of(ResearchFileRow), table_of(ResearchStepRow)
ID = re.compile(r"[0-9a-f]{12}")


def write_file(connection: Connection, file: ResearchFile) -> None:
    """Add what was asked for."""
    connection.execute(FILE.insert(), {**vars(file), "variables": list(file.variables)})


def write_step(connection: Connection, step: ResearchStep) -> None:
    """Add a step."""
    connection.execute(STEP.insert(), fields_of(step))


def list_files(connection: Connection) -> list[ResearchFile]:
    """Every file, the newest first."""
    rows = connection.execute(select(FILE).order_by(FILE.c.asked_at.desc(), FILE.c.id)).mappings().all()
    return [ResearchFile(**{**row, "variables": tuple(row["variables"])}) for row in rows]


def list_steps(connection: Connection) -> dict[str, list[ResearchStep]]:
    """The steps of every file, the oldest first."""
    steps: dict[str, list[ResearchStep]] = {}
    columns = [column for column in STEP.c if column.name != "id"]
    for row in connection.execute(select(*columns).order_by(STEP.c.id)).mappings():
        step = ResearchStep(**{**row, "state": ResearchState(row["state"])})
        steps.setdefault(step.file_id, []).append(step)
    return steps


def keep_bytes(folder: Path, file_id: str, data: bytes) -> str:
    """The sha256 of the bytes that now lie under a folder, readable for this program's owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = _path(folder, file_id)
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    write_private(unfinished, data)
    os.replace(unfinished, path)
    return sha256_of(data)


def kept_bytes(folder: Path, file_id: str, sha256: str | None) -> bytes | None:
    """The bytes of a file; None when they are gone or not those that were kept."""
    path = _path(folder, file_id)
    data = path.read_bytes() if path.exists() else b""
    return data if sha256_of(data) == sha256 else None


def forget_bytes(folder: Path, file_id: str) -> None:
    """Delete the bytes of a file, if they are there."""
    _path(folder, file_id).unlink(missing_ok=True)


def _path(folder: Path, file_id: str) -> Path:
    """ValueError for an id that we did not make: it would be a path of somebody else's."""
    if not ID.fullmatch(file_id):
        raise ValueError("not the id of a research file")
    return folder / f"{file_id}.xlsx"
