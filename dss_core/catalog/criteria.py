"""The criteria that somebody ranks a table by: the shape of a criteria file (TOML), read and checked.

[[criterion]]
column = "pc_income"
more_is = "better"
weight = 0.6
scale = "minmax"
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from dss_core.catalog.definitions import Definition, MoreIs
from dss_core.catalog.files import bad, parse_toml


class Scale(StrEnum):
    """How the values of a criterion are made comparable.

    minmax: 0 at the lowest, 1 at the highest value, found or given. vector: divided by the root of the sum of their
    squares. none: as they are.
    """

    MINMAX = "minmax"
    VECTOR = "vector"
    NONE = "none"


class WhenMissing(StrEnum):
    """What becomes of a household without an answer.

    reweight: its other answers speak for it. leave_out: it is not ranked. neediest, least_needy: it counts as standing
    at that end of the scale.
    """

    REWEIGHT = "reweight"
    LEAVE_OUT = "leave_out"
    NEEDIEST = "neediest"
    LEAST_NEEDY = "least_needy"


class ColumnCriterion(Definition):
    """One column to rank by. Ends, cutoff, indifference and preference are in the unit of the column."""

    column: Annotated[str, Field(min_length=1)]
    more_is: MoreIs
    weight: float = 1.0
    scale: Scale = Scale.MINMAX
    lowest: float | None = None
    highest: float | None = None
    missing: WhenMissing = WhenMissing.REWEIGHT
    cutoff: float | None = None
    indifference: float = 0.0
    preference: float | None = None


class _CriteriaFile(Definition):
    criterion: Annotated[tuple[ColumnCriterion, ...], Field(min_length=1)]


def read_criteria(text: str, file: str) -> tuple[ColumnCriterion, ...]:
    """The criteria that somebody wrote (TOML text); ``BadCatalog`` naming file, place and fix when it is wrong."""
    criteria = parse_toml(file, text.removeprefix("\ufeff").replace("\r\n", "\n"), _CriteriaFile).criterion
    for number, criterion in enumerate(criteria):
        has_end = criterion.lowest is not None or criterion.highest is not None
        if has_end and criterion.scale is not Scale.MINMAX:
            raise bad("catalog_value", file, f"criterion[{number}].scale", criterion.scale, Scale.MINMAX)
    return criteria
