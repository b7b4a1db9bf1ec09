"""What somebody must not see or take in, tried in a real browser."""

import tomllib
from pathlib import Path

from playwright.sync_api import Browser

from dss_core.access.roles import Role
from dss_core.errors import BadFile
from dss_core.language.messages import explain
from dss_core.language.translate import translator
from tests.browser.files import broken_file, shipped_catalog, spoilt_file
from tests.browser.visitor import Visitor
from tests.support.sources import ROOT

DATA = ROOT / "data"
thai, english = translator("th", DATA), translator("en", DATA)


def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(visitor: Visitor, tmp_path: Path):
    file = broken_file(tmp_path)
    visitor.sign_in("steward")
    visitor.open("import_survey", lang="th")
    visitor.upload(file)
    told = visitor.page.locator("[data-testid=stAlert]").inner_text()
    assert explain(BadFile("file_not_a_workbook", file=file.name), thai) in told
    assert not visitor.keyed("commit").count()


def test_a_file_with_errors_shows_each_of_them_and_cannot_be_taken_in(visitor: Visitor, tmp_path: Path):
    visitor.sign_in("steward")
    visitor.open("import_survey", lang="en")
    visitor.upload(spoilt_file(tmp_path))
    errors = [row for row in visitor.table() if row[0] == english("error")]
    assert len(errors) == visitor.metric(2) > 0
    assert all(row[1] and row[2] and row[3] and row[5] for row in errors), "sheet, row, column and reason"
    assert not visitor.keyed("commit").count()


def test_a_district_officer_cannot_reach_another_district_by_its_address(visitor: Visitor):
    username, own = district_officer()
    other = next(area for area in shipped_catalog().areas.districts if area.code != own)
    visitor.sign_in(username)
    for name in ("describe_province", "find_household"):
        visitor.open(name, lang="th", area=other.code)
        assert visitor.address()[1]["area"] == own
        assert other.name.th not in visitor.text()
    assert all(row[0].startswith(own) for row in visitor.table()), "house codes begin with the district"


def test_a_district_officer_cannot_open_the_upload_page(visitor: Visitor):
    visitor.sign_in(district_officer()[0])
    assert thai("Upload a survey") not in visitor.text()
    visitor.open("import_survey", lang="th")
    assert not visitor.page.locator("input[type=file]").count()
    assert visitor.address()[0] != "import_survey"


def test_two_people_read_in_two_languages_at_the_same_time(visitor: Visitor, chromium: Browser):
    first = visitor
    with Visitor(chromium, visitor.url) as second:
        first.sign_in("governor", "th")
        second.sign_in("governor", "en")
        for page in ("Survey statistics", "Priority ranking"):
            with first.acting(), second.acting():
                first.menu(thai(page)).click()
                second.menu(page).click()
            assert first.title() == thai(page)
            assert second.title() == page
            assert page not in first.text()
            assert thai(page) not in second.text()


def district_officer() -> tuple[str, str]:
    """The sample account that sees one district, and that district."""
    accounts = tomllib.loads((DATA / "sample" / "accounts.toml").read_text(encoding="utf-8"))["accounts"]
    found = next(account for account in accounts if account["role"] == Role.DISTRICT_OFFICER)
    return found["username"], found["areas"][0]
