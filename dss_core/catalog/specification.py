"""How a multidimensional poverty measure is specified: dimensions, indicators, weights, cut-offs, rules.

The shape is the same in the catalogue and in the TOML file that a researcher hands to the command line.
"""

import math
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from dss_core.catalog.definitions import Definition, Id, Label
from dss_core.catalog.files import bad, parse_toml

MOST_NAMES_SHOWN = 10

Name = Annotated[str, Field(min_length=1)]
Cutoff = Annotated[float, Field(gt=0, le=1)]
Weight = Annotated[float, Field(ge=0)]
Operator = Literal["at_most", "below", "at_least", "above", "is"]


class MissingAnswers(StrEnum):
    """What becomes of a household with a missing answer: left out, or the answer taken one way or the other."""

    LEAVE_OUT = "leave_out"
    NOT_DEPRIVED = "not_deprived"
    DEPRIVED = "deprived"


class Cut(Definition):
    """A household is deprived when the variable stands so to the value."""

    operator: Operator
    value: float


class DeprivationRule(Definition):
    """How one indicator follows from a variable: a cut with its value, or with a poverty line as its value."""

    variable: Name
    operator: Operator
    value: float | None = None
    line: Id | None = None
    label: Label | None = None


class MpiDimension(Definition):
    """The indicators of a dimension, and its weight: a number (shared equally), or one for each indicator."""

    indicators: Annotated[tuple[Name, ...], Field(min_length=1)]
    weight: Weight | tuple[Weight, ...] | dict[Name, Weight] | None = None
    label: Label | None = None


def _several(value: object) -> object:
    """One cut-off may be written without brackets."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


class Specification(Definition):
    """A multidimensional measure. An indicator without a rule is a column of 0 and 1, or follows ``every``."""

    k: Annotated[tuple[Cutoff, ...], BeforeValidator(_several), Field(min_length=1)]
    dimensions: Annotated[dict[Name, MpiDimension], Field(min_length=1)]
    missing: MissingAnswers = MissingAnswers.LEAVE_OUT
    every: Cut | None = None
    rules: dict[Name, DeprivationRule] = Field(default_factory=dict)
    name: str | None = None
    description: str | None = None

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators of all dimensions, in order."""
        return tuple(indicator for dimension in self.dimensions.values() for indicator in dimension.indicators)

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each indicator; they sum to 1."""
        return indicator_weights(self.dimensions)

    def rule_of(self, indicator: str) -> DeprivationRule | None:
        """The rule of an indicator, None when its column holds the 0 and 1 itself."""
        if indicator in self.rules or self.every is None:
            return self.rules.get(indicator)
        return DeprivationRule(variable=indicator, operator=self.every.operator, value=self.every.value)


def read_specification(text: str, file: str) -> Specification:
    """A specification that somebody wrote (TOML text); ``BadCatalog`` naming file, place and fix when it is wrong."""
    specification = parse_toml(file, text.removeprefix("\ufeff").replace("\r\n", "\n"), Specification)
    check_specification(file, specification)
    lines = sorted(name for name, rule in specification.rules.items() if rule.line is not None)
    if lines:
        raise bad("catalog_value", file, f"rules.{lines[0]}.line", "line", "value = 38000.0")
    return specification


def indicator_weights(dimensions: Mapping[str, MpiDimension]) -> dict[str, float]:
    """The weight of each indicator, summing to 1.

    Dimensions without a weight share equally what the others leave of 1 (all of it when none has one), and indicators
    share their dimension's equally. When every dimension has a weight, the weights are divided by their sum.
    """
    given = {name: _given(d) for name, d in dimensions.items() if d.weight is not None}
    total = math.fsum(weight for inside in given.values() for weight in inside.values())
    free = [name for name in dimensions if name not in given]
    scale = 1.0 if free else 1 / total
    each = (1 - total) / len(free) if free else 0.0
    weights: dict[str, float] = {}
    for name, dimension in dimensions.items():
        own = given.get(name) or {i: each / len(dimension.indicators) for i in dimension.indicators}
        weights.update({indicator: weight * (scale if name in given else 1.0) for indicator, weight in own.items()})
    return weights


def check_specification(file: str, specification: Specification) -> None:
    """Nothing, or ``BadCatalog``: repeated or unknown indicators, weights that cannot be, a rule without its value."""
    taken: list[str] = []
    for name, dimension in specification.dimensions.items():
        for number, indicator in enumerate(dimension.indicators):
            require_new(file, f"dimensions.{name}.indicators[{number}]", indicator, taken)
            taken.append(indicator)
        _check_weight(file, f"dimensions.{name}.weight", dimension)
    weights = [_given(dimension) for dimension in specification.dimensions.values() if dimension.weight is not None]
    total = math.fsum(weight for inside in weights for weight in inside.values())
    if weights and not total > 0:
        raise bad("catalog_value", file, "dimensions", f"{total:g}", "> 0")
    if weights and len(weights) < len(specification.dimensions) and not total < 1:
        raise bad("catalog_value", file, "dimensions", f"{total:g}", "< 1")
    for name, rule in specification.rules.items():
        require_known(file, f"rules.{name}", name, taken)
        if (rule.value is None) == (rule.line is None):
            raise bad("catalog_value", file, f"rules.{name}", "", "value")


def _given(dimension: MpiDimension) -> dict[str, float]:
    """The weights that stand in a dimension, by indicator."""
    weight, indicators = dimension.weight, dimension.indicators
    if isinstance(weight, float):
        return {indicator: weight / len(indicators) for indicator in indicators}
    if isinstance(weight, dict):
        return {indicator: weight[indicator] for indicator in indicators}
    return dict(zip(indicators, weight or (), strict=True))


def _check_weight(file: str, key: str, dimension: MpiDimension) -> None:
    if isinstance(dimension.weight, tuple) and len(dimension.weight) != len(dimension.indicators):
        raise bad("catalog_value", file, key, len(dimension.weight), len(dimension.indicators))
    if isinstance(dimension.weight, dict) and set(dimension.weight) != set(dimension.indicators):
        raise bad("catalog_value", file, key, ", ".join(dimension.weight), ", ".join(dimension.indicators))


def require_known(file: str, key: str, name: str, known: Collection[str]) -> None:
    """Nothing, or ``BadCatalog`` when a name is not among the known ones."""
    if name not in known:
        close = get_close_matches(name, list(known), n=3)
        raise bad("catalog_unknown_name", file, key, name, ", ".join(close or list(known)[:MOST_NAMES_SHOWN]))


def require_new(file: str, key: str, name: str, taken: Collection[str]) -> None:
    """Nothing, or ``BadCatalog`` when a name is taken already."""
    if name in taken:
        raise bad("catalog_duplicate", file, key, name, f"!= {name}")
