"""What every ranking method takes and gives, and what all methods do alike: check, share ranks, put in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import isfinite

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.catalog.criteria import Scale, WhenMissing
from dss_core.catalog.definitions import MoreIs
from dss_core.errors import BadInput

# Scores that differ by less are equal on paper: the difference is the computer's rounding, which grows where all
# answers lie far from zero and close together.
TIE_DECIMALS = 9
# A value below the one and a row below two to the power of the other fit into one number of 64 bits.
MOST_UNITS, ROW_BITS = 2**39, 23


@dataclass(frozen=True)
class Criterion:
    """One column to rank by: its weight, which way need grows, and the ends of its scale where it has one.

    ``more_is`` says what a larger value means for the household's situation. Without an end, the smallest or
    largest value found among the ranked households takes its place; ends belong to the scale minmax.
    cutoff: beyond it a household is deprived (deprivation count); the middle of the scale where there is none.
    indifference, preference: up to which difference two households count as alike, and from which on one is wholly
    needier (PROMETHEE; None: from any difference above ``indifference`` on). step: how far apart neighbouring answers
    lie, None for a measure without steps. All of them are in the unit of the column.
    """

    id: str
    weight: float
    more_is: MoreIs
    lowest: float | None = None
    highest: float | None = None
    scale: Scale = Scale.MINMAX
    missing: WhenMissing = WhenMissing.REWEIGHT
    cutoff: float | None = None
    indifference: float = 0.0
    preference: float | None = None
    step: float | None = None


@dataclass(frozen=True, eq=False)
class Ranking:
    """A ranking of n households that explains itself; arrays stand in the frame's row order.

    score: 0-1, more is needier, nine decimals, NaN if unranked. rank: 1 is the neediest, ties share the
    smallest rank (1, 2, 2, 4); the unranked share the rank after the last ranked household.
    contributions: n x criteria, a row's sum is its score; NaN where the answer is missing. Each method says what
    its contributions mean.
    unranked: the households with no answer to go by. missing_count: how many of the criteria that count a
    household lacks. weights: what each criterion really weighed, sum 1. constant: the criteria that do not tell
    any two households apart. warnings: codes, each at most once. figures: the method's own figures, as its
    literature prints them, where the score is not one of them.
    """

    score: Floats
    rank: Integers
    contributions: pd.DataFrame
    unranked: Flags
    missing_count: Integers
    weights: dict[str, float]
    constant: tuple[str, ...]
    warnings: tuple[str, ...]
    figures: dict[str, Floats] = field(default_factory=dict)


Method = Callable[[pd.DataFrame, Sequence[Criterion]], Ranking]


def checked_weights(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> Floats:
    """The criteria's weights, or ``BadInput`` naming the criterion that cannot be ranked by.

    Codes: ranking_unknown_criterion, ranking_repeated_criterion, ranking_bad_weight (negative or not finite),
    ranking_bad_scale (ends that are not finite, the wrong way round, or of another scale than minmax),
    ranking_bad_threshold (of deprivation or preference), each with criterion; ranking_no_weight.
    """
    seen: set[str] = set()
    for criterion in criteria:
        _check(frame, criterion, seen)
        seen.add(criterion.id)
    weights = np.array([criterion.weight for criterion in criteria], dtype=np.float64)
    if not weights.any():
        raise BadInput("ranking_no_weight")
    return weights


def shared_ranks(score: Floats) -> Integers:
    """Competition ranks of scores: highest first, ties share the smallest; NaN shares the rank after the last."""
    place = _highest_first(score)
    ordered = score[place]
    is_new = np.ones(len(score), dtype=np.bool_)
    # NaN differs from itself; the missing must still share one rank.
    is_new[1:] = (ordered[1:] != ordered[:-1]) & ~np.isnan(ordered[:-1])
    first = np.maximum.accumulate(np.where(is_new, np.arange(len(score)), 0))
    ranks = np.empty(len(score), dtype=np.int64)
    ranks[place] = first + 1
    return ranks


def order(ranking: Ranking, key: Sequence[object] | pd.Series) -> Integers:
    """Row positions from the neediest household on, every row once; the unranked come last.

    Ties are put in the order of ``key`` (one value a row, such as the house code), so that the list does not
    change with the order in which rows were read.
    """
    keys = pd.Series(key)
    if keys.is_monotonic_increasing:
        return _smallest_first(ranking.rank)
    codes, _ = pd.factorize(keys, sort=True)
    return np.lexsort((codes, ranking.rank)).astype(np.int64)


def _highest_first(score: Floats) -> Integers:
    """Rows from the highest score on, NaN last; ties in the order of rows."""
    units = np.rint(score * 10.0**TIE_DECIMALS)
    is_known = ~np.isnan(units)
    # Rounded scores are whole numbers of billionths, unless a scale of its own lets them grow beyond.
    if (np.abs(units[is_known]) < MOST_UNITS).all() and (units / 10.0**TIE_DECIMALS == score)[is_known].all():
        return _smallest_first(np.where(is_known, -units, MOST_UNITS).astype(np.int64))
    return np.argsort(-score, kind="stable").astype(np.int64)


def _smallest_first(values: Integers) -> Integers:
    """Rows from the smallest value on, ties in the order of rows. ``values`` lie within +-``MOST_UNITS``.

    Value and row stand in one number each: sorting plain numbers is ten times as fast as sorting rows by them.
    """
    bits = max(len(values) - 1, 1).bit_length()
    if bits > ROW_BITS:
        return np.argsort(values, kind="stable").astype(np.int64)
    packed = (values << bits) | np.arange(len(values))
    packed.sort()
    return packed & ((1 << bits) - 1)


def _check(frame: pd.DataFrame, criterion: Criterion, seen: set[str]) -> None:
    name = criterion.id
    ends = [end for end in (criterion.lowest, criterion.highest) if end is not None]
    if name not in frame.columns:
        raise BadInput("ranking_unknown_criterion", criterion=name)
    if name in seen:
        raise BadInput("ranking_repeated_criterion", criterion=name)
    if not isfinite(criterion.weight) or criterion.weight < 0:
        raise BadInput("ranking_bad_weight", criterion=name)
    if not all(map(isfinite, ends)) or ends != sorted(ends) or (ends and criterion.scale is not Scale.MINMAX):
        raise BadInput("ranking_bad_scale", criterion=name)
    if not _are_thresholds(criterion):
        raise BadInput("ranking_bad_threshold", criterion=name)


def _are_thresholds(criterion: Criterion) -> bool:
    indifference = criterion.indifference
    preference = indifference if criterion.preference is None else criterion.preference
    cutoff = 0.0 if criterion.cutoff is None else criterion.cutoff
    return all(map(isfinite, (indifference, preference, cutoff))) and 0 <= indifference <= preference
