"""A round as it would be after an upload: what the plan of an import adds and changes, without writing it."""

import pandas as pd

from dss_core.catalog.catalog import Catalog
from dss_core.model.households import MEMBER_COUNT_COLUMNS, SCORE_COLUMNS
from dss_core.store import cells as kinds
from dss_core.store.cells import LISTED
from dss_core.store.imports import FOUND as STORED
from dss_core.store.imports import TOLD
from dss_core.usecases.analysis_frame import frame_from
from dss_core.usecases.plan_import import ImportPlan

FOUND = tuple(name for name in STORED if name != "surveyor_id")


def frames_around(plan: ImportPlan, catalog: Catalog, year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The analysis frame of the round before and after the import, each with house_code.

    New households have numbers that the database will not give them.
    """
    before = _households(plan.stored.found)
    listed = plan.stored.persons[["household_id", *TOLD]]
    changes = plan.revision.cells
    after = _changed(before, changes[changes["level"] == kinds.FOUND], "household_id")
    members = _members_after(plan, changes[changes["level"] == kinds.TOLD])
    new = plan.households
    first = int(before["household_id"].max()) + 1 if len(before) else 1
    ids = dict(zip(new["house_code"].astype(object), range(first, first + len(new)), strict=True))
    added = new.reindex(columns=["house_code", *FOUND]).assign(household_id=list(ids.values()))
    people = plan.persons.reindex(columns=["house_code", *TOLD])
    people = people.assign(household_id=people["house_code"].astype(object).map(ids)).drop(columns="house_code")
    return (
        _frame(before, listed, catalog, year),
        _frame(_stacked([after, added]), _stacked([members, people]), catalog, year),
    )


def _households(found: pd.DataFrame) -> pd.DataFrame:
    return found.reset_index()[["household_id", "house_code", *FOUND]]


def _members_after(plan: ImportPlan, changes: pd.DataFrame) -> pd.DataFrame:
    """The members of the households that the round holds, as they would be."""
    stored = plan.stored.persons[["person_id", "household_id", *TOLD]]
    gone = changes[(changes["field"] == LISTED) & changes["after"].eq(False)]
    kept = stored[~stored["person_id"].isin(gone["person_id"])]
    after = _changed(kept, changes[~changes["person_id"].isin(gone["person_id"])], "person_id")
    added = plan.revision.new_persons.reindex(columns=["household_id", *TOLD])
    return _stacked([after.drop(columns="person_id"), added])


def _changed(frame: pd.DataFrame, changes: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows with the new values."""
    columns = {}
    for field, part in changes.groupby("field", sort=False):
        if field not in frame:
            continue
        new = dict(zip(part[key], part["after"], strict=True))
        values = frame[str(field)].astype(object)
        is_new = frame[key].isin(new.keys())
        columns[str(field)] = values.mask(is_new, frame[key].map(new).astype(object))
    return frame.assign(**columns)


def _stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return pd.concat([part.astype(object) for part in filled], ignore_index=True) if filled else parts[0]


def _frame(households: pd.DataFrame, members: pd.DataFrame, catalog: Catalog, year: int) -> pd.DataFrame:
    """The analysis frame, with the types that the database's own answer would have."""
    households = households.sort_values("household_id", kind="stable").reset_index(drop=True)
    codes = households["house_code"]
    typed = {name: pd.to_numeric(households[name]) for name in (*MEMBER_COUNT_COLUMNS, *SCORE_COLUMNS)}
    households = households.drop(columns="house_code").assign(**typed)
    households["household_id"] = households["household_id"].astype("int64")
    members = members.assign(
        **{name: pd.to_numeric(members[name]) for name in ("member_number", "birth_year", "income_baht")},
        household_id=members["household_id"].astype("int64"),
    )
    ordered = members.sort_values(["household_id", "member_number"], kind="stable").reset_index(drop=True)
    return frame_from(households, ordered, catalog, year).assign(house_code=codes)
