"""One sample of every chart, made of a few invented aggregates."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from pages.charts.budgets import before_after, budget_curve, budget_shares, drawn_results
from pages.charts.capitals import capital_means, capital_rounds
from pages.charts.explanations import (
    band_bars,
    banded_areas,
    compared_parts,
    figure_bars,
    kept_curve,
)
from pages.charts.incomes import income_parts, lorenz
from pages.charts.intervals import crossed_bars, interval_rows
from pages.charts.levels import level_bars, level_shares
from pages.charts.maps import choropleth, points_map
from pages.charts.plans import counted_areas, programme_money, score_parts
from pages.charts.poverty import (
    changes,
    contributions,
    cutoff_curve,
    measures_by_group,
    overlap_bars,
    shares_with_bounds,
)
from pages.charts.relief import relief_bars
from pages.charts.scenarios import joining_and_leaving, overlap_matrix

BOUNDS = [1.0, 1.75, 2.5, 3.25, 4.0]
CAPITALS, CAPITAL_COLOURS = ["human", "social"], ["#0072b2", "#cc79a7"]
LEVELS, LEVEL_COLOURS = ["1 low", "2 high"], ["#b22222", "#228b22"]
POINT_COLOURS = {1.0: "#b22222", 2.0: "#228b22"}
TOLD = "what the page tells"


def square(code: str, west: float) -> dict[str, Any]:
    ring = [[west, 16.0], [west, 16.1], [west + 0.1, 16.1], [west + 0.1, 16.0], [west, 16.0]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "name": f"area {code}"}, "geometry": geometry}


SHAPES = {"type": "FeatureCollection", "features": [square("a", 104.0), square("b", 104.1), square("c", 104.2)]}


def values() -> pd.DataFrame:
    """Two areas with a value; the third was not surveyed."""
    return pd.DataFrame({"area": ["a", "b"], "place": ["A", "B"], "value": [2.0, 3.0], "text": [TOLD, TOLD]})


def points(count: int = 3) -> pd.DataFrame:
    level = [1.0, 2.0, float("nan")]
    rows = [(16.0 + i / 10, 104.0 + i / 10, level[i % 3], 4 * i + 1, TOLD) for i in range(count)]
    return pd.DataFrame(rows, columns=["latitude", "longitude", "level", "household_count", "text"])


def deck() -> Any:
    return points_map(points(), SHAPES, POINT_COLOURS, 100.0)


def _levels() -> pd.DataFrame:
    found = pd.DataFrame({"name": LEVELS, "percent": [40.0, 60.0], "text": TOLD})
    return found.assign(label=found["name"], label_percent=["40.0%", "60.0%"])


def _shares() -> pd.DataFrame:
    rows = [(area, name, i, 50.0, TOLD) for area in ("A", "B") for i, name in enumerate(LEVELS)]
    return pd.DataFrame(rows, columns=["area", "name", "position", "percent", "text"])


def _means() -> pd.DataFrame:
    found = pd.DataFrame({"name": CAPITALS, "mean": [2.5, 1.3], "low": [2.2, 1.0], "high": [2.8, 1.8]})
    return found.assign(label=["2.50", "1.30"], text=TOLD)


def _rounds() -> pd.DataFrame:
    rows = [(label, name, 2.0, TOLD) for label in ("2024 round 1", "2026 round 1") for name in CAPITALS]
    return pd.DataFrame(rows, columns=["round", "name", "mean", "text"])


def _parts() -> pd.DataFrame:
    rows = [(f"{rank} · code", name, 0.2, TOLD) for rank in (1, 2) for name in ("human", "debt")]
    return pd.DataFrame(rows, columns=["household", "criterion", "part", "text"])


def _areas() -> pd.DataFrame:
    return pd.DataFrame({"area": ["A", "B"], "part": [3, 1], "rest": [5, 9]})


def _money() -> pd.DataFrame:
    return pd.DataFrame({"programme": ["one", "two"], "spent": [100.0, 0.0], "left": [0.0, 50.0]})


def measures() -> pd.DataFrame:
    rows = [(g, name, v, v - 2, v + 2, f"{v}%", TOLD) for g in ("All", "A") for name, v in (("H", 60.0), ("A", 40.0))]
    return pd.DataFrame(rows, columns=["group", "name", "value", "low", "high", "label", "text"])


def _bounded() -> pd.DataFrame:
    rows = [("1. income", "1. income: 70%", 70.0, 68.0, 72.0, 65.0, 75.0, TOLD)]
    return pd.DataFrame(rows, columns=["name", "heading", "value", "low", "high", "best", "worst", "text"])


def overlap() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Three combinations of two definitions, and their dots."""
    rows = [("1+2", "several", 600), ("none", "none", 400), ("1", "alone", 3)]
    bars = pd.DataFrame(rows, columns=["key", "kind", "count"]).assign(label="n", told=TOLD, text=TOLD)
    dots = [(key, number, str(number) in key) for key in bars["key"] for number in (1, 2)]
    return bars, pd.DataFrame(dots, columns=["key", "number", "is_in"])


def _contributions() -> pd.DataFrame:
    rows = [("h1", "human", 70.0), ("s1", "social", 30.0)]
    found = pd.DataFrame(rows, columns=["indicator", "name", "value"])
    return found.assign(low=found["value"] - 5, high=found["value"] + 5, heading=found["indicator"], text=TOLD)


def _curve() -> pd.DataFrame:
    rows = [(k, name, 100 - 100 * k, TOLD) for k in (0.2, 0.5) for name in ("H", "A")]
    return pd.DataFrame(rows, columns=["k", "name", "value", "text"])


def _fifths() -> pd.DataFrame:
    found = pd.DataFrame({"name": ["0–50", "50–100"], "value": [20.0, 80.0], "low": [18.0, 78.0], "high": [22.0, 82.0]})
    return found.assign(label="20%", text=TOLD)


def _estimates() -> pd.DataFrame:
    rows = [("North", 1.8, 1.7, 1.9), ("South", 2.1, 2.0, 2.2)]
    frame = pd.DataFrame(rows, columns=["name", "value", "low", "high"])
    return frame.assign(label=frame["value"].astype(str), text="n = 3")


def _cells() -> pd.DataFrame:
    rows = [("North", "yes", 0, 40.0), ("North", "no", 1, 60.0), ("South", "yes", 0, 100.0), ("South", "no", 1, 0.0)]
    return pd.DataFrame(rows, columns=["row", "column", "position", "percent"]).assign(text="n = 3")


def _relief() -> pd.DataFrame:
    found = pd.DataFrame({"indicator": ["debt", "saving"], "reachable": [3, 0], "unreachable": [5, 9]})
    return found.assign(heading=found["indicator"], text=TOLD)


def _sides() -> pd.DataFrame:
    rows = [(name, side, 0.2, TOLD) for name in ("human", "debt") for side in ("this", "line")]
    return pd.DataFrame(rows, columns=["criterion", "side", "part", "text"])


def _bands() -> pd.DataFrame:
    return pd.DataFrame({"name": ["certain", "out"], "count": [3, 40], "label": ["3", "40"], "text": TOLD})


def _banded() -> pd.DataFrame:
    rows = [(area, name, at, 3) for area in ("A", "B") for at, name in enumerate(("certain", "verify"))]
    return pd.DataFrame(rows, columns=["area", "name", "position", "count"])


def _kept() -> pd.DataFrame:
    return pd.DataFrame({"moved": [5.0, 50.0], "mean": [98.0, 70.0], "low": [95.0, 60.0], "label": "n", "text": TOLD})


def _figures() -> pd.DataFrame:
    return pd.DataFrame({"name": ["A", "B"], "value": [4, 1], "label": ["4", "1"], "text": TOLD})


def _squares() -> pd.DataFrame:
    rows = [(one, two, 1.0 if one == two else 0.4, "40% · 3", TOLD) for one in "AB" for two in "AB"]
    return pd.DataFrame(rows, columns=["row", "column", "share", "label", "text"])


def _moves() -> pd.DataFrame:
    return pd.DataFrame({"place": ["North", "South"], "joining": [3, 0], "leaving": [1, 9], "text": TOLD})


def _budgets() -> pd.DataFrame:
    return pd.DataFrame({"budget": [0.0, 100.0, 200.0], "reached": [0.0, 3.0, 4.0], "text": TOLD})


def _bought() -> pd.DataFrame:
    rows = [(budget, name, budget / 2, TOLD) for budget in (0.0, 100.0) for name in ("one", "two")]
    return pd.DataFrame(rows, columns=["budget", "programme", "spent", "text"])


def _draws() -> pd.DataFrame:
    return pd.DataFrame({"low": [1.0, 2.0], "high": [2.0, 3.0], "count": [4, 6], "text": TOLD})


def _before_after() -> pd.DataFrame:
    rows = pd.DataFrame({"group": ["North", "South"], "before": [1.0, 2.0], "after": [0.8, 1.5], "text": TOLD})
    ends = {
        f"{name}_{end}": rows[name] + step for name in ("before", "after") for end, step in (("low", -1), ("high", 1))
    }
    return rows.assign(**ends)


KINDS = ["alone", "several", "none"]
CHARTS: dict[str, Callable[[], Any]] = {
    "level_bars": lambda: level_bars(_levels(), LEVELS, LEVEL_COLOURS, "percent"),
    "level_shares": lambda: level_shares(_shares(), LEVELS, LEVEL_COLOURS, "percent"),
    "capital_means": lambda: capital_means(_means(), CAPITALS, CAPITAL_COLOURS, BOUNDS, "mean"),
    "capital_rounds": lambda: capital_rounds(_rounds(), CAPITALS, CAPITAL_COLOURS, BOUNDS, "mean"),
    "choropleth": lambda: choropleth(values(), SHAPES, SHAPES, [2.0, 3.0], "mean"),
    "score_parts": lambda: score_parts(_parts(), {"human": "#0072b2"}, "need"),
    "counted_areas": lambda: counted_areas(_areas(), "served", "not served", "households"),
    "budget_curve": lambda: budget_curve(_budgets(), 100.0, ("baht", "points")),
    "budget_shares": lambda: budget_shares(_bought(), 100.0, ("baht", "baht by programme")),
    "drawn_results": lambda: drawn_results(_draws(), 2.5, ("points", "draws")),
    "before_after": lambda: before_after(_before_after(), ("before", "after"), "points"),
    "programme_money": lambda: programme_money(_money(), "spent", "left", "baht"),
    "measures_by_group": lambda: measures_by_group(measures(), ["H", "A"], "percent"),
    "shares_with_bounds": lambda: shares_with_bounds(_bounded(), "percent"),
    "overlap_bars": lambda: overlap_bars(*overlap(), KINDS, "households"),
    "contributions": lambda: contributions(_contributions(), CAPITALS, CAPITAL_COLOURS, "percent"),
    "cutoff_curve": lambda: cutoff_curve(_curve(), 0.33, ["H", "A"], "k", "percent"),
    "changes": lambda: changes(measures().assign(value=-3.0, low=-5.0, high=-1.0), ["H", "A"], "points"),
    "lorenz": lambda: lorenz(
        pd.DataFrame({"people": [0.0, 50.0, 100.0], "income": [0.0, 20.0, 100.0], "text": TOLD}), "people", "income"
    ),
    "income_parts": lambda: income_parts(_fifths(), "people", "income"),
    "interval_rows": lambda: interval_rows(_estimates(), "mean", 1.9),
    "crossed_bars": lambda: crossed_bars(_cells(), ["yes", "no"], ["#0072b2", "#d55e00"], "% of the row"),
    "compared_parts": lambda: compared_parts(_sides(), ["this", "line"], "need"),
    "band_bars": lambda: band_bars(_bands(), ["#0072b2", "#7a8894"], "households"),
    "banded_areas": lambda: banded_areas(_banded(), ["certain", "verify"], ["#0072b2", "#e69f00"], "households"),
    "kept_curve": lambda: kept_curve(_kept(), "moved", "kept"),
    "figure_bars": lambda: figure_bars(_figures(), "visits"),
    "overlap_matrix": lambda: overlap_matrix(_squares()),
    "joining_and_leaving": lambda: joining_and_leaving(_moves(), "joins", "leaves", "households"),
    "relief_bars": lambda: relief_bars(_relief(), "reached", "not reached", "households"),
}
