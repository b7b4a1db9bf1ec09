"""Open workbooks (.ods). A few bytes can say "this cell, sixteen thousand times, in a row that comes a million times":
how far the filled cells reach is told from the text before a parser makes a grid of it.
"""

import io
import zipfile
from xml.parsers import expat

from dss_core.errors import BadFile
from dss_core.intake.limits import check_reach
from dss_core.intake.packages import check_stated_sizes, chunks
from dss_core.intake.readers.calamine import read_workbook
from dss_core.intake.sheets import Reading

CONTENT = "content.xml"


def read(data: bytes, file_name: str) -> Reading:
    """The visible sheets."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_stated_sizes(archive, len(data), file_name)
            if CONTENT not in archive.namelist():
                raise BadFile("file_not_a_workbook", file=file_name)
            for part in archive.infolist():
                if part.filename.endswith(".xml"):
                    reach = _Reach(file_name)
                    for chunk in chunks(archive, part, file_name):
                        reach.parser.Parse(chunk, False)
                    reach.parser.Parse(b"", True)
    except (BadFile, MemoryError):
        raise
    except Exception as error:  # whatever zipfile, zlib and expat find to say about damaged bytes
        raise BadFile("file_not_a_workbook", file=file_name) from error
    return read_workbook(io.BytesIO(data), "ods", file_name)


class _Reach:
    """Counts rows, columns and filled cells of the sheet that is being read, repetitions included.

    ``BadFile`` as soon as the cells reach too far.
    """

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self._begin_sheet()

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
