"""What became of a decision: the households that it helps, as they are told of now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Integers

SAME = 1e-9  # two numbers that differ by less are the same answer


@dataclass(frozen=True, eq=False)
class Drift:
    """How a decision stands.

    households: a row per household that gets help by the decision, in the order of the ids: household_id, is_gone (not
    told of any more), changed (variables whose answer is another), unqualified (its programmes that it no longer
    qualifies for), undecided (those for which an answer is missing now; of a household that is gone neither),
    is_chosen (today's plan would help it too), cost_baht (decided).
    newly_eligible: households that qualified for nothing then and do now. would_come_in: those that today's plan helps
    and the decision does not.
    """

    households: pd.DataFrame
    newly_eligible: Integers
    would_come_in: Integers


def drift_of(
    grants: pd.DataFrame,
    answers: pd.DataFrame,
    eligible_then: Collection[int],
    now: pd.DataFrame,
    eligible_now: pd.DataFrame,
    undecided_now: pd.DataFrame,
    served_now: Collection[int],
) -> Drift:
    """The drift of a decision.

    grants: household_id, programme_id, cost_baht. answers: what the households with a grant had answered, indexed by
    household_id. now: the same of all households that are told of now; variables that only one of the two has are not
    compared. eligible_now, undecided_now: pairs household_id, programme_id.
    """
    helped = grants.groupby("household_id", sort=True).agg(
        programmes=("programme_id", tuple), cost_baht=("cost_baht", "sum")
    )
    ids = helped.index.to_numpy(dtype=np.int64)
    is_gone = ~np.isin(ids, now.index)
    is_open = _pairs(undecided_now)
    settled = _pairs(eligible_now) | is_open
    still = [
        () if gone else tuple((key, one) for one in programmes)
        for key, programmes, gone in zip(ids.tolist(), helped["programmes"], is_gone, strict=True)
    ]
    households = pd.DataFrame(
        {
            "household_id": ids,
            "is_gone": is_gone,
            "changed": changed_answers(answers.reindex(ids), now.reindex(ids), is_gone),
            "unqualified": [tuple(one for key, one in pairs if (key, one) not in settled) for pairs in still],
            "undecided": [tuple(one for key, one in pairs if (key, one) in is_open) for pairs in still],
            "is_chosen": np.isin(ids, np.fromiter(served_now, np.int64)),
            "cost_baht": helped["cost_baht"].to_numpy(dtype=np.float64),
        }
    )
    eligible = eligible_now["household_id"].unique()
    return Drift(
        households,
        np.setdiff1d(eligible, np.fromiter(eligible_then, np.int64)),
        np.setdiff1d(np.fromiter(served_now, np.int64), ids),
    )


def _pairs(frame: pd.DataFrame) -> set[tuple[int, str]]:
    return set(zip(frame["household_id"].tolist(), frame["programme_id"].tolist(), strict=True))


def changed_answers(then: pd.DataFrame, now: pd.DataFrame, is_gone: Flags) -> list[tuple[str, ...]]:
    """For each row the columns in both frames whose values differ; none for a row that is gone.

    Two missing answers are the same; a missing answer and a given one are not.
    """
    names = [name for name in then.columns if name in now.columns]
    differs = {name: _differ(then[name], now[name]) & ~is_gone for name in names}
    return [tuple(name for name in names if differs[name][row]) for row in range(len(then))]


def _differ(then: pd.Series, now: pd.Series) -> Flags:
    one, two = then.astype(object).tolist(), now.astype(object).tolist()
    return np.array([not _same(first, second) for first, second in zip(one, two, strict=True)], dtype=np.bool_)


def _same(first: Any, second: Any) -> bool:
    if pd.isna(first) or pd.isna(second):
        return bool(pd.isna(first) and pd.isna(second))
    if isinstance(first, str) or isinstance(second, str):
        return bool(first == second)
    return bool(abs(float(first) - float(second)) <= SAME)


def counts_of(drift: Drift) -> dict[str, int]:
    """Households by what became of them.

    helped, changed, unqualified, undecided, gone, not_chosen (told of and qualified for all of it still, but today's
    plan helps others), newly_eligible, would_come_in. One household may be in several: changed and unqualified.
    """
    table = drift.households
    has_lost, is_open = table["unqualified"].map(len) > 0, table["undecided"].map(len) > 0
    return {
        "helped": len(table),
        "changed": int((table["changed"].map(len) > 0).sum()),
        "unqualified": int(has_lost.sum()),
        "undecided": int(is_open.sum()),
        "gone": int(table["is_gone"].sum()),
        "not_chosen": int((~table["is_chosen"] & ~table["is_gone"] & ~has_lost & ~is_open).sum()),
        "newly_eligible": len(drift.newly_eligible),
        "would_come_in": len(drift.would_come_in),
    }


def names_of(changed: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """How many households changed in each variable, the most frequent first."""
    counts: dict[str, int] = {}
    for names in changed:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
