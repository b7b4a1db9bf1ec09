"""Reading a mean by its band."""

import numpy as np
import pytest

from dss_core.analysis.statistics.bands import band_of, band_positions
from dss_core.catalog.definitions import Level


@pytest.mark.parametrize(("mean", "number"), [(1.0, 1), (1.7499999999999998, 2), (2.49, 2), (4.0, 4)])
def test_a_mean_is_read_by_the_band_it_lies_in(mean: float, number: int, levels: tuple[Level, ...]):
    band = band_of(mean, levels)
    assert band is not None and band.number == number


@pytest.mark.parametrize("mean", [np.nan, 0.5, 4.5])
def test_a_mean_that_is_missing_or_off_the_scale_has_no_band(mean: float, levels: tuple[Level, ...]):
    assert band_of(mean, levels) is None


def test_bands_may_come_in_any_order(levels: tuple[Level, ...]):
    backwards = levels[::-1]
    np.testing.assert_array_equal(band_positions(np.array([1.0, 4.0, 2.5]), backwards), [3, 0, 1])


def test_a_gap_between_bands_belongs_to_none(levels: tuple[Level, ...]):
    with_gap = (levels[0], levels[2])
    np.testing.assert_array_equal(band_positions(np.array([1.5, 2.0, 2.5]), with_gap), [0, -1, 1])
