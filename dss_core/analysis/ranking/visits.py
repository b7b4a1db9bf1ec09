"""Whom to visit first: the households whose own answers leave open on which side of the line they stand."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.ranking.doubt import Doubt
from dss_core.analysis.ranking.needs import Needs
from dss_core.errors import BadInput


@dataclass(frozen=True, eq=False)
class VisitList:
    """Where home visits would settle most.

    households: row, area, settled, missing (the criteria to ask about), most first, ties in the order of rows.
    areas: area, visit_count, settled, most settled first. settled: by how much a visit lowers the expected number of
    households on the wrong side of the line; sums are expected households. settled_share: which part of all that visits
    could settle this list settles (0-1).
    """

    households: pd.DataFrame
    areas: pd.DataFrame
    settled_share: float


def visit_list(needs: Needs, found: Doubt, areas: Integers, visits: int) -> VisitList:
    """The ``visits`` home visits that settle most, and how they lie in the areas (a code for each household, (n,)).

    A visit counts for what it settles of the household's own place; that it also moves the line a little for the others
    is left out. Nobody is on the list whose visit would settle nothing. ``BadInput``: ranking_bad_count.
    """
    if visits < 1:
        raise BadInput("ranking_bad_count")
    settled: Floats = np.nan_to_num(found.wrong_side_share)
    rows = np.argsort(-settled, kind="stable")[:visits]
    rows = rows[settled[rows] > 0]
    counts = np.flatnonzero(needs.weights > 0)
    missing = [
        tuple(needs.criteria[place].id for place in counts if needs.is_missing[place, row]) for row in rows.tolist()
    ]
    households = pd.DataFrame({"row": rows, "area": areas[rows], "settled": settled[rows], "missing": missing})
    by_area = households.groupby("area", sort=True)["settled"].agg(["size", "sum"]).reset_index()
    by_area.columns = pd.Index(["area", "visit_count", "settled"])
    by_area = by_area.sort_values("settled", ascending=False, kind="stable").reset_index(drop=True)
    total = float(settled.sum())
    return VisitList(households, by_area, float(settled[rows].sum()) / total if total else 0.0)
