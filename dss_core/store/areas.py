"""Areas in the database: the catalogue's, written once per start so that rows can point at them."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from dss_core.model.areas import CODE_LENGTH, Area
from dss_core.store.rows import table_of
from dss_core.store.tables import AreaRow


def sync_areas(connection: Connection, areas: Iterable[Area]) -> None:
    """Add areas that the database lacks and renew the others; none is ever removed."""
    table = table_of(AreaRow)
    known = set(connection.execute(select(table.c.code)).scalars())
    order = list(CODE_LENGTH)
    for area in sorted(areas, key=lambda a: order.index(a.level)):
        values = {
            "level": area.level.value,
            "name_th": area.name.th,
            "name_en": area.name.en,
            "parent_code": area.parent_code,
            "postcode": area.postcode,
            "latitude": area.latitude,
            "longitude": area.longitude,
        }
        if area.code in known:
            connection.execute(table.update().where(table.c.code == area.code).values(values))
        else:
            connection.execute(table.insert().values(code=area.code, **values))
