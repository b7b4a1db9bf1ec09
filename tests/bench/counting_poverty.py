"""Alkire-Foster measures of many areas and cut-offs, against pandas and the package mpitb; then any weights at once."""

import time
from collections.abc import Iterator
from itertools import cycle

import numpy as np
import pandas as pd

from dss_core.analysis.poverty.alkire_foster import AlkireFoster, alkire_foster
from dss_core.analysis.poverty.profiles import collapse
from tests.bench.figures import Figure, clock_by_turns, milliseconds
from tests.bench.poverty_peers import AREA, WEIGHT, Households, Measures, mpitb, pandas_by_bands, pandas_by_cutoff

INDICATORS = tuple(f"d{number}" for number in range(20))
AREAS = 60
WEIGHTS = np.repeat([2.0, 1.0], 10) / 30
CUTOFFS = np.arange(1.5, 21, 2) / 30  # between the scores that there are: no rounding decides who is poor
FASTER_THAN_PANDAS, FASTER_THAN_MPITB, MOST_PASSES = 5, 500, 10


def poverty_measures(households: int, times: int) -> Iterator[Figure]:
    """From the matrix of deprivations to all measures, against two peers; the same numbers from all.

    The matrix is complete, because the three have no common rule for missing answers.
    """
    matrix, area, weight = deprivations(households)
    frame = pd.DataFrame(matrix, columns=INDICATORS).assign(**{AREA: area, WEIGHT: weight})
    asked = Households(frame, list(INDICATORS), WEIGHTS, CUTOFFS)

    def ours() -> AlkireFoster:
        return alkire_foster(collapse(matrix, INDICATORS, weight, area, AREAS), WEIGHTS, CUTOFFS)

    own = ours()
    for peer in (pandas_by_cutoff, pandas_by_bands):
        _assert_same(own, peer(asked))
    works = {"ours": ours, "cut-offs": lambda: pandas_by_cutoff(asked), "bands": lambda: pandas_by_bands(asked)}
    took = clock_by_turns(times, works)
    start = time.perf_counter()
    of_package = mpitb(asked)
    took["mpitb"] = time.perf_counter() - start
    _assert_same(own, of_package)
    faster = {name: seconds / took["ours"] for name, seconds in took.items()}
    name = f"Alkire-Foster, {len(INDICATORS)} x {AREAS} areas x {len(CUTOFFS)} cut-offs, {households:,}"
    yield Figure(
        name=f"{name} (clock, best of {times})",
        measured=milliseconds(took["ours"]),
        peer=f"pandas by cut-off {milliseconds(took['cut-offs'])} (by our bands {milliseconds(took['bands'])})",
        ratio=f"{faster['cut-offs']:.1f} x faster ({faster['bands']:.1f} x)",
        wanted=f">= {FASTER_THAN_PANDAS} x",
        is_met=faster["cut-offs"] >= FASTER_THAN_PANDAS,
    )
    yield Figure(
        name=f"{name} (clock)",
        measured=milliseconds(took["ours"]),
        peer=f"mpitb, standard errors with it, once {took['mpitb']:.1f} s",
        ratio=f"{faster['mpitb']:,.0f} x faster",
        wanted=f">= {FASTER_THAN_MPITB} x",
        is_met=faster["mpitb"] >= FASTER_THAN_MPITB,
    )


def any_weights(households: int, times: int) -> Figure:
    """The measures under weights never seen before, from profiles made once; against reading the matrix."""
    matrix, area, weight = deprivations(households)
    profiles = collapse(matrix, INDICATORS, weight, area, AREAS)
    others = cycle(np.random.default_rng(1).dirichlet(np.ones(len(INDICATORS)), 1 + times))
    works = {"ours": lambda: alkire_foster(profiles, next(others), CUTOFFS), "pass": lambda: matrix.sum()}
    took = clock_by_turns(times, works)
    passes = took["ours"] / took["pass"]
    what = f"other weights, {len(CUTOFFS)} cut-offs, {len(profiles.group):,} profiles of {households:,} households"
    return Figure(
        name=f"{what} (clock, best of {times})",
        measured=milliseconds(took["ours"]),
        peer=f"one pass (sum) over the int8 matrix {milliseconds(took['pass'])}",
        ratio=f"{passes:.1f} passes",
        wanted=f"< {MOST_PASSES} passes",
        is_met=passes < MOST_PASSES,
    )


def deprivations(households: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A matrix (rows, indicators), an area and a weight for each household, from a seed; who lacks one lacks more."""
    draw = np.random.default_rng(households)
    burden = draw.standard_normal(households, dtype=np.float32)
    matrix = np.empty((households, len(INDICATORS)), np.int8)
    for number in range(len(INDICATORS)):
        own = draw.standard_normal(households, dtype=np.float32)
        matrix[:, number] = 0.6 * burden + 0.8 * own > 0.5 + number / 14
    return matrix, draw.integers(0, AREAS, households), draw.uniform(0.5, 3.0, households)


def _assert_same(own: AlkireFoster, found: Measures) -> None:
    np.testing.assert_allclose(own.headcount[1:], found.headcount, rtol=1e-9)
    np.testing.assert_allclose(own.adjusted[1:], found.adjusted, rtol=1e-9)
    np.testing.assert_allclose(own.censored[1:], found.censored, rtol=1e-9)
