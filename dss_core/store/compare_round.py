"""A checked upload beside what its round holds: which rows are new, changed or the same, and what changes in them."""

from dataclasses import dataclass
from itertools import chain

import pandas as pd
from sqlalchemy import Connection, select

from dss_core.model.households import ANSWERED_COUNT, CAPITAL_COLUMNS, LEVEL, OVERALL
from dss_core.model.revisions import RowState
from dss_core.store import cells as kinds
from dss_core.store.cells import LISTED, changed_cells, joined
from dss_core.store.following import known_again
from dss_core.store.household_tables import HouseholdRoundRow, HouseholdRow, PersonRoundRow, PersonRow
from dss_core.store.id_numbers import SEALED
from dss_core.store.imports import FOUND, IS_SEALED, PERSON, RENEWED, TOLD, known_persons, told_of_later
from dss_core.store.revisions import Revision
from dss_core.store.rows import read_frame, table_of

COMPUTED = (*CAPITAL_COLUMNS, OVERALL, LEVEL, ANSWERED_COUNT)
HOUSE, ROUND, WHO, LIST = (table_of(row) for row in (HouseholdRow, HouseholdRoundRow, PersonRow, PersonRoundRow))


@dataclass(frozen=True, eq=False)
class StoredRound:
    """What a round holds, whoever may see it: it is compared and not shown. Households stand under their house codes
    (found: what the round tells; homes: the address), persons under none. settled: who is told of in a newer round."""

    found: pd.DataFrame
    homes: pd.DataFrame
    persons: pd.DataFrame
    settled: set[int]

    def emptied(self) -> "StoredRound":
        """The same without a row: what a plan keeps once it is handed to somebody."""
        return StoredRound(self.found[:0], self.homes[:0], self.persons[:0], set())


@dataclass(frozen=True, eq=False)
class RoundComparison:
    """states: ``RowState`` of each household of the upload under its house code. revision: what changes."""

    states: pd.Series
    revision: Revision


def read_round(connection: Connection, round_id: str) -> StoredRound:
    """What a round holds; nothing if there is no such round."""
    in_round = HOUSE.join(ROUND, ROUND.c.household_id == HOUSE.c.id)
    key = (HOUSE.c.house_code, HOUSE.c.id.label("household_id"))
    found = select(*key, *(ROUND.c[name] for name in FOUND)).select_from(in_round)
    homes = select(*key, *(HOUSE.c[name] for name in RENEWED)).select_from(in_round)
    listed = select(
        LIST.c.person_id, LIST.c.household_id, *(WHO.c[n] for n in PERSON), IS_SEALED, *(LIST.c[n] for n in TOLD)
    ).join(WHO, WHO.c.id == LIST.c.person_id)
    return StoredRound(
        found=read_frame(connection, found.where(ROUND.c.round_id == round_id)).set_index("house_code"),
        homes=read_frame(connection, homes.where(ROUND.c.round_id == round_id)).set_index("house_code"),
        persons=read_frame(connection, listed.where(LIST.c.round_id == round_id)),
        settled=told_of_later(connection, round_id),
    )


def compare_round(
    connection: Connection, stored: StoredRound, households: pd.DataFrame, persons: pd.DataFrame
) -> RoundComparison:
    """The rows that are to be taken in, against what their round holds.

    A column that the file lacks changes nothing. A blank cell empties an answer and what is told of a member, but not
    an address or a name. Members are compared only where the file lists them (``is_listed``).
    """
    codes = households["house_code"].astype(object)
    is_known = codes.isin(stored.found.index)
    known = households[is_known.to_numpy(bool)]
    order = known["house_code"].astype(object).tolist()
    found, homes = stored.found.loc[order], stored.homes.loc[order]
    told = [name for name in FOUND if name in known and name not in COMPUTED]
    answers = changed_cells(kinds.FOUND, found, known, told)
    is_open = ~homes["household_id"].isin(stored.settled).to_numpy(bool)
    home_fields = [name for name in RENEWED if name in known]
    moved = changed_cells(kinds.HOUSEHOLD, homes[is_open], known[is_open], home_fields, keeps_known=True)
    listed = _listed(known.assign(household_id=found["household_id"].to_numpy()), persons)
    members, added, sealed = _compare_members(connection, stored, listed)
    is_scored_anew = found["household_id"].isin(answers["household_id"]).to_numpy(bool)
    computed = [name for name in COMPUTED if name in known]
    scores = changed_cells(kinds.FOUND, found[is_scored_anew], known[is_scored_anew], computed)
    changes = joined([moved, answers, scores, members])
    ids = set(chain(changes["household_id"], added["household_id"]))
    changed = set(found.index[found["household_id"].isin(ids)])
    of_known = {code: (RowState.CHANGED if code in changed else RowState.SAME).value for code in order}
    states = [of_known.get(code, RowState.NEW.value) for code in codes]
    return RoundComparison(pd.Series(states, index=pd.Index(codes), dtype=object), Revision(changes, added, sealed))


def _listed(known: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    """The members whom the file lists for the known households, with the household's number."""
    if not len(persons) or not len(known):
        return pd.DataFrame(columns=["household_id", *PERSON, *TOLD])
    ids = dict(zip(known["house_code"].astype(object), known["household_id"], strict=True))
    keys = persons["house_code"].astype(object).map(ids)
    is_listed = persons["is_listed"].eq(True) if "is_listed" in persons else pd.Series(True, index=persons.index)
    chosen = persons[keys.notna() & is_listed]
    return chosen.assign(household_id=keys[chosen.index].astype("int64"))


def _compare_members(
    connection: Connection, stored: StoredRound, listed: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What changes of the members of known households, who is new among them, and of whom no sealed ID is kept yet."""
    if not len(listed):
        nobody = pd.DataFrame(columns=["household_id", "person_id", *PERSON, SEALED, *TOLD])
        return kinds.no_cells(), nobody, nobody
    fields = [name for name in TOLD if name in listed]
    names = [name for name in PERSON if name in listed]
    listed = listed.reindex(columns=["household_id", *PERSON, SEALED, *TOLD])
    before = stored.persons[stored.persons["household_id"].isin(listed["household_id"])]
    listed = listed.assign(person_id=known_again(before, listed, by_place=True))
    again = listed[listed["person_id"].notna()]
    old = before.set_index("person_id", drop=False).rename_axis(None).loc[again["person_id"].astype("int64")]
    is_open = ~old["household_id"].isin(stored.settled).to_numpy(bool)
    changes = [
        changed_cells(kinds.TOLD, old, again, fields),
        changed_cells(kinds.PERSON, old[is_open], again[is_open], names, keeps_known=True),
        _gone(before[~before["person_id"].isin(again["person_id"])]),
    ]
    added = listed[listed["person_id"].isna()]
    if len(added):
        others = known_persons(connection, added["household_id"].unique().tolist())
        others = others[~others["person_id"].isin(before["person_id"])]
        added = added.assign(person_id=known_again(others, added))
    return joined(changes), added, again[~old["is_sealed"].eq(True).to_numpy(bool)]


def _gone(persons: pd.DataFrame) -> pd.DataFrame:
    """The members whom the file does not list any more, as changes."""
    before = persons[["household_id", "person_id", *TOLD]].assign(**{LISTED: True})
    return changed_cells(kinds.TOLD, before, before.assign(**dict.fromkeys(TOLD), **{LISTED: False}), [LISTED, *TOLD])
