"""Saved mappings of columns. They are added and read, never changed or removed."""

from typing import Any

from sqlalchemy import Connection, func, select

from dss_core.model.mappings import ColumnMapping, SavedMapping, columns_of, sheet_of
from dss_core.store.rows import table_of
from dss_core.store.tables import ColumnMappingRow

TABLE = table_of(ColumnMappingRow)


def write_mapping(connection: Connection, saved: SavedMapping) -> None:
    """Add one version of a mapping."""
    mapping = saved.mapping
    values = {
        "id": saved.id,
        "name": saved.name,
        "version": saved.version,
        "format_id": mapping.format_id,
        "format_version": mapping.format_version,
        "fingerprint": mapping.fingerprint,
        "columns": columns_of(mapping),
        "made_by": saved.made_by,
        "made_at": saved.made_at,
    }
    connection.execute(TABLE.insert(), values)


def list_mappings(connection: Connection) -> list[SavedMapping]:
    """Every version of every mapping, the newest first."""
    query = select(TABLE).order_by(TABLE.c.made_at.desc(), TABLE.c.name, TABLE.c.version.desc())
    return [_saved(dict(row)) for row in connection.execute(query).mappings()]


def newest_version(connection: Connection, name: str) -> SavedMapping | None:
    """The newest version under a name; None if there is none."""
    newest = select(func.max(TABLE.c.version)).where(TABLE.c.name == name).scalar_subquery()
    row = connection.execute(select(TABLE).where(TABLE.c.name == name, TABLE.c.version == newest)).mappings().first()
    return _saved(dict(row)) if row else None


def _saved(row: dict[str, Any]) -> SavedMapping:
    columns = row.pop("columns")
    members = columns["members"]
    mapping = ColumnMapping(
        row.pop("format_id"),
        row.pop("format_version"),
        row.pop("fingerprint"),
        sheet_of(columns["households"]),
        sheet_of(members) if members else None,
    )
    return SavedMapping(**row, mapping=mapping)
