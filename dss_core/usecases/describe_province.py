"""The province in numbers: households, persons, outcomes, levels and capitals of a round, by area and over rounds."""

from dataclasses import dataclass

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.livelihood.scoring import level_counts
from dss_core.analysis.statistics.describe import describe, frequencies
from dss_core.model.areas import AreaLevel
from dss_core.model.households import LEVEL, OVERALL, Outcome
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.gated_figures import Gate, gate_for, gated_numbers, gated_shares, round_gate
from dss_core.usecases.services import Services, all_rounds, stamp
from dss_core.usecases.survey_sample import SUBDISTRICT

OUTCOME = "outcome"
CHILD_COLUMN = {AreaLevel.PROVINCE: "district_code", AreaLevel.DISTRICT: "subdistrict_code"}


@dataclass(frozen=True)
class AreaQuery:
    """A round and an area."""

    round_id: str
    area: str


@dataclass(frozen=True, eq=False)
class ProvinceDescription:
    """What is known of the households of an area in a round.

    outcomes and levels: code or level, count, n, missing, percent. capitals: statistics of each capital and of the
    overall score. areas: one row per area one grain finer (area, n, missing, mean, sd of the overall score, poor
    count and the percentage in each level). rounds: the capital means of every round (round_id, value, n, mean).
    """

    provenance: Provenance
    person_count: int
    person_count_missing: int
    poor_count: int | None
    outcomes: pd.DataFrame
    levels: pd.DataFrame
    capitals: pd.DataFrame
    areas: pd.DataFrame
    rounds: pd.DataFrame


def describe_province(services: Services, viewer: Viewer, query: AreaQuery) -> ProvinceDescription:
    """The figures of an area for a viewer who may see statistics."""
    viewer.must(Permission.VIEW_STATISTICS)
    gate = gate_for(services, viewer, query.round_id, query.area)
    frame = households_of(services, viewer, query.round_id, query.area)
    instrument = services.catalog.instrument
    scores = [*instrument.capital_ids, OVERALL]
    persons = frame["members_living"]
    outcomes, levels, capitals = _gated(
        gate,
        frequencies(frame, [OUTCOME]),
        level_counts(frame[LEVEL], instrument.levels),
        describe(frame, scores),
    )
    poor = outcomes.loc[outcomes["code"] == Outcome.POOR, "count"]
    return ProvinceDescription(
        provenance=stamp(services, viewer, query.round_id, query.area, len(frame)),
        person_count=int(persons.sum()),
        person_count_missing=int(persons.isna().sum()),
        poor_count=None if poor.isna().any() else int(poor.sum()),
        outcomes=outcomes,
        levels=levels,
        capitals=capitals,
        areas=_by_area(services, frame, query.area, gate),
        rounds=_over_rounds(services, viewer, query.area, scores),
    )


def _gated(
    gate: Gate | None, outcomes: pd.DataFrame, levels: pd.DataFrame, capitals: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What the gate lets through of the figures of the whole area."""
    if gate is None:
        return outcomes, levels, capitals
    coded = levels.assign(value=LEVEL, code=levels[LEVEL])
    shown = gated_shares(gate, coded, ())[list(levels.columns)]
    return gated_shares(gate, outcomes, ()), shown.assign(**{LEVEL: levels[LEVEL]}), gated_numbers(gate, capitals, ())


def _by_area(services: Services, frame: pd.DataFrame, area: str, gate: Gate | None) -> pd.DataFrame:
    """One row per area one grain finer; of a sub-district, its own row."""
    column = CHILD_COLUMN.get(services.catalog.areas.get(area).level, "subdistrict_code")
    stats = describe(frame, [OVERALL], [column]).iloc[1:].rename(columns={column: "area"})
    poor = frame[frame["outcome"] == Outcome.POOR][column].value_counts()
    shares = frequencies(frame, [LEVEL], [column]).dropna(subset=[column])
    wide = shares.pivot(index=column, columns="code", values="percent")
    numbers = [level.number for level in services.catalog.instrument.levels]
    # A level that nobody of an area has is a real zero there, if anybody of the area has a level at all.
    wide = wide.reindex(columns=numbers)
    wide = wide.fillna(0.0).mask(wide.isna().all(axis=1))
    wide = wide.rename(columns=lambda n: f"level_{int(n)}_percent")
    stats = stats.assign(
        household_count=stats["area"].map(frame[column].value_counts()).astype("int64"),
        poor_count=stats["area"].map(poor).fillna(0).astype("int64"),
    )
    table = stats.join(wide, on="area").reset_index(drop=True)
    if gate is not None:
        table = _gated_areas(gate, table)
    return table.drop(columns="value")


def _gated_areas(gate: Gate, table: pd.DataFrame) -> pd.DataFrame:
    """The table of areas without what must stay hidden: a small area whole, else the answers that are partly hidden."""
    named = table.assign(**{SUBDISTRICT: table["area"]})  # a district's code is read as well as a sub-district's
    shown = gated_numbers(gate, named, (SUBDISTRICT,)).drop(columns=SUBDISTRICT)
    for value, columns in (
        (OUTCOME, ["poor_count"]),
        (LEVEL, [str(name) for name in table if str(name).startswith("level_")]),
    ):
        is_partly = table["area"].isin(gate.incomplete(value))
        shown = shown.assign(**{name: shown[name].mask(is_partly) for name in columns})
    return shown.assign(area=table["area"])


def _over_rounds(services: Services, viewer: Viewer, area: str, scores: list[str]) -> pd.DataFrame:
    parts = []
    for found in reversed(all_rounds(services)):
        frame = households_of(services, viewer, found.id, area)
        means = describe(frame, scores)
        gate = round_gate(services, viewer, found.id, area)
        if gate is not None:
            means = gated_numbers(gate, means, ())
        parts.append(means.assign(round_id=found.id, year=found.year, wave=found.wave))
    return pd.concat(parts, ignore_index=True)
