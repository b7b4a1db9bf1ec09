"""Standard errors of the Alkire-Foster measures: against the textbook, row by row, and under a design."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.poverty.af_errors import AlkireFosterErrors, alkire_foster_errors
from dss_core.analysis.poverty.alkire_foster import AlkireFoster, alkire_foster
from dss_core.analysis.poverty.profiles import Deprivations, collapse
from dss_core.analysis.statistics.design import Sample, SurveyDesign, sample_of

WEIGHTS = np.array([0.25, 0.25, 0.2, 0.2, 0.1])
CUTOFFS = [0.3, 0.5]
FIELDS = ("headcount", "intensity", "adjusted", "uncensored", "censored", "absolute", "percent")


@pytest.fixture
def matrix() -> Deprivations:
    draw = np.random.default_rng(3)
    drawn = (draw.uniform(size=(400, 5)) < draw.uniform(0.1, 0.8, (400, 1))).astype(np.int8)
    drawn[draw.uniform(size=drawn.shape) < 0.02] = -1
    return drawn


@pytest.fixture
def groups() -> Integers:
    return np.random.default_rng(4).integers(-1, 3, 400)


def both(matrix: Deprivations, sample: Sample, groups: Integers) -> tuple[AlkireFoster, AlkireFosterErrors]:
    profiles = collapse(matrix, tuple("abcde"), sample.weights, groups, 3)
    result = alkire_foster(profiles, WEIGHTS, CUTOFFS)
    return result, alkire_foster_errors(profiles, result, sample, groups)


def ratio_error(above: Floats, below: Floats, w: Floats, inside: np.ndarray) -> float:
    """The textbook error of a ratio in a simple random sample."""
    y, x, w = above[inside], below[inside], w[inside]
    value = (w @ y) / (w @ x)
    scores = w * (y - value * x) / (w @ x)
    return float(np.sqrt(len(y) / (len(y) - 1) * (scores @ scores)))


def test_without_a_design_they_are_the_textbook_errors_of_the_group(matrix: Deprivations, groups: Integers):
    _, errors = both(matrix, sample_of(pd.DataFrame(index=range(400))), groups)
    used = (matrix >= 0).all(axis=1)
    scores = np.where(used, (matrix == 1) @ WEIGHTS, 0)
    poor, one = (scores >= 0.5 - 1e-9).astype(float), np.ones(400)
    deprived = poor * (matrix[:, 2] == 1)
    for group, inside in [(0, used), (2, used & (groups == 1))]:
        wanted = {
            "headcount": (poor, one),
            "intensity": (poor * scores, poor),
            "adjusted": (poor * scores, one),
            "censored": (deprived, one),
            "percent": (WEIGHTS[2] * deprived, poor * scores),
        }
        for field, (above, below) in wanted.items():
            found = getattr(errors, field)[group, 1]
            found = found if np.ndim(found) == 0 else found[2]
            assert found == pytest.approx(ratio_error(above, below, one, inside)), field
        assert errors.absolute[group, 1] == pytest.approx(errors.censored[group, 1] * WEIGHTS)
        assert errors.df[group] == inside.sum() - 1


def test_row_by_row_and_by_sums_agree(matrix: Deprivations, groups: Integers):
    _, by_sums = both(matrix, sample_of(pd.DataFrame(index=range(400))), groups)
    # Weights of 1 as a design: the same sample, but a group is then a domain of all 400 rows.
    result, by_rows = both(matrix, sample_of(pd.DataFrame({"w": np.ones(400)}), SurveyDesign(weights="w")), groups)
    for field in FIELDS:
        found, wanted = getattr(by_rows, field), getattr(by_sums, field)
        n = result.n.reshape(-1, *[1] * (wanted.ndim - 1))
        assert found == pytest.approx(wanted * np.sqrt((n - 1) / n) * np.sqrt(400 / 399)), field


def test_strata_and_clusters_count(matrix: Deprivations, groups: Integers):
    draw = np.random.default_rng(5)
    frame = pd.DataFrame({"w": draw.uniform(1, 9, 400), "s": np.arange(400) // 100, "p": np.arange(400) // 10})
    sample = sample_of(frame, SurveyDesign(weights="w", strata="s", clusters="p"))
    result, errors = both(matrix, sample, groups)
    used = (matrix >= 0).all(axis=1)
    poor = used & ((matrix == 1) @ WEIGHTS >= 0.3 - 1e-9)
    inside = used & (groups == 0)
    w = np.where(inside, frame["w"], 0.0)
    scores = pd.Series(w * (poor - result.headcount[1, 0]) / w.sum())
    totals = scores.groupby([frame["s"], frame["p"]]).sum()
    variance = sum(len(t) / (len(t) - 1) * ((t - t.mean()) ** 2).sum() for _, t in totals.groupby(level=0))
    assert errors.headcount[1, 0] == pytest.approx(np.sqrt(variance))
    assert errors.df[0] == 36


def test_one_household_has_a_value_and_no_error(matrix: Deprivations):
    groups = np.full(400, -1)
    groups[int(np.flatnonzero((matrix >= 0).all(axis=1))[0])] = 0
    for design in (None, SurveyDesign(weights="w")):
        result, errors = both(matrix, sample_of(pd.DataFrame({"w": np.full(400, 2.0)}), design), groups)
        assert result.n[1] == 1 and not np.isnan(result.headcount[1, 0])
        assert np.isnan(errors.headcount[1, 0]) and np.isnan(errors.censored[1]).all()


def test_where_nobody_varies_the_error_is_zero():
    sample = sample_of(pd.DataFrame(index=range(30)))
    profiles = collapse(np.ones((30, 5), np.int8), tuple("abcde"), sample.weights)
    result = alkire_foster(profiles, WEIGHTS, CUTOFFS)
    errors = alkire_foster_errors(profiles, result, sample)
    assert all((getattr(errors, field) == 0).all() for field in FIELDS)
