"""Multidimensional poverty after Alkire & Foster, at all cut-offs, weights and groups at once.

A household is poor at cut-off k when the weights of its deprivations sum to k or more (the "dual cut-off"). H is the
share of poor, A the mean score of the poor, M0 = H x A. Alkire & Foster (2011), "Counting and multidimensional poverty
measurement", Journal of Public Economics 95; Alkire et al. (2015), Multidimensional Poverty Measurement and Analysis.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.poverty.profiles import BITS_OF_PATTERN, PATTERNS, Profiles, score
from dss_core.analysis.statistics.sums import sum_by
from dss_core.catalog.specification import MissingAnswers

# 1/6 + 1/6 is a little under 1/3 in a computer: a score this close to the cut-off has reached it.
SCORE_TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class AlkireFoster:
    """The measures by group and cut-off; group 0 is everybody, group g + 1 the g-th group. All are shares, 0-1.

    Shapes, with G groups, K cut-offs and J indicators: ``population`` (sum of weights), ``n`` (households used) and
    ``missing`` (households left out) (G + 1,); ``headcount`` H, ``intensity`` A (NaN where nobody is poor) and
    ``adjusted`` M0 (G + 1, K); ``uncensored`` (G + 1, J), share deprived; ``censored`` (G + 1, K, J), share poor and
    deprived. NaN throughout for a group in which nobody is used.
    """

    indicators: tuple[str, ...]
    weights: Floats
    cutoffs: Floats
    missing_rule: MissingAnswers
    population: Floats
    n: Integers
    missing: Integers
    headcount: Floats
    intensity: Floats
    adjusted: Floats
    uncensored: Floats
    censored: Floats

    @property
    def absolute(self) -> Floats:
        """What each indicator adds to M0, shape (G + 1, K, J); it sums to M0."""
        return self.censored * self.weights

    @property
    def percent(self) -> Floats:
        """The share (0-1) of M0 that each indicator adds, shape (G + 1, K, J); NaN where nobody is poor."""
        return divided(self.absolute, self.adjusted[:, :, None])


@dataclass(frozen=True, eq=False)
class Tally:
    """Adds up cells by group and by "poor at cut-off k": position 0 is everybody, position 1 + i the i-th cut-off."""

    profiles: Profiles
    missing: MissingAnswers
    score: Floats
    key: Integers
    place: Integers

    def add(self, values: Floats) -> Floats:
        """Sums of values (cells,) by group and cut-off, shape (G + 1, 1 + K)."""
        return self._poor(sum_by(self.key, values, self._keys), ())

    def add_deprived(self, values: Floats) -> Floats:
        """The same for the deprived in each indicator, shape (G + 1, 1 + K, J)."""
        parts = []
        for part in self.profiles.pattern(self.missing):
            by_pattern = sum_by(self.key * PATTERNS + part, values, self._keys * PATTERNS)
            parts.append(by_pattern.reshape(-1, PATTERNS) @ BITS_OF_PATTERN)
        deprived = np.concatenate(parts, axis=1)[:, : len(self.profiles.indicators)]
        return self._poor(deprived, deprived.shape[1:])

    @property
    def _keys(self) -> int:
        """One for each group (or none) and number of cut-offs reached, and one for cells that do not count."""
        return (self.profiles.group_count + 1) * len(self.place) + 1

    def _poor(self, by_key: Floats, inner: tuple[int, ...]) -> Floats:
        """From "reached exactly so many cut-offs" to "reached this cut-off", with everybody as group 0."""
        exactly = by_key[:-1].reshape(-1, len(self.place), *inner)
        reached = exactly[:, ::-1].cumsum(axis=1)[:, ::-1][:, self.place]
        return np.concatenate([reached.sum(axis=0, keepdims=True), reached[:-1]])


def tally(profiles: Profiles, weights: Floats, cutoffs: Floats, missing: MissingAnswers) -> Tally:
    """What is needed to add up cells at these weights (J,) and cut-offs (K,) in any order."""
    scores = score(profiles.pattern(missing), weights)
    order = np.argsort(cutoffs, kind="stable")
    reached = np.zeros(len(scores), dtype=np.int64)
    for cutoff in cutoffs[order]:
        reached += is_poor(scores, cutoff)
    place = np.concatenate([[0], 1 + np.argsort(order, kind="stable")])
    key = profiles.group * len(place) + reached
    key[~profiles.is_used(missing)] = (profiles.group_count + 1) * len(place)
    return Tally(profiles, missing, scores, key, place)


def is_poor(scores: Floats, cutoff: float) -> Flags:
    """Which deprivation scores (any shape) reach the cut-off."""
    return np.asarray(scores >= cutoff - SCORE_TOLERANCE)


def alkire_foster(
    profiles: Profiles,
    weights: Floats,
    cutoffs: Sequence[float] | Floats,
    missing: MissingAnswers = MissingAnswers.LEAVE_OUT,
) -> AlkireFoster:
    """H, A, M0 and the headcounts of every indicator, at every cut-off (0-1, any order), by group.

    ``weights`` (J,) sum to 1, in the order of the profiles' indicators.
    """
    at = np.asarray(cutoffs, dtype=np.float64)
    cells = tally(profiles, weights, at, missing)
    people, deprived = cells.add(profiles.weight), cells.add_deprived(profiles.weight)
    scores = deprived @ weights
    rows = cells.add(profiles.rows.astype(np.float64))[:, 0]
    in_group = sum_by(profiles.group, profiles.rows.astype(np.float64), profiles.group_count + 1)
    all_rows = np.concatenate([[in_group.sum()], in_group[:-1]])
    population = people[:, 0]
    return AlkireFoster(
        indicators=profiles.indicators,
        weights=weights,
        cutoffs=at,
        missing_rule=missing,
        population=population,
        n=rows.astype(np.int64),
        missing=(all_rows - rows).astype(np.int64),
        headcount=divided(people[:, 1:], population[:, None]),
        intensity=divided(scores[:, 1:], people[:, 1:]),
        adjusted=divided(scores[:, 1:], population[:, None]),
        uncensored=divided(deprived[:, 0], population[:, None]),
        censored=divided(deprived[:, 1:], population[:, None, None]),
    )


def bounds(profiles: Profiles, weights: Floats, cutoffs: Sequence[float] | Floats) -> tuple[AlkireFoster, AlkireFoster]:
    """The measures if every missing answer were "not deprived" (best case), and if every one were "deprived" (worst).

    H, M0 and the headcounts lie between the two whatever the answers are; A and the percentages need not.
    """
    best = alkire_foster(profiles, weights, cutoffs, MissingAnswers.NOT_DEPRIVED)
    return best, alkire_foster(profiles, weights, cutoffs, MissingAnswers.DEPRIVED)


def divided(above: Floats, below: Floats) -> Floats:
    """A quotient, NaN where there is nothing to divide by."""
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient: Floats = np.where(below > 0, above / below, np.nan)
    return quotient
