"""What a household and a person are in this product, and the column names that every room shares."""

from enum import StrEnum


class Outcome(StrEnum):
    """What verification found for a household in a round."""

    POOR = "poor"
    NOT_POOR = "not_poor"
    NOT_REACHED = "not_reached"


MEMBER_COUNT_COLUMNS = (
    "members_registered",
    "members_living",
    "members_living_registered",
    "members_living_not_registered",
    "members_registered_not_living",
)
# What tells where a household is to be found, or how to call it.
PRIVATE_ADDRESS = ("house_number", "lane", "road", "phone", "latitude", "longitude")
OVERALL = "overall"
LEVEL = "level"
ANSWERED_COUNT = "answered_count"

# The columns of the wide table. The catalogue's instrument must name exactly these (checked at the start);
# another instrument is a migration, not an edit.
INDICATOR_COLUMNS = (
    *(f"h{n}" for n in range(1, 7)),
    *(f"p{n}" for n in range(1, 9)),
    *(f"f{n}" for n in range(1, 6)),
    *(f"n{n}" for n in range(1, 9)),
    *(f"s{n}" for n in range(1, 11)),
)
CAPITAL_COLUMNS = ("human", "physical", "financial", "natural", "social")
SCORE_COLUMNS = (*INDICATOR_COLUMNS, *CAPITAL_COLUMNS, OVERALL, LEVEL, ANSWERED_COUNT)
