"""Assistance by rank: the neediest first, until the money ends. The rule that a public meeting can follow by hand."""

from collections.abc import Sequence

import numpy as np

from dss_core.analysis.allocation.accounts import plan_of
from dss_core.analysis.allocation.cases import Cases, cases_of, is_amount, satang
from dss_core.analysis.allocation.contract import Offer, Plan
from dss_core.analysis.arrays import Flags, Integers
from dss_core.errors import BadInput


def allocate(
    order: Integers, offers: Sequence[Offer], budget_baht: float, most_per_household: int | None = None
) -> Plan:
    """The plan that serves n households in ``order`` (row positions, neediest first) with ``offers`` in their order.

    The walk goes from household to household and, at each, from offer to offer; a household takes what it is
    eligible for, at most ``most_per_household`` offers. A programme that is out of places is closed and the walk
    goes on. The first case that the remaining money does not cover ends the plan, even if a cheaper one further
    down would fit: otherwise a less needy household would overtake a needier one because its need costs less, and
    a larger budget could take help away from somebody. What is left over is reported. Costs are rounded to the satang.
    ``BadInput``: allocation_bad_budget, allocation_bad_most (most), and as ``cases_of``.
    """
    if not is_amount(budget_baht):
        raise BadInput("allocation_bad_budget")
    if most_per_household is not None and most_per_household < 1:
        raise BadInput("allocation_bad_most", most=most_per_household)
    if not np.array_equal(np.sort(order), np.arange(len(order))):
        raise ValueError("the order has to hold every row once")
    cases = cases_of(offers, len(order))
    most = len(offers) if most_per_household is None else most_per_household
    takes = _within_places(cases, order, [offer.places for offer in offers], most)
    budget = satang(budget_baht)
    # All pairs in one line, in the order of the walk: the first whose running sum exceeds the budget is the end.
    running = np.cumsum(np.where(takes, cases.satang[:, order], 0).T)
    end = int(np.searchsorted(running, budget, side="right"))
    place, offer_at = np.nonzero(takes.T)
    is_paid = place * len(offers) + offer_at < end
    cut = end // len(offers) if end < len(running) else None
    return plan_of(cases, offer_at[is_paid], order[place[is_paid]], order, cut, most, budget)


def _within_places(cases: Cases, order: Integers, places: Sequence[int | None], most: int) -> Flags:
    """Which pairs the walk would serve if money had no end; offers x households, in the order of the walk.

    Offer by offer gives the same as household by household: who takes a place depends on what earlier offers
    gave to the household, and on who stands before it in the order, and on nothing later.
    """
    takes = cases.is_case[:, order]
    taken = np.zeros(len(order), dtype=np.int64)
    for row, limit in zip(takes, places, strict=True):
        row &= taken < most
        if limit is not None:
            row &= np.cumsum(row) <= limit
        taken += row
    return takes
