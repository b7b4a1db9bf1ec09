"""The kinds of files, each with how it is recognised and the module that reads it.

A file is what its first bytes say it is; its name decides nothing but the kind of an old Stata file.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePath

from dss_core.errors import BadFile
from dss_core.intake.limits import check_size
from dss_core.intake.linking import with_links
from dss_core.intake.readers.odk import is_table
from dss_core.intake.sheets import Reading, remark, without_collection

ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OLD_STATA_VERSIONS, OLD_STATA_ORDERS = range(102, 116), (1, 2)


@dataclass(frozen=True)
class Kind:
    """A kind of file: the endings of its names, how it is told from its bytes, and the module whose ``read`` reads it.

    The modules are imported when a file of theirs comes: SPSS and Parquet bring libraries that take their time.
    """

    id: str
    suffixes: tuple[str, ...]
    is_it: Callable[[bytes, str, frozenset[str]], bool]
    module: str


def _starts(*marks: bytes) -> Callable[[bytes, str, frozenset[str]], bool]:
    return lambda data, suffix, members: data.startswith(marks)


def _holds(*names: str) -> Callable[[bytes, str, frozenset[str]], bool]:
    return lambda data, suffix, members: any(name in members for name in names)


def _is_stata(data: bytes, suffix: str, members: frozenset[str]) -> bool:
    is_old = suffix == ".dta" and len(data) > 1 and data[0] in OLD_STATA_VERSIONS and data[1] in OLD_STATA_ORDERS
    return data.startswith(b"<stata_dta>") or is_old


def _is_zip_of_tables(data: bytes, suffix: str, members: frozenset[str]) -> bool:
    return any(map(is_table, members))


KINDS = (
    Kind("xlsx", (".xlsx", ".xlsm"), _holds("xl/workbook.xml"), "xlsx"),
    Kind("xlsb", (".xlsb",), _holds("xl/workbook.bin"), "xlsb"),
    Kind("ods", (".ods",), _holds("content.xml"), "ods"),
    Kind("csv_zip", (".zip",), _is_zip_of_tables, "odk"),
    Kind("xls", (".xls",), _starts(OLE_MAGIC), "xls"),
    Kind("sav", (".sav", ".zsav"), _starts(b"$FL2", b"$FL3"), "labelled"),
    Kind("dta", (".dta",), _is_stata, "labelled"),
    Kind("parquet", (".parquet",), _starts(b"PAR1", b"PARE"), "parquet"),
)
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
SUFFIXES = (*(suffix for kind in KINDS for suffix in kind.suffixes), *TEXT_SUFFIXES)


def kind_of_file(data: bytes, file_name: str) -> Kind | None:
    """The kind of a file, None for text; ``BadFile`` when it is a zip of something else, or no file that is known."""
    suffix = PurePath(file_name).suffix.lower()
    members = _members(data, file_name) if data.startswith(ZIP_MAGIC) else frozenset()
    for kind in KINDS:
        if kind.is_it(data, suffix, members):
            return kind
    if members or suffix in (".sav", ".zsav", ".dta", ".parquet"):
        raise BadFile("file_not_a_workbook" if members else "file_unreadable", file=file_name)
    return None


def is_text(data: bytes, file_name: str) -> bool:
    """Whether a file is text, or nothing that is known: no library but Python's own will look into it."""
    if data.startswith((ZIP_MAGIC, OLE_MAGIC)):
        return False
    return kind_of_file(data, file_name) is None


def read_file(data: bytes, file_name: str) -> Reading:
    """The visible sheets of a file, in this very process; ``BadFile`` says why not.

    Uploads are read by ``apart.read_apart``, which keeps the memory and the time that a file may take within limits.
    """
    check_size(data, file_name)
    kind = kind_of_file(data, file_name)
    with without_collection():
        reading: Reading = import_module(f"dss_core.intake.readers.{kind.module if kind else 'text'}").read(
            data, file_name
        )
    if not any(sheet.row_count > 1 for sheet in reading.sheets):
        raise BadFile("file_no_rows", file=file_name)
    suffix, fitting = PurePath(file_name).suffix.lower(), kind.suffixes if kind else TEXT_SUFFIXES
    if suffix and suffix not in fitting:
        told = remark("file_other_ending", ending=suffix, kind=fitting[0])
        reading = replace(reading, problems=(told, *reading.problems))
    return with_links(reading)


def _members(data: bytes, file_name: str) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception as error:  # whatever zipfile finds to say about damaged bytes
        raise BadFile("file_not_a_workbook", file=file_name) from error
    return frozenset(names) or frozenset({""})
