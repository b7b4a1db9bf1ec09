"""The frame that every analysis starts from: one row per household of a round, without names or numbers of people."""

import threading
from collections import OrderedDict

import numpy as np
import pandas as pd

from dss_core.access.viewer import Scope, Viewer
from dss_core.analysis.livelihood.composition import compose, income_per_person
from dss_core.catalog.catalog import Catalog
from dss_core.model.rounds import Round
from dss_core.store.households import round_households, round_members
from dss_core.usecases.services import Services, find_round, whole_province

KIND = "households"
PLACE_COLUMNS = ("district_code", "subdistrict_code")
MOST_OPEN = 6

_open: OrderedDict[tuple[str, int, str], pd.DataFrame] = OrderedDict()
_lock = threading.Lock()


def households_of(services: Services, viewer: Viewer, round_id: str, area: str) -> pd.DataFrame:
    """The households of a round that lie in an area and in the viewer's scope; ``NotAllowed`` if none may be seen.

    Columns: household_id, place, outcome, member counts, indicators, capitals, overall, level, answered_count and
    the catalogue's household variables. Do not write into it: all sessions share its memory.
    """
    services.catalog.areas.get(area)
    scope = viewer.must_see(area)
    return in_areas(_whole_round(services, find_round(services, round_id)), scope, services.catalog)


def in_areas(frame: pd.DataFrame, scope: Scope, catalog: Catalog) -> pd.DataFrame:
    """The rows of a frame that a scope covers; the frame itself when that is all of them."""
    if scope.covers(catalog.province.code):
        return frame
    seen = [a.code for a in catalog.areas.subdistricts if scope.covers(a.code)]
    return frame[frame["subdistrict_code"].isin(seen)]


def _whole_round(services: Services, found: Round) -> pd.DataFrame:
    """The frame of a whole round: kept open in this process, else mapped from disk, else made from the database."""
    state = services.state()
    # The moment too: after a backup is restored, the same data version comes again with other data.
    name = f"{found.id}-{found.updated_at:%Y%m%dT%H%M%S%f}-{services.catalog.version}"
    key = (state.database_id, state.data_version, name)
    with _lock:
        if key not in _open:
            frame = services.snapshots.open(state.data_version, name, KIND)
            if frame is None:
                frame = build_frame(services, found)
                services.snapshots.write(frame, state.data_version, name, KIND)
                frame = services.snapshots.open(state.data_version, name, KIND)
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
    frame = households.merge(
        compose(members, services.catalog.variables, found.year), how="left", left_on="household_id", right_index=True
    )
    income = frame["household_id"].map(income_per_person(members))
    frame = frame.assign(household_size=frame["members_living"], income_per_person_baht=income)
    return _typed(frame.drop(columns="survey_on"), services.catalog)


def _typed(frame: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Numbers as float64 with NaN, words as categories: what can be mapped from disk without a copy."""
    words = {"outcome", *PLACE_COLUMNS} | {v.id for v in catalog.variables if v.codes is not None}
    columns: dict[str, pd.Series] = {}
    for name in frame.columns:
        if name in words:
            columns[name] = frame[name].astype("category")
        elif name in {"household_id", "answered_count"}:
            columns[name] = frame[name].astype(np.int64)
        else:
            columns[name] = frame[name].astype(np.float64)
    return pd.DataFrame(columns)
