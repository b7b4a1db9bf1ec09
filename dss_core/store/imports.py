"""Committing an upload: new households and persons, and what the round tells of them, in the caller's transaction."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, bindparam, func, or_, select

from dss_core.access.viewer import Scope
from dss_core.model.households import MEMBER_COUNT_COLUMNS, SCORE_COLUMNS
from dss_core.model.imports import ImportRecord
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRoundRow, PersonRow
from dss_core.store.rows import insert_with_ids, read_frame, records, table_of, write_frame
from dss_core.store.scoping import in_scope
from dss_core.store.tables import ImportRow, RoundRow

PLACE = ("district_code", "subdistrict_code", "village_number")
ADDRESS = (*PLACE, "village_name", "house_number", "lane", "road", "postcode", "latitude", "longitude", "phone")
RENEWED = (*ADDRESS, "has_farmer_book")
HOUSEHOLD = ("house_code", *RENEWED)
FOUND = (*PLACE, "survey_on", "outcome", *MEMBER_COUNT_COLUMNS, *SCORE_COLUMNS)
PERSON = ("title", "first_name", "last_name", "national_id_hash", "national_id_tail")
TOLD = (
    "member_number", "relation", "sex", "birth_year", "health", "education", "occupation", "welfare", "income_baht",
)  # fmt: skip


def find_import(connection: Connection, sha256: str) -> ImportRecord | None:
    """The import that took in a file with this sha256."""
    table = table_of(ImportRow)
    row = connection.execute(select(table).where(table.c.file_sha256 == sha256)).mappings().first()
    return ImportRecord(**{key: value for key, value in row.items() if key != "id"}) if row else None


def list_imports(connection: Connection) -> list[ImportRecord]:
    """All imports, the newest first."""
    table = table_of(ImportRow)
    rows = connection.execute(select(table).order_by(table.c.id.desc())).mappings()
    return [ImportRecord(**{key: value for key, value in row.items() if key != "id"}) for row in rows]


def codes_in_round(connection: Connection, round_id: str, scope: Scope) -> set[str]:
    """The house codes that a round already holds."""
    households, found = table_of(HouseholdRow), table_of(HouseholdRoundRow)
    query = select(households.c.house_code).join(found, found.c.household_id == households.c.id)
    return set(connection.execute(query.where(found.c.round_id == round_id, in_scope(found, scope))).scalars())


def told_in_round(connection: Connection, round_id: str, scope: Scope) -> pd.DataFrame:
    """What a round told of the households in a scope: house_code, overall and members_living."""
    households, found = table_of(HouseholdRow), table_of(HouseholdRoundRow)
    query = select(households.c.house_code, found.c.overall, found.c.members_living)
    query = query.join(found, found.c.household_id == households.c.id)
    return read_frame(connection, query.where(found.c.round_id == round_id, in_scope(found, scope)))


def write_import(connection: Connection, record: ImportRecord, households: pd.DataFrame, persons: pd.DataFrame) -> None:
    """Write the rows of a checked upload.

    ``households``: one row per household, columns ``HOUSEHOLD`` and ``FOUND``. ``persons``: one row per person,
    ``house_code`` and the columns ``PERSON`` and ``TOLD``. Missing columns count as missing values.
    """
    query = table_of(ImportRow).insert().returning(table_of(ImportRow).c.id)
    import_id = int(connection.execute(query, vars(record)).scalar_one())
    settled = _told_of_later(connection, record.round_id)
    ids = _write_households(connection, households, settled)
    found = households.reindex(columns=list(FOUND)).assign(
        household_id=households["house_code"].map(ids), round_id=record.round_id, import_id=import_id
    )
    found["answered_count"] = found["answered_count"].fillna(0)
    write_frame(connection, table_of(HouseholdRoundRow), found)
    if len(persons):
        persons = persons.assign(household_id=persons["house_code"].map(ids))
        _write_persons(connection, persons, record.round_id, settled)


def _told_of_later(connection: Connection, round_id: str) -> set[int]:
    """The households that a newer round tells of already; an older one does not change their address or their names."""
    rounds, found = table_of(RoundRow), table_of(HouseholdRoundRow)
    year, wave = connection.execute(select(rounds.c.year, rounds.c.wave).where(rounds.c.id == round_id)).one()
    is_newer = or_(rounds.c.year > year, and_(rounds.c.year == year, rounds.c.wave > wave))
    query = select(found.c.household_id).join(rounds, rounds.c.id == found.c.round_id).where(is_newer)
    return {int(key) for key in connection.execute(query.distinct()).scalars()}


def _write_households(connection: Connection, households: pd.DataFrame, settled: set[int]) -> dict[str, int]:
    """The id of every house code; new households are added, known ones get the newest address."""
    table = table_of(HouseholdRow)
    query = select(table.c.house_code, table.c.id)
    known = {str(code): int(key) for code, key in connection.execute(query)}
    is_known = households["house_code"].map(known.__contains__).astype(bool)
    new = households.loc[~is_known].reindex(columns=list(HOUSEHOLD))
    known |= dict(zip(new["house_code"], insert_with_ids(connection, table, new), strict=True))
    again = households.loc[is_known]
    again = again.assign(key=again["house_code"].map(known))
    _renew(connection, table, again[~again["key"].isin(settled)], RENEWED)
    return known


def _renew(connection: Connection, table: Any, rows: pd.DataFrame, names: tuple[str, ...]) -> None:
    """Write what the rows tell over what was known; what they leave open stays. Their column ``key`` holds the id."""
    if not len(rows):
        return
    values: dict[str, Any] = {
        name: func.coalesce(bindparam(f"new_{name}", type_=table.c[name].type), table.c[name]) for name in names
    }
    query = table.update().where(table.c.id == bindparam("key")).values(values)
    told = rows.reindex(columns=["key", *names]).rename(columns={name: f"new_{name}" for name in names})
    connection.execute(query, records(told))


def _write_persons(connection: Connection, persons: pd.DataFrame, round_id: str, settled: set[int]) -> None:
    persons = persons.reindex(columns=["household_id", *PERSON, *TOLD])
    persons = persons.assign(person_id=_known_persons(connection, persons))
    is_new = persons["person_id"].isna()
    new = persons.loc[is_new, ["household_id", *PERSON]]
    persons.loc[is_new, "person_id"] = insert_with_ids(connection, table_of(PersonRow), new)
    again = persons[~is_new & ~persons["household_id"].isin(settled)]
    _renew(connection, table_of(PersonRow), again.assign(key=again["person_id"]), PERSON)
    told = persons[["person_id", "household_id", *TOLD]].assign(round_id=round_id)
    write_frame(connection, table_of(PersonRoundRow), told)


def _known_persons(connection: Connection, persons: pd.DataFrame) -> pd.Series:
    """The id of each person who is known in the same household by ID number, or without one by name; else missing.

    Two different ID numbers are two persons, even of the same name.
    """
    table = table_of(PersonRow)
    columns = [table.c.id, table.c.household_id, *(table.c[name] for name in PERSON)]
    known = read_frame(connection, select(*columns))
    hashes = dict(zip(known["id"], known["national_id_hash"], strict=True))
    ids = pd.Series(pd.NA, index=persons.index, dtype=object)
    for key in (["household_id", "national_id_hash"], ["household_id", "first_name", "last_name"]):
        complete = known.dropna(subset=key).drop_duplicates(subset=key, keep=False)
        by_key = dict(zip(_tuples(complete, key), complete["id"], strict=True))
        found = pd.Series([by_key.get(t) for t in _tuples(persons, key)], index=persons.index, dtype=object)
        found = found.mask(_differ(found.map(hashes), persons["national_id_hash"]))
        # One person cannot be told of twice in a round: a second row with the same key is somebody new.
        found = found.mask(found.duplicated() | found.isin(ids.dropna()))
        ids = ids.where(ids.notna(), found)
    return ids


def _differ(first: pd.Series, second: pd.Series) -> pd.Series:
    return first.notna() & second.notna() & (first != second)


def _tuples(frame: pd.DataFrame, columns: list[str]) -> list[tuple[object, ...]]:
    return list(zip(*(frame[name].tolist() for name in columns), strict=True))
