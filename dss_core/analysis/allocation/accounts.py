"""The accounts of a plan: totals, the table of programmes, and what became of every household."""

import numpy as np
import pandas as pd

from dss_core.analysis.allocation.cases import SATANG, Cases
from dss_core.analysis.allocation.contract import Plan, Reason
from dss_core.analysis.arrays import Flags, Integers, Texts


def plan_of(
    cases: Cases, offer_at: Integers, row: Integers, order: Integers, cut: int | None, most: int, budget: int
) -> Plan:
    """The plan that serves the pairs (offer_at, row), which stand in the order of the walk.

    cut: the place in the order (from 0) at which the money ended; most: offers a household may have;
    budget: in satang.
    """
    is_served = np.zeros(cases.units.shape, dtype=np.bool_)
    is_served[offer_at, row] = True
    is_reached = np.ones(len(order), dtype=np.bool_)
    if cut is not None:
        is_reached[order[cut:]] = False
    costs = cases.satang[offer_at, row]
    spent, need = int(costs.sum()), int(cases.satang.sum())
    served = {
        "row": row,
        "programme_id": np.array(cases.programme_ids, dtype=object)[offer_at],
        "units": cases.units[offer_at, row],
        "cost_baht": costs / SATANG,
    }
    return Plan(
        served=pd.DataFrame(served),
        reasons=_reasons(cases, is_served, is_reached, most),
        spent_baht=spent / SATANG,
        left_baht=(budget - spent) / SATANG,
        need_baht=need / SATANG,
        need_left_baht=(need - spent) / SATANG,
        programmes=_programmes(cases, is_served),
        cut_rank=None if cut is None else cut + 1,
    )


def _reasons(cases: Cases, is_served: Flags, is_reached: Flags, most: int) -> Texts:
    """One ``Reason`` value per household. A household is served when it has all it may have at once."""
    eligible_count = cases.is_case.sum(axis=0)
    served_count = is_served.sum(axis=0)
    rules = [
        (Reason.SERVED, (served_count > 0) & (served_count == np.minimum(eligible_count, most))),
        (Reason.PARTLY, served_count > 0),
        (Reason.BUDGET_ENDED, (eligible_count > 0) & ~is_reached),
        (Reason.NO_PLACES, eligible_count > 0),
        (Reason.UNDECIDED, cases.undecided.any(axis=0)),
    ]
    codes = np.select([holds for _, holds in rules], list(range(len(rules))), default=len(rules))
    names = [*(reason.value for reason, _ in rules), Reason.NOT_ELIGIBLE.value]
    reasons: Texts = np.array(names)[codes]
    return reasons


def _programmes(cases: Cases, is_served: Flags) -> pd.DataFrame:
    """One row per offer: households, units and baht, eligible and served."""
    served_units = np.where(is_served, cases.units, 0).sum(axis=1)
    eligible_units = cases.units.sum(axis=1)
    return pd.DataFrame(
        {
            "programme_id": list(cases.programme_ids),
            "eligible_households": cases.is_case.sum(axis=1),
            "eligible_units": eligible_units,
            "undecided_households": cases.undecided.sum(axis=1),
            "served_households": is_served.sum(axis=1),
            "served_units": served_units,
            "spent_baht": served_units * cases.costs / SATANG,
            "need_left_baht": (eligible_units - served_units) * cases.costs / SATANG,
        }
    )
