"""Descriptive statistics of a round: means and standard deviations, frequencies and percentages, by group."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.statistics.bands import interpret
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.tables import level_table, number_table
from dss_core.catalog.bands import Bands
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.model.households import OVERALL
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import Unit, households_of
from dss_core.usecases.gated_figures import check_gated, gate_for, gated_numbers, gated_shares
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.survey_sample import (
    AT_RANDOM,
    ROUND,
    SampleChoice,
    SurveyRows,
    check_groupings,
    counted_of,
    sample_for,
    survey_rows,
    values_of,
)

BY = "by "  # a grouping and a value may have the same name


@dataclass(frozen=True)
class SurveyQuery:
    """A round, an area, what is described (of households or persons), and by what; none: the total alone.

    bands: how a mean score is put into words, an id of the catalogue's bands; empty: the first of them.
    """

    round_id: str
    area: str
    values: tuple[str, ...]
    by: tuple[str, ...] = ()
    unit: Unit = Unit.HOUSEHOLD
    sample: SampleChoice = AT_RANDOM
    bands: str = ""


@dataclass(frozen=True)
class SampleNotes:
    """What a reader must know of the sample behind standard errors.

    is_simple: as if drawn one by one at random from many; is_weighted: shares and means are weighted.
    lonely_count: strata with one cluster. unweighted_count: rows that weigh nothing.
    """

    is_simple: bool
    is_weighted: bool
    lonely_count: int
    unweighted_count: int


@dataclass(frozen=True, eq=False)
class SurveyDescription:
    """means: statistics of the numbers asked for, with the band that a mean score falls into (its number; missing for
    what is no score). shares: frequencies and percentages of categories and of whole scores. row_count: households or
    persons, as ``unit`` says. The total comes first; by rounds there is none, because a household would count once for
    each round. is_gated: figures of few households are missing.
    """

    provenance: Provenance
    unit: Unit
    row_count: int
    by: tuple[str, ...]
    means: pd.DataFrame
    shares: pd.DataFrame
    sample: SampleNotes
    bands: Bands
    is_gated: bool


def describe_survey(services: Services, viewer: Viewer, query: SurveyQuery) -> SurveyDescription:
    """The statistics asked for, of the households (or persons) that the viewer may see."""
    viewer.must(Permission.VIEW_STATISTICS)
    catalog = services.catalog
    numbers, categories = values_of(catalog, query.unit)
    check_values(query.values, (*numbers, *categories))
    check_groupings(catalog, query.unit, query.by)
    bands = bands_of(catalog, query.bands)
    gate = gate_for(services, viewer, query.round_id, query.area)
    if gate is not None:
        check_gated(gate, query.unit, query.by, query.values, query.sample)
    wanted = tuple(dict.fromkeys((*query.by, *query.sample.places)))
    survey = survey_rows(services, viewer, query.round_id, query.area, wanted, query.unit)
    sample = sample_for(survey, query.sample)
    frame, by = grouped(survey, query.by)
    means = number_table(frame, [v for v in query.values if v in numbers], by, sample)
    shares = level_table(frame, [v for v in query.values if v in counted_of(catalog, query.unit)], by, sample)
    named = dict(zip(by, query.by, strict=True))
    tables = [table.rename(columns=named) for table in (with_band(means, catalog, bands), shares)]
    if ROUND in query.by:
        tables = [table[table[ROUND].notna()].reset_index(drop=True) for table in tables]
    if gate is not None:
        tables = [gated_numbers(gate, tables[0], query.by), gated_shares(gate, tables[1], query.by)]
    return SurveyDescription(
        provenance=stamped(services, viewer, query.round_id, query.area),
        unit=query.unit,
        row_count=len(survey.rows),
        by=query.by,
        means=tables[0],
        shares=tables[1],
        sample=notes_on(sample),
        bands=bands,
        is_gated=gate is not None,
    )


def stamped(services: Services, viewer: Viewer, round_id: str, area: str) -> Provenance:
    """The stamp of figures that speak of all the households of a round in an area."""
    return stamp(services, viewer, round_id, area, len(households_of(services, viewer, round_id, area)))


def check_values(values: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Nothing, or ``BadInput`` (describe_unknown_value, value) for what cannot be described."""
    unknown = [value for value in values if value not in known]
    if unknown:
        raise BadInput("describe_unknown_value", value=", ".join(unknown))


def bands_of(catalog: Catalog, bands_id: str) -> Bands:
    """The bands of an id, the first of the catalogue for an empty one; ``BadInput`` (describe_unknown_bands, bands)."""
    if bands_id and bands_id not in catalog.bands:
        raise BadInput("describe_unknown_bands", bands=bands_id, known=", ".join(catalog.bands))
    return catalog.bands[bands_id] if bands_id else next(iter(catalog.bands.values()))


def grouped(survey: SurveyRows, by: tuple[str, ...]) -> tuple[pd.DataFrame, list[str]]:
    """Rows with the columns of their groups beside them, and what those columns are called."""
    names = [f"{BY}{name}" for name in by]
    return survey.rows.assign(**{n: survey.groups[name] for n, name in zip(names, by, strict=True)}), names


def notes_on(sample: Sample) -> SampleNotes:
    """What is told of a sample beside its figures."""
    return SampleNotes(
        is_simple=sample.is_simple,
        is_weighted=sample.is_weighted,
        lonely_count=sample.lonely_count,
        unweighted_count=int((sample.weights == 0).sum()),
    )


def with_band(means: pd.DataFrame, catalog: Catalog, bands: Bands) -> pd.DataFrame:
    """A table of means with the number of the band that each mean score falls into (``band``)."""
    instrument = catalog.instrument
    scores = {OVERALL, *instrument.capital_ids, *instrument.indicator_ids}
    found = interpret(means["mean"].to_numpy(np.float64), bands)
    numbers = [float(level.number) if level else np.nan for level in found]
    return means.assign(band=pd.Series(numbers, index=means.index).where(means["value"].isin(scores)))
