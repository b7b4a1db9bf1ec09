"""A workbook of four numbers, and the same with something else in the XML behind it."""

import pytest

from dss_core.errors import BadFile
from dss_core.intake.readers.kinds import read_file
from tests.dss_core.intake.files import with_part, xlsx_of

PLAIN = xlsx_of({"a": [["h1", "h2"], [1, 2], [3, 4]]})
SHEET = "xl/worksheets/sheet1.xml"


def code(data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(BadFile) as caught:
        read_file(data, "a.xlsx")
    return caught.value.code, caught.value.params


def sheet(old: bytes, new: bytes) -> bytes:
    """The plain workbook with something else in the XML of its sheet."""

    def change(xml: bytes) -> bytes:
        assert old in xml
        return xml.replace(old, new)

    return with_part(PLAIN, SHEET, change)


# Only the parser reads a part with a comment; without one, a part in the usual form is looked over faster.
WITH_COMMENT = with_part(PLAIN, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData><!-- -->"))


def rows(data: bytes) -> list[list[str]]:
    return read_file(data, "a.xlsx").sheets[0].rows
