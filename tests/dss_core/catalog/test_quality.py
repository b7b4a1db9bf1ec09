"""The limits of the quality page: as they are shipped, and what is refused."""

from pathlib import Path

import pytest

from dss_core.catalog.quality import QUALITY, load_quality
from dss_core.errors import BadCatalog
from dss_core.settings import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a copy of the file."""
    (tmp_path / "catalog").mkdir()
    (tmp_path / QUALITY).write_bytes((ROOT / "data" / QUALITY).read_bytes())
    return tmp_path


def changed(folder: Path, old: str, new: str) -> Path:
    text = (folder / QUALITY).read_text(encoding="utf-8")
    assert old in text
    (folder / QUALITY).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_the_shipped_limits_name_their_source_and_standing(folder: Path):
    rules = load_quality(folder)
    assert rules.source and rules.standing.value == "proposal"
    assert (rules.ages_to - rules.ages_from + 1) % 5 == 0


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (100.0, "highly accurate"),
        (105.0, "highly accurate"),
        (120.0, "approximate"),
        (175.1, "very rough"),
        (500.0, "very rough"),
    ],
)
def test_an_index_has_the_words_of_its_band(folder: Path, index: float, words: str):
    assert load_quality(folder).whipple_label(index).en == words


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("ages_to = 62", "ages_to = 60", "ages_to"),
        ("upto = 110.0", "upto = 104.0", "whipple"),
        ("confidence = 0.95", "confidence = 95", "confidence"),
        ("income_step = 1000.0", "", "income_step"),
    ],
)
def test_a_wrong_limit_is_named_with_its_place(folder: Path, old: str, new: str, key: str):
    with pytest.raises(BadCatalog) as refused:
        load_quality(changed(folder, old, new))
    assert (refused.value.params["file"], refused.value.params["key"]) == (QUALITY, key)
