"""What a reader hands on: sheets of text, column by column, each different value made once.

A column of a survey says the same few things again and again. It is kept as its different values and, for each row, the
place of the row's value among them: a tenth of the memory of a grid, and whatever looks at values looks at each once.
Nothing here needs numpy or pandas: the child process that opens files starts in a few hundredths of a second.
"""

import gc
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal

from dss_core.model.problems import Problem, Severity

NO_VALUE = "#N/A"
NIKHAHIT = "\u0e4d"
SARA_AM = re.compile(f"{NIKHAHIT}([\u0e48-\u0e4b]?)\u0e32")  # with or without a tone mark between its two parts
BLOCK_ROWS = 1_000
NARROW = 256  # so many different values fit into one byte
# What a cell was before it became text, one letter for each different value.
BLANK, TEXT, NUMBER, DAY, FLAG, FAULT = " ", "t", "n", "d", "b", "e"

Source = Literal["", "kobo", "odk"]


@dataclass(frozen=True, eq=False)
class Column:
    """One column. codes (rows): the place of the row's value in texts; the first text is the empty one.

    texts: the different values as somebody would type them; two that were of different kinds may read alike.
    kinds: what each was in the file, a letter each (``TEXT``, ``NUMBER`` ...). Of a file that knows its types only:
    label: what the column is called at length; labels: those of the values, empty where one has none; numbers: the
    values as numbers, NaN where there is none; is_scale: the file says that a labelled number is a scale.
    """

    codes: "array[int]"
    texts: tuple[str, ...]
    kinds: str
    label: str = ""
    labels: tuple[str, ...] = ()
    numbers: "array[float] | None" = None
    is_scale: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The different values by their labels, where they have some."""
        if not self.labels:
            return self.texts
        return tuple(label or text for label, text in zip(self.labels, self.texts, strict=True))

    def text(self, row: int) -> str:
        """The text in one row, counted from 0."""
        return self.texts[self.codes[row]]


@dataclass(frozen=True, eq=False)
class Link:
    """The rows of a repeated group and the row of another sheet that each belongs to.

    key, parent_key: the headings that link them; rows (rows of the sheet, the header's first): the parent's row counted
    from 0, or -1 where there is none.
    """

    parent: str
    key: str
    parent_key: str
    rows: "array[int]"


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: its name, its columns from the header row on, and the header's row number in the file."""

    name: str
    columns: tuple[Column, ...]
    first_row: int = 1
    link: Link | None = None

    @property
    def row_count(self) -> int:
        """How many rows there are, the header included."""
        return len(self.columns[0].codes) if self.columns else 0

    @property
    def rows(self) -> list[list[str]]:
        """All rows as text. For small sheets and tests: whoever reads many rows reads columns."""
        return [self.row(number) for number in range(self.row_count)]

    @property
    def header(self) -> list[str]:
        """The first row as text; empty when the sheet is."""
        return self.row(0) if self.row_count else []

    def row(self, number: int) -> list[str]:
        """One row as text, counted from 0."""
        return [column.text(number) for column in self.columns]


@dataclass(frozen=True, eq=False)
class Reading:
    """A file as it was read. kind: the kind it was recognised as. encoding, delimiter: of text files.

    hidden: the names of hidden sheets, which are not read. source: the program whose export this is, when it shows.
    problems: what a reader noticed and whoever uploads should know.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    hidden: tuple[str, ...] = ()
    source: Source = ""
    problems: tuple[Problem, ...] = field(default=())


def remark(code: str, sheet: str = "", severity: Severity = Severity.NOTE, **params: object) -> Problem:
    """A problem of a whole sheet or file."""
    return Problem(sheet, None, "", severity, code, "", tuple((name, str(value)) for name, value in params.items()))


@contextmanager
def without_collection() -> Iterator[None]:
    """Half a million texts are made and none dropped: the collector would look through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Places(dict[Any, int]):
    """Each different value's place, given when it is first asked for."""

    def __missing__(self, value: Any) -> int:
        place = self[value] = len(self)
        return place


class _Flag(str):
    """A logical value: True equals 1 as a key, its word does not."""


class ColumnBuilder:
    """A column that grows block by block."""

    def __init__(self) -> None:
        self.places = _Places({"": 0})
        self.codes: array[int] = array("B")

    def add(self, cells: Sequence[Any]) -> None:
        """The cells of further rows."""
        known = len(self.places)
        codes = list(map(self.places.__getitem__, cells))
        if (1 in self.places or 0 in self.places) and bool in set(map(type, cells)):
            for value in list(self.places)[known:]:
                del self.places[value]
            cells = [_Flag(str(cell).upper()) if isinstance(cell, bool) else cell for cell in cells]
            codes = list(map(self.places.__getitem__, cells))
        if self.codes.typecode == "B" and len(self.places) > NARROW:
            self.codes = array("I", self.codes)
        self.codes.extend(array(self.codes.typecode, bytes(codes) if self.codes.typecode == "B" else codes))

    def put(self, row: int, cell: str) -> None:
        """Another text in a row that is there already."""
        place = self.places[cell]
        if self.codes.typecode == "B" and place >= NARROW:
            self.codes = array("I", self.codes)
        self.codes[row] = place

    def column(self, faults: Iterable[str] = ()) -> Column:
        """What was added. ``faults``: texts that stand for an error of the file's program."""
        told = frozenset(faults)
        if set(map(type, self.places)) == {str} and self.places.keys().isdisjoint(told):
            plain = all_words(self.places)
            return Column(self.codes, plain, "".join([TEXT if text else BLANK for text in plain]))
        texts, kinds = [], []
        for value in self.places:
            text = words(value) if isinstance(value, str) else _text(value)
            texts.append(text)
            kinds.append(FAULT if value in told else kind_of(value, text))
        return Column(self.codes, tuple(texts), "".join(kinds))


def sheet_of_rows(name: str, rows: Iterable[Sequence[Any]], first_row: int = 1) -> Sheet:
    """A sheet of rows that are all as long as the first."""
    builders: list[ColumnBuilder] = []
    for block in blocks(rows):
        columns = list(zip(*block, strict=True))
        builders = builders or [ColumnBuilder() for _ in columns]
        for builder, cells in zip(builders, columns, strict=True):
            builder.add(cells)
    return Sheet(name, tuple(builder.column() for builder in builders), first_row)


def blocks(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """The rows, some hundreds at a time."""
    block: list[Sequence[Any]] = []
    for row in rows:
        block.append(row)
        if len(block) == BLOCK_ROWS:
            yield block
            block = []
    if block:
        yield block


def kind_of(value: Any, text: str) -> str:
    """The letter of what a value was in the file."""
    if not text:
        return BLANK
    if isinstance(value, str):
        return FLAG if isinstance(value, _Flag) else TEXT
    if isinstance(value, bool):
        return FLAG
    return NUMBER if isinstance(value, int | float) else DAY


def words(text: str) -> str:
    """Text without blanks at its ends, and in the one spelling of Thai vowels that can be typed in two ways.

    The letter NUL is left out: PostgreSQL cannot keep it.
    """
    text = text.replace("\x00", "").replace("เเ", "แ").strip()
    return SARA_AM.sub(r"\1ำ", text) if NIKHAHIT in text else text


def all_words(texts: Iterable[str]) -> tuple[str, ...]:
    """``words`` of each; mostly there is nothing to do but to look at the ends."""
    found = tuple(map(str.strip, texts))
    joined = "\n".join(found)
    if "\x00" in joined or "เเ" in joined or NIKHAHIT in joined:
        return tuple(map(words, texts))
    return found


def _text(value: Any) -> str:
    """A cell as somebody would type it: whole numbers without a point, dates as year-month-day."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
