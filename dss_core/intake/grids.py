"""Where the filled cells of a worksheet lie, and which of them hold no value, told from the XML of its part.

A part in the usual form is looked over with a few regular expressions; any other is read tag by tag, which takes
several times as long. Both read on in pieces, before a parser makes a grid of the part.
"""

import re
from xml.parsers import expat

from dss_core.errors import BadFile
from dss_core.intake.limits import check_reach

DIGITS, LETTERS = re.compile("[0-9]+"), re.compile("[A-Za-z]+")
# Without a declaration or a byte order mark XML is UTF-8. The root follows at once: no entities were declared.
USUAL_BEGIN = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml (?:[^>]*encoding=["']utf-8["'][^>]*|(?![^>]*encoding)[^>]*)\?>\s*)?<[A-Za-z]""",
    re.I,
)
# The tag of a cell that has a prefix: rare, and too many ways to write an address.
ODD_CELL = re.compile(rb":c[\s/>]")
COLUMN, ROW = re.compile(rb'<c r="([A-Z]+)'), re.compile(rb'<c r="[A-Z]+([0-9]+)"')
FILLED_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*><(?:v>[^<]|is>)')
ERROR_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]* t="e"')
FORMULA_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v>([^<]*)</v>|<v ?/>)?')
ROW_BEGIN = b'<row r="'
LONGEST_ROW = 4 * 2**20  # bytes

Place = tuple[int, int]  # row and column, both counted from 1


class UsualGrid:
    """A worksheet in the usual form: ``feed`` turns false as soon as the part is not, or reaches farther than allowed.

    Its reach counts empty cells as well; where that is too far, the tags tell whether they are.
    """

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.rest = b""
        self.is_begun = self.has_formulas = False
        self.widest, self.last_row = b"A", 1
        self.farther = _farther(self.widest, self.last_row)
        self.without_value: list[Place] = []
        self.formula_count = self.merge_count = 0

    def feed(self, chunk: bytes, is_last: bool = False) -> bool:
        """Read on; rows that are not complete wait for the next chunk."""
        text = self.rest + chunk
        if not self.is_begun:
            if not USUAL_BEGIN.match(text):
                return False
            self.is_begun = True
        rows, end, self.rest = (text, b"", b"") if is_last else text.rpartition(b"</row>")
        rows += end
        # Here and below: a single letter is looked for many times faster than a word, and mostly there is none.
        is_odd = b":" in rows and ODD_CELL.search(rows)
        if len(self.rest) > LONGEST_ROW or is_odd or not self._is_near(rows):
            return False
        self._note_formulas(rows)
        if is_last:  # the list of merged cells comes after all rows
            self.merge_count = rows.count(b"<mergeCell ")
        return True

    def _is_near(self, rows: bytes) -> bool:
        """Whether every cell states its place as usual, and none lies too far: not beyond twice the last row."""
        at = rows.rfind(ROW_BEGIN) + len(ROW_BEGIN)
        if at >= len(ROW_BEGIN) and (digits := rows[at : rows.find(b'"', at)]).isdigit():
            self.last_row = max(self.last_row, int(digits))
            self.farther = _farther(self.widest, self.last_row)  # mostly the pattern there was, which is kept compiled
        if self.farther.search(rows):
            self.widest = max({self.widest, *COLUMN.findall(rows)}, key=lambda letters: (len(letters), letters))
            self.last_row = max(self.last_row, *map(int, {b"1", *ROW.findall(rows)}))
            self.farther = _farther(self.widest, self.last_row)
            if self.farther.search(rows):
                return False
        try:
            check_reach(self.last_row, number_of(self.widest.decode()), 0, self.file_name)
        except BadFile:
            # Far cells that are filled for certain need no second look.
            filled = [_place((letters + digits).decode()) for letters, digits in FILLED_CELL.findall(rows)]
            if filled:
                check_reach(max(row for row, _ in filled), max(column for _, column in filled), 0, self.file_name)
            return False
        return True

    def _note_formulas(self, rows: bytes) -> None:
        self.has_formulas = self.has_formulas or (b"f" in rows and b"</f>" in rows)
        if self.has_formulas:
            for address, attributes, value in FORMULA_CELL.findall(rows):
                self.formula_count += 1
                if not value.strip() and b' t="str"' not in attributes:
                    self.without_value.append(_place(address.decode()))
        if b"e" in rows and b't="e"' in rows:
            self.without_value += [_place(address.decode()) for address in ERROR_CELL.findall(rows)]


def _farther(widest: bytes, last_row: int) -> re.Pattern[bytes]:
    """Cells that are not written as usual, or in a column beyond the widest, or a row of more or higher digits.

    What goes on with a letter or a colon is the tag of something else, such as ``cols`` or ``c:chart``.

    >>> found = _farther(b"CB", 1200)
    >>> [bool(found.search(b'<c r="%s"' % cell)) for cell in (b"CB1999", b"AZ9", b"CC1", b"AAA1", b"A2000", b"1A")]
    [False, False, True, True, True, True]
    """
    columns = [b"[A-Z]{1,%d}" % (len(widest) - 1)] if len(widest) > 1 else []
    for at, letter in enumerate(widest):
        is_end = at == len(widest) - 1
        if letter > ord("A") or is_end:
            columns.append(widest[:at] + b"[A-%c]" % (letter - (not is_end)) + b"[A-Z]" * (len(widest) - at - 1))
    digits = str(last_row)
    row = rb"[1-%s]?[0-9]{1,%d}" % (digits[:1].encode(), len(digits) - 1) if last_row > 9 else rb"[0-9]"
    return re.compile(rb'<c(?! r="(?:' + b"|".join(columns) + rb")" + row + rb'"|[A-Za-z:])')


class TaggedGrid:
    """How far the filled cells of a worksheet reach, and which of them have no value, told by its tags in order.

    What it does per cell is kept to a minimum; the rest it does per chunk.
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
        self.formula_count = self.merge_count = 0

    def feed(self, chunk: bytes, is_last: bool = False) -> None:
        """Read on; ``BadFile`` as soon as the cells reach too far, ExpatError where the part is damaged."""
        self.parser.Parse(chunk, is_last)
        if is_last:
            self._end_cell()
        self.cell_count += len(self.filled)
        addresses = " ".join(self.filled)
        self.filled.clear()
        self.last_row = max(self.last_row, *map(int, {"0", *DIGITS.findall(addresses)}))
        self.last_column = max(self.last_column, *map(number_of, {"", *LETTERS.findall(addresses)}))
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
            self.formula_count += self.is_waiting
        elif tag == "row":
            self._end_cell()
            self.row, self.address = int(attributes.get("r", self.row + 1)), ""
        elif tag == "mergeCell":
            self.merge_count += 1
        elif tag == "extLst":  # what follows may hold formulas that are no cells
            self._end_cell()

    def _next_address(self) -> str:
        """A cell that does not state its place follows the one before it, or begins the row."""
        row, column = _place(self.address) if self.address else (self.row, 0)
        return f"{letters_of(column + 1)}{row}"

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
    return int(address[len(letters) :]), number_of(letters)


def number_of(letters: str) -> int:
    """The number of a column, 1 for ``A`` and 27 for ``AA``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters_of(number: int) -> str:
    """The letters of a column, ``A`` for 1 and ``AA`` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
