"""From answers to needs: every criterion on its scale, and the weights that count. All methods start here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, numbers_of
from dss_core.analysis.ranking.contract import TIE_DECIMALS, Criterion, Ranking, checked_weights, shared_ranks
from dss_core.catalog.criteria import Scale, WhenMissing


@dataclass(frozen=True, eq=False)
class Needs:
    """The needs of n households on m criteria.

    need (m, n): 0 at the best end of the scale, 1 at the worst; NaN where the household has no answer and no rule says
    what it counts as. is_missing (m, n): it has no answer. lowest, highest (m,): the ends of each scale (NaN: nobody
    answered). given, weights (m,): the weights as given, and as they count with sum 1. answered_weight (n,): the weight
    of the criteria on which a household has a need. unranked (n,): it has no need at all, or a rule leaves it out.
    """

    criteria: tuple[Criterion, ...]
    index: pd.Index
    need: Floats
    is_missing: Flags
    lowest: Floats
    highest: Floats
    is_constant: Flags
    is_exceeded: Flags
    given: Floats
    weights: Floats
    answered_weight: Floats
    unranked: Flags

    @property
    def ids(self) -> list[str]:
        """The ids of the criteria."""
        return [criterion.id for criterion in self.criteria]

    @property
    def widths(self) -> Floats:
        """How far apart the ends of each scale are, in the unit of the column."""
        return _widths(self.lowest, self.highest)

    def only(self, rows: Flags) -> "Needs":
        """The needs of some households alone, on the same scales."""
        return replace(
            self,
            index=self.index[rows],
            need=self.need[:, rows],
            is_missing=self.is_missing[:, rows],
            answered_weight=self.answered_weight[rows],
            unranked=self.unranked[rows],
        )

    def need_at(self, place: int, value: float) -> float:
        """The need of a value on the criterion at this place; beyond the scale it is below 0 or above 1."""
        width = float(self.widths[place])
        share = (value - float(self.lowest[place])) / width if width else 0.0
        return 1.0 - share if self.criteria[place].more_is == "better" else share

    def value_at(self, place: int, need: float) -> float:
        """The value that has this need on the criterion at this place."""
        share = 1.0 - need if self.criteria[place].more_is == "better" else need
        return float(self.lowest[place] + share * self.widths[place])

    def ideals(self) -> tuple[Floats, Floats]:
        """The neediest and the least needy that can be on each criterion, each (m,).

        On the scale minmax its ends, so that a given scale does not change with who is in the list; else the largest
        and smallest need found.
        """
        is_found = np.array([criterion.scale is not Scale.MINMAX for criterion in self.criteria])
        highest = np.fmax.reduce(self.need, axis=1, initial=-np.inf)
        lowest = np.fmin.reduce(self.need, axis=1, initial=np.inf)
        is_empty = ~np.isfinite(highest)
        return (
            np.where(is_found & ~is_empty, highest, 1.0),
            np.where(is_found & ~is_empty, lowest, 0.0),
        )


def needs_of(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> Needs:
    """The needs of the households of a frame. ``BadInput``: as ``checked_weights``, and not_a_number (variable).

    A criterion without a given scale on which all are alike weighs nothing. One with a scale keeps its weight even
    then, so that a household's score depends on its own answers and not on who else is in the list.
    """
    given = checked_weights(frame, criteria)
    values = numbers_of(frame, tuple(criterion.id for criterion in criteria))
    found_lowest = np.fmin.reduce(values, axis=1, initial=np.nan)
    found_highest = np.fmax.reduce(values, axis=1, initial=np.nan)
    lowest, highest = _scales(values, criteria, found_lowest, found_highest)
    weights = _effective(given, _widths(lowest, highest))
    is_missing = np.isnan(values)
    is_minmax = np.array([criterion.scale is Scale.MINMAX for criterion in criteria])
    # Row by row: one criterion of all households fits the processor's cache, the whole table does not.
    for place, criterion in enumerate(criteria):
        values[place] = _need(values[place], lowest[place], highest[place], criterion)
    answered = np.where(np.isnan(values), 0.0, weights[:, None]).sum(axis=0)
    strict = [c.missing is WhenMissing.LEAVE_OUT and weight > 0 for c, weight in zip(criteria, weights, strict=True)]
    return Needs(
        criteria=tuple(criteria),
        index=frame.index,
        need=values,
        is_missing=is_missing,
        lowest=lowest,
        highest=highest,
        is_constant=found_lowest == found_highest,
        is_exceeded=is_minmax & ((found_lowest < lowest) | (found_highest > highest)),
        given=given,
        weights=weights,
        answered_weight=answered,
        unranked=(answered == 0) | is_missing[np.array(strict, dtype=np.bool_)].any(axis=0),
    )


def weighted(needs: Needs, parts: Floats) -> Floats:
    """Parts (m, n) times the weights among the answered criteria; NaN where missing. A column's sum is the mean."""
    shares = np.empty_like(parts)
    answered = np.where(needs.answered_weight > 0, needs.answered_weight, np.nan)
    for place, weight in enumerate(needs.weights):
        # No weight times an infinite part is nothing, not an unknown.
        shares[place] = weight * parts[place] / answered if weight else np.where(np.isnan(parts[place]), np.nan, 0.0)
    return shares


def total_of(contributions: Floats) -> Floats:
    """The sum of each household's contributions (m, n), missing ones left out."""
    total = np.zeros(contributions.shape[1])
    for row in contributions:
        total += np.where(np.isnan(row), 0.0, row)
    return total


def ranking_of(
    needs: Needs,
    score: Floats,
    contributions: Floats,
    warnings: Mapping[str, bool] | None = None,
    figures: Mapping[str, Floats] | None = None,
) -> Ranking:
    """The ranking by a method's scores (n,) with its contributions (m, n), NaN where there is no need.

    Warnings of every method: weights_normalised, constant_criterion, outside_scale (a value beyond the scale counts as
    its end), missing_reweighted, missing_assumed (a missing answer counts as an end of the scale),
    unranked_households; then those of the method that hold.
    """
    counts = needs.weights > 0
    unranked, is_constant = needs.unranked, needs.is_constant & (needs.given > 0)
    lacks, has_no_need = needs.is_missing[counts], np.isnan(needs.need[counts])
    missing_count = lacks.sum(axis=0)
    holds = {
        "weights_normalised": not np.isclose(needs.given.sum(), 1.0),
        "constant_criterion": is_constant.any(),
        "outside_scale": needs.is_exceeded[needs.given > 0].any(),
        "missing_reweighted": (has_no_need.any(axis=0) & ~unranked).any(),
        "missing_assumed": ((lacks & ~has_no_need).any(axis=0) & ~unranked).any(),
        "unranked_households": unranked.any(),
        **(warnings or {}),
    }
    told = np.where(unranked, np.nan, score.round(TIE_DECIMALS))
    shown = np.where(unranked, np.nan, contributions) if unranked.any() else contributions
    ids = needs.ids
    return Ranking(
        score=told,
        rank=shared_ranks(told),
        contributions=pd.DataFrame(shown.T, index=needs.index, columns=ids),
        unranked=unranked,
        missing_count=missing_count,
        weights=dict(zip(ids, needs.weights.tolist(), strict=True)),
        constant=tuple(name for name, is_so in zip(ids, is_constant, strict=True) if is_so),
        warnings=tuple(code for code, is_so in holds.items() if is_so),
        figures={name: np.where(unranked, np.nan, values) for name, values in (figures or {}).items()},
    )


def _scales(
    values: Floats, criteria: Sequence[Criterion], found_lowest: Floats, found_highest: Floats
) -> tuple[Floats, Floats]:
    """The ends of each scale: of minmax the given ones, else those found among the answers."""
    lowest, highest = np.empty(len(criteria)), np.empty(len(criteria))
    for place, criterion in enumerate(criteria):
        if criterion.scale is Scale.VECTOR:
            ends = 0.0, float(np.sqrt(np.nansum(np.square(values[place]))))
        elif criterion.scale is Scale.NONE:
            ends = 0.0, 1.0
        else:
            ends = (
                found_lowest[place] if criterion.lowest is None else criterion.lowest,
                found_highest[place] if criterion.highest is None else criterion.highest,
            )
        lowest[place], highest[place] = ends
    return lowest, highest


def _widths(lowest: Floats, highest: Floats) -> Floats:
    # One given end can lie beyond all answers: the scale then has no width, never a negative one.
    return np.maximum(highest - lowest, 0.0)


def _effective(given: Floats, widths: Floats) -> Floats:
    """The weights that count, with sum 1: none for a criterion that has no width, unless none has any."""
    effective = np.where(widths == 0, 0.0, given)
    if not effective[widths > 0].any():
        # Nothing tells anybody apart (a list of one, say): everybody who answered shares the first rank.
        effective = given
    shares: Floats = effective / effective.sum()
    return shares


def _need(values: Floats, lowest: float, highest: float, criterion: Criterion) -> Floats:
    """Need on a scale, none where it has no width. A missing answer is NaN unless a rule says what it counts as."""
    width = max(highest - lowest, 0.0)
    is_missing = np.isnan(values)
    if width == 0:
        need = np.where(is_missing, np.nan, 0.0)
    else:
        share = (values - lowest) / width
        if criterion.scale is Scale.MINMAX:
            share = np.clip(share, 0.0, 1.0)
        need = 1.0 - share if criterion.more_is == "better" else share
    if criterion.missing is WhenMissing.NEEDIEST:
        need[is_missing] = 1.0 if criterion.scale is Scale.MINMAX and width else np.fmax.reduce(need, initial=np.nan)
    elif criterion.missing is WhenMissing.LEAST_NEEDY:
        need[is_missing] = 0.0 if criterion.scale is Scale.MINMAX else np.fmin.reduce(need, initial=np.nan)
    return need
