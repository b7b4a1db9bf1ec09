"""What people type, as values."""

import pytest

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.load import load_catalog
from dss_core.cli.options import programme_option, round_option, weights_option
from dss_core.errors import BadInput, NotFound
from dss_core.model.scenarios import ProgrammeChoice
from dss_core.settings import ROOT
from dss_core.usecases.initialise import initialise
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import open_small


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "data")


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("disability_adult", ProgrammeChoice("disability_adult", 9600.0)),
        ("disability_adult=1,250.50", ProgrammeChoice("disability_adult", 1250.5)),
        ("disability_adult=1000:25", ProgrammeChoice("disability_adult", 1000.0, 25)),
        ("disability_adult=:1,000", ProgrammeChoice("disability_adult", 9600.0, 1000)),
        ("disability_adult=0:0", ProgrammeChoice("disability_adult", 0.0, 0)),
    ],
)
def test_a_programme_with_its_cost_and_places(text: str, choice: ProgrammeChoice, catalog: Catalog):
    assert programme_option(catalog, text) == choice


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("free_lunch", "catalog_unknown"),
        ("occupational_grant", "programme_without_cost"),
        ("disability_adult=many", "option_not_a_number"),
        ("disability_adult=1000:some", "option_not_a_number"),
        ("disability_adult=1000:2.5", "option_not_whole"),
        ("disability_adult=1000:nan", "option_not_whole"),
        ("disability_adult=1000:inf", "option_not_whole"),
    ],
)
def test_a_programme_that_cannot_be_read_is_told(text: str, code: str, catalog: Catalog):
    with pytest.raises((BadInput, NotFound)) as refused:
        programme_option(catalog, text)
    assert refused.value.code == code


def test_weights_are_those_typed_else_those_of_the_preset(catalog: Catalog):
    assert weights_option(catalog, "unused", ["human=2", "f1=0.5"]) == (("human", 2.0), ("f1", 0.5))
    preset = catalog.presets[0]
    assert weights_option(catalog, preset.id, []) == tuple(preset.weights.items())


@pytest.mark.parametrize("text", ["human", "human=", "human=much", "=1x"])
def test_a_weight_that_is_no_number_is_told(text: str, catalog: Catalog):
    with pytest.raises(BadInput) as refused:
        weights_option(catalog, "", [text])
    assert (refused.value.code, refused.value.params["option"]) == ("option_not_a_number", text)


def test_a_round_is_typed_in_either_era_and_is_the_newest_by_default(installed: Services):
    assert round_option(installed, "2567-1") == round_option(installed, "2024-1") == "2024-1"
    assert round_option(installed, None) == "2026-1"
    with pytest.raises(BadInput) as refused:
        round_option(installed, "last year")
    assert refused.value.code == "round_unreadable"


def test_without_any_round_there_is_no_newest(data, tmp_path):
    services = open_small(data, tmp_path / "empty")
    initialise(services, with_sample=False)
    with pytest.raises(BadInput) as refused:
        round_option(services, None)
    assert refused.value.code == "no_rounds"
