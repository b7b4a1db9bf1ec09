"""What this process opens once and all sessions share."""

from functools import lru_cache

from dss_core.settings import load_settings
from dss_core.store.database import Database
from dss_core.usecases.services import Services, open_services


@lru_cache(maxsize=1)
def services() -> Services:
    """The settings, definitions and database of this process."""
    return open_services(load_settings())


def warm_up() -> None:
    """Import what pages use, read the definitions and touch the database, so that the first visitor does not wait."""
    import altair
    import pandas
    import pyarrow
    import pydeck

    import pages

    assert all((altair, pandas, pyarrow, pydeck, pages))
    database: Database = services().database
    database.upgrade()
    services().state()
