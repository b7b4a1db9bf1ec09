"""Small definitions of poverty, made by hand."""

from datetime import date

import pytest

from dss_core.catalog.definitions import Condition, Label, Standing
from dss_core.catalog.poverty import (
    CountPoor,
    IncomePoor,
    LevelPoor,
    LineValue,
    MeasureDefaults,
    MpiSpecification,
    PovertyDefinitions,
    PovertyLine,
    TargetedPoor,
)
from dss_core.catalog.specification import Cut, DeprivationRule, MissingAnswers, MpiDimension

ON = date(2026, 1, 1)


def sourced(name: str) -> dict[str, object]:
    words = Label(th=name, en=name)
    return {
        "id": name,
        "label": words,
        "meaning": words,
        "source": "by hand",
        "source_on": ON,
        "standing": Standing.PROPOSAL,
    }


def specification(name: str, missing: MissingAnswers = MissingAnswers.LEAVE_OUT) -> MpiSpecification:
    """Two dimensions: health (sick, weak: scores below 2), money (income below the line "low")."""
    return MpiSpecification(
        **sourced(name),
        k=(0.5,),
        missing=missing,
        every=Cut(operator="below", value=2.0),
        dimensions={
            "health": MpiDimension(indicators=("sick", "weak")),
            "money": MpiDimension(indicators=("short",)),
        },
        rules={"short": DeprivationRule(variable="income", operator="below", line="low")},
    )


@pytest.fixture
def poverty() -> PovertyDefinitions:
    value = LineValue(since=ON, value_baht=100.0, reference="by hand", standing=Standing.RECOVERED)
    return PovertyDefinitions(
        lines={
            "low": PovertyLine(**sourced("low"), variable="income", unit=Label(th="บาท", en="baht"), values=(value,))
        },
        specifications={"two": specification("two")},
        definitions=(
            IncomePoor(**sourced("income"), kind="income_line", line="low"),
            CountPoor(**sourced("count"), kind="alkire_foster", specification="two", k=0.5),
            LevelPoor(**sourced("level"), kind="level", variable="level", at_most=1.0),
            TargetedPoor(
                **sourced("targeted"),
                kind="failed_dimensions",
                specification="two",
                least_dimensions=1,
                and_if=Condition(variable="card", operator="is", value=1.0),
            ),
        ),
        defaults=MeasureDefaults(atkinson_epsilon=1.0, income_parts=5, emphasis_share=0.5),
    )
