"""What an allocation takes and gives."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, Integers, Texts


class Reason(StrEnum):
    """What became of a household in a plan, and why."""

    SERVED = "served"
    PARTLY = "partly"
    NOT_ELIGIBLE = "not_eligible"
    BUDGET_ENDED = "budget_ended"
    NO_PLACES = "no_places"
    UNDECIDED = "undecided"


@dataclass(frozen=True, eq=False)
class Offer:
    """One programme as offered to n households; arrays stand in the households' row order.

    units: how many units a household would take (1, or its persons), NaN where that is not known.
    eligible, undecided: as ``eligible()`` gives them. places: in households, None for no limit.
    """

    programme_id: str
    unit_cost_baht: float
    units: Floats | Integers
    eligible: Flags
    undecided: Flags
    places: int | None = None


@dataclass(frozen=True, eq=False)
class Plan:
    """Who is served with what, what it costs, and what is left; every total can be added up from ``served``.

    served: one row per household and programme, in the order of the walk: row (position of the household),
    programme_id, units, cost_baht. reasons: a ``Reason`` value per household, in row order.
    need_baht: the cost of serving every eligible pair, whatever places and limits there are;
    need_left_baht: what of it the plan leaves. programmes: one row per offer: programme_id,
    eligible_households, eligible_units, undecided_households, served_households, served_units, spent_baht,
    need_left_baht. cut_rank: the place in the order (1 = first) of the household at which the money ended,
    None when it lasted to the end.
    """

    served: pd.DataFrame
    reasons: Texts
    spent_baht: float
    left_baht: float
    need_baht: float
    need_left_baht: float
    programmes: pd.DataFrame
    cut_rank: int | None
