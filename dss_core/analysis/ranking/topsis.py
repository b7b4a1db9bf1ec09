"""Ranking by nearness to the neediest that can be: TOPSIS (Hwang & Yoon 1981; Tzeng & Huang 2011, chapter 5)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking.contract import Criterion, Ranking
from dss_core.analysis.ranking.needs import needs_of, ranking_of, total_of


def topsis(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> Ranking:
    """Households ranked by their closeness to the neediest ideal: score = d_least / (d_neediest + d_least).

    d are Euclidean distances of the weighted needs to the ideals, over the answered criteria. The textbook's closeness
    C is that to the best alternative: with ``more_is`` "worse" for what it calls a benefit the score is C, with
    "better" it is 1 - C. The ideals of the scale minmax are its ends; with the textbook's scale (vector) they are the
    largest and smallest found. A household between two ideals that are the same has score 0.
    A contribution is the score shared out by the squared distances from the least needy ideal.
    Warnings: ``ranking_of``. ``BadInput``: ``needs_of``.

    >>> frame = pd.DataFrame({"income": [900.0, 100.0, 500.0]})
    >>> topsis(frame, [Criterion("income", 1.0, "better")]).score.tolist()
    [0.0, 1.0, 0.5]
    """
    needs = needs_of(frame, criteria)
    neediest, least = needs.ideals()
    from_least, to_neediest = np.empty_like(needs.need), np.zeros(len(frame))
    for place, weight in enumerate(needs.weights):
        from_least[place] = np.square(weight * (needs.need[place] - least[place]))
        gap = np.square(weight * (neediest[place] - needs.need[place]))
        to_neediest += np.where(np.isnan(gap), 0.0, gap)
    squared = total_of(from_least)
    score = closeness(squared, to_neediest)
    shares = score / np.where(squared > 0, squared, 1.0)
    return ranking_of(needs, score, from_least * shares)


def closeness(from_least: Floats, to_neediest: Floats) -> Floats:
    """Closeness to the neediest ideal from the squared distances; 0 where both are 0."""
    away, near = np.sqrt(from_least), np.sqrt(to_neediest)
    whole = away + near
    share: Floats = away / np.where(whole > 0, whole, 1.0)
    return share
