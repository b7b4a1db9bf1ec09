"""Workbooks of the Excel of 1997 to 2003 (.xls)."""

import io
from dataclasses import replace

from dss_core.errors import BadFile
from dss_core.intake.readers.calamine import read_workbook
from dss_core.intake.sheets import Reading, remark
from dss_core.model.problems import Severity

LOCKED = "EncryptedPackage".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")


def read(data: bytes, file_name: str) -> Reading:
    """The visible sheets. A grid of this kind has at most 65,536 rows of 256 columns."""
    if LOCKED in data:
        raise BadFile("file_locked", file=file_name)
    reading = read_workbook(io.BytesIO(data), "xls", file_name)
    told = [remark("file_macros", severity=Severity.WARNING)] if MACROS in data else []
    return replace(reading, problems=(*told, *reading.problems))
