"""The file to correct: what it holds, that it reads back as the file it was made of, and that it is written down."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadFile, BadInput
from dss_core.model.problems import Severity
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.mend_survey import MendQuery, mend_survey
from dss_core.usecases.services import Services
from tests.dss_core.intake.files import csv_of, national_id, xlsx_of
from tests.dss_core.usecases.small_province import last_audit, rows_of
from tests.support.workbooks import small_round

NAME = "ปี 2570.xlsx"
HOUSEHOLDS, MEMBERS = "ครัวเรือน", "สมาชิก"


def plain(frame: pd.DataFrame) -> list[list[str]]:
    """A sheet as text, as somebody would type it."""

    def text(value: object) -> str:
        if value is None or value != value:
            return ""
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

    return [list(frame.columns), *([text(cell) for cell in row] for row in frame.to_numpy(object).tolist())]


@pytest.fixture
def sheets(own: Services) -> dict[str, list[list[str]]]:
    """A round of 2027 whose seventh household has a damaged place, house number and telephone number."""
    made = small_round(own.catalog, 30, year=2027)
    found = {HOUSEHOLDS: plain(made.households), MEMBERS: plain(made.members), "อื่น ๆ": [["a", "b"], ["=1+1", "007"]]}
    own_name = own.catalog.areas.subdistricts[0].name.th
    put(found, 7, "รหัสตำบล", f"ต.{own_name}ๆ")
    put(found, 7, "บ้านเลขที่", "25-ก.พ.")
    put(found, 7, "โทรศัพท์", "812345678")
    put(found, 7, "ชื่อหมู่บ้าน", '=HYPERLINK("http://x","y")')
    return found


def put(sheets: dict[str, list[list[str]]], row: int, header: str, text: str) -> None:
    """Write a cell of the households' sheet; ``row`` as Excel counts."""
    table = sheets[HOUSEHOLDS]
    table[row - 1][table[0].index(header)] = text


def mended(services: Services, viewer: Viewer, data: bytes, name: str = NAME, language: str = "th") -> bytes:
    return mend_survey(services, viewer, MendQuery(data, name, "correct", language)).data


def table_of(data: bytes, sheet: str) -> list[dict[str, str]]:
    rows = [
        [cell or "" for cell in row] for row in openpyxl.load_workbook(BytesIO(data))[sheet].iter_rows(values_only=True)
    ]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return one.astype(object).where(one.notna(), None).equals(other.astype(object).where(other.notna(), None))


def test_the_bad_row_tells_why_in_thai_and_what_could_stand_there(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]]
):
    row = table_of(mended(own, administrator, xlsx_of(sheets)), HOUSEHOLDS)[5]
    words = own.catalog.survey_checks.mended
    lines = row[words.reason.th].splitlines()
    assert lines[0].startswith("ผิดพลาด · รหัสตำบล: ") and len(lines) == 3
    name = own.catalog.areas.subdistricts[0].name.th
    assert row[words.suggestion.th].splitlines() == [f"รหัสตำบล: {name}", "บ้านเลขที่: 25/2", "โทรศัพท์: 0812345678"]
    assert row["ชื่อหมู่บ้าน"] == '=HYPERLINK("http://x","y")'


def test_a_reader_of_english_gets_both_languages(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]]
):
    words = own.catalog.survey_checks.mended
    data = mended(own, administrator, xlsx_of(sheets), language="en")
    row = table_of(data, HOUSEHOLDS)[5]
    assert row[words.reason.en].startswith("error · รหัสตำบล: The cell does not name an area of this province.")
    assert row[words.reason.th].startswith("ผิดพลาด") and words.suggestion.en in row
    assert openpyxl.load_workbook(BytesIO(data)).sheetnames == [*sheets, words.legend.en]


@pytest.mark.parametrize("language", ["th", "en"])
def test_it_reads_back_as_the_file_it_was_made_of(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]], language: str
):
    data = xlsx_of(sheets)
    before = check_survey(own, administrator, data, NAME)
    again = check_survey(own, administrator, mended(own, administrator, data, language=language), "back.xlsx")
    assert again.problems == before.problems and again.draft.unread_columns == before.draft.unread_columns
    assert same(again.households, before.households)
    # A number is sealed differently each time; its hash is the same.
    persons = [one.draft.persons.drop(columns="national_id_sealed") for one in (again, before)]
    assert same(*persons)


def test_what_was_corrected_in_it_is_taken_and_the_file_can_be_imported(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]]
):
    book = openpyxl.load_workbook(BytesIO(mended(own, administrator, xlsx_of(sheets))))
    page = book[HOUSEHOLDS]
    columns = {cell.value: cell.column for cell in page[1]}
    page.cell(7, columns["รหัสตำบล"]).value = own.catalog.areas.subdistricts[0].name.th
    page.cell(7, columns["บ้านเลขที่"]).value = "25/2"
    target = BytesIO()
    book.save(target)
    checked = check_survey(own, administrator, target.getvalue(), "corrected.xlsx")
    assert checked.error_count == 0
    assert "cell_house_number_date" not in {problem.code for problem in checked.problems}
    record = import_survey(own, administrator, checked)
    assert record.household_count == 30


def test_a_table_of_text_comes_back_as_a_workbook_that_is_read(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]]
):
    data = csv_of(sheets[HOUSEHOLDS])
    before = check_survey(own, administrator, data, "a.csv")
    file = mend_survey(own, administrator, MendQuery(data, "a.csv", "correct", "th"))
    assert file.name == "a-mended.xlsx"
    again = check_survey(own, administrator, file.data, file.name)
    assert same(again.households, before.households)
    assert [(p.row, p.column, p.code) for p in again.problems] == [(p.row, p.column, p.code) for p in before.problems]


def test_it_is_written_down_with_its_purpose_and_without_a_value(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]]
):
    data = xlsx_of(sheets)
    checked = check_survey(own, administrator, data, NAME)
    mend_survey(own, administrator, MendQuery(data, NAME, "send_back", "th"))
    line = last_audit(own, "mend_survey")
    assert (line["username"], line["subject"]) == (administrator.username, "2027-1")
    counts = {severity.value: checked.count(severity) for severity in Severity}
    assert line["details"] == {"sha256": checked.sha256, "purpose": "send_back", **counts}


@pytest.mark.parametrize(
    ("change", "code"),
    [({"purpose": "curiosity"}, "mend_unknown_purpose"), ({"language": "fr"}, "mend_unknown_language")],
)
def test_a_purpose_and_a_language_are_ones_that_there_are(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]], change: dict[str, str], code: str
):
    before = rows_of(own)
    told = {"data": xlsx_of(sheets), "file_name": NAME, "purpose": "correct", "language": "th", **change}
    with pytest.raises(BadInput) as refused:
        mend_survey(own, administrator, MendQuery(**told))
    assert refused.value.code == code
    assert rows_of(own) == before


def test_a_file_that_cannot_be_read_is_not_mended_and_nothing_is_left_behind(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]]
):
    def folders() -> list[Path]:
        return sorted(path for path in own.settings.local.iterdir() if path.is_dir())

    before = folders()
    with pytest.raises(BadFile):
        mended(own, administrator, b"PK\x03\x04 no workbook")
    mended(own, administrator, xlsx_of(sheets))
    assert folders() == before


def test_all_problems_are_marked_however_many_are_listed_on_screen(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("dss_core.intake.findings.MOST_LISTED", 1)
    data = xlsx_of(sheets)
    assert len(check_survey(own, administrator, data, NAME).draft.problems) == 1
    row = table_of(mended(own, administrator, data), HOUSEHOLDS)[5]
    assert len(row[own.catalog.survey_checks.mended.reason.th].splitlines()) == 3


def test_an_id_number_stands_in_no_problem_and_in_no_audit(
    own: Services, administrator: Viewer, sheets: dict[str, list[list[str]]]
):
    number = national_id(123454567878)
    short = f"{number[0]}.{number[1:]}E+12"
    put(sheets, 8, "เลขประจำตัวประชาชนหัวหน้าครัวเรือน", short)
    data = xlsx_of(sheets)
    checked = check_survey(own, administrator, data, NAME)
    found = next(problem for problem in checked.problems if problem.code == "cell_shortened")
    assert (found.suggestion, found.told_suggestion, number in repr(checked.problems)) == (number, None, False)
    row = table_of(mended(own, administrator, data), HOUSEHOLDS)[6]
    assert number in row[own.catalog.survey_checks.mended.suggestion.th]
    assert number not in repr(last_audit(own, "mend_survey"))
