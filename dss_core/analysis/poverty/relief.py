"""One-step relief: which households leave poverty if a single deprivation is mended, and what mends it cheapest.

It turns a decomposition into a list of things to do. It supposes that a programme mends the whole deprivation of a
household that gets it, and that nothing else changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.allocation.eligibility import may_have
from dss_core.analysis.arrays import Flags, Floats, Integers, numbers
from dss_core.analysis.poverty.alkire_foster import is_poor
from dss_core.analysis.poverty.profiles import NOT_KNOWN, Deprivations
from dss_core.analysis.statistics.sums import sum_by
from dss_core.catalog.programmes import Programme


@dataclass(frozen=True, eq=False)
class Remedy:
    """A programme and its cost for each household (rows,) in baht a year; NaN for a household that may not have it."""

    programme_id: str
    addresses: tuple[str, ...]
    cost_baht: Floats


def remedies(frame: pd.DataFrame, programmes: Sequence[Programme]) -> list[Remedy]:
    """The programmes with a known unit cost, and their cost for each household that is eligible."""
    found = []
    for programme in programmes:
        if programme.unit_cost_baht is None:
            continue
        units = np.ones(len(frame))
        if programme.persons_variable is not None:
            units = numbers(frame, programme.persons_variable)
        holds = may_have(frame, programme.rule).holds
        cost = np.where(holds & (units > 0), units * programme.unit_cost_baht, np.nan)
        found.append(Remedy(programme.id, programme.addresses, cost))
    return found


def leavers(matrix: Deprivations, weights: Floats, cutoff: float) -> Flags:
    """Who is poor, and would not be with one deprivation less: flags (rows, indicators).

    ``matrix`` (rows, indicators) and ``weights`` (indicators,) as everywhere in this room. A household with a missing
    answer leaves only if it would whatever that answer is: it is poor without it, and not poor with it.
    """
    is_deprived = matrix == 1
    surely = is_deprived @ weights
    at_most = surely + (matrix == NOT_KNOWN) @ weights
    leaves = np.zeros(matrix.shape, dtype=np.bool_)
    is_surely_poor = is_poor(surely, cutoff)
    for position, weight in enumerate(weights):
        leaves[:, position] = is_surely_poor & is_deprived[:, position] & ~is_poor(at_most - weight, cutoff)
    return leaves


def one_step_relief(
    matrix: Deprivations,
    indicators: tuple[str, ...],
    variables: Sequence[str],
    weights: Floats,
    cutoff: float,
    offers: Sequence[Remedy] = (),
    of_row: Integers | None = None,
    group_count: int = 0,
) -> pd.DataFrame:
    """One row for each indicator and group (0 everybody, g + 1 the g-th group of ``of_row``), in the given order.

    Columns: indicator, group, poor_deprived_count (poor and deprived in it), leaving_count (leave poverty if it alone
    is mended), programme_id (the cheapest per household among those that address ``variables``, the indicators'
    survey variables; None without any), reachable_count (leavers that may have it) and cost_baht (for those, a year).
    Counts are households.
    """
    # Only who is poor can leave; nobody else is looked at again.
    rows = np.flatnonzero(is_poor((matrix == 1) @ weights, cutoff))
    matrix = matrix[rows]
    of_row = None if of_row is None else of_row[rows]
    offers = [Remedy(offer.programme_id, offer.addresses, offer.cost_baht[rows]) for offer in offers]
    leaves = leavers(matrix, weights, cutoff)
    tables = []
    for position, indicator in enumerate(indicators):
        mine = leaves[:, position]
        best = _cheapest([offer for offer in offers if variables[position] in offer.addresses], mine)
        cost = np.full(len(mine), np.nan) if best is None else best.cost_baht
        reached = mine & ~np.isnan(cost)
        table = pd.DataFrame(
            {
                "indicator": indicator,
                "group": np.arange(group_count + 1),
                "poor_deprived_count": _count(matrix[:, position] == 1, of_row, group_count),
                "leaving_count": _count(mine, of_row, group_count),
                "programme_id": None if best is None else best.programme_id,
                "reachable_count": _count(reached, of_row, group_count),
                "cost_baht": _total(cost, reached, of_row, group_count),
            }
        )
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _cheapest(offers: Sequence[Remedy], leaving: Flags) -> Remedy | None:
    """The remedy with the lowest mean cost over the leavers that may have it."""
    usable = [offer for offer in offers if (leaving & ~np.isnan(offer.cost_baht)).any()]
    return min(usable, key=lambda offer: float(np.nanmean(offer.cost_baht[leaving])), default=None)


def _count(flags: Flags, of_row: Integers | None, count: int) -> Integers:
    """How many of everybody, then of each group, have the flag."""
    return _total(np.ones(len(flags)), flags, of_row, count).astype(np.int64)


def _total(values: Floats, flags: Flags, of_row: Integers | None, count: int) -> Floats:
    """The sum of the values that have the flag, over everybody and then over each group."""
    chosen = np.flatnonzero(flags)
    whole: Floats = values[chosen].sum(keepdims=True)
    if of_row is None:
        return whole
    inside = chosen[of_row[chosen] >= 0]
    return np.concatenate([whole, sum_by(of_row[inside], values[inside], count)])
