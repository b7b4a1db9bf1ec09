"""How far may the group disagree about the weights before the list of the first households changes?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.ranking.contract import TIE_DECIMALS
from dss_core.analysis.ranking.many_weights import count_firsts, scorer_of
from dss_core.analysis.ranking.methods import LINEAR
from dss_core.analysis.ranking.moved_weight import MovedWeight, level_weights
from dss_core.analysis.ranking.needs import Needs, total_of, weighted
from dss_core.analysis.ranking.simplex import draw_weights
from dss_core.errors import BadInput

NEAREST = (64, 512, 2048)  # households on each side of the line that give the first bound
MOST_PAIRS = 1_000_000
LEAST_PART = -30.0  # stands for the logarithm of no need at all
SAME = 1e-9


@dataclass(frozen=True, eq=False)
class NearestSwap:
    """The least move of weight that brings a household from outside level with one of the first.

    inside, outside: their rows. As long as less than ``moved.share`` of the weight is moved, nobody comes in from
    outside; households that tie at the line may be parted by any move.
    """

    inside: int
    outside: int
    moved: MovedWeight


def nearest_swap(needs: Needs, method: str, count: int) -> NearestSwap | None:
    """The pair that swaps sides of the line first; None if nobody is outside, no weights would do, or not ``LINEAR``.

    Every pair counts, but few have to be looked at: a household that is ``gap`` behind needs at least
    gap / (largest - smallest difference of the parts) of the weight moved. ``BadInput``: ranking_bad_count.
    """
    if count < 1:
        raise BadInput("ranking_bad_count")
    if method not in LINEAR:
        return None
    parts = np.maximum(LINEAR[method](needs), LEAST_PART)
    mean = total_of(weighted(needs, parts)).round(TIE_DECIMALS)
    ranked = np.flatnonzero(~needs.unranked)
    if len(ranked) <= count:
        return None
    ordered = ranked[np.argsort(-mean[ranked], kind="stable")]
    line = mean[ordered[count - 1]]
    inside, outside = ordered[mean[ordered] >= line][::-1], ordered[mean[ordered] < line]
    if not len(outside):
        return None
    return _nearest(needs, parts, mean, inside, outside)


def kept_lists(
    needs: Needs, method: str, count: int, moved_shares: Sequence[float], draw_count: int, seed: int
) -> pd.DataFrame:
    """How much of the list stays when a part of the weight is taken from the given set and put anywhere.

    Columns: moved_share, kept_mean, kept_low (of one draw in twenty less stays), both 0-1. ``BadInput``:
    ranking_bad_count.
    """
    if count < 1:
        raise BadInput("ranking_bad_count")
    ranked = needs.only(~needs.unranked)
    size, scorer = ranked.need.shape[1], scorer_of(method, ranked)
    counts = ranked.weights > 0
    elsewhere = np.zeros((draw_count, len(counts)))
    elsewhere[:, counts] = draw_weights(draw_count, int(counts.sum()), np.random.default_rng(seed))
    given = ranked.weights.astype(np.float32)[None, :]
    listed: Flags = count_firsts(scorer, given, size, count).times > 0
    rows = []
    for share in moved_shares:
        weights = ((1 - share) * ranked.weights + share * elsewhere).astype(np.float32)
        kept = count_firsts(scorer, weights, size, count, listed).kept / max(int(listed.sum()), 1)
        rows.append((share, float(kept.mean()), float(np.quantile(kept, 0.05))))
    return pd.DataFrame(rows, columns=["moved_share", "kept_mean", "kept_low"])


def _nearest(needs: Needs, parts: Floats, mean: Floats, inside: Integers, outside: Integers) -> NearestSwap | None:
    """inside: the lowest first; outside: the highest first."""
    answered = np.where(needs.answered_weight > 0, needs.answered_weight, 1.0)
    # As ``moved_weight.slopes``, of all households at once.
    shared = mean + np.where(np.isnan(parts), 0.0, (parts - mean) / answered)
    search = _Search(needs.weights, parts, shared, mean)
    for most in NEAREST:
        search.look_at(inside[:most], outside[:most])
        if search.best is not None:
            break
    if search.best is None:
        return None
    if search.best.moved.share <= float(mean[inside[0]] - mean[outside[0]]) / search.widest + SAME:
        return search.best  # the smallest gap, and the widest difference there can be
    reach = search.best.moved.share * search.widest + SAME
    near = inside[mean[inside] - mean[outside[0]] <= reach]
    far = outside[mean[inside[0]] - mean[outside] <= reach]
    part = max(MOST_PAIRS // len(near), 1)
    for start in range(0, len(far), part):
        search.look_at(near, far[start : start + part])
    return search.best


class _Search:
    """The pair found so far that takes the least move of weight. shared: the slopes of the means at the weights."""

    def __init__(self, weights: Floats, parts: Floats, shared: Floats, mean: Floats) -> None:
        self.weights, self.parts, self.mean = weights, parts, mean
        self.shared = shared
        counts = self.shared[weights > 0]
        self.widest = 2 * float(counts.max() - counts.min())
        self.best: NearestSwap | None = None

    def look_at(self, inside: Integers, outside: Integers) -> None:
        """Tries the pairs of these, the most promising first, until no other can be better."""
        largest = np.full((len(inside), len(outside)), -np.inf)
        smallest = np.full((len(inside), len(outside)), np.inf)
        for row in self.shared:
            difference = row[outside][None, :] - row[inside][:, None]
            np.maximum(largest, difference, out=largest)
            np.minimum(smallest, difference, out=smallest)
        width = largest - smallest
        gap = self.mean[inside][:, None] - self.mean[outside][None, :]
        bound = np.where(width > 0, gap / np.where(width > 0, width, 1.0), np.inf)
        for at in np.argsort(bound, axis=None, kind="stable"):
            one, other = divmod(int(at), len(outside))
            if bound[one, other] >= (np.inf if self.best is None else self.best.moved.share - SAME):
                break
            moved = level_weights(self.weights, self.parts[:, outside[other]], self.parts[:, inside[one]])
            if moved is not None and (self.best is None or moved.share < self.best.moved.share):
                self.best = NearestSwap(int(inside[one]), int(outside[other]), moved)
