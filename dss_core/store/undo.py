"""Taking an import back, in the caller's transaction: what it added goes, what it changed is as it was."""

from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, bindparam, exists, func, not_, or_, select

from dss_core.access.viewer import Scope
from dss_core.model.imports import ImportRecord
from dss_core.store import cells as kinds
from dss_core.store.cells import TABLES
from dss_core.store.privacy_tables import ConsentRow, PrivacyRequestRow
from dss_core.store.revision_tables import FieldChangeRow, HouseholdEventRow
from dss_core.store.revisions import apply_cells
from dss_core.store.rows import read_frame, table_of
from dss_core.store.scoping import in_scope
from dss_core.store.tables import ImportRow

HOUSE, ROUND, WHO, LIST = (TABLES[level] for level in (kinds.HOUSEHOLD, kinds.FOUND, kinds.PERSON, kinds.TOLD))
CHANGE, IMPORT, EVENT = table_of(FieldChangeRow), table_of(ImportRow), table_of(HouseholdEventRow)
CONSENT, REQUEST = table_of(ConsentRow), table_of(PrivacyRequestRow)
OF_ROUND = (kinds.FOUND, kinds.TOLD)
KEY = ["level", "household_id", "person_id", "round_of", "field"]


def import_of(connection: Connection, import_id: int) -> ImportRecord | None:
    """The import of this number."""
    row = connection.execute(select(IMPORT).where(IMPORT.c.id == import_id)).mappings().first()
    return ImportRecord(**row) if row else None


def _touched(import_id: int, levels: tuple[str, ...] = tuple(TABLES)) -> Any:
    """The households that an import added to its round or changed."""
    changed = select(CHANGE.c.household_id).where(CHANGE.c.import_id == import_id, CHANGE.c.level.in_(levels))
    return _added(import_id).union(changed)


def count_touched(connection: Connection, record: ImportRecord, scope: Scope) -> tuple[int, int, int]:
    """How many households an import added and how many it changed in its round, and how many of these lie outside."""
    added = select(func.count()).select_from(ROUND).where(ROUND.c.import_id == record.id)
    assert record.id is not None
    touched = _touched(record.id).subquery()
    everybody = select(func.count()).select_from(touched)
    seen = select(func.count()).select_from(ROUND).where(
        ROUND.c.round_id == record.round_id, ROUND.c.household_id.in_(select(touched.c.household_id)),
        in_scope(ROUND, scope),
    )  # fmt: skip
    new, total, inside = (int(connection.execute(query).scalar_one()) for query in (added, everybody, seen))
    return new, total - new, total - inside


def later_imports(connection: Connection, record: ImportRecord) -> list[ImportRecord]:
    """The imports that stand and changed households of the same round after this one had written them."""
    assert record.id is not None
    rests = select(CHANGE.c.import_id).where(
        CHANGE.c.import_id > record.id, CHANGE.c.round_id == record.round_id, CHANGE.c.level.in_(OF_ROUND),
        CHANGE.c.household_id.in_(_touched(record.id, OF_ROUND)),
    )  # fmt: skip
    query = select(IMPORT).where(IMPORT.c.id.in_(rests), IMPORT.c.undone_at.is_(None)).order_by(IMPORT.c.id.desc())
    return [ImportRecord(**row) for row in connection.execute(query).mappings()]


def undo_import(connection: Connection, record: ImportRecord, who: str, at: datetime) -> None:
    """Take an import back. That nothing later rests on it has been asked before (``later_imports``)."""
    assert record.id is not None
    connection.execute(IMPORT.update().where(IMPORT.c.id == record.id).values(undone_by=who, undone_at=at))
    changed = read_frame(connection, select(CHANGE).where(CHANGE.c.import_id == record.id))
    for round_id, part in restored(connection, record.id).groupby("round_id", sort=False):
        apply_cells(connection, part, str(round_id))
    added = [int(one) for one in connection.execute(_added(record.id)).scalars()]
    listed = LIST.c.household_id.in_(_added(record.id)) & (LIST.c.round_id == record.round_id)
    persons = [int(one) for one in connection.execute(select(LIST.c.person_id).where(listed)).scalars()]
    came = changed[(changed["field"] == kinds.LISTED) & (changed["after"] == "true")]
    persons += [int(one) for one in came["person_id"]]
    connection.execute(LIST.delete().where(listed))
    connection.execute(ROUND.delete().where(ROUND.c.import_id == record.id))
    _forget_persons(connection, persons, record.id)
    _forget_households(connection, added)


def _added(import_id: int) -> Select[Any]:
    return select(ROUND.c.household_id).where(ROUND.c.import_id == import_id)


def restored(connection: Connection, import_id: int) -> pd.DataFrame:
    """The values that an undone import had changed, as they are without it: cells with round_id.

    A value is what the last standing import made it, or what it was before the first.
    """
    mine = select(CHANGE.c.household_id).where(CHANGE.c.import_id == import_id)
    columns = [CHANGE, IMPORT.c.undone_at]
    query = select(*columns).join(IMPORT, IMPORT.c.id == CHANGE.c.import_id).where(CHANGE.c.household_id.in_(mine))
    changes = read_frame(connection, query.order_by(CHANGE.c.import_id, CHANGE.c.id))
    # An address or a name is one and the same for all rounds.
    changes["round_of"] = changes["round_id"].where(changes["level"].isin(OF_ROUND), "")
    changes["person_id"] = changes["person_id"].astype("float64").fillna(-1).astype("int64")
    if not len(changes):
        return kinds.no_cells().assign(round_id=[])
    mine_now = changes[changes["import_id"] == import_id]
    concerned = changes.merge(mine_now[KEY].drop_duplicates(), on=KEY)
    first = concerned.drop_duplicates(KEY, keep="first").set_index(KEY)["before"]
    standing = concerned[concerned["undone_at"].isna()].drop_duplicates(KEY, keep="last").set_index(KEY)["after"]
    now = mine_now.drop_duplicates(KEY, keep="last").set_index(KEY)
    texts = first.reindex(now.index).astype(object)
    is_standing = now.index.isin(standing.index)
    texts[is_standing] = standing.reindex(now.index[is_standing]).to_numpy(object)
    cells = now.reset_index()
    return cells.assign(
        person_id=cells["person_id"].astype(object).where(cells["person_id"] >= 0, None),
        before=_values(cells, cells["after"]),
        after=_values(cells, texts),
    )[[*kinds.CELL, "round_id"]]


def _values(cells: pd.DataFrame, texts: Any) -> list[Any]:
    return [
        kinds.from_json(level, field, None if pd.isna(text) else text)
        for level, field, text in zip(cells["level"], cells["field"], texts, strict=True)
    ]


def _forget_persons(connection: Connection, persons: list[int], import_id: int) -> None:
    """Remove those of these persons of whom no round tells any more, and whom no other import had to do with."""
    told = exists().where(LIST.c.person_id == WHO.c.id)
    others = exists().where(
        and_(CHANGE.c.household_id == WHO.c.household_id, CHANGE.c.person_id == WHO.c.id),
        CHANGE.c.import_id != import_id,
    )
    query = WHO.delete().where(WHO.c.id == bindparam("row_key"), not_(or_(told, others)))
    if persons:
        connection.execute(query, [{"row_key": one} for one in persons])


def _forget_households(connection: Connection, added: list[int]) -> None:
    """Remove those of these households that no round and no event tells of any more, with all that is kept of them.

    Those that said something on their data, or asked for something, stay: it has to be kept.
    """
    found = exists().where(ROUND.c.household_id == HOUSE.c.id)
    event = exists().where(or_(EVENT.c.household_id == HOUSE.c.id, EVENT.c.other_household_id == HOUSE.c.id))
    said = (exists().where(table.c.household_id == HOUSE.c.id) for table in (CONSENT, REQUEST))
    query = select(HOUSE.c.id).where(not_(or_(found, event, *said)))
    alone = set(connection.execute(query).scalars()).intersection(added)
    rows = [{"row_key": int(one)} for one in alone]
    if rows:
        for table, column in ((CHANGE, CHANGE.c.household_id), (WHO, WHO.c.household_id), (HOUSE, HOUSE.c.id)):
            connection.execute(table.delete().where(column == bindparam("row_key")), rows)
