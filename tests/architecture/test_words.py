"""The words of the product: all of them translated, none guessed, none left over, every placeholder kept."""

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from dss_core.model.text import LANGUAGES
from tests.support.sources import ROOT, product_files

# The same as `make words` gives to pybabel.
KEYWORDS = {"_": None, "N_": None, "n": (1, 2)}
SOURCE_LANGUAGE = "en"
translated = pytest.mark.parametrize("language", [one for one in LANGUAGES if one != SOURCE_LANGUAGE])


def source_words() -> Catalog:
    catalogue = Catalog()
    for path in product_files():
        for line, message, comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
            catalogue.add(message, locations=[(str(path), line)], auto_comments=comments)
    return catalogue


def words_of(language: str) -> Catalog:
    path = ROOT / "data" / "language" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def ids(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def told(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@translated
def test_every_word_of_the_source_is_in_the_catalogue_and_no_other(language: str):
    source, catalogue = ids(source_words()), ids(words_of(language))
    assert not source - catalogue, "run `make words`, then translate"
    assert not catalogue - source, "run `make words`: the source no longer has these"


@translated
def test_every_word_is_translated(language: str):
    open_words = [message.id for message in words_of(language) if message.id and not all(told(message))]
    assert not open_words


@translated
def test_no_translation_is_a_guess(language: str):
    assert not [message.id for message in words_of(language) if message.id and message.fuzzy]


@translated
def test_no_old_word_is_kept(language: str):
    assert not words_of(language).obsolete


@translated
def test_a_translation_keeps_the_placeholders_of_its_source(language: str):
    changed = []
    for message in words_of(language):
        source = message.id[-1] if isinstance(message.id, tuple | list) else message.id
        if source and any(placeholders(words) != placeholders(source) for words in told(message)):
            changed.append(source)
    assert not changed


def test_words_are_found_in_every_way_they_are_marked(tmp_path: Path):
    path = tmp_path / "page.py"
    path.write_text('_("a {x}", x=_("b"))\nN_("c")\n_.n("{k} one", "{k} many", k, k=number(k))\nprint("d")\n')
    found = {message for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS)}
    assert found == {"a {x}", "b", "c", ("{k} one", "{k} many")}
