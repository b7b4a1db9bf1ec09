"""Ranking by pairwise preference: PROMETHEE II (Brans & Vincke 1985), without comparing every pair one by one."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking.contract import TIE_DECIMALS, Criterion, Ranking
from dss_core.analysis.ranking.needs import Needs, needs_of, ranking_of, total_of, weighted

# A distance that is as large as a threshold on paper must not fall on its other side by rounding.
SLACK = 0.5 * 10.0**-TIE_DECIMALS


def promethee_ii(frame: pd.DataFrame, criteria: Sequence[Criterion]) -> Ranking:
    """Households ranked by PROMETHEE's net flow; score = (net flow + 1) / 2.

    Of each criterion a household's flow is the mean preference over the others less theirs over it, -1 to 1, among
    those who answered. Preference is 0 up to the criterion's ``indifference``, 1 from its ``preference`` on, and grows
    evenly between (the linear criterion; without both it is the usual one: any difference counts wholly). The net
    flow is the weighted mean of the flows. A contribution is the criterion's part of the score. figures: net_flow.
    Warnings: ``ranking_of``. ``BadInput``: ``needs_of``.

    >>> frame = pd.DataFrame({"debt": [0.0, 10.0, 500.0]})
    >>> promethee_ii(frame, [Criterion("debt", 1.0, "worse")]).figures["net_flow"].tolist()
    [-1.0, 0.0, 1.0]
    """
    needs = needs_of(frame, criteria)
    flows = parts(needs)
    contributions = weighted(needs, (flows + 1) / 2)
    score = total_of(contributions)
    return ranking_of(needs, score, contributions, figures={"net_flow": 2 * score - 1})


def parts(needs: Needs) -> Floats:
    """What the weights multiply (m, n): the net flow of each criterion, -1 to 1."""
    flows = np.empty_like(needs.need)
    for place, criterion in enumerate(needs.criteria):
        width = float(needs.widths[place])
        unit = 1 / width if width > 0 else 0.0
        low = criterion.indifference
        high = low if criterion.preference is None else criterion.preference
        flows[place] = net_flows(needs.need[place].round(TIE_DECIMALS), low * unit, high * unit)
    return flows


def net_flows(values: Floats, indifference: float, preference: float) -> Floats:
    """The net flow of each value among all (n,): the mean preference over the others less theirs over it.

    By sorting once and adding up, so in n log n steps instead of n x n. NaN stays NaN and counts for nobody.
    """
    order = np.argsort(values)  # NaN stands last
    order = order[: len(values) - int(np.isnan(values).sum())]
    known = values[order]
    flows = np.full(len(values), np.nan)
    if len(known) < 2:
        flows[order] = 0.0
        return flows
    is_new = np.concatenate([[True], known[1:] != known[:-1]])
    over, under = _preference_over(known, known[is_new], indifference, preference)
    flows[order] = ((over - under) / (len(known) - 1))[np.cumsum(is_new) - 1]
    return flows


def _preference_over(known: Floats, found: Floats, indifference: float, preference: float) -> tuple[Floats, Floats]:
    """The sums of each found value's preferences over all known ones (sorted), and of theirs over it."""
    count = len(known)
    near_below = np.searchsorted(known, found - indifference - SLACK)
    near_above = np.searchsorted(known, found + indifference + SLACK, side="right")
    if preference <= indifference:
        return near_below.astype(np.float64), (count - near_above).astype(np.float64)
    sums, slope = np.concatenate([[0.0], np.cumsum(known)]), preference - indifference
    far_below = np.searchsorted(known, found - preference + SLACK, side="right")
    far_above = np.searchsorted(known, found + preference - SLACK)
    between_below = near_below - far_below
    rising = between_below * (found - indifference) - (sums[near_below] - sums[far_below])
    between_above = far_above - near_above
    falling = (sums[far_above] - sums[near_above]) - between_above * (found + indifference)
    return far_below + rising / slope, (count - far_above) + falling / slope
