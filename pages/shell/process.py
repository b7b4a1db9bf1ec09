"""What this process opens once and all sessions share."""

from functools import lru_cache
from threading import Event

from dss_core.settings import load_settings
from dss_core.store.database import Database
from dss_core.usecases.initialise import operator
from dss_core.usecases.keep_retention import EVERY, keep_retention, list_retention
from dss_core.usecases.services import Services, open_services
from pages.shell.errors import log_bug


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


def keep_retention_daily(is_over: Event) -> None:
    """Until ``is_over``: what is older than its time goes, once a day whatever the number of restarts."""
    while True:
        try:
            wait = _keep_if_due(services())
        except Exception as error:  # tomorrow is another day; the pages must not stop for it
            log_bug(error)
            wait = EVERY.total_seconds()
        if is_over.wait(wait):
            return


def _keep_if_due(opened: Services) -> float:
    """Seconds until it is due again."""
    wait = list_retention(opened, operator(opened)).seconds_left
    if wait > 0:
        return wait
    keep_retention(opened, operator(opened), is_dry=False)
    return EVERY.total_seconds()
