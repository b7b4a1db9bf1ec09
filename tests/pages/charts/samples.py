"""One sample of every chart, made of a few invented aggregates."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from pages.charts.capitals import capital_means, capital_rounds
from pages.charts.levels import level_bars, level_shares
from pages.charts.maps import choropleth, points_map
from pages.charts.plans import counted_areas, programme_money, score_parts

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


CHARTS: dict[str, Callable[[], Any]] = {
    "level_bars": lambda: level_bars(_levels(), LEVELS, LEVEL_COLOURS, "percent"),
    "level_shares": lambda: level_shares(_shares(), LEVELS, LEVEL_COLOURS, "percent"),
    "capital_means": lambda: capital_means(_means(), CAPITALS, CAPITAL_COLOURS, BOUNDS, "mean"),
    "capital_rounds": lambda: capital_rounds(_rounds(), CAPITALS, CAPITAL_COLOURS, BOUNDS, "mean"),
    "choropleth": lambda: choropleth(values(), SHAPES, SHAPES, [2.0, 3.0], "mean"),
    "score_parts": lambda: score_parts(_parts(), {"human": "#0072b2"}, "need"),
    "counted_areas": lambda: counted_areas(_areas(), "served", "not served", "households"),
    "programme_money": lambda: programme_money(_money(), "spent", "left", "baht"),
}
