"""How far the filled cells of an .ods workbook reach, told from its text before a parser makes a grid of it.

A few bytes can say "this cell, sixteen thousand times, in a row that comes a million times".
"""

import io
import zipfile
from xml.parsers import expat

from dss_core.errors import BadFile
from dss_core.intake.packages import LARGEST_RATIO, LARGEST_UNPACKED, check_reach

CONTENT = "content.xml"


def check_open_document(data: bytes, file_name: str) -> None:
    """Nothing, or ``BadFile`` when the file is no .ods workbook or would fill the memory once it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > min(LARGEST_UNPACKED, LARGEST_RATIO * len(data)):
                raise BadFile("file_bomb", file=file_name)
            with archive.open(CONTENT) as stream:
                _Reach(file_name).read(stream.read())
    except BadFile:
        raise
    except Exception as error:  # whatever zipfile, zlib and expat find to say about damaged bytes
        raise BadFile("file_not_a_workbook", file=file_name) from error


class _Reach:
    """Counts rows, columns and filled cells of the sheet that is being read, repetitions included."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self._begin_sheet()

    def read(self, text: bytes) -> None:
        """Read a whole part; ``BadFile`` as soon as its cells reach too far."""
        self.parser.Parse(text, True)

    def _refuse(self, *_doctype: object) -> None:
        raise BadFile("file_bomb", file=self.file_name)

    def _begin_sheet(self) -> None:
        self.rows = self.last_row = self.last_column = self.cell_count = 0
        self.column = self.filled = 0
        self.row_times = 1

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        tag = name.rpartition(" ")[2]
        if tag == "table":
            self._begin_sheet()
        elif tag == "table-row":
            self.column = self.filled = 0
            self.row_times = int(said.get("number-rows-repeated", 1))
        elif tag in ("table-cell", "covered-table-cell"):
            times = int(said.get("number-columns-repeated", 1))
            self.column += times
            if "value-type" in said or "formula" in said:
                self.filled += times
                self.last_column = max(self.last_column, self.column)

    def _end(self, name: str) -> None:
        if not name.endswith(" table-row"):
            return
        self.rows += self.row_times
        if self.filled:
            self.last_row = self.rows
            self.cell_count += self.filled * self.row_times
            check_reach(self.last_row, self.last_column, self.cell_count, self.file_name)
