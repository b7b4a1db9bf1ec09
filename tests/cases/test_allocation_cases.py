"""Knapsacks with known optima: one purse (kplib) and several resources (OR-Library mknap1)."""

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dss_core.analysis.allocation.zero_one import best_items
from dss_core.usecases.allocate_file import AllocationQuery, allocate_pairs

SHARED = Path(os.environ.get("DSS_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
ONE_PURSE, MANY = SHARED / "cases" / "alloc_kplib", SHARED / "cases" / "alloc_orlib_mknap1"

pytestmark = pytest.mark.skipif(
    not ONE_PURSE.is_dir(), reason="the shared cases are not beside this folder (DSS_SHARED)"
)


def expected(folder: Path) -> list[dict[str, Any]]:
    if not folder.is_dir():
        return []
    found: list[dict[str, Any]] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["results"]
    return found


@pytest.mark.parametrize("case", expected(ONE_PURSE), ids=lambda case: case["instance"])
@pytest.mark.parametrize("is_exact", [True, False], ids=["exact", "default"])
def test_one_purse(case: dict[str, Any], is_exact: bool):
    items = pd.read_csv(ONE_PURSE / f"{case['instance']}.csv")
    pairs = items.rename(columns={"item": "household", "profit": "benefit", "weight": "cost_baht"})
    told = pairs.assign(programme="aid").to_csv(index=False).encode()
    plan = allocate_pairs((told, "pairs.csv"), None, AllocationQuery(case["capacity"], is_exact=is_exact))
    chosen = items[items["item"].astype(str).isin(plan.assigned["household"])]
    assert plan.solution.objective == chosen["profit"].sum() == case["optimum"]
    assert plan.spent_baht == chosen["weight"].sum() <= case["capacity"]
    assert plan.solution.gap == 0 and plan.solution.method == "exact"


@pytest.mark.parametrize("case", expected(MANY), ids=lambda case: f"problem {case['problem']}")
def test_several_resources(case: dict[str, Any]):
    table = pd.read_csv(MANY / f"problem{case['problem']}.csv", index_col="item")
    items, uses = table.drop(index="CAPACITY"), table.filter(like="w").drop(index="CAPACITY").to_numpy().T
    limits = table.filter(like="w").loc["CAPACITY"].to_numpy()
    choice = best_items(items["profit"].to_numpy(), uses, limits)
    assert choice.is_proven and choice.taken is not None
    assert items["profit"][choice.taken].sum() == pytest.approx(case["published_optimum"])
    assert (uses[:, choice.taken].sum(axis=1) <= limits).all()
