"""ID numbers as they are kept: a keyed hash, which finds a person again, and the sealed number, which few may open.

A sealed value stands only beside the hash it belongs to. It goes into no frame, no history and no rehearsal.
"""

from collections.abc import Callable, Iterator

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, select

from dss_core.access.viewer import Scope
from dss_core.store.cells import PERSON, as_json
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRow
from dss_core.store.revision_tables import FieldChangeRow
from dss_core.store.rows import table_of
from dss_core.store.scoping import in_scope

WHO, HOUSE, FOUND, CHANGE = (table_of(row) for row in (PersonRow, HouseholdRow, HouseholdRoundRow, FieldChangeRow))
HASH, SEALED = "national_id_hash", "national_id_sealed"
IS_UNSEALED = WHO.c[HASH].is_not(None) & WHO.c[SEALED].is_(None)
AT_A_TIME = 10_000


def keep_sealed(connection: Connection, persons: pd.DataFrame) -> None:
    """Keep the sealed numbers of known persons (person_id, national_id_hash, national_id_sealed) where they fit the
    hash and none is kept yet."""
    told = persons.dropna(subset=["person_id", HASH, SEALED])
    query = WHO.update().where(
        WHO.c.id == bindparam("row_key"), WHO.c[HASH] == bindparam("told_hash"), WHO.c[SEALED].is_(None)
    )
    columns = (told[name].tolist() for name in ("person_id", HASH, SEALED))
    rows = [{"row_key": int(p), "told_hash": h, "new_value": s} for p, h, s in zip(*columns, strict=True)]
    if rows:
        connection.execute(query.values({SEALED: bindparam("new_value")}), rows)


def sealed_ids_of(connection: Connection, household_id: int, scope: Scope) -> dict[int, str]:
    """The sealed ID number of each person of a household in the scope, by person; those without one are left out."""
    seen = select(FOUND.c.household_id).where(FOUND.c.household_id == household_id, in_scope(FOUND, scope))
    query = (
        select(WHO.c.id, WHO.c[SEALED])
        .join(HOUSE, HOUSE.c.id == WHO.c.household_id)
        .where(WHO.c.household_id.in_(seen), in_scope(HOUSE, scope), WHO.c[SEALED].is_not(None))
    )
    return {int(person): str(sealed) for person, sealed in connection.execute(query)}


def count_unsealed(connection: Connection) -> int:
    """How many persons have a hash and no sealed number, so that their hash cannot be made anew."""
    return int(connection.execute(select(func.count()).select_from(WHO).where(IS_UNSEALED)).scalar_one())


def forget_unsealed(connection: Connection) -> None:
    """Empty the hash of these persons; the last digits stay."""
    connection.execute(WHO.update().where(IS_UNSEALED).values({HASH: None}))


def rekey_ids(connection: Connection, renew: Callable[[str, str], tuple[str, str]]) -> tuple[int, int]:
    """Write hash and sealed number of every person anew: ``renew`` gives both for the old ones.

    How many were written, and how many hashes of the history were emptied because no person has that number any more
    (of imports that were undone).
    """
    kept = _kept_hashes(connection)
    renewed: dict[str, str] = {}
    count = 0
    query = WHO.update().where(WHO.c.id == bindparam("row_key"))
    query = query.values({HASH: bindparam("new_hash"), SEALED: bindparam("new_value")})
    for people in _sealed_people(connection):
        rows = []
        for person, old, sealed in people:
            new_hash, new_value = renew(old, sealed)
            rows.append({"row_key": person, "new_hash": new_hash, "new_value": new_value})
            if as_json(old) in kept:
                renewed[str(as_json(old))] = str(as_json(new_hash))
        connection.execute(query, rows)
        count += len(rows)
    return count, _rekey_history(connection, renewed)


def _sealed_people(connection: Connection) -> Iterator[list[tuple[int, str, str]]]:
    """The persons with a sealed number, some at a time: nothing is read while it is written."""
    last = 0
    query = select(WHO.c.id, WHO.c[HASH], WHO.c[SEALED]).where(WHO.c[SEALED].is_not(None)).order_by(WHO.c.id)
    while rows := [tuple(row) for row in connection.execute(query.where(WHO.c.id > last).limit(AT_A_TIME))]:
        yield rows
        last = rows[-1][0]


def _of_history(side: str) -> ColumnElement[bool]:
    return and_(CHANGE.c.level == PERSON, CHANGE.c.field == HASH, CHANGE.c[side].is_not(None))


def _kept_hashes(connection: Connection) -> set[str]:
    """The hashes that the history holds, as JSON."""
    kept: set[str] = set()
    for side in ("before", "after"):
        kept.update(connection.execute(select(CHANGE.c[side]).where(_of_history(side))).scalars())
    return kept


def _rekey_history(connection: Connection, renewed: dict[str, str]) -> int:
    """Write the hashes of the history anew; how many values were emptied."""
    emptied = 0
    for side in ("before", "after"):
        rows = connection.execute(select(CHANGE.c.id, CHANGE.c[side]).where(_of_history(side))).all()
        changes = [{"row_key": key, "new_value": renewed.get(value)} for key, value in rows]
        emptied += sum(change["new_value"] is None for change in changes)
        if changes:
            query = CHANGE.update().where(CHANGE.c.id == bindparam("row_key"))
            connection.execute(query.values({side: bindparam("new_value")}), changes)
    return emptied
