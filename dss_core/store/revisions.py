"""Revisions: values of households and persons written over what was known, and kept as they were before."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, select

from dss_core.store import cells as kinds
from dss_core.store.cells import LISTED, TABLES, as_json, joined
from dss_core.store.household_tables import PersonRoundRow, PersonRow
from dss_core.store.id_numbers import HASH, SEALED, keep_sealed
from dss_core.store.revision_tables import FieldChangeRow
from dss_core.store.rows import insert_with_ids, table_of, write_frame

TOLD_TABLE = table_of(PersonRoundRow)
CHANGE = table_of(FieldChangeRow)
NUMBER = "member_number"


@dataclass(frozen=True, eq=False)
class Revision:
    """What changes for households that a round holds: ``cells`` (columns of ``cells.CELL``) of what is known, and
    persons who were not listed: household_id, person_id where they are known from another round, names and what is
    told of them. sealed: listed persons of whom no sealed ID number is kept, with hash and sealed number."""

    cells: pd.DataFrame
    new_persons: pd.DataFrame
    sealed: pd.DataFrame | None = None


def write_revision(connection: Connection, revision: Revision, round_id: str) -> pd.DataFrame:
    """Write a revision; all that changed by it, as cells."""
    changes = joined([revision.cells, _added(connection, revision.new_persons)])
    apply_cells(connection, changes, round_id)
    if revision.sealed is not None:
        keep_sealed(connection, revision.sealed)
    return changes


def _added(connection: Connection, persons: pd.DataFrame) -> pd.DataFrame:
    """The new persons as changes; those whom nobody knew are added first."""
    if not len(persons):
        return kinds.no_cells()
    table = table_of(PersonRow)
    is_new = persons["person_id"].isna()
    names = [column.name for column in table.c if column.name not in {"id"}]
    new = persons.loc[is_new].reindex(columns=names)
    persons.loc[is_new, "person_id"] = insert_with_ids(connection, table, new)
    told = [column.name for column in TOLD_TABLE.c if column.name not in {"person_id", "household_id", "round_id"}]
    after = persons.reindex(columns=["household_id", "person_id", *told]).assign(**{LISTED: True})
    before = after.assign(**dict.fromkeys(told), **{LISTED: False})
    return kinds.changed_cells(kinds.TOLD, before, after, [LISTED, *told])


def keep_cells(connection: Connection, import_id: int, round_id: str, changes: pd.DataFrame) -> None:
    """Keep what an import changed."""
    kept = changes.assign(
        before=pd.Series(list(map(as_json, changes["before"])), index=changes.index, dtype=object),
        after=pd.Series(list(map(as_json, changes["after"])), index=changes.index, dtype=object),
        import_id=import_id,
        round_id=round_id,
    )
    write_frame(connection, CHANGE, kept)


def apply_cells(connection: Connection, changes: pd.DataFrame, round_id: str) -> None:
    """Write the values ``after`` of these changes where they belong; ``round_id`` is that of what a round tells."""
    lists = changes["level"].eq(kinds.TOLD) & changes["field"].eq(LISTED)
    comes = set(changes.loc[lists & changes["after"].eq(True), "person_id"])
    goes = changes.loc[lists & changes["after"].eq(False)]
    if len(goes):
        query = TOLD_TABLE.delete().where(TOLD_TABLE.c.person_id == bindparam("p"), TOLD_TABLE.c.round_id == round_id)
        connection.execute(query, [{"p": int(person)} for person in goes["person_id"]])
    is_of_new = changes["level"].eq(kinds.TOLD) & changes["person_id"].isin(comes)
    rest = changes[~is_of_new & ~lists]
    _free_numbers(connection, rest, round_id)
    for (level, field), part in rest.groupby(["level", "field"], sort=False):
        _update(connection, str(level), str(field), part, round_id)
    _list_persons(connection, changes[is_of_new], round_id)


def _free_numbers(connection: Connection, changes: pd.DataFrame, round_id: str) -> None:
    """Set the numbers of members that change below zero first: two who change places would collide."""
    is_number = changes["level"].eq(kinds.TOLD) & changes["field"].eq(NUMBER)
    if is_number.any():
        numbers = changes[is_number].assign(after=[-int(value) for value in changes.loc[is_number, "before"]])
        _update(connection, kinds.TOLD, NUMBER, numbers, round_id)


def _update(connection: Connection, level: str, field: str, changes: pd.DataFrame, round_id: str) -> None:
    table = TABLES[level]
    column = table.c[field]
    key = "person_id" if level in {kinds.PERSON, kinds.TOLD} else "household_id"
    query = table.update().values({field: bindparam("new_value", type_=column.type)})
    if field == HASH:  # the sealed number belonged to the hash before; who knows the new one keeps it anew
        query = query.values({SEALED: None})
    if level in {kinds.HOUSEHOLD, kinds.PERSON}:
        query = query.where(table.c.id == bindparam("row_key"))
    else:
        query = query.where(table.c[key] == bindparam("row_key"), table.c.round_id == round_id)
    values = changes["after"].tolist()
    if column.type.python_type is int:
        values = [None if value is None else int(value) for value in values]
    rows = [{"row_key": int(row), "new_value": value} for row, value in zip(changes[key], values, strict=True)]
    connection.execute(query, rows)


def _list_persons(connection: Connection, changes: pd.DataFrame, round_id: str) -> None:
    people: dict[int, dict[str, Any]] = {}
    columns = (changes[name].tolist() for name in ("person_id", "household_id", "field", "after"))
    for person_id, household_id, field, after in zip(*columns, strict=True):
        key = {"person_id": int(person_id), "household_id": int(household_id), "round_id": round_id}
        row = people.setdefault(int(person_id), key)
        if field != LISTED:
            row[str(field)] = after
    if people:
        write_frame(connection, TOLD_TABLE, pd.DataFrame(list(people.values())))


def read_changes(connection: Connection, household_id: int) -> list[dict[str, Any]]:
    """Every value that imports changed for a household, the newest first, with the import that changed it."""
    query = select(CHANGE).where(CHANGE.c.household_id == household_id).order_by(CHANGE.c.id.desc())
    return [
        {
            **row,
            "before": kinds.from_json(row["level"], row["field"], row["before"]),
            "after": kinds.from_json(row["level"], row["field"], row["after"]),
        }
        for row in connection.execute(query).mappings()
    ]
