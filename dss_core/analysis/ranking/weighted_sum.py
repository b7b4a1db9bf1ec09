"""Ranking by a weighted sum of needs (simple additive weighting: Hwang & Yoon 1981)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, numbers_of
from dss_core.analysis.ranking.contract import TIE_DECIMALS, Criterion, Ranking, checked_weights, shared_ranks


def weighted_sum(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> Ranking:
    """Households ranked by the weighted mean of their needs, each need 0-1 on the criterion's scale.

    score = sum(w x need) / sum(w) over the criteria that the household answered: a missing answer is neither a
    zero nor a need; the other answers speak for the household, and it is counted and warned of.
    A criterion without a scale on which all are alike weighs nothing. One with a scale keeps its weight even
    then, so that a household's score depends on its own answers and not on who else is in the list.
    Warnings: weights_normalised, constant_criterion, outside_scale (a value beyond the scale counts as its end),
    missing_reweighted, unranked_households. ``BadInput``: as ``checked_weights``, and not_a_number (variable).

    >>> frame = pd.DataFrame({"income": [900.0, 100.0]})
    >>> weighted_sum(frame, [Criterion("income", 1.0, "better")]).rank.tolist()
    [2, 1]
    """
    given = checked_weights(frame, criteria)
    values = numbers_of(frame, tuple(criterion.id for criterion in criteria))
    scales = _scales(values, criteria)
    weights = _effective(given, scales.widths)
    contributions = _contributions(values, weights, scales, criteria)
    is_missing = np.isnan(values)
    missing_count = is_missing[weights > 0].sum(axis=0)
    unranked = missing_count == (weights > 0).sum()
    total: Floats = np.where(is_missing, 0.0, contributions).sum(axis=0)
    score = np.where(unranked, np.nan, total.round(TIE_DECIMALS))
    is_constant = scales.is_constant & (given > 0)
    holds = {
        "weights_normalised": not np.isclose(given.sum(), 1.0),
        "constant_criterion": is_constant.any(),
        "outside_scale": scales.is_exceeded[given > 0].any(),
        "missing_reweighted": missing_count[~unranked].any(),
        "unranked_households": unranked.any(),
    }
    ids = [criterion.id for criterion in criteria]
    return Ranking(
        score=score,
        rank=shared_ranks(score),
        contributions=pd.DataFrame(contributions.T, index=frame.index, columns=ids),
        unranked=unranked,
        missing_count=missing_count,
        weights=dict(zip(ids, weights.tolist(), strict=True)),
        constant=tuple(name for name, is_so in zip(ids, is_constant, strict=True) if is_so),
        warnings=tuple(code for code, is_so in holds.items() if is_so),
    )


@dataclass(frozen=True, eq=False)
class _Scales:
    """Each criterion's smallest and largest answer and the ends of its scale (NaN: nobody answered)."""

    found_lowest: Floats
    found_highest: Floats
    lowest: Floats
    highest: Floats

    @property
    def widths(self) -> Floats:
        # One given end can lie beyond all answers: the scale then has no width, never a negative one.
        return np.maximum(self.highest - self.lowest, 0.0)

    @property
    def is_constant(self) -> Flags:
        is_constant: Flags = self.found_lowest == self.found_highest
        return is_constant

    @property
    def is_exceeded(self) -> Flags:
        is_exceeded: Flags = (self.found_lowest < self.lowest) | (self.found_highest > self.highest)
        return is_exceeded


def _scales(values: Floats, criteria: Sequence[Criterion]) -> _Scales:
    """The scales of criteria: the given ends, else those found among the answers."""
    found_lowest = np.fmin.reduce(values, axis=1, initial=np.nan)
    found_highest = np.fmax.reduce(values, axis=1, initial=np.nan)
    lowest = _ends([criterion.lowest for criterion in criteria], found_lowest)
    highest = _ends([criterion.highest for criterion in criteria], found_highest)
    return _Scales(found_lowest, found_highest, lowest, highest)


def _ends(given: Sequence[float | None], found: Floats) -> Floats:
    """One end of each criterion's scale: the given one where there is one."""
    ends = np.array([np.nan if end is None else end for end in given], dtype=np.float64)
    return np.where(np.isnan(ends), found, ends)


def _effective(given: Floats, widths: Floats) -> Floats:
    """The weights that count, with sum 1: none for a criterion that has no width, unless none has any."""
    effective = np.where(widths == 0, 0.0, given)
    if not effective[widths > 0].any():
        # Nothing tells anybody apart (a list of one, say): everybody who answered shares the first rank.
        effective = given
    shares: Floats = effective / effective.sum()
    return shares


def _contributions(values: Floats, weights: Floats, scales: _Scales, criteria: Sequence[Criterion]) -> Floats:
    """Each need times its weight among the answered (criteria x n); NaN where missing, all NaN when unranked."""
    parts, widths = np.empty_like(values), scales.widths
    # Row by row: one criterion of all households fits the processor's cache, the whole table does not.
    for place, criterion in enumerate(criteria):
        need = _need(values[place], scales.lowest[place], widths[place], criterion)
        parts[place] = weights[place] * need
    answered_weight = np.where(np.isnan(parts), 0.0, weights[:, None]).sum(axis=0)
    parts /= np.where(answered_weight > 0, answered_weight, np.nan)
    return parts


def _need(values: Floats, lowest: float, width: float, criterion: Criterion) -> Floats:
    """Need from 0 (best end of the scale) to 1 (worst end); NaN stays NaN, and without a width nobody has need."""
    if width == 0:
        return np.where(np.isnan(values), np.nan, 0.0)
    share = np.clip((values - lowest) / width, 0.0, 1.0)
    return 1.0 - share if criterion.more_is == "better" else share
