"""What holds for every page: it opens, speaks one language, stamps its figures, and says without data what to do."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dss_core.language.format import number, round_label
from dss_core.model.areas import AreaLevel
from dss_core.model.text import LANGUAGES, Language
from dss_core.usecases.services import Services, all_rounds
from pages import PAGES, PageEntry
from tests.support.sources import name_of, page_files, tree_of
from tests.support.visits import Visits, matches, translations, trouble, undecorated, words_on

THAI = re.compile("[\u0e01-\u0e5b]")
ENGLISH_PHRASE = re.compile(r"([A-Za-z]{2,}\s+){2}[A-Za-z]{2,}")
SOURCE_AND_DATE = re.compile(r"\(\d+ \S+ \d{4}\)$")  # a source is named in the language it is written in
# The language switch, and the mark that must be understood by everybody.
IN_BOTH = {"ภาษา · Language", "ไทย", "ข้อมูลสังเคราะห์ / synthetic"}

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda entry: entry.name)
each_page_with_figures = pytest.mark.parametrize(
    "page", [entry for entry in PAGES if entry.needs_round], ids=lambda entry: entry.name
)
each_language = pytest.mark.parametrize("language", LANGUAGES)


Opened = Callable[[str, Language], AppTest]


@pytest.fixture(scope="module")
def opened(province: Services) -> Iterator[Opened]:
    """A page as the administrator finds it, opened once for all tests that only look."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        visits = Visits(monkeypatch)
        yield cache(lambda page, language: visits(province, "administrator", page, lang=language))


@each_language
@each_page
def test_a_page_opens_with_a_title(opened: Opened, page: PageEntry, language: Language):
    app = opened(page.name, language)
    assert not trouble(app)
    assert len(app.title) == 1
    assert app.title[0].value.strip()


@each_page
def test_no_english_of_ours_is_shown_in_thai(opened: Opened, page: PageEntry):
    shown = words_on(opened(page.name, "th"))
    assert matches(shown, translations()) == []


@each_page
def test_no_english_phrase_at_all_is_shown_in_thai(opened: Opened, page: PageEntry):
    """English that is on no list of words to translate would stay English for ever."""
    shown = words_on(opened(page.name, "th"))
    assert {text for text in shown if ENGLISH_PHRASE.search(text) and not SOURCE_AND_DATE.search(text)} == set()


@pytest.mark.parametrize("path", page_files(), ids=name_of)
def test_words_are_translated_under_the_name_by_which_they_are_found(path: Path):
    """``make words`` looks for ``_("...")``; words given to ``context.translate("...")`` are never found."""
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    named = [c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr == "translate"]
    assert not [ast.unparse(c) for c in named if c.args and isinstance(c.args[0], ast.Constant)]


@each_page
def test_no_thai_is_shown_in_english(opened: Opened, page: PageEntry):
    shown = words_on(opened(page.name, "en"))
    assert {text for text in shown if THAI.search(text) and undecorated(text) not in IN_BOTH} == set()


@each_language
@each_page_with_figures
def test_figures_carry_round_area_count_and_origin(
    visit: Visits, province: Services, page: PageEntry, language: Language, frame: pd.DataFrame, district: str
):
    app = visit(province, "governor", page.name, lang=language, area=district)
    badges = [undecorated(text.value) for text in app.markdown if "-badge[" in text.value]
    newest = all_rounds(province)[0]
    count = number((frame["district_code"] == district).sum(), language)
    assert "ข้อมูลสังเคราะห์ / synthetic" in badges
    assert round_label(newest.year, newest.wave, language) in badges
    assert province.catalog.areas.get(district).name.read(language) in badges
    assert any(re.search(rf"\bn = {count}\b", badge) for badge in badges)


@each_page_with_figures
def test_the_stamp_names_the_data_and_the_definitions_to_be_quoted(opened: Opened, province: Services, page: PageEntry):
    state, newest = province.state(), all_rounds(province)[0]
    app = opened(page.name, "en")
    freeze = f"{newest.id}.v{state.data_version}.{province.catalog.version}"
    assert any(freeze in (text.proto.help or "") for text in app.markdown)


@each_page_with_figures
def test_an_area_without_a_household_is_no_mistake(visit: Visits, own: Services, page: PageEntry):
    missing = _area_without_households(own)
    app = visit(own, "administrator", page.name, lang="en", area=missing)
    assert not trouble(app)
    assert any("n = 0 households" in text.value for text in app.markdown)


def _area_without_households(services: Services) -> str:
    """A sub-district whose households are taken out of every round, straight from the tables."""
    code = next(area.code for area in services.catalog.areas.all if area.level is AreaLevel.SUBDISTRICT)
    with services.database.writing() as connection:
        for table in ("person_round", "household_round"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE household_id IN "
                f"(SELECT household_id FROM household_round WHERE subdistrict_code = '{code}')"
            )
    return code


@each_language
@each_page
@pytest.mark.parametrize("who", ["data_steward", "governor_group"])
def test_without_a_round_a_page_says_what_to_do(
    visit: Visits, empty: Services, page: PageEntry, language: Language, who: str
):
    app = visit(empty, who, page.name, lang=language)
    assert not trouble(app)
    shown = " ".join(words_on(app))
    assert "synthetic" not in shown, "a database for real data is not marked as synthetic"
    if not page.needs_round:
        return
    wanted = {
        ("data_steward", "en"): "Open “Upload a survey” in the menu",
        ("governor_group", "en"): "Ask the data steward or the administrator",
        ("data_steward", "th"): translations()["Open “Upload a survey” in the menu and take in the first survey file."],
        ("governor_group", "th"): translations()[
            "Ask the data steward or the administrator to take in the first survey file."
        ],
    }
    assert wanted[who, language] in shown
    assert not app.dataframe
    assert not app.metric
