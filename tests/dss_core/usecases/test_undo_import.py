"""An import is taken back whole: the round is as it was before, and the history says who did what."""

from collections.abc import Callable

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, DssError, NotAllowed, NotFound, StoreProblem
from dss_core.model.imports import ImportRecord
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.import_survey import check_survey, import_survey, past_imports
from dss_core.usecases.services import Services, all_rounds
from dss_core.usecases.undo_import import look_at_undo, undo_import
from tests.dss_core.usecases.kept_plans import saved
from tests.dss_core.usecases.revised import (
    Change,
    cell,
    header,
    member_cell,
    newest,
    without_member,
)
from tests.dss_core.usecases.small_province import NEW, OLD, Rows, last_audit, rows_of, viewer
from tests.support.workbooks import small_workbook

SURVEY = ("household", "household_round", "person", "person_round")


def taken_in(services: Services, who: Viewer, data: bytes, leave_out: bool = False) -> int:
    record = import_survey(services, who, check_survey(services, who, data, "a.xlsx"), leave_out_held=leave_out)
    assert record.id is not None
    return record.id


def survey_of(services: Services) -> Rows:
    """The rows of the survey; numbers that a database gave and took back are not given again."""
    return {name: rows for name, rows in rows_of(services).items() if name in SURVEY}


def mended(services: Services, *more: Change) -> bytes:
    c = services.catalog
    return newest(
        c,
        cell(header(c, "h1"), 0, None),
        cell(header(c, "f3"), 1, 4),
        cell(header(c, "village_name"), 2, "บ้านใหม่"),
        cell(header(c, "survey_on"), 3, "01/05/2569"),
        member_cell(header(c, "health", "members"), 5, "ติดเตียงหรือพึ่งพิง"),
        member_cell(header(c, "first_name", "members"), 9, "ชื่อใหม่"),
        without_member(20),
        *more,
    )


def test_an_import_that_made_a_round_goes_with_the_round(own: Services, administrator: Viewer):
    before = survey_of(own)
    number = taken_in(own, administrator, small_workbook(own.catalog, 30, year=2027))
    found = look_at_undo(own, administrator, number)
    assert (found.added_count, found.changed_count, found.may_undo) == (30, 0, True)
    record = undo_import(own, administrator, number)
    assert survey_of(own) == before
    assert [one.id for one in all_rounds(own)] == [NEW, OLD]
    assert (record.undone_by, record.new_count) == ("administrator", 30)
    assert past_imports(own, administrator)[0] == record, "it stays in the history"
    line = last_audit(own, "undo_import")
    assert (line["username"], line["subject"]) == ("administrator", "2027-1")
    assert line["details"]["removed"] == 30 and line["details"]["sha256"] == record.file_sha256


def test_changed_values_are_as_they_were(own: Services, administrator: Viewer, whole: str):
    before, frame = survey_of(own), households_of(own, administrator, NEW, whole)
    number = taken_in(own, administrator, mended(own))
    assert survey_of(own) != before
    outlook = look_at_undo(own, administrator, number)
    assert outlook.added_count == 0 and outlook.changed_count >= 5
    undo_import(own, administrator, number)
    assert survey_of(own) == before
    pd.testing.assert_frame_equal(households_of(own, administrator, NEW, whole), frame, check_categorical=False)


def test_a_file_can_be_taken_in_again_after_its_undo(own: Services, administrator: Viewer):
    first = taken_in(own, administrator, mended(own))
    after = survey_of(own)
    undo_import(own, administrator, first)
    second = taken_in(own, administrator, mended(own))
    assert second != first
    assert survey_of(own)["household_round"] == after["household_round"]
    undo_import(own, administrator, second)


def test_what_a_later_file_changed_must_be_undone_first(own: Services, administrator: Viewer):
    before = survey_of(own)
    first = taken_in(own, administrator, mended(own))
    second = taken_in(own, administrator, mended(own, cell(header(own.catalog, "f3"), 1, 3)))
    assert [one.id for one in look_at_undo(own, administrator, first).later] == [second]
    with pytest.raises(BadInput) as refused:
        undo_import(own, administrator, first)
    assert refused.value.code == "undo_later"
    undo_import(own, administrator, second)
    undo_import(own, administrator, first)
    assert survey_of(own) == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_addresses_that_two_rounds_changed_come_back_in_any_order_of_undoing(
    own: Services, administrator: Viewer, order: tuple[int, int]
):
    """A newer round renews an address: which import made it what it is, is asked of the history."""
    village = header(own.catalog, "village_name")

    def named(name: str) -> Callable[[object], None]:
        def change(made: object) -> None:
            made.households[village] = name  # type: ignore[attr-defined]

        return change

    before = survey_of(own)
    imports = [
        taken_in(own, administrator, small_workbook(own.catalog, 30, year=year, change=named(f"บ้าน {year}")))
        for year in (2027, 2028)
    ]
    for at in order:
        undo_import(own, administrator, imports[at])
    after = survey_of(own)
    known = {row[0] for row in before["household"]}
    assert [row for row in after["household"] if row[0] in known] == before["household"]
    assert after == before


def test_an_undone_import_cannot_be_undone_again(own: Services, administrator: Viewer):
    number = taken_in(own, administrator, mended(own))
    undo_import(own, administrator, number)
    with pytest.raises(BadInput) as refused:
        undo_import(own, administrator, number)
    assert refused.value.code == "undo_done"


def test_an_endorsed_round_keeps_its_imports(own: Services, administrator: Viewer):
    with own.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE round SET status = 'endorsed' WHERE id = '{NEW}'")
    number = next(one.id for one in past_imports(own, administrator) if one.round_id == NEW)
    assert number is not None and not look_at_undo(own, administrator, number).may_undo
    before = rows_of(own)
    with pytest.raises(StoreProblem) as refused:
        undo_import(own, administrator, number)
    assert refused.value.code == "undo_endorsed"
    assert rows_of(own) == before


def test_saved_what_ifs_are_told_and_stay(own: Services, administrator: Viewer, whole: str):
    saved(own, administrator, whole)
    number = taken_in(own, administrator, mended(own))
    found = look_at_undo(own, administrator, number)
    assert found.scenario_count == 1 and found.may_undo
    undo_import(own, administrator, number)
    assert len(rows_of(own)["scenario"]) == 1


def test_an_import_that_reaches_beyond_the_viewers_area_stays(own: Services, administrator: Viewer, district: str):
    number = taken_in(own, administrator, small_workbook(own.catalog, 60, year=2027))
    before = rows_of(own)
    with pytest.raises(NotAllowed) as refused:
        undo_import(own, viewer(Role.DATA_STEWARD, district), number)
    assert refused.value.code == "undo_outside"
    assert rows_of(own) == before


def test_a_number_that_no_import_has_is_told(own: Services, administrator: Viewer):
    with pytest.raises(NotFound) as refused:
        undo_import(own, administrator, 999)
    assert refused.value.code == "import_unknown"


def test_a_failure_in_the_middle_of_an_undo_leaves_every_row_as_it_was(
    own: Services, administrator: Viewer, monkeypatch: pytest.MonkeyPatch
):
    number = taken_in(own, administrator, mended(own))
    before = rows_of(own)

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("dss_core.usecases.undo_import.recount_round", fail)
    with pytest.raises(RuntimeError):
        undo_import(own, administrator, number)
    assert rows_of(own) == before


def test_the_sample_that_was_undone_is_not_brought_back_by_a_start(own: Services, administrator: Viewer):
    from dss_core.usecases.initialise import initialise

    number = next(one.id for one in past_imports(own, administrator) if one.round_id == NEW)
    assert number is not None
    undo_import(own, administrator, number)
    assert [found.id for found in all_rounds(own)] == [OLD]
    assert initialise(own, with_sample=True) == []
    assert isinstance(past_imports(own, administrator)[0], ImportRecord)
    assert issubclass(BadInput, DssError)
