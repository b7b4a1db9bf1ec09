"""What if answers are wrong or missing? Households at the line when weights and answers are drawn together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.ranking.acceptability import drawn_weights
from dss_core.analysis.ranking.many_weights import BLOCK, SLACK, Scorer, Singles, in_threads, scorer_of
from dss_core.analysis.ranking.needs import Needs
from dss_core.analysis.ranking.simplex import Range
from dss_core.catalog.criteria import WhenMissing
from dss_core.catalog.ranking import StressRules
from dss_core.errors import BadInput

Counts = npt.NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class Doubt:
    """What becomes of n households over all draws of weights and of answers, in the frame's row order.

    first_share: in which part of the draws the household is among the first (0-1); NaN where it cannot be, because a
    rule leaves it out. wrong_side_share: how likely it stands on the wrong side of the line because of its answers,
    whatever weights are agreed on; a visit that settles all answers would take it to 0. drawn_count: how many of its
    answers are missing and were drawn.
    """

    first_share: Floats
    wrong_side_share: Floats
    drawn_count: Integers
    weight_count: int
    answer_count: int


def doubt(
    needs: Needs,
    method: str,
    count: int,
    areas: Integers,
    rules: StressRules,
    ranges: Mapping[str, Range] | None = None,
    answer_count: int = 100,
    weight_count: int = 100,
) -> Doubt:
    """The shares of ``answer_count`` drawn tables of answers under the same ``weight_count`` drawn sets of weights.

    A missing answer is one drawn from those observed in the same area (areas (n,): a code each, -1 for none), or from
    all where fewer than ``least_donors`` answered there. An observed answer of a criterion with steps is one step off,
    up or down alike and never beyond its scale, in ``off_by_one_share`` of the draws. Under each set of weights p is
    the part of the tables in which a household is among the first; wrong_side_share is the mean of min(p, 1 - p): what
    is lost by deciding now, against deciding once all answers are known (the value of perfect information, Raiffa &
    Schlaifer 1961, a wrong side costing 1). A household left out for a missing answer stays out; one without any answer
    is drawn. ``BadInput``: ranking_bad_count, and those of ``acceptability``.
    """
    if count < 1:
        raise BadInput("ranking_bad_count")
    strict = np.array(
        [c.missing is WhenMissing.LEAVE_OUT and w > 0 for c, w in zip(needs.criteria, needs.weights, strict=True)]
    )
    is_in: Flags = ~needs.is_missing[strict].any(axis=0)
    inside = needs.only(is_in)
    size = inside.need.shape[1]
    generator = np.random.default_rng(rules.seed)
    weights = drawn_weights(inside, weight_count, generator, ranges)
    times = np.zeros((len(weights), size), np.uint16)
    for table in _tables(inside, areas[is_in], rules, answer_count, generator):
        _add_firsts(scorer_of(method, table), weights, min(count, max(size, 1)), times)
    share = times / np.float32(answer_count)
    first, wrong = np.full(len(is_in), np.nan), np.full(len(is_in), np.nan)
    first[is_in] = share.mean(axis=0)
    wrong[is_in] = np.minimum(share, 1 - share).mean(axis=0)
    counts = needs.weights > 0
    return Doubt(first, wrong, needs.is_missing[counts].sum(axis=0), len(weights), answer_count)


def _add_firsts(scorer: Scorer, weights: Singles, count: int, times: Counts) -> None:
    """Adds 1 to the times (draws, n) of who is among the first under each set of weights."""
    size = times.shape[1]
    if not size:
        return
    place = size - count
    starts = np.arange(len(weights))

    def add(part: Integers) -> None:
        scores, row = np.empty((BLOCK, size), np.float32), np.empty(size, np.float32)
        for start in range(0, len(part), BLOCK):
            block = part[start : start + BLOCK]
            scorer(weights[block], scores[: len(block)])
            for number, score in zip(block, scores, strict=False):
                row[:] = score
                row.partition(place)
                times[number] += score >= row[place] - SLACK

    in_threads(add, starts)


def _tables(
    needs: Needs, areas: Integers, rules: StressRules, count: int, generator: np.random.Generator
) -> Iterator[Needs]:
    """``count`` tables of needs: missing answers drawn, observed ones now and then a step off."""
    donors = [_Donors(needs, place, areas, rules.least_donors) for place in range(len(needs.criteria))]
    unranked = np.zeros(needs.need.shape[1], np.bool_)
    for _ in range(count):
        need = needs.need.copy()
        for place, criterion in enumerate(needs.criteria):
            width = float(needs.widths[place])
            if criterion.step is not None and width > 0 and rules.off_by_one_share:
                _shake(need[place], criterion.step / width, rules.off_by_one_share, generator)
            donors[place].fill(need[place], generator)
        answered = np.where(np.isnan(need), 0.0, needs.weights[:, None]).sum(axis=0)
        yield replace(needs, need=need, answered_weight=answered, unranked=unranked)


def _shake(need: Floats, step: float, share: float, generator: np.random.Generator) -> None:
    """Moves some of the needs by a step, in place."""
    number = generator.random(len(need), dtype=np.float32)
    off = np.flatnonzero(number < share)
    signs = np.where(number[off] < share / 2, step, -step)
    need[off] = np.clip(need[off] + signs, 0.0, 1.0)


class _Donors:
    """From whom a missing answer to one criterion is drawn."""

    def __init__(self, needs: Needs, place: int, areas: Integers, least: int) -> None:
        need, is_missing = needs.need[place], needs.is_missing[place]
        self.rows = np.flatnonzero(is_missing)
        known = np.flatnonzero(~is_missing)
        ordered = known[np.argsort(areas[known], kind="stable")]
        self.pool = need[ordered]
        first = np.searchsorted(areas[ordered], areas[self.rows])
        count = np.searchsorted(areas[ordered], areas[self.rows], side="right") - first
        is_few = (count < least) | (areas[self.rows] < 0)
        self.first, self.count = np.where(is_few, 0, first), np.where(is_few, len(known), count)

    def fill(self, need: Floats, generator: np.random.Generator) -> None:
        """Draws the missing answers, in place; where nobody answered, they stay missing."""
        if len(self.rows) and len(self.pool):
            need[self.rows] = self.pool[self.first + (generator.random(len(self.rows)) * self.count).astype(np.int64)]
