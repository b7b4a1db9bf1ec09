"""Every rule that looks at more than one cell, in the order in which problems are told."""

from dss_core.intake.findings import Findings
from dss_core.intake.rules.checked_file import CheckedFile, Rule
from dss_core.intake.rules.dates import survey_year
from dss_core.intake.rules.keys import household_once, id_once, member_has_household, member_once, same_head
from dss_core.intake.rules.money import child_income, income_sum
from dss_core.intake.rules.people import born_before_survey, head_age, member_count, member_sums, oldest_age, one_head
from dss_core.intake.rules.places import (
    district_holds,
    gps_province,
    gps_subdistrict,
    gps_swapped,
    place_names,
    postcode,
)
from dss_core.intake.rules.scores import score_differs

RULES: tuple[Rule, ...] = (
    household_once,
    member_has_household,
    member_once,
    id_once,
    same_head,
    district_holds,
    place_names,
    postcode,
    gps_swapped,
    gps_province,
    gps_subdistrict,
    survey_year,
    born_before_survey,
    oldest_age,
    head_age,
    one_head,
    member_count,
    member_sums,
    child_income,
    income_sum,
    score_differs,
)


def check_rows(file: CheckedFile, findings: Findings) -> None:
    """Note everything that the rules find in a file."""
    for rule in RULES:
        for sheet, field, fault in rule(file):
            findings.add(sheet, field, fault)
