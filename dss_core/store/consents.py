"""What households said about the use of their data: added and read, never changed."""

from sqlalchemy import Connection, Select, func, or_, select

from dss_core.access.viewer import Scope
from dss_core.model.privacy import AGAINST, Consent, Statement
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow
from dss_core.store.privacy_tables import ConsentRow
from dss_core.store.rows import fields_of, table_of
from dss_core.store.scoping import in_scope

CONSENT, HOUSE, FOUND = (table_of(row) for row in (ConsentRow, HouseholdRow, HouseholdRoundRow))


def write_consent(connection: Connection, consent: Consent) -> int:
    """Add a statement; its number."""
    return int(connection.execute(CONSENT.insert().returning(CONSENT.c.id), fields_of(consent)).scalar_one())


def consents_of(connection: Connection, household_id: int, scope: Scope) -> list[Consent]:
    """Every statement of a household of the scope, the newest first."""
    query = select(CONSENT).where(CONSENT.c.household_id == household_id, CONSENT.c.household_id.in_(_seen(scope)))
    rows = connection.execute(query.order_by(CONSENT.c.id.desc())).mappings()
    return [Consent(**{**row, "statement": Statement(row["statement"])}) for row in rows]


def withheld(connection: Connection, purpose: str, scope: Scope) -> set[int]:
    """The households of the scope whose newest statement on a purpose is refused or withdrawn."""
    newest = select(func.max(CONSENT.c.id)).where(CONSENT.c.purpose == purpose).group_by(CONSENT.c.household_id)
    query = select(CONSENT.c.household_id).where(
        CONSENT.c.id.in_(newest),
        CONSENT.c.statement.in_([one.value for one in AGAINST]),
        CONSENT.c.household_id.in_(_seen(scope)),
    )
    return {int(key) for key in connection.execute(query).scalars()}


def _seen(scope: Scope) -> Select[tuple[int]]:
    """Households that live in the scope or that a round found there: whoever reads either has to know."""
    found = select(FOUND.c.household_id).where(in_scope(FOUND, scope))
    return select(HOUSE.c.id).where(or_(in_scope(HOUSE, scope), HOUSE.c.id.in_(found)))
