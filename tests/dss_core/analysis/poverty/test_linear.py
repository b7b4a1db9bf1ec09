"""The influence of a row is the derivative of the estimate by its weight: every standard error stands on this."""

from collections.abc import Callable

import numpy as np
import pytest

from dss_core.analysis.arrays import Floats
from dss_core.analysis.poverty.fgt import fgt, sst, watts
from dss_core.analysis.poverty.inequality import atkinson, gini, quantile_shares, theil
from dss_core.analysis.poverty.linear import Linear, Note, mean, ratio

LINE = 20_000.0
MEASURES: dict[str, Callable[[Floats, Floats], Linear]] = {
    "FGT0": lambda x, w: fgt(x, w, LINE, 0),
    "FGT1": lambda x, w: fgt(x, w, LINE, 1),
    "FGT2": lambda x, w: fgt(x, w, LINE, 2),
    "watts": lambda x, w: watts(x, w, LINE),
    "sst": lambda x, w: sst(x, w, LINE),
    "gini": gini,
    "theil": theil,
    "atkinson 1": lambda x, w: atkinson(x, w, 1.0),
    "atkinson 0.5": lambda x, w: atkinson(x, w, 0.5),
    "atkinson 2": lambda x, w: atkinson(x, w, 2.0),
}


@pytest.fixture
def sample() -> tuple[Floats, Floats]:
    draw = np.random.default_rng(20261122)
    x = np.exp(draw.normal(10, 0.7, 40))
    x[5], x[6] = x[4], x[4]  # ties
    return x, draw.uniform(0.5, 3, 40)


@pytest.mark.parametrize("name", MEASURES)
def test_the_influence_is_the_derivative_by_the_weight(name: str, sample: tuple[Floats, Floats]):
    x, w = sample
    measure, step = MEASURES[name], 1e-5
    slopes = []
    for row in range(len(x)):
        change = np.where(np.arange(len(x)) == row, step, 0.0)
        slopes.append((measure(x, w + change).value - measure(x, w - change).value) / (2 * step))
    assert measure(x, w).influence == pytest.approx(np.array(slopes), abs=1e-8)


@pytest.mark.parametrize("name", MEASURES)
def test_the_influences_cancel_because_the_size_of_the_population_does_not_matter(
    name: str, sample: tuple[Floats, Floats]
):
    x, w = sample
    assert w @ MEASURES[name](x, w).influence == pytest.approx(0, abs=1e-10)


def test_the_influences_of_the_shares_of_fifths_cancel_too(sample: tuple[Floats, Floats]):
    x, w = sample
    shares = quantile_shares(x, w)
    assert sum(share.influence for share in shares) == pytest.approx(np.zeros(40), abs=1e-12)


def test_a_ratio_without_anything_below_is_not_defined():
    found = ratio(np.ones(3), np.zeros(3), np.ones(3), Note.NOBODY_POOR)
    assert np.isnan(found.value) and found.notes == (Note.NOBODY_POOR,)
    assert np.isnan(mean(np.zeros(0), np.zeros(0)).value)
