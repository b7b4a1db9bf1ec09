"""Plans beside each other: which households they share, who is helped by one alone, and where help moves.

A plan is a frame with a row per household and programme served: household_id, programme_id, cost_baht (of one year).
"""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

OVERLAP = (
    "first", "second", "first_count", "second_count", "both_count", "only_first_count", "only_second_count", "jaccard",
    "first_baht", "second_baht",
)  # fmt: skip


def overlaps(plans: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What each two plans share: a row per pair, with the columns ``OVERLAP``.

    Counts are of households. ``jaccard``: households in both, as a share (0-1) of those in either; NaN when neither
    serves anybody. ``first_baht``, ``second_baht``: what each plan spends on the households in both.

    >>> one = pd.DataFrame({"household_id": [1, 2], "programme_id": "roof", "cost_baht": [5.0, 5.0]})
    >>> two = pd.DataFrame({"household_id": [2, 2, 3], "programme_id": ["roof", "well", "well"], "cost_baht": 4.0})
    >>> print(overlaps({"a": one, "b": two})[["both_count", "jaccard", "first_baht", "second_baht"]].to_string())
       both_count   jaccard  first_baht  second_baht
    0           1  0.333333         5.0          8.0
    """
    money = {name: plan.groupby("household_id")["cost_baht"].sum() for name, plan in plans.items()}
    rows = [_overlap(first, second, money[first], money[second]) for first, second in combinations(plans, 2)]
    return pd.DataFrame(rows, columns=list(OVERLAP))


def _overlap(first: str, second: str, one: pd.Series, two: pd.Series) -> dict[str, object]:
    both = one.index.intersection(two.index)
    either = len(one) + len(two) - len(both)
    return {
        "first": first,
        "second": second,
        "first_count": len(one),
        "second_count": len(two),
        "both_count": len(both),
        "only_first_count": len(one) - len(both),
        "only_second_count": len(two) - len(both),
        "jaccard": len(both) / either if either else float("nan"),
        "first_baht": float(one[both].sum()),
        "second_baht": float(two[both].sum()),
    }


def in_one_alone(plans: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The households that one plan alone serves, a row each: plan, household_id, programmes (tuple of ids), cost_baht.

    In the order of the plans, then of the households.
    """
    served = _households(plans)
    alone = served[~served["household_id"].duplicated(keep=False)]
    return alone.reset_index(drop=True)


def _households(plans: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    parts = [
        plan.groupby("household_id", sort=True)
        .agg(programmes=("programme_id", tuple), cost_baht=("cost_baht", "sum"))
        .reset_index()
        .assign(plan=name)
        for name, plan in plans.items()
    ]
    return pd.concat(parts, ignore_index=True)[["plan", "household_id", "programmes", "cost_baht"]]


def moved(plans: Mapping[str, pd.DataFrame], baseline: str, place_of: pd.Series) -> pd.DataFrame:
    """Who wins and who loses against the baseline, a row per plan and place that either serves.

    ``place_of``: the place of each household, by household_id. Columns: plan, place, count, baht, and against the
    baseline: joining_count (households that it does not serve), leaving_count (that it alone serves), baht_difference.
    The plans keep their order, the places are sorted; the baseline stands beside itself, with differences of zero.
    """
    base = _money(plans[baseline])
    parts = [_moved(_money(plan), base, place_of).assign(plan=name) for name, plan in plans.items()]
    found = pd.concat(parts, ignore_index=True)
    return found[["plan", "place", "count", "baht", "joining_count", "leaving_count", "baht_difference"]]


def moved_between_programmes(plans: Mapping[str, pd.DataFrame], baseline: str) -> pd.DataFrame:
    """As ``moved``, with programmes as places: a household counts in each programme that it gets."""
    parts = []
    programmes = pd.concat([plan["programme_id"] for plan in plans.values()]).unique()
    for programme in sorted(programmes):
        only = {name: plan[plan["programme_id"] == programme] for name, plan in plans.items()}
        households = pd.concat([plan["household_id"] for plan in only.values()]).unique()
        parts.append(moved(only, baseline, pd.Series(programme, index=households)))
    if not parts:
        return moved(plans, baseline, pd.Series(dtype=object))
    found = pd.concat(parts, ignore_index=True)
    order = found["plan"].map({name: at for at, name in enumerate(plans)})
    return found.assign(order=order).sort_values(["order", "place"]).drop(columns="order").reset_index(drop=True)


def _money(plan: pd.DataFrame) -> pd.Series:
    return plan.groupby("household_id")["cost_baht"].sum()


def _moved(money: pd.Series, base: pd.Series, place_of: pd.Series) -> pd.DataFrame:
    households = money.index.union(base.index)
    table = pd.DataFrame(
        {
            "place": place_of.reindex(households).astype(object).to_numpy(),
            "is_in": households.isin(money.index),
            "was_in": households.isin(base.index),
            "baht": money.reindex(households, fill_value=0.0).to_numpy(dtype=np.float64),
            "base_baht": base.reindex(households, fill_value=0.0).to_numpy(dtype=np.float64),
        }
    )
    table["joining"] = table["is_in"] & ~table["was_in"]
    table["leaving"] = ~table["is_in"] & table["was_in"]
    found = table.groupby("place", sort=True).agg(
        count=("is_in", "sum"),
        baht=("baht", "sum"),
        joining_count=("joining", "sum"),
        leaving_count=("leaving", "sum"),
        base_baht=("base_baht", "sum"),
    )
    found["baht_difference"] = found["baht"] - found["base_baht"]
    return found.reset_index()
