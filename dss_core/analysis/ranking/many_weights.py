"""Scores of all households under many sets of weights at once, in single precision: who is first under each?

A scorer is a method prepared for that: it takes weights (b, m) and fills scores (b, n), more is needier. Its order is
that of the method, the numbers may be others. Only households that are ranked come in.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from dss_core.analysis.arrays import Flags, Integers
from dss_core.analysis.ranking.methods import LINEAR
from dss_core.analysis.ranking.needs import Needs
from dss_core.analysis.ranking.vikor import STRATEGY, regrets_of

Singles = npt.NDArray[np.float32]
Scorer = Callable[[Singles, Singles], None]
Part = TypeVar("Part", bound=npt.NDArray[np.generic])
Found = TypeVar("Found")

# Sets of weights in one product: enough for the product to be quick, few enough for the scores to stay in the cache.
BLOCK = 16
# Two threads over the draws, each with a product on one thread, are quicker than one with a product on two.
THREADS = min(2, os.cpu_count() or 1)
# Equal on paper: a sum of single precision numbers is right to a few parts in ten million.
SLACK = np.float32(5e-7)
ONE, SMALLEST = np.float32(1), np.float32(1e-30)
# What stands for the logarithm of no need at all: whatever it weighs, the mean lies below that of any other, and then
# counts as LOWEST, so that all products of zero are equal.
NOTHING, LOWEST = np.float32(-1e9), np.float32(-1e3)
MOST_CALLS = 255  # an unsigned byte counts so far


def scorer_of(method: str, needs: Needs) -> Scorer:
    """The scorer of a method (a key of ``METHODS``) for the needs of ranked households."""
    if method in LINEAR:
        return _linear(LINEAR[method](needs), needs)
    return {"topsis": _topsis, "vikor": _vikor}[method](needs)


@dataclass(frozen=True, eq=False)
class Firsts:
    """How often each household was among the first (n,), and how many of a list were under each set (draws,)."""

    times: Integers
    kept: Integers


def count_firsts(scorer: Scorer, weights: Singles, size: int, count: int, listed: Flags | None = None) -> Firsts:
    """Who is among the first ``count`` of ``size`` households under each set of weights (draws, m).

    Who has the score of the last of them is among them too. listed (n,): the list whose members are counted.
    """
    place = size - min(count, size)
    is_listed = None if listed is None else listed.view(np.uint8)

    def count_part(part: Singles) -> tuple[Integers, Integers]:
        scores, row = np.empty((BLOCK, size), np.float32), np.empty(size, np.float32)
        is_first = np.empty(size, np.bool_)
        few, times, kept = np.zeros(size, np.uint8), np.zeros(size, np.int64), np.zeros(len(part), np.int64)
        for number in range(len(part)):
            if not number % BLOCK:
                block = part[number : number + BLOCK]
                scorer(block, scores[: len(block)])
            score = scores[number % BLOCK]
            row[:] = score
            row.partition(place)
            line = row[place]
            np.greater_equal(score, line - SLACK * max(abs(line), ONE), out=is_first)
            few += is_first.view(np.uint8)
            if is_listed is not None:
                kept[number] = np.count_nonzero(is_first.view(np.uint8) & is_listed)
            if not (number + 1) % MOST_CALLS:
                times += few
                few[:] = 0
        return times + few, kept

    if not size or not len(weights):
        return Firsts(np.zeros(size, np.int64), np.zeros(len(weights), np.int64))
    found = in_threads(count_part, weights)
    return Firsts(np.sum([times for times, _ in found], axis=0), np.concatenate([kept for _, kept in found]))


def in_threads(work: Callable[[Part], Found], draws: Part) -> list[Found]:
    """What ``work`` finds for the parts of the draws, in order, with one thread for each part."""
    if len(draws) < THREADS * BLOCK:
        return [work(draws)]
    parts = np.array_split(draws, THREADS)
    with _libraries().limit(limits=1, user_api="blas"), ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, parts))


@cache
def _libraries() -> ThreadpoolController:
    """The libraries of this process that have threads of their own; finding them takes some milliseconds."""
    return ThreadpoolController()


def _linear(parts: npt.NDArray[np.float64], needs: Needs) -> Scorer:
    values, known = np.nan_to_num(parts, nan=0.0, neginf=float(NOTHING)).astype(np.float32), _known(needs)
    has_nothing = bool(np.isneginf(parts).any())

    def score(weights: Singles, out: Singles) -> None:
        np.matmul(weights, values, out=out)
        if known is not None:
            out /= weights @ known + SMALLEST
        if has_nothing:
            np.maximum(out, LOWEST, out=out)

    return score


def _topsis(needs: Needs) -> Scorer:
    neediest, least = needs.ideals()
    away = np.nan_to_num(np.square(needs.need - least[:, None])).astype(np.float32)
    near = np.nan_to_num(np.square(neediest[:, None] - needs.need)).astype(np.float32)

    def score(weights: Singles, out: Singles) -> None:
        squares = np.square(weights)
        np.matmul(squares, away, out=out)
        out /= out + squares @ near + SMALLEST

    return score


def _vikor(needs: Needs) -> Scorer:
    regrets, known = np.nan_to_num(regrets_of(needs)).astype(np.float32), _known(needs)
    second = np.empty(regrets.shape[1], np.float32)

    def score(weights: Singles, out: Singles) -> None:
        np.matmul(weights, regrets, out=out)
        answered = None if known is None else weights @ known
        largest = np.empty_like(second)
        for number, row in enumerate(out):
            largest[:] = 0
            for weight, regret in zip(weights[number], regrets, strict=True):
                np.maximum(largest, weight * regret, out=largest)
            if answered is not None:
                row /= answered[number] + SMALLEST
                largest /= answered[number] + SMALLEST
            row[:] = -np.float32(STRATEGY) * _share(row) - np.float32(1 - STRATEGY) * _share(largest)

    return score


def _share(values: Singles) -> Singles:
    lowest, highest = values.min(), values.max()
    width = highest - lowest
    share: Singles = (values - lowest) / width if width > SLACK else np.zeros_like(values)
    return share


def _known(needs: Needs) -> Singles | None:
    """1 where there is a need (m, n); None when there is one everywhere, so that nothing has to be divided."""
    is_known = ~np.isnan(needs.need)
    return None if is_known.all() else is_known.astype(np.float32)
