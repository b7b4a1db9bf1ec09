"""How sure the ranks of a league table are: "3rd, could be 1st to 6th".

Mogstad, Romano, Shaikh & Wilhelm (2024, Review of Economic Studies 91(1)): all differences of two areas get
simultaneous intervals by a parametric bootstrap; an area's rank can be as good as one more than the number of areas
that are certainly ahead of it, and as bad as all areas that are not certainly behind it. With the given probability
every true rank of the table lies in its interval at once. The areas' estimates are taken as independent of each other.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.statistics.intervals import LEVEL
from dss_core.errors import BadInput

DRAWS = 10_000
First = Literal["highest", "lowest"]


@dataclass(frozen=True, eq=False)
class RankIntervals:
    """Ranks of areas in the order given. rank: as estimated, equal means share the smallest. best, worst: what the rank
    could be. An area without a mean has rank 0 and no limits but the table's; one without an error can be anywhere.

    order: positions from rank 1 on, areas without a mean left out. is_shown: for each two neighbours of that order,
    whether the sample shows that they differ (one shorter than ``order``). critical: how many standard errors a
    difference must exceed.
    """

    rank: Integers
    best: Integers
    worst: Integers
    order: Integers
    is_shown: Flags
    critical: float


def rank_intervals(
    means: Floats, ses: Floats, level: float = LEVEL, seed: int = 0, first: First = "highest", draws: int = DRAWS
) -> RankIntervals:
    """The ranks of areas with their simultaneous intervals, from their means and standard errors (both of shape (n,)).

    The same seed gives the same answer. ``BadInput``: rank_lengths, when there is not one error for each mean.

    >>> result = rank_intervals(np.array([5.0, 9.0, 8.9]), np.array([0.1, 0.1, 0.1]))
    >>> result.rank.tolist(), result.best.tolist(), result.worst.tolist(), result.is_shown.tolist()
    ([3, 1, 2], [3, 1, 1], [3, 2, 2], [False, True])
    """
    if means.shape != ses.shape:
        raise BadInput("rank_lengths", means=means.size, errors=ses.size)
    score = means if first == "highest" else -means
    known = np.isfinite(score) & np.isfinite(ses) & (ses >= 0)
    critical = _critical(ses[known], level, seed, draws)
    is_ahead = _is_ahead(score, ses, known, critical)
    ranked = np.isfinite(score)
    order = np.lexsort((np.arange(len(score)), -score))[: int(ranked.sum())]
    above = (score[None, :] > score[:, None]).sum(axis=1)
    return RankIntervals(
        rank=np.where(ranked, above + 1, 0),
        best=1 + is_ahead.sum(axis=0),
        worst=len(score) - is_ahead.sum(axis=1),
        order=order,
        is_shown=is_ahead[order[:-1], order[1:]],
        critical=critical,
    )


def _critical(ses: Floats, level: float, seed: int, draws: int) -> float:
    """The number of standard errors that hardly any difference exceeds when all areas are equal."""
    noise = np.random.default_rng(seed).standard_normal((draws, len(ses))) * ses
    largest = np.zeros(draws)
    for one in range(len(ses) - 1):
        apart = np.hypot(ses[one], ses[one + 1 :])
        distance = np.abs(noise[:, one : one + 1] - noise[:, one + 1 :]) / np.where(apart > 0, apart, np.inf)
        np.maximum(largest, distance.max(axis=1), out=largest)
    return float(np.quantile(largest, level))


def _is_ahead(score: Floats, ses: Floats, known: Flags, critical: float) -> Flags:
    """Areas x areas: whether the first is certainly ahead of the second."""
    with np.errstate(invalid="ignore"):
        apart = np.hypot(ses[:, None], ses[None, :])
        ahead: Flags = score[:, None] - score[None, :] > critical * apart
    return ahead & known[:, None] & known[None, :]
