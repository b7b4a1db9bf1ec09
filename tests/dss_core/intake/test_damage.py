"""What Excel has done to numbers is pointed out with what they may have been, and never changed."""

import pytest

from dss_core.model.problems import Severity
from tests.dss_core.intake.conftest import Check
from tests.dss_core.intake.files import csv_of, house, table


@pytest.mark.parametrize(
    ("field", "cell", "code", "suggestion"),
    [
        ("house_number", "25-ก.พ.", "cell_house_number_date", "25/2"),
        ("house_number", "25-Feb", "cell_house_number_date", "25/2"),
        ("house_number", "ม.ค.-45", "cell_house_number_date", "1/45"),
        ("house_number", "2026-02-25", "cell_house_number_date", "25/2"),
        ("head_national_id", "3.1E+12", "cell_shortened", ""),
        ("head_national_id", "3.123456789012E+12", "cell_shortened", "3123456789012"),
        ("phone", "812345678", "cell_lost_zero", "0812345678"),
        ("phone", "42611234", "cell_lost_zero", "042611234"),
    ],
)
def test_damage_is_told_with_a_suggestion(check: Check, field: str, cell: str, code: str, suggestion: str):
    draft = check(csv_of(table([house(1, **{field: cell})])))
    (found,) = draft.problems
    assert (found.code, found.suggestion or "", found.row) == (code, suggestion, 2)
    if found.severity is Severity.WARNING:
        assert draft.households[field].tolist() == [cell], "it was kept as it stands"


@pytest.mark.parametrize(
    ("field", "cell"), [("house_number", "25/2"), ("house_number", "12-4"), ("phone", "0812345678")]
)
def test_what_is_right_is_not_pointed_out(check: Check, field: str, cell: str):
    assert check(csv_of(table([house(1, **{field: cell})]))).problems == ()
