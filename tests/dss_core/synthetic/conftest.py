"""The catalogue, the recipe and rounds that the tests of the synthetic province share."""

import pytest

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.load import load_catalog
from dss_core.settings import ROOT
from dss_core.synthetic.generate import SyntheticRound, generate, panel
from dss_core.synthetic.recipe import Recipe, load_recipe

DATA = ROOT / "data"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(DATA)


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    return load_recipe(DATA)


@pytest.fixture(scope="session")
def rounds(catalog: Catalog, recipe: Recipe) -> list[SyntheticRound]:
    """The recipe's rounds, oldest first, freshly made."""
    seed = recipe.figures.seed
    return [
        generate(catalog, entry.households, entry.year, entry.wave, seed, first, recipe)
        for entry, first in panel(recipe.figures.rounds)
    ]
