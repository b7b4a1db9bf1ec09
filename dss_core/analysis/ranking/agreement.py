"""Do other methods, or other weights, put the same households first?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import kendalltau

from dss_core.analysis.ranking.contract import Ranking


@dataclass(frozen=True, eq=False)
class Agreement:
    """How far rankings of the same households agree, each by each.

    kendall: tau-b over the households that both rank (1 the same order, 0 none in common, -1 reversed), NaN where one
    of them does not tell anybody apart. overlap: which part of the first households of one are also first in the other
    (0-1; of the longer list where ties make one longer). first_count: how many are first in each, ties included.
    """

    kendall: pd.DataFrame
    overlap: pd.DataFrame
    first_count: dict[str, int]


def agreement(rankings: Mapping[str, Ranking], count: int) -> Agreement:
    """The agreement of rankings by name, at the line of the first ``count``."""
    names = list(rankings)
    tau, overlap = (pd.DataFrame(np.eye(len(names)), index=names, columns=names) for _ in range(2))
    firsts = {name: (one.rank <= count) & ~one.unranked for name, one in rankings.items()}
    for place, name in enumerate(names):
        for other in names[place + 1 :]:
            both = ~rankings[name].unranked & ~rankings[other].unranked
            # Of one household there is no order.
            found = np.nan
            if both.sum() > 1:
                found = kendalltau(rankings[name].rank[both], rankings[other].rank[both]).statistic
            tau.loc[name, other] = tau.loc[other, name] = found
            longest = max(int(firsts[name].sum()), int(firsts[other].sum()), 1)
            shared = int((firsts[name] & firsts[other]).sum()) / longest
            overlap.loc[name, other] = overlap.loc[other, name] = shared
    return Agreement(tau, overlap, {name: int(first.sum()) for name, first in firsts.items()})
