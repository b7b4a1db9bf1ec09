"""Whatever is uploaded, it becomes a draft or a reason why not: never another exception, never a guess."""

import csv
import io
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dss_core.errors import BadFile
from dss_core.intake.pipeline import Draft, check_reading
from dss_core.intake.readers.kinds import read_file
from dss_core.intake.sheets import all_words, words
from dss_core.language.messages import MESSAGES
from dss_core.model.problems import Severity
from tests.dss_core.intake.files import (
    CATALOG,
    FORMAT,
    HOUSEHOLDS,
    KEY,
    MEMBERS,
    csv_of,
    house,
    member,
    survey,
    table,
    with_part,
    xlsx_of,
)

GOOD = survey([house(1, h1=3), house(2, survey_on="22/11/2569")], [member(1, national_id="-"), member(2)])
PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml")
ROUND = {HOUSEHOLDS.column("year").header: "2569", HOUSEHOLDS.column("wave").header: "1"}


def taken(data: bytes) -> Draft | None:
    """The draft, or nothing when the file is refused with words for it; any other exception fails the test."""
    try:
        return check_reading(read_file(data, "a.xlsx"), len(data), "a.xlsx", CATALOG, FORMAT, True, KEY)
    except BadFile as error:
        assert error.code in MESSAGES and error.params["file"] == "a.xlsx"
        return None


def is_sound(draft: Draft) -> bool:
    """Whether a draft counts what it lists, and an error names a cell of it."""
    counted = {key: sum((p.severity, p.code) == key for p in draft.problems) for key in draft.problem_counts}
    errors = sum(count for (severity, _), count in draft.problem_counts.items() if severity is Severity.ERROR)
    return counted == draft.problem_counts and errors == draft.error_count and len(draft.households) > 0


@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"\xd0\xcf\x11\xe0")
@example(b"\xff\xfea\x00,\x00")
@example(b"a,b\r\x00")
@example(b'a,"b\n')
def test_any_bytes_are_refused_with_a_reason(data: bytes):
    assert taken(data) is None


@given(st.text(alphabet=st.sampled_from(',;\t"\n\r <a1ก\ufeff\u200b'), max_size=60))
def test_any_text_is_refused_with_a_reason(text: str):
    assert taken(text.encode()) is None


@given(st.data())
def test_a_workbook_with_some_bytes_changed_is_taken_or_refused(data: st.DataObject):
    spoilt = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(0, len(GOOD) - 1))] = data.draw(st.integers(0, 255))
    draft = taken(bytes(spoilt))
    assert draft is None or is_sound(draft)


@given(st.integers(0, len(GOOD) - 1))
def test_a_workbook_that_is_cut_off_is_refused(length: int):
    assert taken(GOOD[:length]) is None


@given(st.sampled_from(PARTS), st.data())
def test_a_workbook_with_a_part_torn_is_taken_or_refused(part: str, data: st.DataObject):
    """Unlike changed bytes of the zip this reaches the XML behind it."""

    def tear(xml: bytes) -> bytes:
        begin = data.draw(st.integers(0, len(xml)))
        end = data.draw(st.integers(begin, min(len(xml), begin + 60)))
        return xml[:begin] + data.draw(st.binary(max_size=20)) + xml[end:]

    draft = taken(with_part(GOOD, part, tear))
    assert draft is None or is_sound(draft)


# A text file with the letter NUL is none: it is refused as a whole.
LETTERS = st.characters(codec="utf-8", exclude_characters="\x00")
USUAL = ["", "-", "1", "0", "2569", "2.5", "1,000", "1e400", "nan", "#N/A", "ไม่มี", "๑", "22/11/2569", "=1+1", "TRUE"]
WORDS = st.text(LETTERS, max_size=12) | st.sampled_from([*USUAL, "9" * 13])


def tables(sheet: Any) -> st.SearchStrategy[list[list[str]]]:
    """Any text in some right columns of a sheet, the needed ones among them; one row names the round."""
    needed = [column.header for column in sheet.columns if column.required]
    others = [column.header for column in sheet.columns if not column.required]
    headers = st.lists(st.sampled_from(others), max_size=6, unique=True).map(lambda more: needed + more)

    def rows(header: list[str]) -> st.SearchStrategy[list[list[str]]]:
        row = st.lists(WORDS, min_size=len(header), max_size=len(header))
        return st.lists(row, min_size=1, max_size=4).map(
            lambda body: [header, [ROUND.get(name, "x") for name in header], *body]
        )

    return headers.flatmap(rows)


def one_round(rows: list[list[str]]) -> list[list[str]]:
    """The rows with nothing said of any other round."""
    header = rows[0]
    return [header, rows[1], *([ROUND.get(n, cell) for n, cell in zip(header, row, strict=True)] for row in rows[2:])]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(tables(HOUSEHOLDS), tables(MEMBERS))
def test_any_text_in_the_right_columns_gives_a_draft(houses: list[list[str]], members: list[list[str]]):
    draft = taken(xlsx_of({HOUSEHOLDS.name: one_round(houses), MEMBERS.name: one_round(members)}))
    assert draft is not None and is_sound(draft)
    assert draft.error_count > 0, "the row of x is no household"
    assert (draft.year, draft.wave) == (2026, 1)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(tables(HOUSEHOLDS), st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_in_the_columns_of_a_csv_gives_a_draft(rows: list[list[str]], delimiter: str, encoding: str):
    assert (draft := taken(csv_of(one_round(rows), encoding, delimiter))) is not None
    assert is_sound(draft)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(tables(HOUSEHOLDS))
def test_whatever_the_rounds_are_a_file_is_taken_or_refused(rows: list[list[str]]):
    draft = taken(xlsx_of({"x": rows}))
    assert draft is None or is_sound(draft)


@given(st.lists(st.lists(st.text(LETTERS, max_size=8), min_size=2, max_size=4), min_size=2, max_size=4))
def test_what_a_csv_holds_is_read_cell_for_cell(rows: list[list[str]]):
    width = len(rows[0])
    rows = [["a"] * width, *([*row[:width], *[""] * (width - len(row))] for row in rows)]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    try:
        found = read_file(text.getvalue().encode("utf-8-sig"), "a.csv")
    except BadFile as error:
        assert error.code == "file_no_rows"
        return
    assert found.sheets[0].rows == [[words(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("field", ["house_code", "subdistrict_code", "outcome", "village_number", "year"])
def test_a_needed_column_may_be_empty_from_top_to_bottom(field: str):
    """All of a column missing is the case in which a library changes the type of the column."""
    rows = [house(1), house(2)]
    other = {**rows[0], field: ""}
    draft = taken(survey([other, {**rows[1], field: ""}], [member(1, house_code="", member_number="")]))
    if field == "year":
        assert draft is None or (draft.year, draft.wave) == (2026, 1)
    else:
        assert draft is not None and draft.problem_counts[(Severity.ERROR, "cell_required")] == 4


def test_every_optional_column_may_be_empty_from_top_to_bottom():
    houses = [house(1, **{c.field: "" for c in HOUSEHOLDS.columns if not c.required})]
    people = [member(1, **{c.field: "" for c in MEMBERS.columns if not c.required})]
    draft = taken(survey(houses, people))
    assert draft is not None and draft.problems == ()
    assert table(houses)[0] == [HOUSEHOLDS.column(field).header for field in houses[0]]


@given(st.lists(st.text(st.sampled_from(" \x00aเแ\u0e4d\u0e48\u0e32\n"), max_size=4), max_size=4))
def test_many_texts_are_cleaned_like_each_alone(texts: list[str]):
    assert all_words(texts) == tuple(map(words, texts))
