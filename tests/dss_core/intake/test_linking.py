"""Forms of Kobo and ODK: members take the house code and the round from the row of the household they belong to."""

import csv
import io
import zipfile

import pytest

from dss_core.intake.linking import NO_PARENT, short_name
from dss_core.intake.readers.kinds import read_file
from tests.dss_core.intake.conftest import Check
from tests.dss_core.intake.files import FORMAT, HOUSEHOLDS, MEMBERS, Rows, house, member, table, xlsx_of

FORM = table([house(1), house(2)])
PEOPLE = table([{k: v for k, v in member(1, n).items() if k == "member_number"} for n in (1, 2, 1)], MEMBERS)


def form_of(group: str) -> Rows:
    return [
        [*(f"{group}/{name}" for name in FORM[0]), "_index", "_uuid"],
        *([*r, i, "u"] for i, r in enumerate(FORM[1:], 1)),
    ]


def people_of(parents: list[object]) -> Rows:
    head = [*(f"member/{name}" for name in PEOPLE[0]), "_parent_table_name", "_parent_index"]
    return [head, *([*row, "form", parent] for row, parent in zip(PEOPLE[1:], parents, strict=True))]


def test_members_of_a_kobo_export_are_those_of_their_household(check: Check):
    draft = check(xlsx_of({"form": form_of("visit"), "people": people_of([1, 1, 2])}))
    assert draft.error_count == 0
    assert [int(code) for code in draft.persons["house_code"]] == [1, 1, 2]
    assert draft.recognised.source == "kobo" and draft.recognised.sheets[1].parent == "form"
    assert not {"_index", "_uuid", "_parent_index"} & set(draft.unread_columns)


def test_a_member_of_no_household_is_told():
    reading = read_file(xlsx_of({"form": form_of("visit"), "people": people_of([1, 9, 2])}), "a.xlsx")
    assert reading.sheets[1].link is not None
    assert list(reading.sheets[1].link.rows) == [NO_PARENT, 1, NO_PARENT, 2]
    assert ("sheet_lost_rows", (("count", "1"),)) in [(found.code, found.params) for found in reading.problems]


def test_the_tables_of_an_odk_zip_are_linked_by_their_keys(check: Check):
    def text(rows: Rows) -> str:
        target = io.StringIO()
        csv.writer(target).writerows(rows)
        return target.getvalue()

    form = [["SubmissionDate", *FORM[0], "KEY"], *(["2026-11-22", *row, f"uuid:{n}"] for n, row in enumerate(FORM[1:]))]
    people = [[*PEOPLE[0], "PARENT_KEY", "KEY"], *([*row, "uuid:1", f"k{n}"] for n, row in enumerate(PEOPLE[1:]))]
    people[3][0] = 3
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("form.csv", text(form))
        archive.writestr("form-people.csv", text(people))
    draft = check(target.getvalue(), "export.zip")
    assert draft.recognised.kind == "csv_zip" and draft.recognised.source == "odk"
    assert [int(code) for code in draft.persons["house_code"]] == [2, 2, 2]


@pytest.mark.parametrize(
    ("heading", "others", "short"),
    [
        ("a/b/c", ["a/b/c", "d"], "c"),
        ("a/c", ["a/c", "b/c"], "a/c"),
        ("crops/rice", ["crops", "crops/rice"], "crops/rice"),
        ("plain", ["plain"], "plain"),
        ("/", ["/"], "/"),
    ],
)
def test_a_heading_loses_its_groups_unless_two_would_be_one(heading: str, others: list[str], short: str):
    assert short_name(heading, others) == short


def test_the_format_of_the_tests_has_both_sheets():
    assert FORMAT.sheets.members is MEMBERS and HOUSEHOLDS is not MEMBERS
