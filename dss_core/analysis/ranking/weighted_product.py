"""Ranking by a weighted product of needs (Bridgman 1922; Miller & Starr 1969)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking.contract import Criterion, Ranking
from dss_core.analysis.ranking.needs import Needs, needs_of, ranking_of, total_of, weighted
from dss_core.catalog.criteria import Scale
from dss_core.errors import BadInput

# A need below this is none: what is left of it is the computer's rounding, which a small power would blow up.
SMALLEST = 1e-12


def weighted_product(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> Ranking:
    """Households ranked by the weighted geometric mean of their needs: score = product(need ^ w), w of the answered.

    Little need on one criterion is not made up for by much need on another, and none at all makes the score 0, which is
    warned of (product_zero). With the scales vector and none it is the textbook's product of ratios, whose order no
    unit can change: need is value / largest, or smallest / value where more is better; all values must be above 0.
    A contribution is the criterion's weight less what it takes from the full score of 1, shared by the logarithms
    (Ang 2004, logarithmic mean).
    Warnings: ``ranking_of``. ``BadInput``: ``needs_of``, ranking_not_positive (criterion).
    """
    needs = needs_of(frame, criteria)
    logs = weighted(needs, parts(needs))
    is_zero = np.isneginf(logs)
    log_score = total_of(logs)
    score = np.exp(log_score)
    lost = 1.0 - score
    whole = np.where(log_score < 0, log_score, -1.0)
    zeros = weighted(needs, np.where(is_zero, 1.0, 0.0))
    shares = np.where(
        is_zero.any(axis=0), zeros / np.maximum(total_of(zeros), SMALLEST), np.where(is_zero, 0.0, logs) / whole
    )
    own = weighted(needs, np.where(np.isnan(needs.need), np.nan, 1.0))
    is_none = (is_zero.any(axis=0) & ~needs.unranked).any()
    return ranking_of(needs, score, own - shares * lost, {"product_zero": bool(is_none)})


def parts(needs: Needs) -> Floats:
    """What the weights multiply (m, n): the logarithms of the needs, minus infinity where there is none."""
    logs = np.empty_like(needs.need)
    for place, criterion in enumerate(needs.criteria):
        need = needs.need[place]
        if criterion.scale is not Scale.MINMAX:
            need = _ratios(needs, place)
        with np.errstate(divide="ignore"):
            logs[place] = np.log(np.where(need < SMALLEST, 0.0, need))
    return logs


def _ratios(needs: Needs, place: int) -> Floats:
    criterion = needs.criteria[place]
    share = 1.0 - needs.need[place] if criterion.more_is == "better" else needs.need[place]
    if (share <= 0).any():
        raise BadInput("ranking_not_positive", criterion=criterion.id)
    if criterion.more_is == "better":
        ratio: Floats = np.fmin.reduce(share, initial=np.inf) / share
    else:
        ratio = share / np.fmax.reduce(share, initial=SMALLEST)
    return ratio
