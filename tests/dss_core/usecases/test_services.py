"""What a use case works with: it opens only with definitions that fit the tables."""

from dataclasses import replace

import pytest

from dss_core.errors import BadCatalog, BadSettings, NotFound
from dss_core.settings import Settings
from dss_core.usecases.services import Services, all_rounds, check_columns, find_round, open_services
from tests.dss_core.usecases.small_province import NEW, OLD


def test_an_installation_opens_from_its_settings(province: Services):
    services = open_services(province.settings)
    assert services.catalog.version == province.catalog.version
    assert services.state().database_id == province.state().database_id
    services.database.dispose()


def test_half_an_openid_provider_stops_the_start(province: Services):
    settings = Settings(**{**province.settings.model_dump(), "oidc_issuer": "https://login.example"})
    with pytest.raises(BadSettings) as refused:
        open_services(settings)
    assert refused.value.params == {"setting": "DSS_OIDC_CLIENT_ID"}


def test_rounds_come_the_newest_first(province: Services):
    assert [found.id for found in all_rounds(province)] == [NEW, OLD]
    assert find_round(province, OLD).year == 2024


def test_an_unknown_round_is_not_found(province: Services):
    with pytest.raises(NotFound) as refused:
        find_round(province, "2026-2")
    assert (refused.value.code, refused.value.params) == ("round_unknown", {"round": "2026-2"})


@pytest.mark.parametrize("part", ["indicators", "capitals"])
def test_an_instrument_with_other_columns_than_the_tables_is_refused(province: Services, part: str):
    instrument = province.catalog.instrument
    shorter = instrument.model_copy(update={part: getattr(instrument, part)[1:]})
    with pytest.raises(BadCatalog) as refused:
        check_columns(replace(province.catalog, instrument=shorter))
    assert refused.value.code == "catalog_not_the_tables"
    assert refused.value.params["problem"] == getattr(instrument, part)[0].id
