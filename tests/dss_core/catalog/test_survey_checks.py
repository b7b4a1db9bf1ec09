"""The checks of uploads as definitions: complete, each with its limits, and part of the catalogue's version."""

import pytest

from dss_core.catalog.load import Catalog, load_catalog
from dss_core.catalog.survey_checks import CHECKS, LIMITS
from tests.dss_core.catalog.conftest import Copy


def test_every_check_is_there_once_with_its_limits(catalog: Catalog):
    found = {check.id: tuple(limit.name for limit in check.limits) for check in catalog.survey_checks.checks}
    assert found == LIMITS


def test_a_check_and_a_limit_are_found_by_name(catalog: Catalog):
    assert catalog.survey_checks.check("oldest_age").limit("years") > 100
    with pytest.raises(KeyError):
        catalog.survey_checks.check("taste")
    with pytest.raises(KeyError):
        catalog.survey_checks.check("oldest_age").limit("km")


def test_the_words_of_the_mended_file_differ_from_every_heading_of_a_format(catalog: Catalog):
    headings = catalog.survey_checks.mended.headings
    assert len(headings) == 4
    for upload in catalog.formats.values():
        columns = [*upload.sheets.households.columns, *(upload.sheets.members.columns if upload.sheets.members else ())]
        assert not headings & {name for column in columns for name in (column.header, *column.aliases)}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "oldest_age"', 'id = "eldest_age"', "checks"),
        ('name = "years"', 'name = "months"', "checks[3].limits"),
        ('id = "member_sums"', 'id = "member_count"', "checks[1].id"),
        ('id = "send_back"', 'id = "correct"', "purposes[1].id"),
        ('severity = "error"', 'severity = "fatal"', "checks[3].severity"),
        ("value = 120.0", "value = -1.0", "checks[3].limits[0].value"),
    ],
)
def test_a_check_that_is_wrong_is_named(copy: Copy, old: str, new: str, key: str):
    copy.replace(CHECKS, old, new)
    complaint = copy.complaint()
    assert (complaint.params["file"], complaint.params["key"]) == (CHECKS, key)


def test_another_limit_is_another_catalogue(copy: Copy, catalog: Catalog):
    copy.replace(CHECKS, "value = 120.0", "value = 110.0")
    changed = load_catalog(copy.root)
    assert changed.survey_checks.check("oldest_age").limit("years") == 110
    assert changed.version != catalog.version
