"""What a household may be revealed for, and for how long: ``data/catalog/privacy_reveals.toml``, checked."""

from typing import Annotated

from pydantic import Field

from dss_core.catalog.definitions import Definition, Sourced
from dss_core.catalog.files import by_id, parse_toml

REVEALS = "catalog/privacy_reveals.toml"


class RevealPurpose(Sourced):
    """A purpose; the reveal ends by itself after ``minutes``."""

    minutes: Annotated[int, Field(ge=1, le=120)]
    needs_reason: bool


class RevealRules(Definition):
    """The purposes, and to how many decimals single points on the map are rounded."""

    point_decimals: Annotated[int, Field(ge=0, le=4)]
    purposes: Annotated[tuple[RevealPurpose, ...], Field(min_length=1)]

    def purpose(self, purpose_id: str) -> RevealPurpose | None:
        """The purpose of an id, None if there is none."""
        return next((one for one in self.purposes if one.id == purpose_id), None)


def read_reveals(text: str) -> RevealRules:
    """The rules from the text of their file; ``BadCatalog`` (file, key, problem, remedy) when they are wrong."""
    rules = parse_toml(REVEALS, text, RevealRules)
    by_id(REVEALS, "purposes", rules.purposes)
    return rules
