"""The ID numbers of a household in full: for who may see names, inside the area, with a line in the audit."""

import sqlite3
from contextlib import closing

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Scope
from dss_core.errors import NotAllowed, NotFound, StoreProblem
from dss_core.store.households import house_ids
from dss_core.usecases.id_numbers import id_numbers
from dss_core.usecases.import_survey import check_survey
from dss_core.usecases.initialise import operator
from dss_core.usecases.rehearse_import import rehearse_import
from dss_core.usecases.reveal_household import RevealDraft, reveal_household
from dss_core.usecases.services import Services
from dss_core.usecases.show_household import ShowHousehold, show_household
from tests.dss_core.usecases.leaks import Seen, _walk
from tests.dss_core.usecases.revised import cell, header, newest
from tests.dss_core.usecases.small_province import NEW, last_audit, viewer


@pytest.fixture
def home(own: Services, members: pd.DataFrame, whole: str) -> tuple[int, set[str]]:
    """A household by its key, and the numbers that its members have in the workbook."""
    told = members.dropna(subset=["national_id"])
    code = told["house_code"].value_counts().index[0]
    with own.database.reading() as connection:
        key = house_ids(connection, [code], Scope((whole,)))[code]
    return key, set(told.loc[told["house_code"] == code, "national_id"].str.replace("-", ""))


def test_the_numbers_are_those_of_the_workbook(own: Services, home: tuple[int, set[str]], whole: str):
    key, numbers = home
    somebody = viewer(Role.VERIFIER, whole)
    with pytest.raises(NotAllowed) as refused:
        id_numbers(own, somebody, key)
    assert refused.value.code == "access_reveal"
    reveal_household(own, somebody, RevealDraft(key, "home_visit"))
    found = id_numbers(own, somebody, key)
    assert set(found.values()) == numbers
    line = last_audit(own, "id_numbers")
    assert (line["username"], line["subject"], line["details"]) == ("verifier", str(key), {"count": len(numbers)})


def test_who_may_not_see_names_is_refused(own: Services, home: tuple[int, set[str]], whole: str):
    for role in (Role.DATA_STEWARD, Role.ADMINISTRATOR, Role.GOVERNOR_GROUP, Role.RESEARCHER):
        with pytest.raises(NotAllowed):
            id_numbers(own, viewer(role, whole), home[0])


def test_a_household_elsewhere_is_not_there(own: Services, home: tuple[int, set[str]], households: pd.DataFrame):
    with own.database.reading() as connection:
        inside = [
            place
            for place in sorted(set(households["subdistrict_code"]))
            if home[0] in house_ids(connection, list(households["house_code"]), Scope((place,))).values()
        ]
    elsewhere = sorted(set(households["subdistrict_code"]) - set(inside))[0]
    reveal_household(own, viewer(Role.AREA_MANAGER, *inside), RevealDraft(home[0], "home_visit"))
    assert id_numbers(own, viewer(Role.AREA_MANAGER, *inside), home[0])
    with pytest.raises(NotFound):
        id_numbers(own, viewer(Role.AREA_MANAGER, elsewhere), home[0])


def test_a_number_that_somebody_put_there_does_not_open(own: Services, home: tuple[int, set[str]], whole: str):
    with closing(sqlite3.connect(own.settings.local / "dss.sqlite3")) as database:
        database.execute("UPDATE person SET national_id_sealed = 'AAAA' || national_id_sealed")
        database.commit()
    reveal_household(own, viewer(Role.VERIFIER, whole), RevealDraft(home[0], "home_visit"))
    with pytest.raises(StoreProblem) as refused:
        id_numbers(own, viewer(Role.VERIFIER, whole), home[0])
    assert refused.value.code == "store_not_unsealed"


def test_no_story_and_no_rehearsal_holds_a_sealed_number(own: Services, home: tuple[int, set[str]], whole: str):
    with closing(sqlite3.connect(own.settings.local / "dss.sqlite3")) as database:
        stored = {one for (one,) in database.execute("SELECT national_id_sealed FROM person") if one}
    story = show_household(own, viewer(Role.VERIFIER, whole), ShowHousehold(home[0], NEW))
    revised = newest(own.catalog, cell(header(own.catalog, "h1"), 0, 4))
    rehearsal = rehearse_import(own, operator(own), check_survey(own, operator(own), revised, "a.xlsx"))
    assert len(stored) > 100
    for answer in (story, rehearsal):
        seen = Seen()
        _walk(answer, seen, "")
        assert not stored & seen.texts
        assert not {text for text in seen.texts if len(text) == 56 and text.endswith("=")}  # of the draft
    assert "national_id_sealed" not in rehearsal.plan.persons.columns
