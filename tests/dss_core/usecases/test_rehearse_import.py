"""A rehearsal tells beforehand what a commit does: row by row, and to the figures of the round."""

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.households import Outcome
from dss_core.model.revisions import RowState
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.import_survey import CheckedUpload, check_survey, import_survey
from dss_core.usecases.plan_import import plan_import
from dss_core.usecases.rehearse_import import Rehearsal, rehearse_import
from dss_core.usecases.round_after import frames_around
from dss_core.usecases.services import Services
from tests.dss_core.usecases.revised import cell, header, member_cell, newest, without_household, without_member
from tests.dss_core.usecases.small_province import NEW, last_audit, rows_of, viewer
from tests.support.workbooks import small_workbook

NAME = "mended.xlsx"


def rehearsed(services: Services, who: Viewer, data: bytes) -> tuple[CheckedUpload, Rehearsal]:
    checked = check_survey(services, who, data, NAME)
    return checked, rehearse_import(services, who, checked)


def told(rehearsal: Rehearsal) -> tuple[int, ...]:
    return tuple(rehearsal.counts[state] for state in RowState)


@pytest.fixture
def mended(own: Services) -> bytes:
    """Two answers, an outcome, a village's name, a member's health and one member less, each in another household."""
    catalog = own.catalog
    return newest(
        catalog,
        cell(header(catalog, "h1"), 0, 4),
        cell(header(catalog, "f3"), 1, None),
        cell(header(catalog, "outcome"), 2, "สำรวจไม่พบ"),
        cell(header(catalog, "village_name"), 3, "บ้านใหม่"),
    )


def test_a_file_of_an_unknown_round_is_new_row_by_row(own: Services, administrator: Viewer):
    _, found = rehearsed(own, administrator, small_workbook(own.catalog, 30, year=2027))
    assert told(found) == (30, 0, 0, 0)
    assert found.is_first and found.may_commit
    assert found.households == (0, 30) and found.poor[0] == 0
    assert found.line is not None and found.line.new_in == 30, "all of them come first where there are fewer than 100"


def test_the_very_same_file_changes_nothing(own: Services, administrator: Viewer):
    before = rows_of(own)
    checked, found = rehearsed(own, administrator, newest(own.catalog))
    assert told(found) == (0, 0, 120, 0)
    assert not found.plan.writes and not found.may_commit and found.line is None
    assert rows_of(own) == before
    with pytest.raises(BadInput) as refused:
        import_survey(own, administrator, checked)
    assert refused.value.code in {"import_already", "import_changes_nothing"}
    assert rows_of(own) == before


def test_only_what_was_mended_changes(own: Services, administrator: Viewer, mended: bytes):
    checked, found = rehearsed(own, administrator, mended)
    assert told(found) == (0, 4, 116, 0)
    record = import_survey(own, administrator, checked, found.plan)
    assert (record.new_count, record.changed_count, record.same_count) == (0, 4, 116)
    again = check_survey(own, administrator, mended, "again.xlsx")
    assert told(rehearse_import(own, administrator, again)) == (0, 0, 120, 0)


def test_the_round_afterwards_is_the_one_that_was_foretold(own: Services, administrator: Viewer, whole: str):
    catalog = own.catalog
    members = ("health", "income_baht")
    data = newest(
        catalog,
        cell(header(catalog, "h1"), 0, 4),
        cell(header(catalog, "members_living"), 1, 9),
        member_cell(header(catalog, members[0], "members"), 5, "ติดเตียงหรือพึ่งพิง"),
        member_cell(header(catalog, members[1], "members"), 7, 99_000),
        without_member(20),
        without_household(50),
    )
    checked, found = rehearsed(own, administrator, data)
    assert not len(found.plan.stored.found)  # what was compared is not handed out
    with own.database.reading() as connection:
        plan = plan_import(connection, own, administrator, checked.draft, checked.households, NEW)
    before, after = frames_around(plan, catalog, 2026)
    pd.testing.assert_frame_equal(
        before.drop(columns="house_code"), households_of(own, administrator, NEW, whole), check_categorical=False
    )
    import_survey(own, administrator, checked, found.plan)
    committed = households_of(own, administrator, NEW, whole)
    pd.testing.assert_frame_equal(after.drop(columns="house_code"), committed, check_categorical=False)
    assert found.households == (120, 120), "who is not in the file stays in the round"
    assert found.counts[RowState.CHANGED] >= 3


def test_the_figures_before_and_after_are_those_of_the_round(own: Services, administrator: Viewer, whole: str):
    data = newest(own.catalog, *(cell(header(own.catalog, "outcome"), row, "สำรวจไม่พบ") for row in range(40)))
    before = households_of(own, administrator, NEW, whole)
    checked, found = rehearsed(own, administrator, data)
    import_survey(own, administrator, checked)
    after = households_of(own, administrator, NEW, whole)
    assert found.poor == tuple(int((frame["outcome"] == Outcome.POOR).sum()) for frame in (before, after))
    scores = found.scores.set_index("value")
    assert scores.loc["overall", "mean_before"] == pytest.approx(before["overall"].mean())
    assert scores.loc["overall", "mean_after"] == pytest.approx(after["overall"].mean())
    assert (found.levels["count_after"].sum(), found.levels["count_before"].sum()) == (120, 120)


def test_a_household_that_becomes_needier_crosses_the_line_and_another_leaves(own: Services, administrator: Viewer):
    catalog = own.catalog
    answers = [header(catalog, name) for name in catalog.instrument.indicator_ids]
    frame = households_of(own, administrator, NEW, catalog.province.code)
    best = int(frame["overall"].argmax())
    code = rows_by_code(own, frame["household_id"].iloc[best])
    made_rows = [cell(name, row_of_code(own, code), 1) for name in answers]
    _, found = rehearsed(own, administrator, newest(catalog, *made_rows))
    assert found.line is not None
    assert (found.line.came_in, found.line.went_out) == (1, 1)
    crossing = found.line.crossing.set_index("house_code")
    assert crossing.loc[code, "rank_before"] > 100 >= crossing.loc[code, "rank_after"]
    assert last_audit(own, "rehearse_import")["details"] == {"new": 0, "changed": 1, "same": 119, "held": 0}


def rows_by_code(services: Services, household_id: int) -> str:
    return next(str(row[1]) for row in rows_of(services)["household"] if row[0] == household_id)


def row_of_code(services: Services, code: str) -> int:
    from tests.support.workbooks import small_round

    codes = small_round(services.catalog, 120, year=2026, first=20).households["รหัสบ้าน"].str.replace("-", "")
    return codes.tolist().index(code)


def test_rows_with_errors_are_held_and_keep_the_file_out_unless_somebody_says_so(own: Services, administrator: Viewer):
    catalog = own.catalog
    bad = [cell(header(catalog, "h1"), 0, 9), member_cell(header(catalog, "sex", "members"), 30, "x")]
    data = newest(catalog, *bad, cell(header(catalog, "h2"), 40, 1), without_household(90))
    checked, found = rehearsed(own, administrator, data)
    assert found.counts[RowState.HELD] == 2 and not found.may_commit
    before = rows_of(own)
    with pytest.raises(BadInput) as refused:
        import_survey(own, administrator, checked)
    assert refused.value.code == "import_has_errors"
    assert rows_of(own) == before
    record = import_survey(own, administrator, checked, found.plan, leave_out_held=True)
    assert record.held_count == 2 and record.changed_count <= 1
    mended = newest(catalog, cell(header(catalog, "h1"), 0, 3), cell(header(catalog, "h2"), 40, 1))
    _, later = rehearsed(own, administrator, mended)
    assert later.counts[RowState.HELD] == 0, "the held rows come back in the mended file"


def test_a_house_code_that_stands_twice_holds_both_rows(own: Services, administrator: Viewer):
    codes = header(own.catalog, "house_code")

    def twice(made: object) -> None:
        frame = made.households  # type: ignore[attr-defined]
        frame.loc[frame.index[1], codes] = frame.loc[frame.index[0], codes]

    _, found = rehearsed(own, administrator, newest(own.catalog, twice))
    assert found.counts[RowState.HELD] == 2


def test_a_commit_after_somebody_elses_is_refused_until_it_is_rehearsed_again(own: Services, administrator: Viewer):
    one = newest(own.catalog, cell(header(own.catalog, "h1"), 0, 4))
    two = newest(own.catalog, cell(header(own.catalog, "h1"), 1, 4))
    first, second = (rehearsed(own, administrator, data) for data in (one, two))
    import_survey(own, administrator, first[0], first[1].plan)
    before = rows_of(own)
    with pytest.raises(BadInput) as refused:
        import_survey(own, administrator, second[0], second[1].plan)
    assert refused.value.code == "import_round_changed"
    assert rows_of(own) == before


def test_a_table_of_households_alone_does_not_take_the_members_away(own: Services, administrator: Viewer):
    made = newest(own.catalog)
    sheet = pd.read_excel(pd.io.common.BytesIO(made), sheet_name=0, dtype=str, engine="openpyxl")
    checked = check_survey(own, administrator, sheet.to_csv(index=False).encode("utf-8-sig"), "houses.csv")
    assert told(rehearse_import(own, administrator, checked)) == (0, 0, 120, 0)


def test_a_viewer_of_one_district_changes_nothing_of_another(own: Services, district: str):
    somebody = viewer(Role.DATA_STEWARD, district)
    data = newest(own.catalog, *(cell(header(own.catalog, "h1"), row, 4) for row in range(120)))
    checked, found = rehearsed(own, somebody, data)
    inside = len(households_of(own, somebody, NEW, district))
    assert found.counts[RowState.HELD] == 120 - inside
    assert found.households == (inside, inside)
    record = import_survey(own, somebody, checked, found.plan, leave_out_held=True)
    changed = {row[2] for row in rows_of(own)["field_change"] if row[1] == record.id}
    places = {row[0]: row[2] for row in rows_of(own)["household"]}
    assert {places[one] for one in changed} == {district}


def test_a_row_that_moves_a_household_of_another_area_into_the_own_one_is_held(own: Services, district: str):
    """Whoever may write in one district could otherwise take a household out of another."""
    somebody = viewer(Role.DATA_STEWARD, district)
    place = own.catalog.areas.children(district)[0].code
    code = header(own.catalog, "subdistrict_code")
    data = newest(own.catalog, *(cell(code, row, place) for row in range(120)))
    inside = len(households_of(own, somebody, NEW, district))
    _, found = rehearsed(own, somebody, data)
    assert found.counts[RowState.HELD] >= 120 - inside


def test_the_progress_is_told_up_to_the_end(own: Services, administrator: Viewer):
    shares: list[float] = []
    checked = check_survey(own, administrator, small_workbook(own.catalog, 30, year=2027), NAME)
    import_survey(own, administrator, checked, told=shares.append)
    assert shares == sorted(shares) and shares[0] > 0 and shares[-1] == 1
