"""Capital scores, the overall score and the level of households, from the scored answers of an instrument.

The rule (PPPConnext): a capital is the weighted mean of its indicators, the overall score the plain mean of the
capitals, and a level a band of the overall score. Weights, bands and missing-data rules come with the instrument.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, numbers_of
from dss_core.analysis.statistics.bands import SCORE_DECIMALS, band_positions
from dss_core.catalog.definitions import Instrument, Level
from dss_core.model.households import ANSWERED_COUNT, LEVEL, OVERALL


@dataclass(frozen=True, eq=False)
class Scores:
    """The scores of n households, each part with the index of the answers.

    ``capitals`` is n x capitals and ``overall`` n, both on the instrument's scale with nine decimals and NaN
    where too little was answered; ``level`` holds level numbers as floats (NaN: no score);
    ``answered_count`` says how many indicators a household answered.
    """

    capitals: pd.DataFrame
    overall: pd.Series
    level: pd.Series
    answered_count: pd.Series


def score(answers: pd.DataFrame, instrument: Instrument) -> Scores:
    """The scores of households from their answers (n x indicator ids, NaN = not answered).

    A column that is not there counts as answered by nobody; other columns are ignored. A missing answer is left
    out of both sums of the weighted mean: it is never a zero.
    """
    values = numbers_of(answers.reindex(columns=list(instrument.indicator_ids)), instrument.indicator_ids)
    answered = ~np.isnan(values)
    capitals = _capital_scores(values, answered, instrument)
    overall = _overall(capitals, instrument.missing_overall.least_answered_share)
    index = answers.index
    return Scores(
        capitals=pd.DataFrame(capitals.T, index=index, columns=list(instrument.capital_ids)),
        overall=pd.Series(overall, index=index, name=OVERALL),
        level=pd.Series(level_of(overall, instrument.levels), index=index, name=LEVEL),
        answered_count=pd.Series(answered.sum(axis=0), index=index, name=ANSWERED_COUNT),
    )


def level_of(scores: Floats, levels: Sequence[Level]) -> Floats:
    """The level numbers of scores of any shape, as floats; NaN where a score is missing or in no band."""
    # One entry more than there are levels: position -1 (no band) then reads the NaN at the end.
    level_numbers = np.array([*(level.number for level in levels), np.nan])
    return level_numbers[band_positions(scores, levels)]


def level_counts(level: pd.Series, levels: Sequence[Level]) -> pd.DataFrame:
    """How many households are in each level, one row a level in the given order, empty levels included.

    Columns: level, count, n (households with a level), missing (those without), percent (0-100 of n; NaN if n = 0).
    """
    level_numbers = [definition.number for definition in levels]
    counts = level.value_counts().reindex(level_numbers, fill_value=0).to_numpy(dtype=np.int64)
    n = int(counts.sum())
    percent = counts * 100 / n if n else np.full(len(counts), np.nan)
    columns = {LEVEL: level_numbers, "count": counts, "n": n, "missing": len(level) - n, "percent": percent}
    return pd.DataFrame(columns)


def _capital_scores(values: Floats, answered: Flags, instrument: Instrument) -> Floats:
    """Weighted means, capitals x n: sum(w x) / sum(w) over the answered; NaN below the least answered share."""
    weights = _weights(instrument)
    # The zero only fills the gap for the product; the same answer's weight is missing in the denominator.
    weighted_sum = weights @ np.where(answered, values, 0.0)
    answered_weight = weights @ answered.astype(np.float64)
    share = np.round(answered_weight / weights.sum(axis=1, keepdims=True), SCORE_DECIMALS)
    is_enough = share >= instrument.missing_capital.least_answered_share
    means: Floats = np.divide(weighted_sum, answered_weight, out=np.full_like(weighted_sum, np.nan), where=is_enough)
    # A matrix product may add in another order in another row; rounding gives equal answers equal scores.
    return means.round(SCORE_DECIMALS)


def _overall(capitals: Floats, least_answered_share: float) -> Floats:
    """The plain mean of the capitals that have a score; NaN below the least share of capitals."""
    has_score = ~np.isnan(capitals)
    count = has_score.sum(axis=0)
    is_enough = np.round(count / len(capitals), SCORE_DECIMALS) >= least_answered_share
    total = np.where(has_score, capitals, 0.0).sum(axis=0)
    means: Floats = np.divide(total, count, out=np.full_like(total, np.nan), where=is_enough)
    return means.round(SCORE_DECIMALS)


def _weights(instrument: Instrument) -> Floats:
    """Weights as capitals x indicators, zero where an indicator belongs to another capital."""
    belongs = [[i.capital == capital for i in instrument.indicators] for capital in instrument.capital_ids]
    return np.where(belongs, [i.weight for i in instrument.indicators], 0.0)
