"""Making a household anonymous: who it is and where goes, also from the history; what was found of it stays."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from dss_core.model.households import PRIVATE_ADDRESS
from dss_core.store.cells import PERSON as OF_PERSON
from dss_core.store.cells import as_json, from_json
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRow
from dss_core.store.privacy_tables import ConsentRow, CorrectionRow, PrivacyRequestRow, PrivacyRequestStepRow
from dss_core.store.revision_tables import FieldChangeRow
from dss_core.store.rows import table_of
from dss_core.store.tables import ImportRow, RevealRow

HOUSE, FOUND, WHO = (table_of(row) for row in (HouseholdRow, HouseholdRoundRow, PersonRow))
CHANGE, IMPORT, CONSENT = (table_of(row) for row in (FieldChangeRow, ImportRow, ConsentRow))
REQUEST, STEP, CORRECTION, REVEAL = (
    table_of(row) for row in (PrivacyRequestRow, PrivacyRequestStepRow, CorrectionRow, RevealRow)
)
# Every column of a person but the keys is a name or an ID number, in whatever form it is kept.
PRIVATE_PERSON = tuple(column.name for column in WHO.columns if column.name not in {"id", "household_id"})


def make_anonymous(connection: Connection, household_ids: list[int]) -> dict[str, int]:
    """Empty everything private of some households; how many rows of persons and of the history it concerned."""
    persons = connection.execute(
        WHO.update().where(WHO.c.household_id.in_(household_ids)).values({name: None for name in PRIVATE_PERSON})
    )
    connection.execute(
        HOUSE.update().where(HOUSE.c.id.in_(household_ids)).values({name: None for name in PRIVATE_ADDRESS})
    )
    changes = connection.execute(
        CHANGE.update()
        .where(CHANGE.c.household_id.in_(household_ids), CHANGE.c.field.in_((*PRIVATE_ADDRESS, *PRIVATE_PERSON)))
        .values(before=None, after=None)
    )
    connection.execute(
        CORRECTION.update().where(CORRECTION.c.household_id.in_(household_ids)).values(before=None, after=None)
    )
    connection.execute(CONSENT.update().where(CONSENT.c.household_id.in_(household_ids)).values(note=None))
    connection.execute(REVEAL.update().where(REVEAL.c.household_id.in_(household_ids)).values(reason=""))
    asked = select(REQUEST.c.id).where(REQUEST.c.household_id.in_(household_ids))
    connection.execute(STEP.update().where(STEP.c.request_id.in_(asked)).values(note=None))
    return {"persons": persons.rowcount, "changes": changes.rowcount}


def last_imported_before(connection: Connection, before: datetime) -> list[int]:
    """The households that no import since a moment tells of, and that still hold something private."""
    last = (
        select(FOUND.c.household_id)
        .join(IMPORT, IMPORT.c.id == FOUND.c.import_id)
        .group_by(FOUND.c.household_id)
        .having(func.max(IMPORT.c.imported_at) < before)
    )
    told = or_(*(HOUSE.c[name].is_not(None) for name in PRIVATE_ADDRESS))
    named = select(WHO.c.household_id).where(or_(*(WHO.c[name].is_not(None) for name in PRIVATE_PERSON)))
    query = select(HOUSE.c.id).where(HOUSE.c.id.in_(last), or_(told, HOUSE.c.id.in_(named)))
    return [int(one) for one in connection.execute(query.order_by(HOUSE.c.id)).scalars()]


def correct_value(
    connection: Connection, level: str, household_id: int, person_id: int | None, field: str, after: Any
) -> tuple[str | None, str | None] | None:
    """Write one value of a household or of a person in it; before and after as JSON, None if there is no such row."""
    table, is_row = (
        (WHO, and_(WHO.c.id == person_id, WHO.c.household_id == household_id))
        if level == OF_PERSON
        else (HOUSE, HOUSE.c.id == household_id)
    )
    row = connection.execute(select(table.c[field]).where(is_row)).one_or_none()
    if row is None:
        return None
    text = as_json(after)
    connection.execute(table.update().where(is_row).values({field: from_json(level, field, text)}))
    return as_json(row[0]), text
