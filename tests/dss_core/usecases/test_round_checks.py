"""What the database adds to a check: households that moved far since the last round, as far as the reader may know."""

from datetime import datetime

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.model.rounds import Round, RoundStatus
from dss_core.usecases.import_survey import check_survey
from dss_core.usecases.round_checks import round_before
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import viewer, workbook_of
from tests.support.workbooks import small_round

MOVED = 5


@pytest.fixture
def moved(own: Services) -> bytes:
    """The households of the newest round a year later: of some all answers are the best, and their members many."""
    made = small_round(own.catalog, 120, year=2027, first=20)
    columns = {column.field: column.header for column in own.catalog.formats["pppconnext"].sheets.households.columns}
    first = made.households.index[:MOVED]
    for indicator in own.catalog.instrument.indicators:
        made.households.loc[first, columns[indicator.id]] = 4.0
    for name in (*own.catalog.instrument.capital_ids, "overall"):
        made.households.loc[first, columns[f"file_{name}"]] = 4.0
    made.households.loc[first[0], columns["members_living"]] = 20
    made.households.loc[first[0], columns["members_registered"]] = None
    return workbook_of(made, own.catalog)


def rows(services: Services, somebody: Viewer, data: bytes, code: str) -> list[int | None]:
    checked = check_survey(services, somebody, data, "next.xlsx")
    return [problem.row for problem in checked.problems if problem.code == code]


def test_households_far_from_the_last_round_are_noted(own: Services, administrator: Viewer, moved: bytes):
    assert rows(own, administrator, moved, "row_score_jump") == [2, 3, 4, 5, 6]
    assert rows(own, administrator, moved, "row_size_jump") == [2]
    checked = check_survey(own, administrator, moved, "next.xlsx")
    assert checked.note_count == MOVED + 1 and checked.error_count == 0
    assert checked.can_commit, "a note stops nothing"


def test_nobody_learns_how_a_household_of_another_area_did_before(
    own: Services, moved: bytes, households: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
):
    """The reader of one district gets notes on no household whose last round was elsewhere."""
    somebody = viewer(Role.DATA_STEWARD, households["district_code"].value_counts().index[0])
    checked = check_survey(own, somebody, moved, "next.xlsx")
    outside = {problem.row for problem in checked.problems if problem.code == "row_outside_scope"}
    noted = {problem.row for problem in checked.problems if problem.code in ("row_score_jump", "row_size_jump")}
    assert outside and not noted & outside


def test_a_first_round_is_compared_with_nothing(own: Services, administrator: Viewer):
    older = workbook_of(small_round(own.catalog, 30, year=2020), own.catalog)
    assert rows(own, administrator, older, "row_score_jump") == []


@pytest.mark.parametrize(
    ("year", "wave", "wanted"), [(2027, 1, "2026-2"), (2026, 2, "2026-1"), (2026, 1, "2024-1"), (2024, 1, None)]
)
def test_the_round_before_is_the_newest_older_one(year: int, wave: int, wanted: str | None):
    rounds = [
        Round(f"{year}-{wave}", year, wave, RoundStatus.OPEN, 1, datetime(2026, 1, 1))
        for year, wave in ((2026, 1), (2024, 1), (2026, 2))
    ]
    assert round_before(rounds, year, wave) == wanted
