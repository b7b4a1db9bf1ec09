"""Small definitions, made by hand, for the tests of the analysis room."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise

import pytest

from dss_core.catalog.definitions import Capital, Indicator, Instrument, Label, Level, MissingRule, Standing

ON = date(2026, 1, 1)
BOUNDS = (1.0, 1.75, 2.5, 3.25, 4.0)


def label(words: str) -> Label:
    return Label(th=words, en=words)


def rule(share: float) -> MissingRule:
    return MissingRule(least_answered_share=share, label=label("rule"), standing=Standing.PROPOSAL)


def capital(name: str) -> Capital:
    return Capital(
        id=name,
        label=label(name),
        source="by hand",
        source_on=ON,
        standing=Standing.PROPOSAL,
        colour="#000000",
        unit=label("points"),
    )


def indicator(name: str, of: str, weight: float) -> Indicator:
    return Indicator(
        id=name,
        label=label(name),
        source="by hand",
        source_on=ON,
        standing=Standing.PROPOSAL,
        capital=of,
        meaning=label(name),
        unit=label("points"),
        lowest=1.0,
        highest=4.0,
        is_whole=True,
        more_is="better",
        weight=weight,
        weight_standing=Standing.PROPOSAL,
    )


@pytest.fixture
def levels() -> tuple[Level, ...]:
    """Four levels of equal width on a scale from 1 to 4."""
    return tuple(
        Level(number=number, label=label(f"level {number}"), lower=lower, upper=upper, colour="#000000")
        for number, (lower, upper) in enumerate(pairwise(BOUNDS), start=1)
    )


@pytest.fixture
def make_instrument(levels: tuple[Level, ...]) -> Callable[..., Instrument]:
    """Builds an instrument from {capital: {indicator: weight}} and the two least answered shares."""

    def build(
        weights: Mapping[str, Mapping[str, float]], capital_share: float = 0.5, overall_share: float = 1.0
    ) -> Instrument:
        return Instrument(
            id="by_hand",
            label=label("by hand"),
            source="by hand",
            source_on=ON,
            missing_capital=rule(capital_share),
            missing_overall=rule(overall_share),
            levels=levels,
            capitals=tuple(capital(name) for name in weights),
            indicators=tuple(
                indicator(name, of, weight) for of, inside in weights.items() for name, weight in inside.items()
            ),
        )

    return build
