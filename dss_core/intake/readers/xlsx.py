"""Workbooks of today's Excel (.xlsx, .xlsm). Macros are neither run nor given to the parser."""

from dataclasses import replace

from dss_core.intake.packages import repack
from dss_core.intake.readers.calamine import read_workbook
from dss_core.intake.sheets import Reading, remark
from dss_core.model.problems import Severity


def read(data: bytes, file_name: str) -> Reading:
    """The visible sheets; what was seen of macros, links, formulas and merged cells is told."""
    package = repack(data, file_name)
    reading = read_workbook(package.file, "xlsx", file_name, package.parts)
    told = [remark("file_macros", severity=Severity.WARNING)] if package.has_macros else []
    told += [remark("file_links", severity=Severity.WARNING)] if package.has_links else []
    return replace(reading, problems=(*told, *reading.problems))
