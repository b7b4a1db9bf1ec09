"""What a plan does, counted after the cut: who is covered, what leaks, what is spent, how the survey would change."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.analysis.allocation.money import SATANG
from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.statistics.intervals import wilson_interval


@dataclass(frozen=True, eq=False)
class Lift:
    """What a programme does to one column: so much (of each household its own, or of all) to the line, never beyond."""

    programme: int
    column: str
    amount: float | Floats
    line: float
    more_is_better: bool = True


def targeting(problem: Problem, serves: Flags, ideal: Flags, groups: Integers | None = None) -> pd.DataFrame:
    """Coverage and leakage of a plan, one row for each group (one for all without groups).

    ideal: who ought to be reached, as declared beside the figures. Columns: group, households, ideal, served,
    served_ideal, spent_baht, coverage (served of the ideal), under_coverage, leakage (not ideal, of the served), each
    share 0-1 with coverage_low, coverage_high, leakage_low, leakage_high (95 %, Wilson); NaN where nobody counts.
    spent_per_household_baht is over the served.
    """
    codes = np.zeros(problem.household_count, dtype=np.int64) if groups is None else groups
    count = int(codes.max(initial=0)) + 1
    served: Flags = np.asarray(serves.any(axis=0))
    spent = np.where(serves, problem.satang, 0).sum(axis=0, dtype=np.int64)

    def number(flags: Flags) -> Floats:
        return np.bincount(codes[flags], minlength=count).astype(np.float64)

    households, wanted, reached = np.bincount(codes, minlength=count), number(ideal), number(served)
    right = number(served & ideal)
    baht = np.bincount(codes, spent, count) / SATANG
    with np.errstate(divide="ignore", invalid="ignore"):
        coverage, leakage = right / wanted, (reached - right) / reached
        per_household = baht / np.where(reached > 0, reached, np.nan)
    coverage_low, coverage_high = wilson_interval(right, wanted)
    leakage_low, leakage_high = wilson_interval(reached - right, reached)
    return pd.DataFrame(
        {
            "group": np.arange(count),
            "households": households,
            "ideal": wanted.astype(np.int64),
            "served": reached.astype(np.int64),
            "served_ideal": right.astype(np.int64),
            "spent_baht": baht,
            "spent_per_household_baht": per_household,
            "coverage": coverage,
            "coverage_low": coverage_low,
            "coverage_high": coverage_high,
            "under_coverage": 1 - coverage,
            "leakage": leakage,
            "leakage_low": leakage_low,
            "leakage_high": leakage_high,
        }
    )


def after(frame: pd.DataFrame, serves: Flags, lifts: list[Lift]) -> pd.DataFrame:
    """The households as they would be after the plan, from scratch: a copy with the lifted columns changed.

    The lifts of all programmes that a household gets are summed, and stop at the line; who is beyond it stays there.
    A missing value stays missing. Scores and levels that follow from the columns are the caller's to compute anew.
    """
    changed = frame.copy()
    for column in dict.fromkeys(lift.column for lift in lifts):
        values = changed[column].to_numpy(dtype=np.float64, na_value=np.nan).copy()
        of_column = [lift for lift in lifts if lift.column == column]
        for line, is_up in dict.fromkeys((lift.line, lift.more_is_better) for lift in of_column):
            amount = np.zeros(len(values))
            for lift in of_column:
                if (lift.line, lift.more_is_better) == (line, is_up):
                    amount += lift.amount * serves[lift.programme]
            gap = np.maximum(line - values if is_up else values - line, 0.0)
            values += np.minimum(gap, amount) * (1 if is_up else -1)
        changed[column] = values
    return changed


def overlap_of(plans: list[Flags]) -> Floats:
    """How far plans serve the same households: served by both over served by either (Jaccard), plans x plans.

    NaN where neither serves anybody.
    """
    served = np.array([plan.any(axis=0) for plan in plans], dtype=np.float64)
    both = served @ served.T
    sizes = served.sum(axis=1)
    with np.errstate(invalid="ignore"):
        shares: Floats = both / (sizes[:, None] + sizes[None, :] - both)
    return shares
