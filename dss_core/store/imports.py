"""Committing an upload: what it adds to a round and what it changes there, in the caller's transaction."""

import pandas as pd
from sqlalchemy import Connection, and_, or_, select

from dss_core.access.viewer import Scope
from dss_core.model.households import MEMBER_COUNT_COLUMNS, SCORE_COLUMNS
from dss_core.model.imports import ImportRecord
from dss_core.store import cells as kinds
from dss_core.store.cells import changed_cells, joined
from dss_core.store.following import known_again
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRoundRow, PersonRow
from dss_core.store.id_numbers import SEALED, keep_sealed
from dss_core.store.revisions import Revision, apply_cells, keep_cells, write_revision
from dss_core.store.rows import Told, insert_with_ids, read_frame, table_of, write_frame
from dss_core.store.scoping import in_scope
from dss_core.store.tables import ImportRow, RoundRow

PLACE = ("district_code", "subdistrict_code", "village_number")
ADDRESS = (*PLACE, "village_name", "house_number", "lane", "road", "postcode", "latitude", "longitude", "phone")
RENEWED = (*ADDRESS, "has_farmer_book")
HOUSEHOLD = ("house_code", *RENEWED)
MOST_NAMED = 5_000  # a statement names no more rows than this: SQLite takes a limited number of values
FOUND = (*PLACE, "survey_on", "surveyor_id", "outcome", *MEMBER_COUNT_COLUMNS, *SCORE_COLUMNS)
PERSON = ("title", "first_name", "last_name", "national_id_hash", "national_id_tail")
IS_SEALED = table_of(PersonRow).c[SEALED].is_not(None).label("is_sealed")  # that, and not the number itself
TOLD = (
    "member_number", "relation", "sex", "birth_year", "health", "education", "occupation", "welfare", "income_baht",
)  # fmt: skip


def find_import(connection: Connection, sha256: str) -> ImportRecord | None:
    """The newest import of a file with this sha256 that was not undone."""
    standing = [found for found in list_imports(connection, sha256) if found.undone_at is None]
    return standing[0] if standing else None


def list_imports(connection: Connection, sha256: str | None = None) -> list[ImportRecord]:
    """All imports, or those of one file, the newest first; undone ones too."""
    table = table_of(ImportRow)
    query = select(table).order_by(table.c.id.desc())
    if sha256 is not None:
        query = query.where(table.c.file_sha256 == sha256)
    return [ImportRecord(**row) for row in connection.execute(query).mappings()]


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


def write_import(
    connection: Connection, record: ImportRecord, households: pd.DataFrame, persons: pd.DataFrame,
    revision: Revision | None = None, told: Told | None = None,
) -> int:  # fmt: skip
    """Write the rows that a checked upload adds and the values that it changes; the number of the import.

    ``households``: one row per household that is new in the round, columns ``HOUSEHOLD`` and ``FOUND``. ``persons``:
    one row per person of these, ``house_code`` and the columns ``PERSON``, ``SEALED`` and ``TOLD``. Missing columns
    count as missing values. ``revision``: what changes for households that the round holds. ``told``: see
    ``write_frame``.
    """
    query = table_of(ImportRow).insert().returning(table_of(ImportRow).c.id)
    fields = {name: value for name, value in vars(record).items() if name != "id"}
    import_id = int(connection.execute(query, fields).scalar_one())
    settled = told_of_later(connection, record.round_id)
    changes = []
    if len(households):
        ids, moved = _write_households(connection, households, settled, told)
        found = households.reindex(columns=list(FOUND)).assign(
            household_id=households["house_code"].map(ids), round_id=record.round_id, import_id=import_id
        )
        found["answered_count"] = found["answered_count"].fillna(0)
        write_frame(connection, table_of(HouseholdRoundRow), found, told)
        changes.append(moved)
        if len(persons):
            persons = persons.assign(household_id=persons["house_code"].map(ids))
            changes.append(_write_persons(connection, persons, record.round_id, settled, told))
    if revision is not None:
        changes.append(write_revision(connection, revision, record.round_id))
    keep_cells(connection, import_id, record.round_id, joined(changes))
    return import_id


def told_of_later(connection: Connection, round_id: str) -> set[int]:
    """The households that a newer round tells of already; an older one does not change their address or their names."""
    rounds, found = table_of(RoundRow), table_of(HouseholdRoundRow)
    this = connection.execute(select(rounds.c.year, rounds.c.wave).where(rounds.c.id == round_id)).first()
    if this is None:
        year, wave = (int(part) for part in round_id.split("-"))
    else:
        year, wave = this
    is_newer = or_(rounds.c.year > year, and_(rounds.c.year == year, rounds.c.wave > wave))
    query = select(found.c.household_id).join(rounds, rounds.c.id == found.c.round_id).where(is_newer)
    return {int(key) for key in connection.execute(query.distinct()).scalars()}


def _write_households(
    connection: Connection, households: pd.DataFrame, settled: set[int], told: Told | None
) -> tuple[dict[str, int], pd.DataFrame]:
    """The id of every house code, and what changed of known ones: new ones are added, known ones get the newest
    address."""
    table = table_of(HouseholdRow)
    query = select(table.c.id.label("household_id"), *(table.c[name] for name in HOUSEHOLD))
    stored = read_frame(connection, query)
    known = dict(zip(stored["house_code"], stored["household_id"].astype(int), strict=True))
    is_known = households["house_code"].map(known.__contains__).astype(bool)
    new = households.loc[~is_known].reindex(columns=list(HOUSEHOLD))
    again = households.loc[is_known].reindex(columns=list(HOUSEHOLD))
    again = again[~again["house_code"].map(known).isin(settled)]
    moved = _renew(connection, kinds.HOUSEHOLD, stored.set_index("house_code").loc[again["house_code"]], again, RENEWED)
    known |= dict(zip(new["house_code"], insert_with_ids(connection, table, new, told), strict=True))
    return known, moved


def _renew(
    connection: Connection, level: str, stored: pd.DataFrame, rows: pd.DataFrame, names: tuple[str, ...]
) -> pd.DataFrame:
    """Write what the rows tell over what was known, row by row; what they leave open stays. What changed by it."""
    changes = changed_cells(level, stored, rows, names, keeps_known=True)
    apply_cells(connection, changes, round_id="")
    return changes


def _write_persons(
    connection: Connection, persons: pd.DataFrame, round_id: str, settled: set[int], told: Told | None
) -> pd.DataFrame:
    """What changed of the persons who were known; the others are added."""
    persons = persons.reindex(columns=["household_id", *PERSON, SEALED, *TOLD])
    stored = known_persons(connection)
    persons = persons.assign(person_id=known_again(stored, persons))
    is_new = persons["person_id"].isna()
    again = persons[~is_new & ~persons["household_id"].isin(settled)]
    before = stored.set_index("person_id", drop=False).loc[again["person_id"].astype("int64")]
    changes = _renew(connection, kinds.PERSON, before.rename_axis(None), again, PERSON)
    keep_sealed(connection, persons[persons["person_id"].isin(stored.loc[~stored["is_sealed"].eq(True), "person_id"])])
    new = persons.loc[is_new, ["household_id", *PERSON, SEALED]]
    persons.loc[is_new, "person_id"] = insert_with_ids(connection, table_of(PersonRow), new, told)
    told_of = persons[["person_id", "household_id", *TOLD]].assign(round_id=round_id)
    write_frame(connection, table_of(PersonRoundRow), told_of, told)
    return changes


def known_persons(connection: Connection, household_ids: list[int] | None = None) -> pd.DataFrame:
    """Every person, or at least those of some households: person_id, household_id, ``PERSON`` and is_sealed."""
    table = table_of(PersonRow)
    columns = [table.c.id.label("person_id"), table.c.household_id, *(table.c[name] for name in PERSON), IS_SEALED]
    query = select(*columns)
    if household_ids is not None and len(household_ids) <= MOST_NAMED:
        query = query.where(table.c.household_id.in_(household_ids))
    return read_frame(connection, query)
