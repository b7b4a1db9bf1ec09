"""Exports of ODK Central: a zip of .csv files, one for the form and one for each repeated group.

The members are read in memory under the last part of their names; nothing is unpacked to a disk, whatever they are
called. Photos and other attachments are not opened.
"""

import io
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

from dss_core.errors import BadFile
from dss_core.intake import limits
from dss_core.intake.packages import check_stated_sizes, chunks
from dss_core.intake.readers import text
from dss_core.intake.sheets import Reading, Sheet

MOST_TABLES = 50
TABLES = (".csv", ".tsv")


def read(data: bytes, file_name: str) -> Reading:
    """The tables of the zip, each as a sheet; ``BadFile`` when there is none."""
    sheets: list[Sheet] = []
    first: Reading | None = None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_stated_sizes(archive, len(data), file_name)
            parts = [part for part in archive.infolist() if is_table(part.filename)]
            if not parts or len(parts) > MOST_TABLES:
                raise BadFile("file_not_a_workbook", file=file_name)
            for part in parts:
                found = _table(b"".join(chunks(archive, part, file_name)), file_name)
                if found is not None:
                    first = first or found
                    sheets.append(replace(found.sheets[0], name=PurePosixPath(part.filename).stem))
    except (BadFile, MemoryError):
        raise
    except Exception as error:  # whatever zipfile and zlib find to say about damaged bytes
        raise BadFile("file_not_a_workbook", file=file_name) from error
    limits.check_reach(0, 0, sum(sheet.row_count * len(sheet.columns) for sheet in sheets), file_name)
    return Reading("csv_zip", tuple(sheets), first.encoding if first else "", first.delimiter if first else "")


def is_table(name: str) -> bool:
    """Whether a member of a zip is a table; what macOS and hidden folders add is none."""
    path = PurePosixPath(name)
    return path.suffix.lower() in TABLES and not path.name.startswith(".") and "__MACOSX" not in path.parts


def _table(data: bytes, file_name: str) -> Reading | None:
    """A table, or nothing when the group was never filled in."""
    return text.read(data, file_name) if data.strip() else None
