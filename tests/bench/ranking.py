"""Ranking: 10,000 sets of weights against a loop over pymcdm and the bare product; one ranking against pymcdm."""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from threadpoolctl import ThreadpoolController

from dss_core.analysis.ranking.acceptability import drawn_weights
from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.many_weights import BLOCK, count_firsts, scorer_of
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.needs import needs_of
from tests.bench.figures import Figure, best_of
from tests.bench.installations import LARGE

SMALL = 3_320
CRITERIA = 20
DRAWS = 10_000
LOOPED = 8  # so many draws of the loop are measured, and scaled
PRODUCTS = 960  # so many draws are compared with the bare product, and scaled
TIMES = 5
FASTER, SLOWER = 1000, 4


def ranking_figures() -> Iterator[Figure]:
    """The figures of the stress test and of single rankings; clock time, ratios within this run."""
    yield _against_a_loop(SMALL)
    yield _against_the_product(LARGE)
    yield from (_one_ranking(method, LARGE) for method in ("weighted_sum", "topsis"))


def _against_a_loop(size: int) -> Figure:
    frame, criteria = _households(size)
    needs = needs_of(frame, criteria)
    weights = drawn_weights(needs, DRAWS, np.random.default_rng(1))
    loop = _pymcdm("weighted_sum")
    matrix, types = frame.to_numpy(), np.ones(CRITERIA)
    scorer = scorer_of("weighted_sum", needs)

    def ours() -> float:
        return _took(lambda: count_firsts(scorer, weights, size, size // 10))

    def theirs() -> float:
        start, times = time.perf_counter(), np.zeros(size, np.int64)
        for vector in weights[:LOOPED].astype(np.float64):
            preference = loop(matrix, vector / vector.sum(), types)
            times += loop.rank(preference) <= size // 10
        return time.perf_counter() - start

    own, loop_seconds = best_of(TIMES, ours), best_of(2, theirs) * DRAWS / LOOPED
    return Figure(
        name=f"{DRAWS:,} weight draws at the line, {size:,} x {CRITERIA} (clock, best of {TIMES})",
        measured=f"{own:.2f} s",
        peer=f"loop over pymcdm {loop_seconds:,.0f} s (scaled from {LOOPED} draws)",
        ratio=f"{loop_seconds / own:,.0f} x faster",
        wanted=f">= {FASTER:,} x",
        is_met=loop_seconds / own >= FASTER,
    )


def _against_the_product(size: int) -> Figure:
    frame, criteria = _households(size)
    needs = needs_of(frame, criteria)
    weights, values = drawn_weights(needs, PRODUCTS, np.random.default_rng(1)), needs.need.astype(np.float32)
    scorer = scorer_of("weighted_sum", needs)
    out = np.empty((BLOCK, size), np.float32)

    def product() -> None:
        for start in range(0, PRODUCTS, BLOCK):
            np.matmul(weights[start : start + BLOCK], values, out=out)

    def product_on_one_thread() -> None:
        with ThreadpoolController().limit(limits=1, user_api="blas"):
            product()

    # By turns and the best of each: what else the machine does makes either slower, never faster.
    works = (lambda: count_firsts(scorer, weights, size, size // 10), product, product_on_one_thread)
    rounds = [[_took(work) for work in works] for _ in range(2 * TIMES)]
    own, *products = (min(part) * DRAWS / PRODUCTS for part in zip(*rounds, strict=True))
    bare = min(products)
    return Figure(
        name=f"{DRAWS:,} weight draws at the line, {size:,} x {CRITERIA} (clock, scaled from {PRODUCTS} draws)",
        measured=f"{own:.2f} s",
        peer=f"the bare float32 product {bare:.2f} s",
        ratio=f"{own / bare:.2f}",
        wanted=f"<= {SLOWER}",
        is_met=own / bare <= SLOWER,
    )


def _one_ranking(method: str, size: int) -> Figure:
    frame, criteria = _households(size)
    peer = _pymcdm(method)
    matrix, weights, types = frame.to_numpy(), np.full(CRITERIA, 1 / CRITERIA), np.ones(CRITERIA)
    own = best_of(TIMES, lambda: _took(lambda: METHODS[method](frame, criteria)))
    theirs = best_of(2, lambda: _took(lambda: peer.rank(peer(matrix, weights, types))))
    return Figure(
        name=f"one ranking by {method} with its parts, {size:,} x {CRITERIA} (clock, best of {TIMES})",
        measured=f"{own * 1000:.0f} ms",
        peer=f"pymcdm, ranks alone {theirs * 1000:,.0f} ms",
        ratio=f"{theirs / own:.0f} x faster",
        wanted="faster",
        is_met=own < theirs,
    )


def _households(size: int) -> tuple[pd.DataFrame, list[Criterion]]:
    values = np.random.default_rng(size).random((size, CRITERIA))
    names = [f"criterion_{number}" for number in range(CRITERIA)]
    return pd.DataFrame(values, columns=names), [Criterion(name, 1 / CRITERIA, "worse") for name in names]


def _pymcdm(method: str):  # type: ignore[no-untyped-def]  # the library publishes no types
    from pymcdm.methods import TOPSIS, WSM
    from pymcdm.normalizations import minmax_normalization

    return {"weighted_sum": WSM, "topsis": TOPSIS}[method](minmax_normalization)


def _took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
