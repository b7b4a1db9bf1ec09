"""Areas ranked by the needs of their households."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Integers
from dss_core.analysis.ranking.contract import Criterion, Ranking
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.needs import Needs, needs_of
from dss_core.analysis.statistics.sums import count_by, sum_by
from dss_core.errors import BadInput


@dataclass(frozen=True, eq=False)
class AreaRanking:
    """A ranking of areas; rows stand in the order of the areas' codes.

    ranking: as of households, each area with its mean needs. needs: areas x criteria, the mean need (0-1) of the
    households that answered, NaN where none did. answered: areas x criteria, how many did. household_count: (areas,).
    """

    ranking: Ranking
    needs: pd.DataFrame
    answered: pd.DataFrame
    household_count: Integers


def rank_areas(
    frame: pd.DataFrame, criteria: Sequence[Criterion], areas: Integers, area_count: int, method: str
) -> AreaRanking:
    """Areas ranked by a method of ``METHODS`` on the mean need of their households, criterion by criterion.

    areas (n,): the number of each household's area, 0 to ``area_count`` - 1, or -1 for none. Needs are taken on the
    scales of the households, and the method then works on 0-1 with these ends; a household that lacks an answer does
    not count for that criterion. A mean says how needy the average household is, not how many are needy: beside it the
    number of households must be shown. ``BadInput``: ranking_unknown_method (method, methods), and as ``needs_of``.
    """
    if method not in METHODS:
        raise BadInput("ranking_unknown_method", method=method, methods=", ".join(METHODS))
    needs = needs_of(frame, criteria)
    is_in = areas >= 0
    group, count = areas[is_in], len(criteria)
    means, answered = np.empty((count, area_count)), np.empty((count, area_count), np.int64)
    for place, need in enumerate(needs.need[:, is_in]):
        is_known = ~np.isnan(need)
        answered[place] = count_by(group[is_known], area_count)
        total = sum_by(group[is_known], need[is_known], area_count)
        means[place] = np.where(answered[place] > 0, total / np.maximum(answered[place], 1), np.nan)
    table = pd.DataFrame(means.T, columns=needs.ids)
    return AreaRanking(
        METHODS[method](table, [_of_areas(needs, place) for place in range(count)]),
        table,
        pd.DataFrame(answered.T, columns=needs.ids),
        count_by(group, area_count),
    )


def _of_areas(needs: Needs, place: int) -> Criterion:
    """The criterion for mean needs: its thresholds as needs, too."""
    criterion, width = needs.criteria[place], float(needs.widths[place])
    unit = 1 / width if width > 0 else 0.0
    return Criterion(
        id=criterion.id,
        weight=float(needs.weights[place]),
        more_is="worse",
        lowest=0.0,
        highest=1.0,
        cutoff=None if criterion.cutoff is None else needs.need_at(place, criterion.cutoff),
        indifference=criterion.indifference * unit,
        preference=None if criterion.preference is None else criterion.preference * unit,
    )
