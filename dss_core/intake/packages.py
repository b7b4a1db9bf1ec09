"""An .xlsx file is a zip of XML parts. Each is read once as a stream, before a parser makes a grid of it:
is the file built to exhaust memory, and which cells hold no value though they should?
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from dss_core.errors import BadFile

LARGEST_UNPACKED = 2**30
LARGEST_RATIO = 200
MOST_PARTS = 500
MOST_ROWS = 1_048_576
MOST_COLUMNS = 2_000
MOST_CELLS = 15_000_000  # 120,000 households with all 116 columns of an export; a grid of this size takes 1 GB
CHUNK_BYTES = 2**20
XML_PARTS = (".xml", ".rels")
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# What only a parser can judge: declarations, formulas, prefixed tags.
NOT_PLAIN = (b"<!", b"<f", b":c")
# A cell as nearly all programs write it, no farther than column DZ and row 99,999: such cells make a grid of at most
# 13 million, fewer than MOST_CELLS. There are too many ways to write a far one for a list of what is bad.
PLAIN_CELL = re.compile(rb'<c r="[A-D]?[A-Z][0-9]{1,5}"(?: s="[0-9]+")?(?: t="(?:s|n|b|inlineStr)")?/?>')
ODD_CELL = re.compile(rb"<c(?=[\s/>])(?!%s)" % PLAIN_CELL.pattern.removeprefix(b"<c"))
# Without a declaration or a byte order mark XML is UTF-8.
DECLARED_UTF_8 = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml [^>]*encoding=["']utf-8["']|<\?xml (?![^>]*encoding)|<[A-Za-z])""", re.I
)
DIGITS, LETTERS = re.compile("[0-9]+"), re.compile("[A-Za-z]+")

Place = tuple[int, int]  # row and column, both counted from 1


def check_package(data: bytes, file_name: str) -> dict[str, list[Place]]:
    """For each sheet, the cells with an Excel error or a formula that was never computed.

    ``BadFile`` when the zip is no workbook, or would fill the memory once it is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_stated_sizes(archive, len(data), file_name)
            grids = _scan_parts(archive, file_name)
            return {sheet: grids[part].without_value for sheet, part in _sheet_parts(archive).items()}
    except BadFile:
        raise
    except Exception as error:  # whatever zipfile, zlib and expat find to say about damaged bytes
        raise BadFile("file_not_a_workbook", file=file_name) from error


def check_reach(last_row: int, last_column: int, cell_count: int, file_name: str) -> None:
    """Nothing, or ``BadFile`` when a table is larger than any survey."""
    if last_row > MOST_ROWS or last_column > MOST_COLUMNS or max(cell_count, last_row * last_column) > MOST_CELLS:
        raise BadFile("file_far_cells", file=file_name, row=last_row, column=last_column)


class _Grid:
    """How far the filled cells of a worksheet reach, and which of them have no value, told by its tags in order.

    It sees every cell of every upload. What it does per cell is kept to a minimum; the rest it does per chunk.
    """

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._begin
        self.last_row = self.last_column = self.row = self.cell_count = 0
        self.address = self.kind = ""
        self.filled: list[str] = []  # addresses since the last chunk
        self.is_cell = self.is_waiting = False  # waiting: the cell has a formula, and no value so far
        self.without_value: list[Place] = []

    def feed(self, chunk: bytes, is_last: bool = False) -> None:
        """Read on; ``BadFile`` as soon as the cells reach too far, ExpatError where the part is damaged."""
        self.parser.Parse(chunk, is_last)
        if is_last:
            self._end_cell()
        self.cell_count += len(self.filled)
        addresses = " ".join(self.filled)
        self.filled.clear()
        self.last_row = max(self.last_row, *map(int, {"0", *DIGITS.findall(addresses)}))
        self.last_column = max(self.last_column, *map(_number, {"", *LETTERS.findall(addresses)}))
        check_reach(self.last_row, self.last_column, self.cell_count, self.file_name)

    def _refuse_doctype(self, *_doctype: object) -> None:
        # No program that writes workbooks declares entities; a file that does means to blow them up.
        raise BadFile("file_bomb", file=self.file_name)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "v":
            self.filled.append(self.address)
            if self.is_waiting:
                self._await_value()
        elif tag == "c":
            if self.is_waiting:
                self._end_cell()
            self.address = attributes.get("r") or self._next_address()
            self.kind, self.is_cell = attributes.get("t", ""), True
            if self.kind == "e":
                self.without_value.append(_place(self.address))
        elif tag in ("f", "is"):
            self.filled.append(self.address)
            self.is_waiting = self.is_cell and tag == "f"
        elif tag == "row":
            self._end_cell()
            self.row, self.address = int(attributes.get("r", self.row + 1)), ""
        elif tag == "extLst":  # what follows may hold formulas that are no cells
            self._end_cell()

    def _next_address(self) -> str:
        """A cell that does not state its place follows the one before it, or begins the row."""
        row, column = _place(self.address) if self.address else (self.row, 0)
        return f"{_letters(column + 1)}{row}"

    def _await_value(self) -> None:
        if self.kind == "str":
            self.is_waiting = False  # a text, maybe an empty one
        else:
            self.parser.CharacterDataHandler = self._note_value

    def _note_value(self, text: str) -> None:
        if text.strip():
            self.is_waiting = False

    def _end_cell(self) -> None:
        if self.is_waiting:
            self.without_value.append(_place(self.address))
        self.is_cell = self.is_waiting = False
        self.parser.CharacterDataHandler = None


def _place(address: str) -> Place:
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), _number(letters)


def _number(letters: str) -> int:
    """The number of a column, 1 for ``A`` and 27 for ``AA``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    """The letters of a column, ``A`` for 1 and ``AA`` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _check_stated_sizes(archive: zipfile.ZipFile, byte_count: int, file_name: str) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > min(LARGEST_UNPACKED, LARGEST_RATIO * byte_count):
        raise BadFile("file_bomb", file=file_name)


def _scan_parts(archive: zipfile.ZipFile, file_name: str) -> dict[str, _Grid]:
    """The grid of every XML part by its name; only those of worksheets mean anything."""
    grids: dict[str, _Grid] = {}
    unpacked = 0
    for part in archive.infolist():
        name = part.filename.casefold()
        plain: _PlainPart | None = _PlainPart()
        for chunk in _chunks(archive, part):
            unpacked += len(chunk)
            if unpacked > LARGEST_UNPACKED:
                raise BadFile("file_bomb", file=file_name)
            if name.endswith(XML_PARTS) and plain is not None and not plain.is_plain(chunk):
                plain = None
        if name.endswith(XML_PARTS):
            grids[name] = _Grid(file_name)
            if plain is None:
                _parse(archive, part, grids[name])
    return grids


def _parse(archive: zipfile.ZipFile, part: zipfile.ZipInfo, grid: _Grid) -> None:
    for chunk in _chunks(archive, part):
        grid.feed(chunk)
    grid.feed(b"", is_last=True)


class _PlainPart:
    """The same look at a part in a fraction of the time, as long as it is plain: UTF-8, no declarations, no formulas,
    every cell written in the usual way. Whatever else a part holds needs the parser."""

    def __init__(self) -> None:
        self.rest = b""
        self.is_begun = False

    def is_plain(self, chunk: bytes) -> bool:
        """Read on; false as soon as the part is not plain."""
        tags, end, self.rest = (self.rest + chunk).rpartition(b">")
        whole = tags + end
        if len(self.rest) > CHUNK_BYTES or any(mark in whole for mark in NOT_PLAIN):
            return False
        if not self.is_begun and not DECLARED_UTF_8.match(whole):
            return False
        self.is_begun = True
        return ODD_CELL.search(whole) is None


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    # The size that a part states may be a lie, and the parser unpacks what is there: read on to the true end.
    part.file_size = 2 * LARGEST_UNPACKED
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield chunk


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> the name of its part; KeyError or an XML error when the zip is no workbook."""
    relations = ElementTree.fromstring(archive.read(RELATIONS))
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    sheets = [tag for tag in ElementTree.fromstring(archive.read(WORKBOOK)).iter() if tag.tag.endswith("}sheet")]
    return {str(sheet.get("name")): _part_name(targets[_relation_id(sheet)]) for sheet in sheets}


def _relation_id(sheet: ElementTree.Element) -> str:
    return next(value for name, value in sheet.items() if name.endswith("}id"))


def _part_name(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").casefold()
