"""Votes on weights and what was agreed. Open votes may be cast anew; agreements are added and read, never changed."""

from typing import Any

from sqlalchemy import Connection, select

from dss_core.model.weight_votes import WeightAgreement, WeightVote
from dss_core.store.rows import table_of
from dss_core.store.tables import WeightAgreementRow, WeightVoteRow

VOTE, AGREEMENT = table_of(WeightVoteRow), table_of(WeightAgreementRow)
VOTE_FIELDS = ("preset_id", "agency", "weights", "cast_by", "cast_at")


def cast_vote(connection: Connection, vote: WeightVote) -> None:
    """Add the open vote of an agency, in the place of the one it cast before."""
    withdraw_vote(connection, vote.preset_id, vote.agency)
    connection.execute(VOTE.insert(), vars(vote))


def withdraw_vote(connection: Connection, preset_id: str, agency: str) -> None:
    """Take back the open vote of an agency; nothing if there is none. What was agreed stays."""
    is_open = VOTE.c.agreement_id.is_(None)
    connection.execute(VOTE.delete().where(VOTE.c.preset_id == preset_id, VOTE.c.agency == agency, is_open))


def open_votes(connection: Connection, preset_id: str) -> tuple[WeightVote, ...]:
    """The votes of a preset that no agreement has closed, in the order of their agencies."""
    return _votes(connection, VOTE.c.preset_id == preset_id, VOTE.c.agreement_id.is_(None))


def write_agreement(connection: Connection, agreement: WeightAgreement) -> None:
    """Add an agreement; the open votes of its preset become its own."""
    fields = {name: value for name, value in vars(agreement).items() if name != "votes"}
    connection.execute(AGREEMENT.insert(), fields)
    closed = VOTE.update().where(VOTE.c.preset_id == agreement.preset_id, VOTE.c.agreement_id.is_(None))
    connection.execute(closed.values(agreement_id=agreement.id))


def list_agreements(connection: Connection) -> list[WeightAgreement]:
    """Every agreement with its votes, the newest first."""
    rows = connection.execute(select(AGREEMENT).order_by(AGREEMENT.c.agreed_at.desc(), AGREEMENT.c.id)).mappings()
    return [
        WeightAgreement(**row, votes=_votes(connection, VOTE.c.agreement_id == row["id"]))
        for row in (dict(row) for row in rows.all())
    ]


def _votes(connection: Connection, *conditions: Any) -> tuple[WeightVote, ...]:
    columns = [VOTE.c[name] for name in VOTE_FIELDS]
    rows = connection.execute(select(*columns).where(*conditions).order_by(VOTE.c.agency)).mappings()
    return tuple(WeightVote(**dict(row)) for row in rows)
