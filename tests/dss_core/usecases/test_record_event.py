"""Events of households: recorded by who may, proposed from who turns up in another house."""

from datetime import date, timedelta

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotFound
from dss_core.store.registry import now
from dss_core.synthetic.generate import SyntheticRound
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.record_event import EventDraft, LineageQuery, propose_events, record_event
from dss_core.usecases.services import Services
from dss_core.usecases.show_household import ShowHousehold, show_household
from tests.dss_core.usecases.revealing import shown_revealed
from tests.dss_core.usecases.revised import cell, header, newest
from tests.dss_core.usecases.small_province import NEW, last_audit, rows_of, viewer
from tests.support.workbooks import small_workbook


def ids(services: Services) -> dict[str, int]:
    return {str(row[1]): int(row[0]) for row in rows_of(services)["household"]}  # type: ignore[call-overload]


def test_an_event_is_kept_shown_and_written_down(own: Services, administrator: Viewer):
    (code, one), (other_code, other) = list(ids(own).items())[30:32]
    written = f"{other_code[:4]}-{other_code[4:10]}-{other_code[10:]}"
    draft = EventDraft(one, "merged", NEW, written, date(2026, 1, 5), "visit")
    event = record_event(own, administrator, draft)
    assert event.id is not None
    for household in (one, other):
        story = show_household(own, administrator, ShowHousehold(household, NEW))
        assert story.events == (event,)
        assert story.codes == {one: code, other: other_code}
    assert last_audit(own, "record_event")["details"] == {"kind": "merged", "round": NEW}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "vanished"}, "event_kind"),
        ({"note_code": "hearsay"}, "event_note"),
        ({"kind": "moved"}, "event_other"),
        ({"kind": "moved", "other_house_code": "123"}, "event_other"),
        ({"kind": "moved", "other_house_code": "99999999999"}, "event_other_unknown"),
        ({"happened_on": now().date() + timedelta(days=2)}, "event_future"),
        ({"round_id": "1999-1"}, "round_unknown"),
        ({"household_id": 99_999}, "household_unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    changes: dict[str, object], code: str, own: Services, administrator: Viewer
):
    draft = EventDraft(**{"household_id": 30, "kind": "died", "round_id": NEW, **changes})  # type: ignore[arg-type]
    with pytest.raises((BadInput, NotFound)) as refused:
        record_event(own, administrator, draft)
    assert refused.value.code == code
    assert rows_of(own)["household_event"] == []


def test_a_household_is_not_its_own_other_house(own: Services, administrator: Viewer):
    code, one = list(ids(own).items())[30]
    with pytest.raises(BadInput) as refused:
        record_event(own, administrator, EventDraft(one, "moved", NEW, code))
    assert refused.value.code == "event_same_house"


def test_nothing_is_recorded_or_told_of_houses_outside_the_area(
    own: Services, administrator: Viewer, households: pd.DataFrame, district: str
):
    officer = viewer(Role.DISTRICT_OFFICER, district)
    known = ids(own)
    inside = next(code for code in households.index if households.loc[code, "district_code"] == district)
    outside = next(code for code in households.index if households.loc[code, "district_code"] != district)
    with pytest.raises(NotFound):
        record_event(own, officer, EventDraft(known[outside], "died", NEW))
    with pytest.raises(BadInput) as refused:
        record_event(own, officer, EventDraft(known[inside], "moved", NEW, outside))
    assert refused.value.code == "event_other_unknown"
    record_event(own, administrator, EventDraft(known[inside], "moved", NEW, outside))
    story = show_household(own, officer, ShowHousehold(known[inside], NEW))
    assert len(story.events) == 1 and known[outside] not in story.codes


def test_whoever_turns_up_in_another_house_is_proposed_as_moved(own: Services, administrator: Viewer, whole: str):
    catalog = own.catalog
    numbers = header(catalog, "national_id", "members")
    codes = header(catalog, "house_code", "members")

    def swap(made: SyntheticRound) -> None:
        """Everybody of the first house lives in a house of the later round that nobody knew before."""
        people = made.members
        first, last = people[codes].iloc[0], people[codes].iloc[-1]
        ids_of_first = people.loc[people[codes] == first, numbers].tolist()
        rows = people.index[people[codes] == last][: len(ids_of_first)]
        people.loc[rows, numbers] = ids_of_first[: len(rows)]
        object.__setattr__(made, "members", people[people[codes] != first])
        heads = header(catalog, "head_national_id")
        made.households[heads] = None

    later = small_workbook(catalog, 60, year=2027, first=30, change=swap)
    before = propose_events(own, administrator, LineageQuery(NEW, whole))
    import_survey(own, administrator, check_survey(own, administrator, later, "later.xlsx"))
    found = propose_events(own, administrator, LineageQuery("2027-1", whole))
    assert found.earlier == NEW and before.earlier == "2024-1"
    assert len(before.proposals) == 0
    assert len(found.proposals) >= 1
    row = found.proposals.iloc[0]
    assert row["kind"] in {"moved", "split"} and 0 < row["share"] <= 1
    assert row["house_code"] != row["other_house_code"]
    assert row["person_count"] <= row["member_count"]


def test_the_first_round_has_nothing_to_be_compared_with(own: Services, administrator: Viewer, whole: str):
    found = propose_events(own, administrator, LineageQuery("2024-1", whole))
    assert found.earlier is None and len(found.proposals) == 0


def test_changed_values_are_shown_with_who_and_when_and_private_ones_to_few(
    own: Services, administrator: Viewer, whole: str
):
    c = own.catalog
    data = newest(c, cell(header(c, "h1"), 0, None), cell(header(c, "phone"), 0, "0899999999"))
    record = import_survey(own, administrator, check_survey(own, administrator, data, "mended.xlsx"))
    (changed,) = {row[2] for row in rows_of(own)["field_change"] if row[1] == record.id}
    officer = viewer(Role.DISTRICT_OFFICER, whole)
    seen = shown_revealed(own, officer, ShowHousehold(int(changed), NEW)).changes  # type: ignore[call-overload]
    seen = seen[seen["file_name"] == "mended.xlsx"].set_index("field")
    assert seen.loc["phone", "after"] == "0899999999"
    assert seen.loc["h1", "after"] is None and seen.loc["h1", "before"] is not None
    assert (seen.loc["h1", "by"], bool(seen.loc["h1", "is_undone"])) == ("administrator", False)
    governor = viewer(Role.GOVERNOR_GROUP, whole)
    masked = show_household(own, governor, ShowHousehold(int(changed), NEW)).changes  # type: ignore[call-overload]
    assert "h1" in set(masked["field"]) and "phone" not in set(masked["field"])
    assert "0899999999" not in repr(masked)
