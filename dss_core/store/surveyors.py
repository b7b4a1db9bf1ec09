"""Who asked the questions: a number for each keyed hash of a name, given once and kept."""

from collections.abc import Iterable

from sqlalchemy import Connection, String, cast, literal, select

from dss_core.store.revision_tables import SurveyorRow
from dss_core.store.rows import table_of

SURVEYOR = table_of(SurveyorRow)
FORGOTTEN = "forgotten "


def surveyor_numbers(connection: Connection, hashes: Iterable[str]) -> dict[str, int]:
    """The number of each surveyor; those whom nobody knew get the next ones, in the order of their hashes.

    Nothing is written: that the numbers are kept is ``keep_surveyors``.
    """
    known = {row.name_hash: int(row.id) for row in connection.execute(select(SURVEYOR.c.id, SURVEYOR.c.name_hash))}
    # By their hashes, which tell nothing: in the order of the file, number 1 would be known to whoever saw it.
    new = sorted(set(hashes) - known.keys())
    return known | {one: number for number, one in enumerate(new, start=max(known.values(), default=0) + 1)}


def forget_surveyors(connection: Connection) -> int:
    """Make every hash one that no name has, and keep the numbers: how many were known until now.

    For a change of the key: the names are nowhere kept, so they cannot be hashed anew.
    """
    query = SURVEYOR.update().where(SURVEYOR.c.name_hash.not_like(f"{FORGOTTEN}%"))
    forgotten = literal(FORGOTTEN, String) + cast(SURVEYOR.c.id, String)
    return connection.execute(query.values(name_hash=forgotten)).rowcount


def keep_surveyors(connection: Connection, numbers: dict[str, int]) -> None:
    """Keep the numbers that were given."""
    known = set(connection.execute(select(SURVEYOR.c.name_hash)).scalars())
    new = [{"id": number, "name_hash": one} for one, number in numbers.items() if one not in known]
    if new:
        connection.execute(SURVEYOR.insert(), new)
