"""What a household says and asks for is kept, takes effect, and is written down without its data."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotFound
from dss_core.model.households import PRIVATE_ADDRESS
from dss_core.store.anonymity import PRIVATE_PERSON
from dss_core.store.audit import read_audit
from dss_core.store.consents import withheld
from dss_core.store.registry import now
from dss_core.usecases.answer_request import CorrectionDraft, RequestAnswer, answer_request
from dss_core.usecases.export_household_data import HouseholdExport, export_household_data
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.initialise import operator
from dss_core.usecases.keep_privacy import keep_privacy, open_request
from dss_core.usecases.receive_request import RequestDraft, receive_request
from dss_core.usecases.record_consent import ConsentDraft, list_consents, record_consent
from dss_core.usecases.reveal_household import RevealDraft, reveal_household
from dss_core.usecases.services import Services
from dss_core.usecases.show_household import ShowHousehold, show_household
from dss_core.usecases.undo_import import undo_import
from tests.dss_core.usecases.revealing import shown_revealed
from tests.dss_core.usecases.revised import cell, header, newest
from tests.dss_core.usecases.small_province import NEW, last_audit, rows_of, viewer
from tests.support.workbooks import small_workbook

HOUSE, DAY = 30, date(2026, 1, 5)
SAID = ConsentDraft(HOUSE, "research", "refused", DAY, "paper", " told at the door ")


def asked(services: Services, somebody: Viewer, kind: str, purpose: str | None = None, on: date = DAY) -> int:
    number = receive_request(services, somebody, RequestDraft(HOUSE, kind, on, purpose, "by telephone")).id
    assert number is not None
    return number


def test_the_newest_statement_counts_and_the_audit_tells_what_was_before(own: Services, administrator: Viewer):
    record_consent(own, administrator, SAID)
    assert last_audit(own, "record_consent")["details"] == {
        "purpose": "research", "before": "not_recorded", "after": "refused",
    }  # fmt: skip
    record_consent(own, administrator, ConsentDraft(**{**vars(SAID), "statement": "given"}))
    assert last_audit(own, "record_consent")["details"]["before"] == "refused"  # type: ignore[index]
    found = list_consents(own, administrator, HOUSE)
    newest_said = found.newest("research")
    assert newest_said is not None and newest_said.statement == "given"
    assert [one.note for one in found.history] == ["told at the door"] * 2
    assert found.newest("poverty_work") is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": "advertising"}, "consent_choice"),
        ({"statement": "perhaps"}, "consent_choice"),
        ({"how": "hearsay"}, "consent_choice"),
        ({"on": now().date() + timedelta(days=2)}, "privacy_future"),
        ({"note": "x" * 201}, "privacy_note"),
        ({"household_id": 99_999}, "household_unknown"),
    ],
)
def test_a_statement_that_cannot_be_is_refused(
    own: Services, administrator: Viewer, changes: dict[str, object], code: str
):
    with pytest.raises((BadInput, NotFound)) as refused:
        record_consent(own, administrator, ConsentDraft(**{**vars(SAID), **changes}))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert rows_of(own)["consent"] == []


def test_a_household_of_another_district_is_not_confirmed_to_exist(own: Services, administrator: Viewer):
    place = str(show_household(own, administrator, ShowHousehold(HOUSE, NEW)).address["district_code"])
    elsewhere = next(area.code for area in own.catalog.areas.districts if area.code != place)
    number = asked(own, administrator, "access")
    stranger = viewer(Role.ADMINISTRATOR, elsewhere)
    for call in (
        lambda: record_consent(own, stranger, SAID),
        lambda: list_consents(own, stranger, HOUSE),
        lambda: receive_request(own, stranger, RequestDraft(HOUSE, "access", DAY)),
        lambda: open_request(own, stranger, number),
        lambda: answer_request(own, stranger, RequestAnswer(number, "done")),
        lambda: export_household_data(own, stranger, HouseholdExport(number, "page", "en")),
    ):
        with pytest.raises(NotFound):
            call()
    assert len(keep_privacy(own, stranger).open) == 0


def test_requests_are_due_after_their_days_and_the_overdue_one_comes_first(own: Services, administrator: Viewer):
    today = now().date()
    recent, late = asked(own, administrator, "erasure", on=today), asked(own, administrator, "access")
    desk = keep_privacy(own, administrator).open
    assert desk["request_id"].tolist() == [late, recent]
    assert desk["due_on"].tolist() == [DAY + timedelta(days=30), today + timedelta(days=30)]
    assert desk["days_left"].tolist() == [(DAY - today).days + 30, 30]


def test_a_withdrawal_that_is_done_keeps_the_household_out(own: Services, administrator: Viewer):
    number = asked(own, administrator, "withdrawal", "research")
    answer_request(own, administrator, RequestAnswer(number, "in_progress"))
    with own.database.reading() as connection:
        assert withheld(connection, "research", administrator.scope) == set()
    answer_request(own, administrator, RequestAnswer(number, "done"))
    with own.database.reading() as connection:
        assert withheld(connection, "research", administrator.scope) == {HOUSE}
    found = open_request(own, administrator, number).found
    assert [step.state for step in found.steps] == ["received", "in_progress", "done"]
    with pytest.raises(BadInput, match="privacy_request_ended"):
        answer_request(own, administrator, RequestAnswer(number, "refused", "too late"))
    assert len(keep_privacy(own, administrator).open) == 0


def test_a_refusal_needs_its_reason(own: Services, administrator: Viewer):
    number = asked(own, administrator, "erasure")
    with pytest.raises(BadInput, match="privacy_request_reason"):
        answer_request(own, administrator, RequestAnswer(number, "refused", "  "))
    assert open_request(own, administrator, number).found.state == "received"
    answer_request(own, administrator, RequestAnswer(number, "refused", "the law asks for them"))
    assert keep_privacy(own, administrator).ended["state"].tolist() == ["refused"]


@pytest.mark.parametrize("form", ["word", "excel", "page"])
def test_access_is_done_once_the_file_was_made_with_everything_held(own: Services, administrator: Viewer, form: str):
    number = asked(own, administrator, "access")
    with pytest.raises(BadInput, match="privacy_no_file"):
        answer_request(own, administrator, RequestAnswer(number, "done"))
    made = export_household_data(own, administrator, HouseholdExport(number, form, "th"))
    assert made.data and made.name == f"household-{HOUSE}.{made.name.rpartition('.')[2]}"
    answer_request(own, administrator, RequestAnswer(number, "done"))
    assert keep_privacy(own, administrator).ended["request_id"].tolist() == [number]


def test_the_file_holds_the_names_and_no_hash(own: Services, administrator: Viewer):
    record_consent(own, administrator, SAID)
    officer = viewer(Role.DISTRICT_OFFICER, *administrator.scope.areas)
    reveal_household(own, officer, RevealDraft(HOUSE, "home_visit", "a reason of the visit"))
    page = export_household_data(
        own, administrator, HouseholdExport(asked(own, administrator, "access"), "page", "en")
    ).data.decode("utf-8")
    with own.database.reading() as connection:
        query = text("SELECT first_name, last_name, national_id_hash FROM person WHERE household_id = 30")
        persons = connection.execute(query).all()
    assert persons
    assert all(first in page and last in page for first, last, _ in persons)
    assert not any(hashed in page for _, _, hashed in persons if hashed)
    assert "told at the door" in page
    assert "Visit to the house" in page and "a reason of the visit" in page


def test_a_correction_is_written_with_its_value_before(own: Services, administrator: Viewer):
    number = asked(own, administrator, "correction")
    with pytest.raises(BadInput, match="privacy_request_reason"):
        answer_request(own, administrator, RequestAnswer(number, "done"))
    (one,) = open_request(own, administrator, number).members["person_id"].tolist()[:1]
    drafts = (CorrectionDraft("phone", " 0891234567 "), CorrectionDraft("last_name", "ใหม่", int(one)))
    answer_request(own, administrator, RequestAnswer(number, "done", None, drafts))
    officer = viewer(Role.DISTRICT_OFFICER, *administrator.scope.areas)
    story = shown_revealed(own, officer, ShowHousehold(HOUSE, NEW))
    assert story.address["phone"] == "0891234567"
    assert "ใหม่" in story.members["last_name"].tolist()
    kept = {str(row[4]): json.loads(str(row[6])) for row in rows_of(own)["correction"]}
    assert kept == {"phone": "0891234567", "last_name": "ใหม่"}
    assert "0891234567" not in repr(rows_of(own)["audit"])


@pytest.mark.parametrize(
    "draft",
    [CorrectionDraft("income_baht", "0"), CorrectionDraft("first_name", "ก", 1), CorrectionDraft("phone", "1" * 121)],
)
def test_a_correction_of_another_field_or_another_households_person_changes_nothing(
    own: Services, administrator: Viewer, draft: CorrectionDraft
):
    number = asked(own, administrator, "correction")
    before = {name: rows_of(own)[name] for name in ("household", "person", "correction", "privacy_request_step")}
    with pytest.raises(BadInput):
        answer_request(own, administrator, RequestAnswer(number, "done", None, (draft,)))
    assert {name: rows_of(own)[name] for name in before} == before


def test_erasure_leaves_the_figures_and_nobody_behind_them(own: Services, administrator: Viewer):
    phone = header(own.catalog, "phone")
    data = newest(own.catalog, *(cell(phone, place, "0899999999") for place in range(12)))
    import_survey(own, operator(own), check_survey(own, operator(own), data, "mended.xlsx"))
    with own.database.reading() as connection:
        changed = text("SELECT household_id FROM field_change WHERE field = 'phone' ORDER BY household_id")
        house = int(connection.execute(changed).scalars().first())
        find = text("SELECT first_name, last_name FROM person WHERE household_id = :house")
        names = {name for row in connection.execute(find, {"house": house}) for name in row if name}
    before = rows_of(own)
    record_consent(own, administrator, ConsentDraft(**{**vars(SAID), "household_id": house, "note": "the aunt said"}))
    reveal_household(own, viewer(Role.VERIFIER, *administrator.scope.areas), RevealDraft(house, "other", "the aunt"))
    number = receive_request(own, administrator, RequestDraft(house, "erasure", DAY, None, "the uncle said")).id
    assert number is not None
    version = own.state().data_version
    answer_request(own, administrator, RequestAnswer(number, "done", "as asked"))
    assert own.state().data_version == version + 1
    after = rows_of(own)
    assert after["household_round"] == before["household_round"]
    assert after["person_round"] == before["person_round"]
    with own.database.reading() as connection:
        for table, key, fields in (("household", "id", PRIVATE_ADDRESS), ("person", "household_id", PRIVATE_PERSON)):
            query = text(f"SELECT {', '.join(fields)} FROM {table} WHERE {key} = {house}")
            assert {value for row in connection.execute(query) for value in row} == {None}
        left = text(f"SELECT before, after FROM field_change WHERE household_id = {house} AND field = 'phone'")
        assert {value for row in connection.execute(left) for value in row} == {None}
        notes = "SELECT note FROM consent UNION ALL SELECT note FROM privacy_request_step"
        assert set(connection.execute(text(notes)).scalars()) == {None}
        assert set(connection.execute(text("SELECT reason FROM reveal")).scalars()) == {""}
        audit = repr(read_audit(connection))
    assert not any(name in audit for name in names)
    assert "0899999999" not in audit


def test_an_undone_import_leaves_a_household_that_said_something(own: Services, administrator: Viewer):
    data = small_workbook(own.catalog, 5, year=2027, first=500)
    record = import_survey(own, operator(own), check_survey(own, operator(own), data, "new.xlsx"))
    assert record.id is not None
    houses = {int(str(row[0])) for row in rows_of(own)["household"]}
    record_consent(own, administrator, ConsentDraft(**{**vars(SAID), "household_id": max(houses)}))
    undo_import(own, administrator, record.id)
    left = {int(str(row[0])) for row in rows_of(own)["household"]}
    assert houses - left == set(range(max(houses) - 4, max(houses)))
