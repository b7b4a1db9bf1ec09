"""Programmes in the database: the catalogue's, so that a saved scenario keeps pointing at something."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from dss_core.store.rows import table_of
from dss_core.store.tables import ProgrammeRow


def sync_programmes(connection: Connection, programmes: Iterable[Mapping[str, Any]]) -> None:
    """Add programmes that the database lacks and renew the others; none is ever removed."""
    table = table_of(ProgrammeRow)
    known = set(connection.execute(select(table.c.id)).scalars())
    for programme in programmes:
        if programme["id"] in known:
            connection.execute(table.update().where(table.c.id == programme["id"]).values(dict(programme)))
        else:
            connection.execute(table.insert(), dict(programme))
