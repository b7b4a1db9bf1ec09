"""The shipped bands, and what is said of wrong ones."""

from pathlib import Path

import pytest

from dss_core.catalog.bands import BANDS, Bands, load_bands
from dss_core.catalog.load import Catalog
from dss_core.errors import BadCatalog
from tests.dss_core.catalog.conftest import DATA, Copy


def limits(bands: Bands) -> list[float]:
    return [bands.levels[0].lower, *(level.upper for level in bands.levels)]


def test_the_three_ways_to_read_a_mean_are_those_of_the_field(catalog: Catalog):
    bands = load_bands(DATA)
    assert list(bands) == ["livelihood_levels", "five_point", "equal_width"]
    assert limits(bands["five_point"]) == [1.0, 1.51, 2.51, 3.51, 4.51, 5.0]
    assert limits(bands["equal_width"]) == [1.0, 1.81, 2.61, 3.41, 4.21, 5.0]
    assert bands["livelihood_levels"].levels == catalog.instrument.levels


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("lower = 2.51", "lower = 2.6", "catalog_levels", "bands[1].levels[2].lower"),
        ("number = 3, label", "number = 4, label", "catalog_levels", "bands[1].levels[2].number"),
        ("lower = 1.0, upper = 1.51", "lower = 1.6, upper = 1.51", "catalog_levels", "bands[1].levels[0].upper"),
        ('levels_from = "instrument"\n', "", "catalog_levels", "bands[0].levels"),
        ("decimals = 2", 'decimals = 2\nlevels_from = "instrument"', "catalog_value", "bands[1].levels_from"),
        ('id = "equal_width"', 'id = "five_point"', "catalog_duplicate", "bands[2].id"),
        ("decimals = 2", "decimals = -1", "catalog_value", "bands[1].decimals"),
    ],
)
def test_a_wrong_band_is_named_with_its_place(copy: Copy, old: str, new: str, code: str, key: str):
    copy.replace(BANDS, old, new)
    with pytest.raises(BadCatalog) as caught:
        load_bands(copy.root)
    assert (caught.value.code, caught.value.params["file"], caught.value.params["key"]) == (code, BANDS, key)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(BadCatalog, match="catalog_missing_file"):
        load_bands(tmp_path)
