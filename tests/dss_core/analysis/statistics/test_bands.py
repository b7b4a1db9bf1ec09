"""Reading a mean by its band."""

from datetime import date

import numpy as np
import pytest

from dss_core.analysis.statistics.bands import band_of, band_positions, interpret, rounded_half_away
from dss_core.catalog.bands import Bands
from dss_core.catalog.definitions import Label, Level, Standing


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


def bands_of(levels: tuple[Level, ...], decimals: int | None) -> Bands:
    return Bands(
        id="by_hand",
        label=Label(th="x", en="x"),
        source="by hand",
        source_on=date(2026, 1, 1),
        standing=Standing.PROPOSAL,
        decimals=decimals,
        levels=levels,
    )


def test_a_mean_is_rounded_as_it_is_printed_before_it_is_interpreted(levels: tuple[Level, ...]):
    means = np.array([1.745, 1.744, np.nan, 0.2])
    found = [level and level.number for level in interpret(means, bands_of(levels, 2))]
    assert found == [2, 1, None, None]
    assert [level and level.number for level in interpret(means, bands_of(levels, None))] == [1, 1, None, None]


def test_halves_go_away_from_zero_where_they_fall_on_paper():
    np.testing.assert_array_equal(
        rounded_half_away(np.array([0.125, 2.675, -2.5, 4.505, np.nan]), 2), [0.13, 2.68, -2.5, 4.51, np.nan]
    )
