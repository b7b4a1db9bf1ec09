"""The analysis frame on disk: one Arrow file per round and data version, memory-mapped and shared by all sessions.

It holds no names and no numbers of people. It is made from the database and safe to delete at any time.
"""

import os
import shutil
import uuid
from pathlib import Path

import pandas as pd
import pyarrow as pa


class Snapshots:
    """The snapshot files of one database under a folder."""

    def __init__(self, folder: Path, database_id: str) -> None:
        self.root = folder / database_id

    def path(self, data_version: int, round_id: str, kind: str) -> Path:
        """Where the snapshot of a round lies."""
        return self.root / str(data_version) / f"{round_id}-{kind}.arrow"

    def open(self, data_version: int, round_id: str, kind: str) -> pd.DataFrame | None:
        """The frame, mapped and not copied where a column allows it; None when it is not there, or damaged."""
        path = self.path(data_version, round_id, kind)
        try:
            with pa.memory_map(str(path)) as source:
                table = pa.ipc.open_file(source).read_all()
        except (FileNotFoundError, pa.ArrowInvalid):  # a power cut can leave an empty file
            return None
        frame: pd.DataFrame = table.to_pandas(split_blocks=True)
        return frame

    def write(self, frame: pd.DataFrame, data_version: int, round_id: str, kind: str) -> None:
        """Write a frame whole or not at all, and drop the files of older versions."""
        path = self.path(data_version, round_id, kind)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_name(f"{uuid.uuid4().hex}.part")
        table = arrow_table(frame)
        with pa.OSFile(str(unfinished), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        os.replace(unfinished, path)
        self._drop_older(data_version)

    def _drop_older(self, data_version: int) -> None:
        for folder in self.root.iterdir():
            if folder.name.isdigit() and int(folder.name) < data_version:
                shutil.rmtree(folder, ignore_errors=True)


def arrow_table(frame: pd.DataFrame) -> pa.Table:
    """The frame as Arrow. Numbers keep NaN instead of a null mask: only so can they be mapped without a copy."""
    columns = {}
    for name in frame.columns:
        column = frame[name]
        if pd.api.types.is_float_dtype(column) or pd.api.types.is_integer_dtype(column):
            columns[str(name)] = pa.array(column.to_numpy(), from_pandas=False)
        else:
            columns[str(name)] = pa.array(column)
    return pa.table(columns)
