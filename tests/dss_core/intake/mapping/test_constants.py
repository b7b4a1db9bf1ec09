"""What may be written once for every row of a file."""

import pytest

from dss_core.intake.faults import Rules
from dss_core.intake.mapping.constants import is_sound, may_be_shared
from tests.dss_core.intake.files import CATALOG, HOUSEHOLDS, PLACE

RULES = Rules(CATALOG, is_synthetic=True)


@pytest.mark.parametrize("field", ["year", "wave", "village_number", "subdistrict_code", "outcome"])
def test_a_round_a_place_and_an_outcome_may_be_the_same_for_all(field: str):
    assert may_be_shared(HOUSEHOLDS.column(field))


@pytest.mark.parametrize("field", ["house_code", "head_national_id", "head_first_name", "phone", "h1", "latitude"])
def test_what_tells_households_apart_may_not(field: str):
    assert not may_be_shared(HOUSEHOLDS.column(field))


@pytest.mark.parametrize(
    ("field", "text", "sound"),
    [
        ("year", "2569", True),
        ("year", " ๒๕๖๙ ", True),
        ("year", "69", False),
        ("wave", "12", False),
        ("wave", "", False),
        ("outcome", "จน", True),
        ("outcome", "maybe", False),
        ("subdistrict_code", PLACE, True),
        ("subdistrict_code", "999999", False),
    ],
)
def test_it_passes_the_check_of_its_cells(field: str, text: str, sound: bool):
    assert is_sound(text, HOUSEHOLDS.column(field), RULES) is sound
