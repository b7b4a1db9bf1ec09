"""A workbook is a zip of parts. They are unpacked once, looked at, and packed anew for the parser.

Is the file built to exhaust memory, and which cells hold no value though they should? The parser is given what was
looked at and nothing else: no macros, no links, no pictures, and no zip that two programs may read in two ways.
"""

import io
import os
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree  # nosec B405

from dss_core.errors import BadFile
from dss_core.intake import limits
from dss_core.intake.grids import Place, TaggedGrid, UsualGrid

CHUNK_BYTES = 2**20
XML_PARTS = (".xml", ".rels")
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# What a parser needs: the lists of parts, and whatever lies in the workbook's own folder or is a worksheet.
NEEDED = re.compile(r"\[content_types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+|xl/worksheets/[^/]+\.xml")
MACROS, LINKS = "xl/vbaproject.bin", "xl/externallinks/"
# The parser reads each worksheet a second time for its merged cells, until it meets their list. An empty one that
# stands before the cells spares it half of its work; the true one is counted here.
CELLS_BEGIN, NO_MERGES = b"<sheetData>", b'<mergeCells count="0"></mergeCells>'


@dataclass
class Part:
    """What a worksheet's XML tells besides its values."""

    without_value: list[Place] = field(default_factory=list)
    formula_count: int = 0
    merge_count: int = 0


@dataclass(frozen=True)
class Package:
    """A workbook that was looked at. file: what the parser may open. parts: by the name of the sheet."""

    file: str | IO[bytes]
    parts: dict[str, Part]
    has_macros: bool
    has_links: bool
    memory: IO[bytes] | None = None


def repack(data: bytes, file_name: str) -> Package:
    """The workbook, looked at and packed anew.

    ``BadFile`` when the zip is no workbook, or would fill the memory once it is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_stated_sizes(archive, len(data), file_name)
            memory, file = _memory()
            with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as target:
                grids = _look_over(archive, target, file_name)
            memory.seek(0)
            names = {part.filename.casefold() for part in archive.infolist()}
            parts = {sheet: grids[part] for sheet, part in _sheet_parts(archive).items()}
            return Package(file, parts, MACROS in names, any(name.startswith(LINKS) for name in names), memory)
    except (BadFile, MemoryError):
        raise
    except Exception as error:  # whatever zipfile, zlib and expat find to say about damaged bytes
        raise BadFile("file_not_a_workbook", file=file_name) from error


def check_stated_sizes(archive: zipfile.ZipFile, byte_count: int, file_name: str) -> None:
    """Nothing, or ``BadFile`` when the zip's own list says that it unpacks too far or is locked."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.MOST_PARTS or unpacked > min(limits.LARGEST_UNPACKED, limits.LARGEST_RATIO * byte_count):
        raise BadFile("file_bomb", file=file_name)
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile("file_locked", file=file_name)


def chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file_name: str) -> Iterator[bytes]:
    """A part in pieces, read to its true end; ``BadFile`` when it is longer than the zip's list says."""
    stated, part.file_size = part.file_size, 2 * limits.LARGEST_UNPACKED
    seen = 0
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                seen += len(chunk)
                if seen > stated:
                    raise BadFile("file_bomb", file=file_name)
                yield chunk
    finally:
        part.file_size = stated


def _memory() -> tuple[IO[bytes], str | IO[bytes]]:
    """Where the new zip is written, and how the parser opens it. It would copy what is no file, so Linux is asked for
    a file in memory; elsewhere the copy is made."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("upload")
        return os.fdopen(handle, "w+b"), f"/proc/self/fd/{handle}"
    memory = io.BytesIO()
    return memory, memory


def _look_over(archive: zipfile.ZipFile, target: zipfile.ZipFile, file_name: str) -> dict[str, Part]:
    """Every XML part is looked at, those that a parser needs are packed; what each worksheet tells, by its name."""
    for name in (WORKBOOK, RELATIONS):  # before their lists are read
        _look(archive, archive.getinfo(name), False, len, file_name)
    found: dict[str, Part] = {}
    worksheets = set(_sheet_parts(archive).values())
    for part in {part.filename.casefold(): part for part in archive.infolist()}.values():
        name = part.filename.casefold()
        if not name.endswith(XML_PARTS) or name.startswith(LINKS):
            continue
        is_sheet = name in worksheets
        if NEEDED.fullmatch(name) or is_sheet:
            with target.open(part.filename, "w", force_zip64=True) as copy:
                found[name] = _look(archive, part, is_sheet, copy.write, file_name)
        else:
            found[name] = _look(archive, part, is_sheet, len, file_name)
    return found


def _look(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, is_sheet: bool, take: Callable[[bytes], object], file_name: str
) -> Part:
    usual: UsualGrid | None = UsualGrid(file_name)
    for number, chunk in enumerate(chunks(archive, part, file_name)):
        if usual is not None and not (usual.feed(chunk) if is_sheet or not number else True):
            usual = None
        if is_sheet and not number and usual is not None and CELLS_BEGIN in chunk:
            chunk = chunk.replace(CELLS_BEGIN, NO_MERGES + CELLS_BEGIN, 1)
        take(chunk)
    if usual is not None and usual.is_begun and (not is_sheet or usual.feed(b"", is_last=True)):
        return Part(usual.without_value, usual.formula_count, usual.merge_count)
    grid = TaggedGrid(file_name)
    for chunk in chunks(archive, part, file_name):
        grid.feed(chunk)
    grid.feed(b"", is_last=True)
    return Part(grid.without_value, grid.formula_count, grid.merge_count)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> the name of its part; KeyError or an XML error when the zip is no workbook."""
    # Both were looked at before (``_look``): they have no document type, so nothing in them can be blown up.
    relations = ElementTree.fromstring(archive.read(RELATIONS))  # nosec B314
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    workbook = ElementTree.fromstring(archive.read(WORKBOOK))  # nosec B314
    sheets = [tag for tag in workbook.iter() if tag.tag.endswith("}sheet")]
    return {str(sheet.get("name")): _part_name(targets[_relation_id(sheet)]) for sheet in sheets}


def _relation_id(sheet: ElementTree.Element) -> str:
    return next(value for name, value in sheet.items() if name.endswith("}id"))


def _part_name(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").casefold()
