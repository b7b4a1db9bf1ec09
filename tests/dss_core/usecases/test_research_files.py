"""A research file: asked for, looked at, granted or refused, and downloaded until its last day."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotAllowed, NotFound
from dss_core.model.research import ResearchState
from dss_core.store.households import house_codes
from dss_core.usecases import assess_research_file as assessing
from dss_core.usecases import export_research as exporting
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.ask_research_file import ResearchDraft, ask_research_file, today
from dss_core.usecases.assess_research_file import AssessQuery, assess_research_file
from dss_core.usecases.download_research_file import download_research_file
from dss_core.usecases.export_research import export_research, research_folder
from dss_core.usecases.grant_research_file import (
    GrantDraft,
    RefusalDraft,
    grant_research_file,
    refuse_research_file,
)
from dss_core.usecases.keep_retention import keep_retention
from dss_core.usecases.services import Services, whole_province
from tests.dss_core.usecases.small_province import NEW, last_audit, viewer

ANSWERS = ("place", "household_size", "head_sex", "income_per_person_baht", "head_health", "overall", "level")


@pytest.fixture
def researcher(whole: str) -> Viewer:
    return viewer(Role.RESEARCHER, whole)


@pytest.fixture
def steward(whole: str) -> Viewer:
    return viewer(Role.DATA_STEWARD, whole)


@pytest.fixture
def draft(whole: str) -> ResearchDraft:
    return ResearchDraft(NEW, whole, ANSWERS, "=why poor", "a university", "EC-1", today() + timedelta(days=30))


def granted(services: Services, researcher: Viewer, steward: Viewer, draft: ResearchDraft) -> str:
    file = ask_research_file(services, researcher, draft)
    report = assess_research_file(services, steward, AssessQuery(file.id, 5))
    grant_research_file(services, steward, GrantDraft(file.id, 5, report.provenance.freeze_id))
    return file.id


def data_of(services: Services, somebody: Viewer, file_id: str) -> pd.DataFrame:
    return pd.read_excel(
        BytesIO(download_research_file(services, somebody, file_id).data), dtype=object, engine="openpyxl"
    )


def test_the_file_hides_every_household_among_five(own: Services, researcher: Viewer, steward: Viewer, draft):
    file_id = granted(own, researcher, steward, draft)
    data = data_of(own, researcher, file_id)
    shared = data.astype(object).where(data.notna(), "missing").groupby(["place", "household_size", "head_sex"])
    assert shared.size().min() >= 5
    for sensitive in ("income_per_person_baht", "head_health"):
        for _, rows in shared:
            told = set(rows[sensitive]) - {"missing"}
            assert len(told) >= 2 or told <= ({"1", 1} if sensitive == "head_health" else set())
    (step,) = export_research(own, researcher)[0].steps
    assert (step.state, step.household_count) == (ResearchState.GRANTED, len(data))
    assert step.k == shared.size().min()


def test_nothing_in_the_file_leads_to_a_house(own: Services, researcher: Viewer, steward: Viewer, draft):
    file_id = granted(own, researcher, steward, draft)
    book = openpyxl.load_workbook(BytesIO(download_research_file(own, researcher, file_id).data))
    words = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    with own.database.reading() as connection:
        known = households_of(own, steward, NEW, whole_province(own).areas[0])["household_id"].tolist()
        codes = set(house_codes(connection, known, whole_province(own)).values())
    assert len(codes) == len(known) and not any(code in word for code in codes for word in words)
    assert "household_id" not in words and not any(name in words for name in ("village", "latitude", "survey_on"))
    data = data_of(own, researcher, file_id)
    assert list(data.columns) == ["row", *ANSWERS]
    assert sorted(data["row"]) == list(range(1, len(data) + 1)) and len(data) <= len(known)
    assert book["read_me"]["A2"].data_type == "s"  # what was typed is no formula


def test_kept_answers_are_those_of_the_round_told_more_coarsely(
    own: Services, researcher: Viewer, steward: Viewer, draft
):
    data = data_of(own, researcher, granted(own, researcher, steward, draft))
    frame = households_of(own, researcher, NEW, draft.area)
    assert set(data["overall"].dropna()) <= set(frame["overall"].dropna().round(1))
    incomes = (frame["income_per_person_baht"] / 1000).round() * 1000
    assert set(data["income_per_person_baht"].dropna()) <= set(incomes.dropna())
    assert set(data["head_sex"].dropna()) <= {"male", "female"}


def test_two_files_number_the_households_differently(own: Services, researcher: Viewer, steward: Viewer, draft):
    first, second = (data_of(own, researcher, granted(own, researcher, steward, draft)) for _ in range(2))
    assert not first.equals(second)
    key = list(ANSWERS)
    assert sorted(map(str, first[key].to_numpy().tolist())) == sorted(map(str, second[key].to_numpy().tolist()))


def test_every_download_is_the_same_file_and_written_down(own: Services, researcher: Viewer, steward: Viewer, draft):
    file_id = granted(own, researcher, steward, draft)
    one, other = download_research_file(own, researcher, file_id), download_research_file(own, steward, file_id)
    assert one.data == other.data
    line = last_audit(own, "download_research_file")
    assert (line["username"], line["subject"]) == (steward.username, file_id)
    assert set(line["details"]) == {"households", "freeze"}  # type: ignore[call-overload]
    (path,) = research_folder(own).iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


def test_after_its_last_day_the_file_is_gone(
    own: Services, researcher: Viewer, steward: Viewer, draft, monkeypatch: pytest.MonkeyPatch
):
    file_id = granted(own, researcher, steward, draft)
    monkeypatch.setattr(exporting, "today", lambda: draft.until)
    download_research_file(own, researcher, file_id)
    monkeypatch.setattr(exporting, "today", lambda: draft.until + timedelta(days=1))
    with pytest.raises(BadInput) as refused:
        download_research_file(own, researcher, file_id)
    assert refused.value.code == "research_over"
    assert not list(research_folder(own).iterdir())
    assert export_research(own, researcher)[0].state is ResearchState.FORGOTTEN
    assert last_audit(own, "forget_research_file")["subject"] == file_id


def test_the_daily_retention_deletes_an_expired_file(
    own: Services, researcher: Viewer, steward: Viewer, draft, monkeypatch: pytest.MonkeyPatch
):
    file_id = granted(own, researcher, steward, draft)
    monkeypatch.setattr(exporting, "today", lambda: draft.until + timedelta(days=1))
    keep_retention(own, steward, is_dry=True)
    assert len(list(research_folder(own).iterdir())) == 1
    keep_retention(own, steward, is_dry=False)
    assert not list(research_folder(own).iterdir())
    assert last_audit(own, "forget_research_file")["subject"] == file_id


def test_households_that_do_not_want_it_are_left_out_and_counted(
    own: Services, researcher: Viewer, steward: Viewer, draft, monkeypatch: pytest.MonkeyPatch
):
    against = set(households_of(own, steward, NEW, draft.area)["household_id"].head(7).tolist())
    monkeypatch.setattr(assessing, "withheld", lambda _connection, purpose, _scope: against if purpose else set())
    file = ask_research_file(own, researcher, draft)
    report = assess_research_file(own, steward, AssessQuery(file.id, 5))
    assert report.withheld_count == 7
    assert report.before.records == report.provenance.household_count - 7
    assert report.after.records == report.before.records - report.left_out_count


def test_the_report_tells_the_risk_before_and_after(own: Services, researcher: Viewer, steward: Viewer, draft):
    file = ask_research_file(own, researcher, draft)
    loose, strict = (assess_research_file(own, steward, AssessQuery(file.id, k)) for k in (3, 11))
    assert loose.before.k < 3 and loose.after.k >= 3 and strict.after.k >= 11
    assert loose.after.below_k == strict.after.below_k == strict.after.below_l == 0
    assert strict.lost >= loose.lost > 0
    assert list(strict.variables["id"]) == [name for name in own.catalog.research.ids if name in ANSWERS]


def test_answers_that_identify_nobody_are_handed_out_as_they_are(
    own: Services, researcher: Viewer, steward: Viewer, draft
):
    plain = replace(draft, variables=("overall", "level"))
    data = data_of(own, researcher, granted(own, researcher, steward, plain))
    assert len(data) == len(households_of(own, steward, NEW, draft.area))


def test_a_file_is_decided_on_once_and_not_by_who_asked(own: Services, researcher: Viewer, steward: Viewer, draft):
    mine = ask_research_file(own, steward, draft)
    with pytest.raises(BadInput) as refused:
        refuse_research_file(own, steward, RefusalDraft(mine.id, "no"))
    assert refused.value.code == "research_own"
    file = ask_research_file(own, researcher, draft)
    refuse_research_file(own, steward, RefusalDraft(file.id, "too much"))
    with pytest.raises(BadInput) as refused:
        refuse_research_file(own, steward, RefusalDraft(file.id, "again"))
    assert refused.value.code == "research_decided"
    with pytest.raises(BadInput) as refused:
        download_research_file(own, researcher, file.id)
    assert refused.value.code == "research_over"


def test_what_was_looked_at_is_what_is_granted(own: Services, researcher: Viewer, steward: Viewer, draft):
    file = ask_research_file(own, researcher, draft)
    with pytest.raises(BadInput) as refused:
        grant_research_file(own, steward, GrantDraft(file.id, 5, "2026-1.v0.x"))
    assert refused.value.code == "research_moved"


def test_a_file_belongs_to_who_asked_and_to_stewards_of_its_area(
    own: Services, researcher: Viewer, steward: Viewer, draft, district: str
):
    file_id = granted(own, researcher, steward, draft)
    other = Viewer("other", researcher.name, Role.RESEARCHER, researcher.scope)
    narrow = viewer(Role.DATA_STEWARD, district)
    for somebody in (other, narrow):
        assert export_research(own, somebody) == []
        with pytest.raises(NotFound):
            download_research_file(own, somebody, file_id)
    with pytest.raises(NotAllowed):
        ask_research_file(own, narrow, draft)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"purpose": " "}, "research_words"),
        ({"institution": "x" * 121}, "research_words"),
        ({"variables": ()}, "research_variables"),
        ({"variables": ("house_code",)}, "research_variables"),
        ({"ethics_number": " "}, "research_ethics"),
        ({"until": today() - timedelta(days=1)}, "research_until"),
        ({"until": today() + timedelta(days=181)}, "research_until"),
    ],
)
def test_what_is_asked_for_has_to_be_whole(own: Services, researcher: Viewer, draft, change: dict, code: str):
    with pytest.raises(BadInput) as refused:
        ask_research_file(own, researcher, replace(draft, **change))
    assert refused.value.code == code


def test_what_was_asked_and_decided_stays(own: Services, researcher: Viewer, steward: Viewer, draft):
    granted(own, researcher, steward, draft)
    for table in ("research_file", "research_step"):
        for change in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
            with pytest.raises(DatabaseError, match="never changed"), own.database.writing() as connection:
                connection.execute(text(change))
