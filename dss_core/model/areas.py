"""Areas of the Thai administration: province (2 digits), district (4), sub-district (6)."""

from dataclasses import dataclass
from enum import StrEnum

from dss_core.model.text import Text


class AreaLevel(StrEnum):
    """The grain of an area; the value is used in URLs and on the command line."""

    PROVINCE = "province"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"


CODE_LENGTH = {AreaLevel.PROVINCE: 2, AreaLevel.DISTRICT: 4, AreaLevel.SUBDISTRICT: 6}


@dataclass(frozen=True)
class Area:
    """One area with its code, names and, where known, a point inside it (degrees, WGS 84)."""

    code: str
    level: AreaLevel
    name: Text
    parent_code: str | None
    postcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None


def area_level(code: str) -> AreaLevel:
    """The grain that a code of this length names; ValueError for any other length."""
    for level, length in CODE_LENGTH.items():
        if len(code) == length:
            return level
    raise ValueError("an area code has 2, 4 or 6 digits")
