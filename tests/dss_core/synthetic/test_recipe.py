"""The recipe fits the catalogue, and says what is wrong with it."""

import shutil
from pathlib import Path

import pytest

from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadCatalog
from dss_core.settings import ROOT
from dss_core.synthetic.recipe import Recipe, load_recipe


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sample").mkdir()
    for name in ("synthetic.toml", "names.toml"):
        shutil.copy(ROOT / "data" / "sample" / name, tmp_path / "sample" / name)
    return tmp_path


def test_every_capital_and_indicator_of_the_recipe_is_in_the_instrument(catalog: Catalog, recipe: Recipe) -> None:
    scores = recipe.figures.scores
    indicators = set(catalog.instrument.indicator_ids)
    assert set(scores.capitals) == set(catalog.instrument.capital_ids)
    named = {*scores.members, *scores.no_farmland_indicators, recipe.figures.income.indicator}
    for capital, target in scores.capitals.items():
        assert set(target.ease) <= {i.id for i in catalog.instrument.indicators_of(capital)}
        named |= set(target.ease)
    assert named <= indicators
    assert recipe.figures.traits.follow in scores.capitals


def test_indicators_that_are_not_whole_are_exactly_those_averaged_over_members(
    catalog: Catalog, recipe: Recipe
) -> None:
    assert set(recipe.figures.scores.members) == {i.id for i in catalog.instrument.indicators if not i.is_whole}


def test_every_code_of_the_recipe_is_in_its_code_list(catalog: Catalog, recipe: Recipe) -> None:
    figures = recipe.figures
    known = {name: {entry.code for entry in codes.codes} for name, codes in catalog.code_lists.items()}
    assert set(figures.traits.health.codes) == known["health"]
    assert set(figures.traits.education.codes) <= known["education"]
    assert set(figures.traits.occupation.codes) <= known["occupation"]
    assert set(figures.income.earning_weight) <= known["occupation"]
    assert {rule.code for rule in figures.welfare} <= known["welfare"]
    for rule in figures.welfare:
        assert set(rule.health) <= known["health"]
        assert set(rule.occupations) <= known["occupation"]
    for member in figures.scores.members.values():
        assert not member.scores or set(member.scores) <= known[str(member.trait)]


def test_weights_name_sub_districts_of_the_province(catalog: Catalog, recipe: Recipe) -> None:
    assert set(recipe.figures.places.weights) == {area.code for area in catalog.areas.subdistricts}


def test_a_wrong_figure_is_told_with_its_file_and_key(folder: Path) -> None:
    path = folder / "sample" / "synthetic.toml"
    path.write_text(path.read_text("utf-8").replace("poor_share = 0.933", "poor_share = 1.933"), "utf-8")
    with pytest.raises(BadCatalog) as told:
        load_recipe(folder)
    assert told.value.params["file"] == "sample/synthetic.toml"
    assert told.value.params["key"] == "outcome.poor_share"


def test_a_missing_list_of_names_is_told(folder: Path) -> None:
    (folder / "sample" / "names.toml").unlink()
    with pytest.raises(BadCatalog) as told:
        load_recipe(folder)
    assert told.value.params["file"] == "sample/names.toml"
