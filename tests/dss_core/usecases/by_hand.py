"""The figures of a workbook worked out a second time: openpyxl and plain loops, nothing of the product's arithmetic."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pandas as pd

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Instrument, MemberFilter
from dss_core.catalog.formats import SheetFormat

BUDDHIST = 543
FORMAT = "pppconnext"


@lru_cache(maxsize=8)
def _book(path: Path) -> dict[str, pd.DataFrame]:
    return pd.read_excel(BytesIO(path.read_bytes()), engine="openpyxl", dtype=str, sheet_name=None)


def _sheet(path: Path, sheet: SheetFormat) -> pd.DataFrame:
    names = {column.header: column.field for column in sheet.columns}
    found = _book(path)[sheet.name].rename(columns=names)
    return found.assign(house_code=found["house_code"].str.replace("-", ""))


def households_of_file(path: Path, catalog: Catalog) -> pd.DataFrame:
    """One row per household: place, outcome, member counts, answers as numbers, capitals, overall and level."""
    found = _sheet(path, catalog.formats[FORMAT].sheets.households)
    numbers = [*catalog.instrument.indicator_ids, "members_living", "village_number"]
    found[numbers] = found[numbers].astype(float)
    found["outcome"] = _codes(found["outcome"], "outcome", catalog)
    found["district_code"] = found["subdistrict_code"].str[:4]
    scores = [_scores(row, catalog.instrument) for row in found.to_dict("records")]
    return pd.concat([found, pd.DataFrame(scores)], axis=1).set_index("house_code", drop=False)


def members_of_file(path: Path, catalog: Catalog) -> pd.DataFrame:
    """One row per person: house code, relation, age, health, set of welfare and monthly income."""
    sheet = catalog.formats[FORMAT].sheets.members
    assert sheet is not None
    found = _sheet(path, sheet)
    found["age"] = found["year"].astype(float) - found["birth_year"].astype(float)
    found["income_baht"] = found["income_baht"].astype(float)
    for name in ("relation", "sex", "health", "education", "occupation"):
        found[name] = _codes(found[name], name, catalog)
    return found


def _codes(labels: pd.Series, code_list: str, catalog: Catalog) -> pd.Series:
    return labels.map({entry.label.th: entry.code for entry in catalog.code_lists[code_list].codes})


def _scores(row: dict[str, float], instrument: Instrument) -> dict[str, float]:
    scores: dict[str, float] = {}
    for capital in instrument.capital_ids:
        indicators = instrument.indicators_of(capital)
        given = [(i.weight, row[i.id]) for i in indicators if not math.isnan(row[i.id])]
        share = sum(w for w, _ in given) / sum(i.weight for i in indicators)
        is_enough = share >= instrument.missing_capital.least_answered_share - 1e-9
        scores[capital] = sum(w * x for w, x in given) / sum(w for w, _ in given) if is_enough else math.nan
    has = [value for value in scores.values() if not math.isnan(value)]
    is_enough = len(has) / len(scores) >= instrument.missing_overall.least_answered_share
    scores["overall"] = sum(has) / len(has) if is_enough else math.nan
    return {**scores, "level": _level(scores["overall"], instrument)}


def _level(overall: float, instrument: Instrument) -> float:
    found = [level.number for level in instrument.levels if level.lower <= round(overall, 9)]
    return math.nan if math.isnan(overall) else float(max(found))


def need(households: pd.DataFrame, weights: dict[str, float], lowest: float = 1, highest: float = 4) -> pd.Series:
    """The weighted need (0-1) over capitals; what a household lacks is left out of both sums."""

    def one(row: pd.Series) -> float:
        given = {name: weight for name, weight in weights.items() if not math.isnan(row[name])}
        if not given:
            return math.nan
        parts = [weight * (highest - row[name]) / (highest - lowest) for name, weight in given.items()]
        return round(sum(parts) / sum(given.values()), 9)

    return households.apply(one, axis=1)


def ranks(scores: pd.Series) -> pd.Series:
    """Rank 1 for the neediest, ties share the smallest; each household compared with each other."""
    return scores.map(lambda score: 1 + sum(other > score for other in scores))


def counted(members: Iterable[dict[str, object]], wanted: MemberFilter) -> int:
    """How many members a filter takes, for members of whom everything is known."""
    lowest, highest = wanted.age_from or 0, wanted.age_to if wanted.age_to is not None else 999
    return sum(
        lowest <= float(str(m["age"])) <= highest and (not wanted.health or m["health"] in wanted.health)
        for m in members
    )


def holds(row: dict[str, float], rule: str) -> bool:
    """Whether all parts of a rule joined by "and" hold for a household; a missing answer holds nothing."""
    compare = {"<=": lambda x, y: x <= y, ">=": lambda x, y: x >= y, "=": lambda x, y: x == y}
    parts = [part.split() for part in rule.split(" and ")]
    return all(compare[sign](row[name], float(value)) for name, sign, value in parts)


def walk(
    order: Sequence[str], wants: Sequence[dict[str, int]], costs: Sequence[float], budget: float,
    places: Sequence[int | None],
) -> list[tuple[str, int, float]]:  # fmt: skip
    """Who gets what (house code, programme's position, baht): from house to house, until one cannot be paid."""
    served: list[tuple[str, int, float]] = []
    taken, left = [0] * len(wants), budget
    for house in order:
        for position, units in enumerate(wants):
            limit = places[position]
            if not units.get(house) or (limit is not None and taken[position] >= limit):
                continue
            cost = units[house] * costs[position]
            if cost > left:
                return served
            left -= cost
            taken[position] += 1
            served.append((house, position, cost))
    return served
