"""A workbook is looked at before a parser unpacks it: what is built to exhaust memory is refused."""

import io
import re
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.errors import BadFile
from dss_core.intake import grids, limits, packages
from dss_core.intake.packages import repack
from dss_core.intake.readers.kinds import read_file
from tests.dss_core.intake.files import with_part, xlsx_of
from tests.dss_core.intake.plain import PLAIN, SHEET, WITH_COMMENT, code, rows, sheet

NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(b'<!ENTITY lol%d "%s">' % (n, b"&lol%s;" % (str(n - 1).encode() if n else b"") * 10) for n in range(9))
    + b"]>"
)


@pytest.mark.parametrize("data", [PLAIN, WITH_COMMENT])
@pytest.mark.parametrize("chunk", [1, 7, 64, 2**20])
def test_a_plain_workbook_passes_however_it_is_cut_into_pieces(
    monkeypatch: pytest.MonkeyPatch, data: bytes, chunk: int
):
    monkeypatch.setattr(packages, "CHUNK_BYTES", chunk)
    assert repack(data, "a.xlsx").parts["a"].without_value == []
    assert rows(data) == [["h1", "h2"], ["1", "2"], ["3", "4"]]


@pytest.mark.parametrize(
    "part",
    [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml", "docProps/app.xml"],
)
def test_entities_are_refused_in_whatever_part_they_stand(part: str):
    spoilt = with_part(PLAIN, part, lambda xml: xml.replace(b"?>", b"?>" + LAUGHS, 1))
    assert code(spoilt) == ("file_bomb", {"file": "a.xlsx"})


@pytest.mark.parametrize("distance", [5_000, 3 * 2**20])
def test_entities_are_refused_however_far_from_the_beginning(distance: int):
    """The scanner that only looks at the beginning of a part is fooled by a long comment."""
    filler = b"<!--" + b" x" * (distance // 2) + b"-->"
    spoilt = with_part(PLAIN, SHEET, lambda xml: xml.replace(b"?>", b"?>" + filler + LAUGHS, 1))
    assert code(spoilt)[0] == "file_bomb"


def test_entities_in_another_encoding_are_seen_too():
    def in_utf_16(xml: bytes) -> bytes:
        return xml.replace(b"?>", b"?>" + LAUGHS, 1).decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16")

    assert code(with_part(PLAIN, SHEET, in_utf_16))[0] == "file_bomb"


def test_the_word_doctype_in_a_cell_is_a_word():
    data = xlsx_of({"a": [["h1", "h2"], ["<!DOCTYPE html>", "<!ENTITY x>"]]})
    assert rows(data)[1] == ["<!DOCTYPE html>", "<!ENTITY x>"]


def test_a_file_that_unpacks_to_far_more_than_it_is_gets_refused_at_once():
    spoilt = with_part(PLAIN, "xl/media/image1.png", lambda _: b"\x00" * 60 * 2**20)
    begin = time.perf_counter()
    assert code(spoilt)[0] == "file_bomb"
    assert time.perf_counter() - begin < 2


def stated_size(data: bytes, name: str, size: int) -> bytes:
    """The same zip, lying about the size of a part in its list of contents and before the part itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo(name)
    lying = bytearray(data)
    for signature, offset, at in (
        (b"PK\x01\x02", data.index(b"PK\x01\x02"), 24),
        (b"PK\x03\x04", part.header_offset, 22),
    ):
        if signature == b"PK\x01\x02":
            while data[offset + 46 : offset + 46 + len(name)] != name.encode():
                offset = data.index(signature, offset + 4)
        lying[offset + at : offset + at + 4] = size.to_bytes(4, "little")
    return bytes(lying)


def test_a_part_that_lies_about_its_size_is_read_to_its_true_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "LARGEST_UNPACKED", 4 * 2**20)
    bomb = with_part(PLAIN, "xl/comments1.xml", lambda _: b"<a>" + b" " * 6 * 2**20 + b"</a>")
    liar = stated_size(bomb, "xl/comments1.xml", 100)
    with zipfile.ZipFile(io.BytesIO(liar)) as archive:
        assert archive.getinfo("xl/comments1.xml").file_size == 100
    assert code(liar)[0] == "file_bomb"


def test_a_zip_of_too_many_parts_is_refused():
    target = io.BytesIO(PLAIN)
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(limits.MOST_PARTS):
            archive.writestr(f"xl/part{number}.bin", "x")
    assert code(target.getvalue())[0] == "file_bomb"


FAR = {
    "plain": b'<c r="XFD1048576">',
    "single quotes": b"<c r='XFD1048576'>",
    "blanks": b'<c s="0" r = "XFD1048576">',
    "two blanks": b'<c  r="XFD1048576">',
    "line break": b'<c\n\tr="XFD1048576">',
    "carriage return": b'<c\rr="XFD1048576">',
    "character reference": b'<c r="&#88;FD1048576">',
    "small letters": b'<c r="xfd1048576">',
    "long attributes": b"<c " + b'long="' + b"x" * 500 + b'" r="XFD1048576">',
    "other order": b'<c t="n" s="0" r="XFD1048576">',
}


@pytest.mark.parametrize("far", FAR.values(), ids=FAR)
@pytest.mark.parametrize("chunk", [13, 2**20])
def test_a_cell_in_the_far_corner_is_refused_however_it_is_written(
    monkeypatch: pytest.MonkeyPatch, far: bytes, chunk: int
):
    monkeypatch.setattr(packages, "CHUNK_BYTES", chunk)
    data = sheet(b'<c r="B3">', far)
    with pytest.raises(BadFile) as caught:  # the reader after it would end the whole process, not only the test
        repack(data, "a.xlsx")
    assert caught.value.code == "file_far_cells"
    assert caught.value.params == {"file": "a.xlsx", "row": 1_048_576, "column": 16_384}
    assert code(data)[0] == "file_far_cells"


@pytest.mark.parametrize("address", ["DZ9", "B99999", "EA1", "A100000", "ZZ1", "AAA1"])
def test_a_cell_somewhat_far_off_is_read_where_it_stands(address: str):
    grid = read_file(sheet(b'<c r="B3">', b'<c r="%s">' % address.encode()), "a.xlsx").sheets[0].rows
    letters = address.rstrip("0123456789")
    assert grid[int(address[len(letters) :]) - 1][grids.number_of(letters) - 1] == "4"


def test_a_far_cell_is_seen_under_a_prefix():
    spoilt = with_part(
        PLAIN,
        SHEET,
        lambda xml: xml.replace(
            b'<c r="B3"><v>4</v></c>', b'<x:c xmlns:x="%s" r="XFD9"><x:v>4</x:v></x:c>' % NAMESPACE
        ),
    )
    assert code(spoilt) == ("file_far_cells", {"file": "a.xlsx", "row": 9, "column": 16_384})


def test_a_far_row_is_seen_by_its_own_number():
    spoilt = with_part(
        PLAIN, SHEET, lambda xml: xml.replace(b'<row r="3"', b'<row r="9999999"').replace(b' r="A3"', b"")
    )
    assert code(spoilt)[1]["row"] == 9_999_999


def test_cells_that_do_not_state_their_place_follow_each_other(monkeypatch: pytest.MonkeyPatch):
    nameless = with_part(PLAIN, SHEET, lambda xml: re.sub(rb' r="[AB]?[0-9]"', b"", xml))
    assert rows(nameless) == rows(PLAIN)
    monkeypatch.setattr(limits, "MOST_COLUMNS", 1)
    assert code(nameless)[1] == {"file": "a.xlsx", "row": 3, "column": 2}


@pytest.mark.parametrize(
    ("text", "number"),
    [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("BA", 53), ("ZZ", 702), ("AAA", 703), ("XFD", 16_384)],
)
def test_columns_are_counted_as_excel_does(text: str, number: int):
    data = sheet(b'<c r="B3">', b'<c r="%s3">' % text.encode())
    if number > limits.MOST_COLUMNS:
        assert code(data)[1]["column"] == number
    else:
        assert len(rows(data)[0]) == max(number, 2)


def test_after_column_z_comes_aa(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MOST_COLUMNS", 27)
    twice = b"</c><c><v>5</v>"
    assert len(rows(sheet(b'<c r="B3"><v>4</v>', b'<c r="Z3"><v>4</v>' + twice))[0]) == 27
    assert code(sheet(b'<c r="B3"><v>4</v>', b'<c r="Z3"><v>4</v>' + twice * 2))[1]["column"] == 28


@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_COLUMNS", "MOST_CELLS"])
def test_a_sheet_may_be_as_large_as_the_limits_and_not_larger(monkeypatch: pytest.MonkeyPatch, limit: str):
    size = {"MOST_ROWS": 3, "MOST_COLUMNS": 2, "MOST_CELLS": 6}[limit]
    monkeypatch.setattr(limits, limit, size)
    assert len(rows(WITH_COMMENT)) == 3
    monkeypatch.setattr(limits, limit, size - 1)
    assert code(WITH_COMMENT) == ("file_far_cells", {"file": "a.xlsx", "row": 3, "column": 2})


def test_a_workbook_in_the_usual_form_is_looked_over_fast(monkeypatch: pytest.MonkeyPatch):
    """Reading tag by tag takes several times as long; nearly no upload needs it."""
    read_by_tags: list[str] = []

    class Noted(grids.TaggedGrid):
        def __init__(self, file_name: str) -> None:
            read_by_tags.append(file_name)
            super().__init__(file_name)

    monkeypatch.setattr(packages, "TaggedGrid", Noted)
    long = xlsx_of({"a": [["h1", "h2"], *([n, "x"] for n in range(50))]})
    for size in range(500, 600):  # wherever the part is cut, in a tag or behind it
        monkeypatch.setattr(packages, "CHUNK_BYTES", size)
        repack(long, "a.xlsx")
    assert not read_by_tags
    repack(sheet(b'<c r="B3">', b"<c r='B3'>"), "b.xlsx")
    assert read_by_tags == ["b.xlsx"]


@pytest.mark.parametrize(
    ("cells", "is_usual"),
    [
        (b'<c r="DZ99999">', True),
        (b'<c r="DZ1048576">', False),
        (b'<c r="XFD1">', False),
        (b'<c r="A1" s="3" t="s">', True),
        (b'<c s="3" r="A1">', False),
        (b'<x:c r="A1">', False),
        (b"<c>", False),
        (b'<c\tr="A1">', False),
        (b"<c:chart/>", True),
        (b"<conditionalFormatting><cfRule><cfvo/></cfRule></conditionalFormatting><color/><col/>", True),
    ],
)
def test_what_is_looked_over_fast_is_in_the_usual_form_and_near(cells: bytes, is_usual: bool):
    grid = grids.UsualGrid("a.xlsx")
    assert grid.feed(b'<worksheet><row r="1"><c r="A1"/>' + cells + b"<v></v></c></row>") is is_usual


@given(st.integers(1, 2_000), st.integers(1, 99_999), st.integers(1, 16_384), st.integers(1, 1_048_576))
def test_no_cell_that_is_farther_than_twice_what_is_known_passes(column: int, row: int, other: int, far: int):
    pattern = grids._farther(grids.letters_of(column).encode(), row)
    found = pattern.search(f'<c r="{grids.letters_of(other)}{far}"'.encode()) is not None
    if other > column or far >= 2 * 10 ** len(str(row)):
        assert found
    if other <= column and far <= row:
        assert not found


def test_the_parser_is_given_neither_macros_nor_links_nor_pictures():
    spoilt = PLAIN
    for name in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/media/image1.png", "../evil.xml"):
        spoilt = with_part(spoilt, name, lambda _: b"<a/>")
    package = repack(spoilt, "a.xlsm")
    assert package.has_macros and package.has_links and package.memory is not None
    with zipfile.ZipFile(package.memory) as given:
        assert not [n for n in given.namelist() if "evil" in n or "vba" in n or "external" in n or "media" in n]
    told = {problem.code for problem in read_file(spoilt, "a.xlsm").problems}
    assert told == {"file_macros", "file_links"}


def test_merged_cells_are_counted_though_the_parser_is_spared_their_list():
    def merge(book) -> None:
        book.get_worksheet_by_name("a").merge_range("A5:B6", "x")

    (told,) = read_file(xlsx_of({"a": [["h1", "h2"], [1, 2]]}, merge), "a.xlsx").problems
    assert (told.code, told.sheet, told.params) == ("sheet_merged_cells", "a", (("count", "1"),))


def test_empty_cells_at_the_end_of_a_sheet_do_not_count():
    """Some programs list an empty styled cell down to the last row that there can be."""
    empty = b'</row><row r="1048576"><c r="XFD1048576" s="1"/></row><row r="1048577"/></sheetData>'
    assert rows(sheet(b"</row></sheetData>", empty)) == rows(PLAIN)


def test_a_sheet_that_states_a_false_size_is_read_by_its_cells():
    assert rows(sheet(b'ref="A1:B3"', b'ref="A1:XFD1048576"')) == rows(PLAIN)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("xl/workbook.xml", lambda xml: xml[:-20]),
        ("xl/workbook.xml", lambda xml: xml.replace(b'r:id="rId1"', b"")),
        ("xl/workbook.xml", lambda xml: xml.replace(b'r:id="rId1"', b'r:id="rId99"')),
        ("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"sheet1.xml", b"sheet9.xml")),
        ("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"sheet1.xml", b"sheet1.bin")),
        (SHEET, lambda xml: xml[: len(xml) // 2]),
        (SHEET, lambda xml: xml.replace(b'<c r="B3">', b'<c r="3B">')),
        (SHEET, lambda xml: xml.replace(b'<row r="3"', b'<row r="three"')),
        (SHEET, lambda xml: xml.replace(b'r="B3"', b'r="B3" t="s"')),
        (SHEET, lambda xml: b""),
        ("xl/sharedStrings.xml", lambda xml: xml.replace(b"</si>", b"", 1)),
    ],
)
def test_a_damaged_part_makes_it_no_workbook(name: str, change: Callable[[bytes], bytes]):
    assert code(with_part(PLAIN, name, change))[0] == "file_not_a_workbook"


def test_nothing_is_written_anywhere_by_names_that_climb(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    climbing = with_part(with_part(PLAIN, "../evil.txt", lambda _: b"x"), "/evil.xml", lambda _: b"<x/>")
    assert rows(climbing) == rows(PLAIN)
    assert list(tmp_path.rglob("*")) == [] and not (tmp_path.parent / "evil.txt").exists()
