"""The entry script: the menu of each role, round, area and language in the address, and what a closed account sees."""

from collections import Counter

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dss_core.access.roles import Role
from dss_core.model.text import Language, Text
from dss_core.store.accounts import disable_account, find_account
from dss_core.usecases.change_accounts import AccountDraft, change_account, reset_password
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import sign_out
from pages.shell import selection
from tests.dss_core.usecases.small_province import NEW, OLD
from tests.support.province import add_account, signed_in_as
from tests.support.visits import TOKEN, Visits, menu_of, metrics, trouble, turn_to, words_on

FIGURES = ["describe_province", "map_province", "describe_survey"]
STATISTICS = [*FIGURES, "measure_poverty"]
PLANS = ["build_scenario", "compare_scenarios"]
RANKING = ["rank_households", "stress_ranking"]
EVERYTHING = [*STATISTICS, "find_household", *RANKING, *PLANS]
# Which pages a sample account reaches, in the order of the menu. Whoever may import data also gets the upload.
MENUS = {
    "governor": [*EVERYTHING, "definitions"],
    "district": [*EVERYTHING, "definitions"],
    "manager": [*STATISTICS, "find_household", *RANKING, "definitions"],
    "verifier": [*STATISTICS, "find_household", "definitions"],
    "agency": [*FIGURES, "definitions"],
    "researcher": [*FIGURES, "export_research", "definitions"],
    "steward": [
        *EVERYTHING,
        "import_survey",
        "check_quality",
        "export_research",
        "definitions",
        "keep_privacy",
        "read_audit",
    ],
    "administrator": [
        *EVERYTHING,
        "import_survey",
        "check_quality",
        "export_research",
        "definitions",
        "manage_access",
        "keep_privacy",
        "read_audit",
    ],
}


@pytest.mark.parametrize("who", MENUS)
def test_the_menu_holds_the_pages_of_the_role(visit: Visits, province: Services, who: str):
    pages = list(menu_of(visit(province, who, "definitions", lang="en")))
    assert [page for page in pages if page != "home"] == MENUS[who]


def test_a_page_that_is_not_in_the_menu_cannot_be_reached_by_its_name(visit: Visits, province: Services):
    app = visit(province, "governor", "import_survey", lang="en")
    assert not app.file_uploader
    assert not any(title.value == "Upload a survey" for title in app.title)


def test_the_first_page_stands_behind_the_plain_address(visit: Visits, province: Services):
    app = visit(province, "governor", lang="en")
    assert [title.value for title in app.title] == [f"{_name(province, 'en')} in numbers"]


def test_the_menu_is_in_the_readers_language_and_in_sections(
    visit: Visits, province: Services, monkeypatch: pytest.MonkeyPatch
):
    sections: list[list[str]] = []
    navigation = st.navigation

    def noted(pages, **kw):
        sections.append(list(pages))
        return navigation(pages, **kw)

    monkeypatch.setattr(st, "navigation", noted)
    english = menu_of(visit(province, "governor", "definitions", lang="en"))
    thai = menu_of(visit(province, "governor", "definitions", lang="th"))
    assert sections == [
        ["Overview", "Households", "Decide", "Data"],
        ["ภาพรวม", "ครัวเรือน", "ตัดสินใจ", "ข้อมูล"],
    ]
    assert english.keys() == thai.keys()
    assert not set(english.values()) & set(thai.values())


def test_thai_comes_first(visit: Visits, province: Services):
    app = visit(province, "governor", "describe_province")
    assert app.query_params["lang"] == "th"
    assert app.title[0].value == f"{_name(province, 'th')} ในตัวเลข"


def test_a_language_that_does_not_exist_falls_back_to_thai(visit: Visits, province: Services):
    assert visit(province, "governor", "describe_province", lang="../../etc").query_params["lang"] == "th"


def test_the_newest_round_and_the_whole_area_come_first_and_stand_in_the_address(visit: Visits, province: Services):
    app = visit(province, "governor", "describe_province")
    assert app.query_params == {"lang": "th", "round": NEW, "area": province.catalog.province.code}


@pytest.mark.parametrize("asked", [OLD, "2567-1"], ids=["Common Era", "Buddhist Era"])
def test_a_round_in_the_address_is_shown(visit: Visits, province: Services, asked: str):
    app = visit(province, "governor", "describe_province", round=asked)
    assert app.query_params["round"] == OLD
    assert app.selectbox(key="round").value == OLD


@pytest.mark.parametrize("asked", ["2020-1", "2026", "x", "", "' OR 1=1 --"])
def test_a_round_that_does_not_exist_falls_back_to_the_newest(visit: Visits, province: Services, asked: str):
    app = visit(province, "governor", "describe_province", round=asked)
    assert not trouble(app)
    assert app.query_params["round"] == NEW


def test_a_district_and_a_sub_district_in_the_address_are_shown(visit: Visits, province: Services, district: str):
    inside = province.catalog.areas.children(district)[0].code
    assert visit(province, "governor", "describe_province", area=district).query_params["area"] == district
    app = visit(province, "governor", "describe_province", area=inside)
    assert app.query_params["area"] == inside
    assert (app.selectbox(key="district").value, app.selectbox(key=f"subdistrict_{district}").value) == (
        district,
        inside,
    )


@pytest.mark.parametrize("asked", ["9999", "1", "", "abcd", "490", "%", "49'--"])
def test_an_area_that_does_not_exist_falls_back_to_the_viewers_own(visit: Visits, province: Services, asked: str):
    app = visit(province, "governor", "describe_province", area=asked)
    assert not trouble(app)
    assert app.query_params["area"] == province.catalog.province.code


def test_an_area_outside_the_account_falls_back_to_the_viewers_own(visit: Visits, province: Services):
    (own_area,) = _scope_of(province, "district")
    other = next(area.code for area in province.catalog.areas.districts if area.code != own_area)
    inside = province.catalog.areas.children(other)[0].code
    for asked in (province.catalog.province.code, other, inside):
        app = visit(province, "district", "describe_province", area=asked)
        assert not trouble(app)
        assert app.query_params["area"] == own_area
        assert len(app.selectbox(key="district").options) == 1


def test_an_account_of_one_sub_district_sees_that_alone(visit: Visits, own: Services, district: str):
    code = own.catalog.areas.children(district)[0].code
    add_account(own, "one_place", Role.DISTRICT_OFFICER, code)
    app = visit(own, "one_place", "describe_province", area=district)
    assert app.query_params["area"] == code
    assert (len(app.selectbox(key="district").options), len(app.selectbox(key=f"subdistrict_{district}").options)) == (
        1,
        1,
    )


def test_an_account_of_two_places_chooses_between_them(visit: Visits, own: Services):
    first, second = (area.code for area in own.catalog.areas.districts[:2])
    add_account(own, "two_places", Role.DISTRICT_OFFICER, first, second)
    app = visit(own, "two_places", "describe_province", area=second)
    assert app.query_params["area"] == second
    assert len(app.selectbox(key="district").options) == 2


def test_an_account_without_any_area_is_told_so(visit: Visits, own: Services):
    add_account(own, "no_place", Role.DISTRICT_OFFICER)
    with own.database.writing() as connection:
        connection.exec_driver_sql("UPDATE account SET area_codes = '[]' WHERE username = 'no_place'")
    app = visit(own, "no_place", "describe_province", lang="en")
    assert [error.value.split(".")[0] for error in app.error] == [
        f"The area {own.catalog.province.code} is outside the area of your account"
    ]
    assert not app.title


def test_a_choice_in_the_sidebar_moves_figures_and_address(visit: Visits, province: Services, district: str):
    app = visit(province, "governor", "describe_province", lang="en")
    whole = metrics(app)["Households surveyed"]
    app.selectbox(key="district").set_value(district).run()
    assert app.query_params["area"] == district
    assert metrics(app)["Households surveyed"] != whole
    app.selectbox(key="district").set_value("").run()
    assert (app.query_params["area"], metrics(app)["Households surveyed"]) == (province.catalog.province.code, whole)


def test_another_language_keeps_round_area_and_page(visit: Visits, province: Services, district: str):
    inside = province.catalog.areas.children(district)[0].code
    app = visit(province, "governor", "map_province", lang="th", round=OLD, area=district)
    app.selectbox(key=f"subdistrict_{district}").set_value(inside).run()
    app.segmented_control(key="lang").set_value("en").run()
    assert app.query_params == {"lang": "en", "round": OLD, "area": inside}
    assert app.title[0].value == "Map"
    app.segmented_control(key="lang").set_value("th").run()
    assert app.query_params == {"lang": "th", "round": OLD, "area": inside}


def test_another_page_keeps_language_round_and_area(visit: Visits, province: Services, district: str):
    app = visit(province, "governor", "describe_province", lang="en", round=OLD, area=district)
    turn_to(app, "rank_households")
    assert app.query_params == {"lang": "en", "round": OLD, "area": district}


def test_districts_are_listed_as_a_thai_dictionary_would(visit: Visits, province: Services):
    names = visit(province, "governor", "definitions", lang="th").selectbox(key="district").options
    assert names[0] == "ทั้งจังหวัด"
    # Code points would put every name that begins with a vowel sign at the end.
    assert names[1:] == sorted(names[1:], key=selection.thai_sort_key)


def test_a_stranger_sees_the_reason_and_the_way_in(visit: Visits, province: Services):
    app = visit(province, None, "describe_province", lang="en")
    assert [warning.value for warning in app.warning] == ["You are not signed in. Sign in to go on."]
    assert any("Sign in" in words and "(/auth/sign-in)" in words for words in words_on(app))
    assert _no_data(app)


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_account_closed_in_the_middle_loses_its_open_page(visit: Visits, own: Services, language: Language):
    app = visit(own, "governor", "find_household", lang=language)
    assert len(app.dataframe)
    with own.database.writing() as connection:
        disable_account(connection, "governor")
    app.selectbox(key="household_level").set_value(1).run()
    told = {"en": "Your session has ended.", "th": "การเข้าใช้งานของท่านสิ้นสุดแล้ว"}
    assert [warning.value.startswith(told[language]) for warning in app.warning] == [True]
    assert _no_data(app)


def test_another_role_or_area_is_taken_over_at_the_next_rerun(visit: Visits, own: Services):
    """Nobody has to sign in again, and nobody keeps what was taken away."""
    add_account(own, "mali", Role.DISTRICT_OFFICER)
    chief, (district, *_) = operator(own), own.catalog.areas.districts
    app = visit(own, "mali", "find_household", lang="en")
    assert app.query_params["area"] == own.catalog.province.code
    change_account(own, chief, AccountDraft("mali", Text("ก", "a"), Role.DISTRICT_OFFICER.value, (district.code,)))
    app.run()
    assert app.query_params["area"] == district.code
    assert len(app.selectbox(key="district").options) == 1
    change_account(own, chief, AccountDraft("mali", Text("ก", "a"), Role.RESEARCHER.value, (district.code,)))
    app.run()
    assert "find_household" not in menu_of(app)
    assert not [table for table in app.dataframe if "code" in table.value]


def test_a_password_given_out_anew_shuts_the_open_page(visit: Visits, own: Services):
    add_account(own, "mali", Role.DISTRICT_OFFICER)
    app = visit(own, "mali", "describe_province", lang="en")
    reset_password(own, operator(own), "mali")
    app.run()
    assert [warning.value for warning in app.warning] == ["Your session has ended. Sign in again to go on."]
    assert _no_data(app)


def test_a_session_that_was_ended_elsewhere_shows_nothing_more(visit: Visits, own: Services):
    app = visit(own, "governor", "describe_province", lang="en")
    sign_out(own, app.session_state[TOKEN])
    app.run()
    assert len(app.warning) == 1
    assert _no_data(app)


def test_signing_out_ends_the_session_and_the_page_at_once(
    visit: Visits, own: Services, monkeypatch: pytest.MonkeyPatch
):
    app = visit(own, "governor", "describe_province", lang="en")
    runs = _counted_reruns(monkeypatch)
    app.button(key="sign_out").click().run()
    assert runs["rerun"] == 1
    assert [warning.value for warning in app.warning] == ["Your session has ended. Sign in again to go on."]
    assert _no_data(app)
    app.run()
    assert runs["rerun"] == 1, "the page must not run for ever"


def test_an_invented_token_opens_nothing(visit: Visits, province: Services):
    app = visit(province, None, "describe_province", lang="en")
    app.session_state[TOKEN] = "0" * 43
    app.run()
    assert _no_data(app)
    app.session_state[TOKEN] = signed_in_as(province, "governor")
    app.run()
    assert not _no_data(app)


def test_the_account_is_named_in_the_readers_language(visit: Visits, province: Services):
    assert any("Governor's working group" in words for words in words_on(visit(province, "governor", lang="en")))
    assert any("คณะทำงานผู้ว่าราชการจังหวัด" in words for words in words_on(visit(province, "governor", lang="th")))


def _counted_reruns(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    counted: Counter[str] = Counter()
    rerun = st.rerun

    def noted(*args, **kw):
        counted["rerun"] += 1
        rerun(*args, **kw)

    monkeypatch.setattr(st, "rerun", noted)
    return counted


def _no_data(app: AppTest) -> bool:
    """Whether nothing of the province is on the page, its menu and choices of area included."""
    drawn = [app.get(kind) for kind in ("vega_lite_chart", "deck_gl_json_chart")]
    shown = (app.dataframe, app.metric, app.title, app.selectbox, *drawn)
    return not app.exception and not any(len(part) for part in shown)


def _name(services: Services, language: Language) -> str:
    return services.catalog.areas.province.name.read(language)


def _scope_of(services: Services, username: str) -> tuple[str, ...]:
    with services.database.reading() as connection:
        account = find_account(connection, username)
    assert account is not None
    return tuple(account.area_codes)
