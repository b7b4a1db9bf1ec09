"""What a checked upload does to its round, row by row: worked out for the rehearsal, and again when it is committed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dss_core.access.identity import hash_name
from dss_core.access.viewer import Viewer
from dss_core.model.revisions import RowState
from dss_core.store.compare_round import StoredRound, compare_round, read_round
from dss_core.store.revisions import Revision
from dss_core.store.surveyors import surveyor_numbers
from dss_core.usecases.services import Services

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dss_core.intake.pipeline import Draft


@dataclass(frozen=True, eq=False)
class ImportPlan:
    """states: ``RowState`` of each row of the households' sheet, under its row number. households, persons: what is
    new in the round. revision: what changes there. person_count: the persons of the file that are taken in."""

    states: pd.Series
    stored: StoredRound
    households: pd.DataFrame
    persons: pd.DataFrame
    revision: Revision
    person_count: int
    surveyors: dict[str, int]

    def count(self, state: RowState) -> int:
        """How many rows are in a state."""
        return int((self.states == state.value).sum())

    @property
    def writes(self) -> bool:
        """Whether anything would be other than it is."""
        return bool(self.count(RowState.NEW) or self.count(RowState.CHANGED))


def plan_import(
    connection: "Connection", services: Services, viewer: Viewer, draft: "Draft", scored: pd.DataFrame, round_id: str
) -> ImportPlan:
    """The plan for the rows (``scored``: the draft's households with their scores) as the round is at this moment."""
    stored = read_round(connection, round_id)
    households, surveyors = _with_surveyors(connection, services, scored)
    held = draft.held | _is_out_of_reach(households, stored, viewer)
    taken = households[~held]
    persons = _persons_of(draft.persons, taken)
    compared = compare_round(connection, stored, taken, persons)
    states = pd.Series(RowState.HELD.value, index=households.index, dtype=object)
    states[~held] = compared.states.to_numpy()
    new = households[states == RowState.NEW.value]
    return ImportPlan(
        states=states,
        stored=stored,
        households=new,
        persons=_persons_of(draft.persons, new),
        revision=compared.revision,
        person_count=len(persons),
        surveyors=surveyors,
    )


def _persons_of(persons: pd.DataFrame, households: pd.DataFrame) -> pd.DataFrame:
    if not len(persons):
        return persons
    return persons[persons["house_code"].astype(object).isin(households["house_code"].astype(object))]


def _is_out_of_reach(households: pd.DataFrame, stored: StoredRound, viewer: Viewer) -> pd.Series:
    """Whether a row is of a household outside the viewer's area, by the file or by what the round holds."""
    scope = viewer.scope
    places = households["subdistrict_code"].astype(object)
    there = households["house_code"].astype(object).map(stored.found["subdistrict_code"].to_dict())
    seen = {place for place in {*places.dropna(), *there.dropna()} if scope.covers(str(place))}
    return ~places.isin(seen) | (there.notna() & ~there.isin(seen))


def _with_surveyors(
    connection: "Connection", services: Services, households: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, int]]:
    """The rows with ``surveyor_id`` in the place of the name, and the numbers; unchanged where the file names none."""
    if "surveyor" not in households:
        return households, {}
    key = services.settings.secret
    hashes = {str(name): hash_name(str(name), key) for name in households["surveyor"].dropna().unique()}
    numbers = surveyor_numbers(connection, hashes.values())
    ids = households["surveyor"].map({name: numbers[one] for name, one in hashes.items()}).astype("float64")
    return households.drop(columns="surveyor").assign(surveyor_id=ids), numbers
