"""Finding a household and opening it: search, filters, pages of the list, and what each role sees of the story."""

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dss_core.access.sealing import sealing_key, unseal
from dss_core.errors import BadInput, NotAllowed
from dss_core.store.accounts import find_account, viewer_of
from dss_core.store.audit import read_audit
from dss_core.usecases.find_household import HouseholdQuery, find_household
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW, OLD
from tests.support.visits import Visits, table_with, trouble, words_on

PAGE = "find_household"
ROWS = 20


def test_the_list_shows_the_first_page_in_the_order_of_house_codes(
    visit: Visits, province: Services, frame: pd.DataFrame
):
    app = visit(province, "governor", PAGE, lang="en")
    table = table_with(app, "code", "overall")
    assert len(table) == ROWS
    assert list(table["code"]) == sorted(table["code"])
    assert any(f"{len(frame)}" in text.value and "match" in text.value for text in app.markdown)


def test_the_pages_of_the_list_hold_every_household_once(visit: Visits, province: Services, frame: pd.DataFrame):
    app = visit(province, "governor", PAGE, lang="en")
    codes = list(table_with(app, "code", "overall")["code"])
    for page in range(2, -(-len(frame) // ROWS) + 1):
        _pagination(app).set_value(page).run()
        codes += list(table_with(app, "code", "overall")["code"])
    assert len(codes) == len(set(codes)) == len(frame)
    assert codes == sorted(codes)


def test_a_level_and_an_outcome_filter_the_list(visit: Visits, province: Services, frame: pd.DataFrame):
    app = visit(province, "governor", PAGE, lang="en")
    app.selectbox(key="household_level").set_value(1)
    app.selectbox(key="household_outcome").set_value("poor").run()
    count = ((frame["level"] == 1) & (frame["outcome"] == "poor")).sum()
    assert any(text.value.startswith(f"**{count}** households match") for text in app.markdown)
    assert any(f"n = {len(frame)} households" in text.value for text in app.markdown), (
        "n is of the round, not the search"
    )


def test_a_house_code_is_found_with_and_without_hyphens(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    code = table_with(app, "code", "overall")["code"].iloc[3]
    for text in (code, code.replace("-", "")):
        app.text_input(key="household_text").set_value(text).run()
        assert list(table_with(app, "code", "overall")["code"]) == [code]


@pytest.mark.parametrize("text", ["no such village", "%", "_", "' OR '1'='1", "\\"])
def test_a_search_without_a_match_says_what_to_do(visit: Visits, province: Services, text: str):
    app = visit(province, "governor", PAGE, lang="en")
    app.text_input(key="household_text").set_value(text).run()
    assert not trouble(app)
    assert not app.dataframe
    assert "Shorten the search text, or choose all levels and the whole area." in words_on(app)


def test_a_new_search_starts_at_the_first_page_again(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    _pagination(app).set_value(3).run()
    app.selectbox(key="household_outcome").set_value("poor").run()
    assert _pagination(app).value == 1


def test_an_officer_finds_households_by_name_and_nobody_elses(visit: Visits, own: Services):
    first, elsewhere = _somebody(own, inside=True), _somebody(own, inside=False)
    app = visit(own, "district", PAGE, lang="en")
    assert app.text_input(key="household_text").label == "House code, village, name or ID number"
    app.text_input(key="household_text").set_value(f"{first['first_name']} {first['last_name']}").run()
    assert first["code"] in list(table_with(app, "code", "overall")["code"])
    app.text_input(key="household_text").set_value(elsewhere["code"]).run()
    assert not app.dataframe
    (line,) = [one for one in _audit(own, "find_household") if one["details"] == {"found": 1}][:1]
    assert first["first_name"] not in str(line)


def test_an_id_number_finds_the_house_and_stands_in_no_address(visit: Visits, own: Services):
    (number, code) = _id_number(own)
    app = visit(own, "steward", PAGE, lang="en")
    assert app.text_input(key="household_text").label == "House code, village or ID number"
    app.text_input(key="household_text").set_value(number).run()
    assert list(table_with(app, "code", "overall")["code"]) == [code]
    assert not any(number in value for values in dict(app.query_params).values() for value in values)
    assert {"by": "id_number", "found": 1} in [line["details"] for line in _audit(own, "find_household")]


def test_who_may_not_see_names_cannot_search_them(visit: Visits, province: Services):
    app = visit(province, "governor", PAGE, lang="en")
    assert app.text_input(key="household_text").label == "House code or village"
    person = _somebody(province, inside=True)
    app.text_input(key="household_text").set_value(str(person["last_name"])).run()
    assert not app.dataframe


def test_a_row_opens_the_story_of_that_household(visit: Visits, own: Services):
    app = visit(own, "district", PAGE, lang="en")
    code = table_with(app, "code", "overall")["code"].iloc[2]
    _choose_row(app, 2)
    _reveal(app, own, code)
    assert [heading.value for heading in app.subheader] == [f"House {code}"]
    household = _household(own, code)
    members = table_with(app, "name", "relation", "national_id")
    assert len(members) == len(_people(own, household["id"]))
    told = _people(own, household["id"])[0]
    assert members["name"].iloc[0].split()[-2:] == [told["first_name"], told["last_name"]]
    assert any(f"house no. {household['house_number']} · " in text.value for text in app.text)
    line = _audit(own, "show_household")[-1]
    assert (line["username"], line["subject"]) == ("district", str(household["id"]))
    assert line["details"] == {"round": NEW, "with_names": True}


def test_the_story_tells_each_round_the_newest_first(visit: Visits, own: Services):
    app = visit(own, "administrator", PAGE, lang="en", round=OLD)
    _pagination(app).set_value(4).run()
    table = table_with(app, "code", "overall")
    both = next(i for i, code in enumerate(table["code"]) if len(_rounds(own, _household(own, code)["id"])) == 2)
    _choose_row(app, both)
    rounds = table_with(app, "round", "outcome_name", "answered_count")
    assert list(rounds["round"]) == ["2026 round 1", "2024 round 1"]
    assert rounds["overall"].iloc[1] == pytest.approx(table["overall"].iloc[both], nan_ok=True)


def test_a_story_is_masked_for_who_may_not_see_names(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    code = table_with(app, "code", "overall")["code"].iloc[1]
    _choose_row(app, 1)
    household = _household(own, code)
    people = _people(own, household["id"])
    members = table_with(app, "name", "relation", "national_id")
    for shown, person in zip(members.to_dict("records"), people, strict=True):
        assert shown["name"].split()[-2:] == [f"{person['first_name'][0]}•••", f"{person['last_name'][0]}•••"]
        assert shown["national_id"] is None or pd.isna(shown["national_id"])
    shown = " ".join(words_on(app))
    assert "Your role does not see names, ID numbers and exact addresses." in shown
    for person in people:
        assert person["first_name"] not in shown
        assert person["last_name"] not in shown
    assert household["phone"]
    assert str(household["phone"]) not in shown
    assert "house no." not in shown
    assert _audit(own, "show_household")[-1]["details"] == {"round": NEW, "with_names": False}


def test_an_officer_sees_a_household_masked_until_it_is_revealed_and_after_its_end(visit: Visits, own: Services):
    app = visit(own, "district", PAGE, lang="en")
    code = table_with(app, "code", "overall")["code"].iloc[1]
    _choose_row(app, 1)
    person = _people(own, _household(own, code)["id"])[0]
    key = _household(own, code)["id"]
    masked = f"{person['first_name'][0]}•••"
    assert masked in table_with(app, "name", "national_id")["name"].iloc[0]
    assert "Names, telephone, ID digits and exact address are masked." in " ".join(words_on(app))
    app.selectbox(key=f"reveal_purpose_{key}").set_value("other")
    app.button(key=f"reveal_begin_{key}").click().run()
    assert any("too short" in error.value for error in app.error)
    app.text_input(key=f"reveal_reason_{key}").set_value("village meeting")
    app.button(key=f"reveal_begin_{key}").click().run()
    assert not trouble(app)
    assert person["first_name"] in table_with(app, "name", "national_id")["name"].iloc[0]
    app.button(key=f"reveal_end_{key}").click().run()
    assert masked in table_with(app, "name", "national_id")["name"].iloc[0]


def test_what_is_not_known_of_an_address_is_left_out(visit: Visits, own: Services):
    with own.database.writing() as connection:
        connection.exec_driver_sql("UPDATE household SET village_name = NULL, house_number = NULL, phone = NULL")
    app = visit(own, "district", PAGE, lang="en")
    _choose_row(app, 0)
    assert not trouble(app)
    (address,) = [text.value for text in app.text]
    assert address.startswith("village ")
    assert "None" not in address


def test_an_id_number_is_shown_whole_in_a_reveal_alone(visit: Visits, own: Services):
    app = visit(own, "district", PAGE, lang="en")
    code = table_with(app, "code", "overall")["code"].iloc[0]
    _choose_row(app, 0)
    assert table_with(app, "name", "national_id")["national_id"].isna().all()
    assert not [text for text in words_on(app) if re.search(r"(?<!\d)\d{13}(?!\d)", text)]
    _reveal(app, own, code)
    numbers = table_with(app, "name", "national_id")["national_id"].dropna()
    assert len(numbers) and all(re.fullmatch("[0-9]{13}", number) for number in numbers)


def test_a_chosen_row_does_not_open_its_neighbour_on_another_page(visit: Visits, own: Services):
    """The place of a row says nothing about the household that stands there after the list has changed."""
    app = visit(own, "governor", PAGE, lang="en")
    _choose_row(app, 4)
    assert len(app.subheader) == 1
    looked_at = len(_audit(own, "show_household"))
    _pagination(app).set_value(2).run()
    assert not app.subheader
    app.selectbox(key="household_outcome").set_value("poor").run()
    assert not app.subheader
    assert len(_audit(own, "show_household")) == looked_at


def test_a_row_beyond_the_list_opens_nothing(visit: Visits, own: Services):
    app = visit(own, "governor", PAGE, lang="en")
    _choose_row(app, 5000)
    assert not trouble(app)
    assert not app.subheader


@pytest.mark.parametrize(
    "forged",
    [{"level": 9}, {"outcome": "rich"}, {"offset": -1}, {"limit": 100_000}, {"limit": 0}],
    ids=lambda forged: next(iter(forged)),
)
def test_a_value_that_was_never_on_offer_is_refused(province: Services, forged: dict[str, object]):
    with pytest.raises(BadInput):
        find_household(province, operator(province), HouseholdQuery(NEW, province.catalog.province.code, **forged))


def test_an_area_outside_the_account_is_refused(province: Services):
    with province.database.reading() as connection:
        account = find_account(connection, "district")
    assert account is not None
    other = next(a.code for a in province.catalog.areas.districts if a.code not in account.area_codes)
    with pytest.raises(NotAllowed):
        find_household(province, viewer_of(account), HouseholdQuery(NEW, other))


def _pagination(app: AppTest):
    (widget,) = app.get("pagination")
    return widget


def _choose_row(app: AppTest, row: int) -> None:
    """AppTest cannot click into a table; what a browser would send is put into its state."""
    (table,) = [table for table in app.dataframe if str(table.key or "").startswith("household_list")]
    app.session_state[table.key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    app.run()


def _rows(services: Services, query: str, *values: object) -> list[dict[str, object]]:
    with services.database.reading() as connection:
        return [dict(row) for row in connection.exec_driver_sql(query, values).mappings()]


def _household(services: Services, code: str) -> dict[str, object]:
    return _rows(services, "SELECT * FROM household WHERE house_code = ?", code.replace("-", ""))[0]


def _rounds(services: Services, household_id: object) -> list[dict[str, object]]:
    return _rows(services, "SELECT round_id FROM household_round WHERE household_id = ?", household_id)


def _people(services: Services, household_id: object) -> list[dict[str, str]]:
    query = (
        "SELECT p.first_name, p.last_name FROM person p JOIN person_round r ON r.person_id = p.id "
        "WHERE r.household_id = ? AND r.round_id = ? ORDER BY r.member_number"
    )
    return _rows(services, query, household_id, NEW)  # type: ignore[return-value]


def _somebody(services: Services, inside: bool) -> dict[str, str]:
    """Somebody of the newest round, inside or outside the sample officer's district."""
    (area,) = _rows(services, "SELECT area_codes FROM account WHERE username = 'district'")
    code = str(area["area_codes"]).strip('[]"')
    query = (
        "SELECT p.first_name, p.last_name, h.house_code AS code FROM person p "
        "JOIN person_round r ON r.person_id = p.id JOIN household h ON h.id = r.household_id "
        f"WHERE r.round_id = ? AND h.district_code {'=' if inside else '<>'} ? ORDER BY p.id"
    )
    person = _rows(services, query, NEW, code)[0]
    digits = str(person["code"])
    return {**person, "code": f"{digits[:4]}-{digits[4:10]}-{digits[10:]}"}  # type: ignore[dict-item]


def _audit(services: Services, action: str) -> list[dict[str, object]]:
    with services.database.reading() as connection:
        return read_audit(connection, action)


def _reveal(app: AppTest, services: Services, code: str) -> None:
    app.button(key=f"reveal_begin_{_household(services, code)['id']}").click().run()


def _id_number(services: Services) -> tuple[str, str]:
    """An ID number that one house of the newest round lists, and the code of that house."""
    query = (
        "SELECT p.national_id_sealed AS sealed, h.house_code AS code FROM person p "
        "JOIN person_round r ON r.person_id = p.id JOIN household h ON h.id = r.household_id "
        "WHERE r.round_id = ? AND p.national_id_sealed IS NOT NULL GROUP BY p.national_id_hash HAVING COUNT(*) = 1"
    )
    person = _rows(services, query, NEW)[0]
    digits = str(person["code"])
    number = unseal(str(person["sealed"]), sealing_key(services.settings.secret))
    return number, f"{digits[:4]}-{digits[4:10]}-{digits[10:]}"
