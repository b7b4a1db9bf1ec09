"""The running app, driven over its WebSocket with values that no widget ever offered: nothing of another area comes."""

import re
import tomllib
from collections.abc import Iterator
from http.cookies import SimpleCookie

import httpx
import pytest

from dss_core.catalog.load import load_catalog
from pages.shell.gate import COOKIE, SIGN_IN
from tests.browser.served import served_app
from tests.support.sources import ROOT
from tests.support.stream import Heard, Stream

ACCOUNTS = {
    one["username"]: one
    for one in tomllib.loads((ROOT / "data" / "sample" / "accounts.toml").read_text(encoding="utf-8"))["accounts"]
}
WHO = "district"
OWN = ACCOUNTS[WHO]["areas"][0]
AREAS = load_catalog(ROOT / "data").areas
OTHER = next(area for area in AREAS.districts if area.code != OWN)
OTHERS = [area for area in AREAS.districts if area.code != OWN]
PAGES = ("describe_province", "find_household", "rank_households", "stress_ranking", "build_scenario", "map_province")
HOUSE = re.compile(AREAS.province.code.encode() + rb"\d\d-\d{6}-\d")  # a column of them comes without gaps


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_app(tmp_path_factory.mktemp("forged")) as address:
        yield address


def cookie_of(url: str, username: str) -> str:
    form = {"username": username, "password": ACCOUNTS[username]["password"]}
    answer = httpx.post(f"{url}{SIGN_IN}", data=form, trust_env=False)
    return f"{COOKIE}={SimpleCookie(answer.headers['set-cookie'])[COOKIE].value}"


@pytest.fixture(scope="module")
def officer(url: str) -> str:
    """The cookie of an officer of one district; each stream is a new browser tab that remembers no choice."""
    return cookie_of(url, WHO)


def nothing_of_others(heard: Heard, sent: object = "") -> None:
    """``sent`` may come back in a sentence; whoever wrote it knows it already."""
    assert len(heard.raw) > 1000, "something was shown"
    told = [area.name.th for area in OTHERS if heard.holds(area.name.th) and area.name.th != sent]
    assert not told, "names of other districts"
    houses = {code.decode() for code in HOUSE.findall(heard.raw)}
    assert {code for code in houses if not code.startswith(OWN)} == set()


def listed_elsewhere(url: str) -> list[str]:
    """House codes of another district, as somebody sees them who may."""
    with Stream(url, cookie_of(url, "governor")) as stream:
        codes = HOUSE.findall(stream.run("find_household", area=OTHER.code, lang="th").raw)
    return [code.decode() for code in codes if code.startswith(OTHER.code.encode())]


def test_the_way_of_looking_sees_other_areas_where_they_are_shown(url: str):
    """Otherwise finding nothing below would prove nothing."""
    with Stream(url, cookie_of(url, "governor")) as stream:
        overview = stream.run("describe_province", area=AREAS.province.code, lang="th")
    assert all(overview.holds(area.name.th) for area in OTHERS)
    assert listed_elsewhere(url)


@pytest.mark.parametrize("page", PAGES)
def test_an_area_in_the_address_opens_no_other_area(url: str, officer: str, page: str):
    for area in (OTHER.code, AREAS.children(OTHER.code)[0].code, AREAS.province.code, f"{OWN},{OTHER.code}"):
        with Stream(url, officer) as stream:
            nothing_of_others(stream.run(page, area=area, lang="th"))


@pytest.mark.parametrize("page", PAGES)
def test_a_choice_that_no_list_box_offered_opens_no_other_area(url: str, officer: str, page: str):
    with Stream(url, officer) as stream:
        first = stream.run(page, lang="th")
        keys = {"district", f"subdistrict_{OWN}"}
        assert keys <= first.widgets.keys()
        for value in (OTHER.code, OTHER.name.th, f"{OTHER.code}01", "", 3, [OTHER.code]):
            nothing_of_others(stream.run(page, dict.fromkeys(keys, value), lang="th"), value)


def test_the_search_finds_no_household_of_another_area(url: str, officer: str):
    code = listed_elsewhere(url)[0]
    with Stream(url, officer) as stream:
        stream.run("find_household", lang="th")
        for text in (code, code.replace("-", ""), OTHER.code, "%"):
            heard = stream.run("find_household", {"household_text": text}, lang="th", area=OTHER.code)
            found = {one.decode() for one in HOUSE.findall(heard.raw)} - {code}  # what was typed may come back
            assert all(one.startswith(OWN) for one in found)


@pytest.mark.parametrize("who", ["district", "verifier", "agency", "researcher"])
@pytest.mark.parametrize("page", ["manage_access", "keep_privacy", "read_audit", "import_survey"])
def test_a_page_that_the_menu_does_not_hold_cannot_be_asked_for(url: str, who: str, page: str):
    with Stream(url, cookie_of(url, who)) as stream:
        heard = stream.run(page, lang="en")
        assert not {"access_account", "audit_check", "survey_file"} & heard.widgets.keys()
        assert not heard.holds("sample-administrator")


def test_a_household_list_is_not_sent_to_whoever_may_not_see_one(url: str):
    with Stream(url, cookie_of(url, "researcher")) as stream:
        for page in ("find_household", "rank_households", "stress_ranking", "build_scenario"):
            assert not HOUSE.findall(stream.run(page, lang="th").raw), page


def test_without_a_session_no_stream_opens(url: str):
    for cookie in ("", f"{COOKIE}=made-up"):
        with pytest.raises(Exception, match=r"403|1008|rejected"), Stream(url, cookie) as stream:
            stream.run("describe_province")
