"""The shipped upload format fits the instrument that reads from it."""

import pytest

from dss_core.catalog.formats import column_label
from dss_core.catalog.load import Catalog


def test_every_indicator_and_capital_has_a_column_of_scores(catalog: Catalog) -> None:
    sheet = catalog.formats["pppconnext"].sheets.households
    scores = {column.field for column in sheet.columns if column.kind == "score"}
    from_file = {f"file_{capital}" for capital in catalog.instrument.capital_ids} | {"file_overall"}
    assert scores == set(catalog.instrument.indicator_ids) | from_file


def test_the_headers_of_indicators_are_their_labels(catalog: Catalog) -> None:
    sheet = catalog.formats["pppconnext"].sheets.households
    for indicator in catalog.instrument.indicators:
        assert indicator.label.th.startswith(sheet.column(indicator.id).header)


def test_a_member_is_keyed_as_its_household_is(catalog: Catalog) -> None:
    sheets = catalog.formats["pppconnext"].sheets
    assert sheets.members is not None
    for field in ("house_code", "year", "wave"):
        assert sheets.members.column(field).required
        assert sheets.members.column(field).kind == sheets.households.column(field).kind


def test_a_column_is_optional_until_the_format_says_otherwise(catalog: Catalog) -> None:
    sheet = catalog.formats["pppconnext"].sheets.households
    required = [column.field for column in sheet.columns if column.required]
    assert required == ["house_code", "year", "wave", "village_number", "subdistrict_code", "outcome"]


def test_a_field_that_no_column_feeds_is_a_key_error(catalog: Catalog) -> None:
    with pytest.raises(KeyError):
        catalog.formats["pppconnext"].sheets.households.column("nothing")


def test_a_column_decides_by_its_header_its_aliases_and_its_field(catalog: Catalog) -> None:
    column = catalog.formats["pppconnext"].sheets.households.column("year")
    assert column.names == (column.header, *column.aliases, "year")
    assert not set(column.hints) & set(column.names)


def test_what_is_needed_is_asked_for(catalog: Catalog) -> None:
    sheets = catalog.formats["pppconnext"].sheets
    assert sheets.members is not None
    for sheet in (sheets.households, sheets.members):
        assert not [column.field for column in sheet.columns if column.required and not column.asked]


def test_the_name_of_a_column_is_in_both_languages(catalog: Catalog) -> None:
    sheet = catalog.formats["pppconnext"].sheets.households
    assert column_label(sheet.column("h1"), catalog.instrument).en == "Highest education"
    assert column_label(sheet.column("year"), catalog.instrument).en == "Survey year"
    assert column_label(sheet.column("year"), catalog.instrument).th == sheet.column("year").header
    nameless = sheet.column("year").model_copy(update={"aliases": ()})
    assert column_label(nameless, catalog.instrument).en == "year"
