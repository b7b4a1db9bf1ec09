"""The frames that every analysis starts from: a row per household or person of a round, without names or numbers."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from enum import StrEnum

import numpy as np
import pandas as pd

from dss_core.access.viewer import Scope, Viewer
from dss_core.analysis.livelihood.composition import compose, income_per_person, person_variables
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import CodeList
from dss_core.model.rounds import Round
from dss_core.store.households import round_households, round_members
from dss_core.usecases.services import Services, find_round, whole_province

PLACE_COLUMNS = ("district_code", "subdistrict_code")
MOST_OPEN = 60  # mapped from disk, not copied


class Unit(StrEnum):
    """What a row stands for; counts of households and of persons are never mixed."""

    HOUSEHOLD = "household"
    PERSON = "person"


_open: OrderedDict[tuple[str, int, str], pd.DataFrame] = OrderedDict()
_lock = threading.RLock()  # a pattern of hidden cells is built from a frame


def households_of(services: Services, viewer: Viewer, round_id: str, area: str) -> pd.DataFrame:
    """The households of a round that lie in an area and in the viewer's scope; ``NotAllowed`` if none may be seen.

    Columns: household_id, place, outcome, member counts, indicators, capitals, overall, level, answered_count and
    the catalogue's household variables. Do not write into it: all sessions share its memory.
    """
    services.catalog.areas.get(area)
    scope = viewer.must_see(area)
    found = find_round(services, round_id)
    return in_areas(whole_round(services, found, "households", build_frame), scope, services.catalog)


def persons_of(services: Services, viewer: Viewer, round_id: str, area: str) -> pd.DataFrame:
    """The members listed in a round that live in an area and in the viewer's scope; ``NotAllowed`` if none may be seen.

    Columns: household_id, place and the catalogue's member variables; in the order of households. Do not write into it.
    """
    services.catalog.areas.get(area)
    scope = viewer.must_see(area)
    found = find_round(services, round_id)
    return in_areas(whole_round(services, found, "persons", build_persons), scope, services.catalog)


def in_areas(frame: pd.DataFrame, scope: Scope, catalog: Catalog) -> pd.DataFrame:
    """The rows of a frame that a scope covers; the frame itself when that is all of them."""
    if scope.covers(catalog.province.code):
        return frame
    seen = [a.code for a in catalog.areas.subdistricts if scope.covers(a.code)]
    return frame[frame["subdistrict_code"].isin(seen)]


def whole_round(
    services: Services, found: Round, kind: str, build: Callable[[Services, Round], pd.DataFrame]
) -> pd.DataFrame:
    """A frame of a whole round: kept open in this process, else mapped from disk, else made from the database."""
    state = services.state()
    # The moment too: after a backup is restored, the same data version comes again with other data.
    name = f"{found.id}-{found.updated_at:%Y%m%dT%H%M%S%f}-{services.catalog.version}"
    key = (state.database_id, state.data_version, f"{name}-{kind}")
    with _lock:
        if key not in _open:
            frame = services.snapshots.open(state.data_version, name, kind)
            if frame is None:
                frame = build(services, found)
                services.snapshots.write(frame, state.data_version, name, kind)
                frame = services.snapshots.open(state.data_version, name, kind)
            assert frame is not None
            _open[key] = frame
            while len(_open) > MOST_OPEN:
                _open.popitem(last=False)
        _open.move_to_end(key)
        return _open[key]


def build_frame(services: Services, found: Round) -> pd.DataFrame:
    """The frame of a round from the database."""
    everything = whole_province(services)
    with services.database.reading() as connection:
        households = round_households(connection, found.id, everything)
        members = round_members(connection, found.id, everything)
    return frame_from(households, members, services.catalog, found.year)


def frame_from(households: pd.DataFrame, members: pd.DataFrame, catalog: Catalog, year: int) -> pd.DataFrame:
    """The frame of what a round of a year (Common Era) tells: a row per household, a row per person of them."""
    composed = compose(members, catalog.variables, year)
    frame = households.merge(composed, how="left", left_on="household_id", right_index=True)
    income = frame["household_id"].map(income_per_person(members))
    frame = frame.assign(household_size=frame["members_living"], income_per_person_baht=income)
    return _typed(frame.drop(columns="survey_on"), catalog)


def build_persons(services: Services, found: Round) -> pd.DataFrame:
    """The frame of the persons of a round from the database."""
    everything = whole_province(services)
    with services.database.reading() as connection:
        members = round_members(connection, found.id, everything)
        places = round_households(connection, found.id, everything)[["household_id", *PLACE_COLUMNS]]
    variables = person_variables(members, services.catalog.members, found.year)
    persons = members[["household_id"]].join(variables).merge(places, how="left", on="household_id")
    return _typed(persons, services.catalog)


def _typed(frame: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Numbers as float64 with NaN, words as categories: what can be mapped from disk without a copy."""
    lists = {one.id: one.codes for one in (*catalog.variables, *catalog.members) if one.codes is not None}
    columns: dict[str, pd.Series] = {}
    for name in frame.columns:
        if name in PLACE_COLUMNS:
            columns[name] = frame[name].astype("category")
        elif name in lists:
            columns[name] = frame[name].astype(_in_order(frame[name], catalog.code_lists[lists[name]]))
        elif name in {"household_id", "answered_count"}:
            columns[name] = frame[name].astype(np.int64)
        else:
            columns[name] = frame[name].astype(np.float64)
    return pd.DataFrame(columns)


def _in_order(values: pd.Series, codes: CodeList) -> pd.CategoricalDtype:
    """The categories in the order of the code list; a code that the list has lost stays, at the end."""
    known = [code.code for code in codes.codes]
    seen = set(values.dropna().unique())
    return pd.CategoricalDtype([*(code for code in known if code in seen), *sorted(seen.difference(known))])
