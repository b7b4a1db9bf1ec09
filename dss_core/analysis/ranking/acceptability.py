"""Would it change? How often each household is among the first when nobody knows the right weights.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen & Salminen 1998), with bands instead of the
acceptability of every single rank.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.ranking.many_weights import Scorer, Singles, count_firsts, in_threads, scorer_of
from dss_core.analysis.ranking.needs import Needs
from dss_core.analysis.ranking.simplex import Range, draw_weights, draw_within
from dss_core.catalog.ranking import StressRules
from dss_core.errors import BadInput

CERTAIN, VERIFY, OUT, UNRANKED = "certain", "verify", "out", "unranked"
# So many ranks are kept at a time: 24 million take 96 MB.
MOST_RANKS = 24_000_000
COLUMNS = 4096  # households whose ranks are sorted together


@dataclass(frozen=True, eq=False)
class Acceptability:
    """What becomes of n households over all draws of weights, in the frame's row order.

    first_share: in which part of the draws the household is among the first (0-1), NaN if unranked. band: certain,
    verify, out, or unranked. rank_low, rank_high: between them lie the middle of its ranks (``rank_interval_share``),
    from ``rank_draw_count`` draws; ties share the smallest rank, 0 if unranked. kept_share: in each draw, which part
    of the list under the given weights stayed among the first.
    """

    first_share: Floats
    band: npt.NDArray[np.object_]
    rank_low: Integers
    rank_high: Integers
    kept_share: Floats
    draw_count: int
    rank_draw_count: int


def acceptability(
    needs: Needs,
    method: str,
    count: int,
    rules: StressRules,
    ranges: Mapping[str, Range] | None = None,
    draw_count: int | None = None,
) -> Acceptability:
    """The shares, bands and rank intervals of households at the line of the first ``count``.

    Weights are uniform on the simplex, or within ``ranges`` by criterion (those without one: 0 to 1). Who has the score
    of the last of the first is among them. The same seed gives the same answer. ``BadInput``: ranking_bad_count,
    ranking_bad_range (place), ranking_no_weights_in_range.
    """
    if count < 1:
        raise BadInput("ranking_bad_count")
    ranked = needs.only(~needs.unranked)
    size = ranked.need.shape[1]
    weights = drawn_weights(ranked, draw_count or rules.draw_count, np.random.default_rng(rules.seed), ranges)
    scorer = scorer_of(method, ranked)
    listed = _listed(scorer, ranked, count)
    firsts = count_firsts(scorer, weights, size, count, listed)
    alike = first_of_alike(ranked.need)
    share = firsts.times[alike] / len(weights)
    rank_weights = weights[: max(MOST_RANKS // max(size, 1), 1)]
    low, high = _rank_intervals(scorer, rank_weights, size, rules.rank_interval_share)
    first_share = spread(needs, share, np.nan)
    return Acceptability(
        first_share=first_share,
        band=bands(first_share, rules),
        rank_low=spread(needs, low[alike], 0).astype(np.int64),
        rank_high=spread(needs, high[alike], 0).astype(np.int64),
        kept_share=firsts.kept / max(int(listed.sum()), 1),
        draw_count=len(weights),
        rank_draw_count=len(rank_weights),
    )


def bands(first_share: Floats, rules: StressRules) -> npt.NDArray[np.object_]:
    """The band of each share of draws."""
    found = np.full(len(first_share), VERIFY, dtype=object)
    found[first_share >= rules.certain_from] = CERTAIN
    found[first_share <= rules.out_to] = OUT
    found[np.isnan(first_share)] = UNRANKED
    return found


def drawn_weights(
    needs: Needs, count: int, generator: np.random.Generator, ranges: Mapping[str, Range] | None = None
) -> Singles:
    """Weights (count, m) for the criteria that count; those that tell nobody apart get none, as in a ranking."""
    counts = needs.weights > 0
    if ranges is None:
        drawn = draw_weights(count, int(counts.sum()), generator)
    else:
        names = [name for name, is_so in zip(needs.ids, counts, strict=True) if is_so]
        drawn = draw_within(count, [ranges.get(name, (0.0, 1.0)) for name in names], generator)
    weights = np.zeros((len(drawn), len(counts)), np.float32)
    weights[:, counts] = drawn
    return weights


def first_of_alike(need: Floats) -> Integers:
    """For each household (n,) the place of the first one with the same needs: equals are to stay equal."""
    if not need.shape[1]:
        return np.zeros(0, np.int64)
    # Row by row and not as a product, so that the same needs give the same number wherever they stand.
    number, generator = np.zeros(need.shape[1]), np.random.default_rng(0)
    for row, factor in zip(need, generator.random(len(need)), strict=True):
        number += factor * np.nan_to_num(row, nan=-1.0)
    _, first, back = np.unique(number, return_index=True, return_inverse=True)
    places: Integers = first[back]
    is_same = ((need == need[:, places]) | (np.isnan(need) & np.isnan(need[:, places]))).all(axis=0)
    return np.where(is_same, places, np.arange(len(places)))


def spread(needs: Needs, values: npt.NDArray[np.generic], absent: float) -> Floats:
    """Values of the ranked households (in order) for all households, ``absent`` for the unranked."""
    found = np.full(len(needs.unranked), absent, dtype=np.float64)
    found[~needs.unranked] = values
    return found


def _listed(scorer: Scorer, needs: Needs, count: int) -> Flags:
    """Who is among the first under the given weights, by the same single precision as the draws."""
    given = needs.weights.astype(np.float32)[None, :]
    return count_firsts(scorer, given, needs.need.shape[1], count).times > 0


def _rank_intervals(scorer: Scorer, weights: Singles, size: int, share: float) -> tuple[Integers, Integers]:
    """The ends of the middle ``share`` of each household's ranks, each (size,)."""
    if not size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)

    def ranks_of(part: Singles) -> npt.NDArray[np.uint32]:
        ranks, score = np.empty((len(part), size), np.uint32), np.empty((1, size), np.float32)
        is_new = np.ones(size, np.bool_)
        for number in range(len(part)):
            scorer(part[number : number + 1], score)
            place = np.argsort(-score[0])
            ordered = score[0][place]
            is_new[1:] = ordered[1:] != ordered[:-1]
            ranks[number, place] = np.maximum.accumulate(np.where(is_new, np.arange(1, size + 1), 0))
        return ranks

    ranks = np.concatenate(in_threads(ranks_of, weights))
    last = len(ranks) - 1
    low, high = int(np.ceil(last * (1 - share) / 2)), int(np.floor(last * (1 + share) / 2))
    ends = np.empty((2, size), np.int64)
    for start in range(0, size, COLUMNS):
        part = np.sort(ranks[:, start : start + COLUMNS], axis=0)
        ends[:, start : start + COLUMNS] = part[[low, high]]
    return ends[0], ends[1]
