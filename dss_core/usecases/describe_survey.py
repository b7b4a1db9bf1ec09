"""Descriptive statistics of a round: means and standard deviations, frequencies and percentages, by group."""

from dataclasses import dataclass

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.livelihood.scoring import level_of
from dss_core.analysis.statistics.describe import describe, frequencies
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.model.households import OVERALL, SCORE_COLUMNS
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.services import Services, stamp

GROUPINGS = {"district": "district_code", "subdistrict": "subdistrict_code", "level": "level", "outcome": "outcome"}


@dataclass(frozen=True)
class SurveyQuery:
    """A round, an area, what is described, and by what (keys of ``GROUPINGS``; none: the total alone)."""

    round_id: str
    area: str
    values: tuple[str, ...]
    by: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SurveyDescription:
    """means: statistics of the numbers asked for, with the level that a mean score falls into (``band``, missing
    for what is no score). shares: frequencies and percentages of the categories. The total comes first."""

    provenance: Provenance
    by: tuple[str, ...]
    means: pd.DataFrame
    shares: pd.DataFrame


def describe_survey(services: Services, viewer: Viewer, query: SurveyQuery) -> SurveyDescription:
    """The statistics asked for, of the households that the viewer may see."""
    viewer.must(Permission.VIEW_STATISTICS)
    numbers, categories = values_of(services.catalog)
    unknown = [value for value in query.values if value not in numbers and value not in categories]
    if unknown:
        raise BadInput("describe_unknown_value", value=", ".join(unknown))
    wrong = [name for name in query.by if name not in GROUPINGS]
    if wrong:
        raise BadInput("describe_unknown_group", group=", ".join(wrong), groups=", ".join(GROUPINGS))
    frame = households_of(services, viewer, query.round_id, query.area)
    columns = [GROUPINGS[name] for name in query.by]
    names = dict(zip(columns, query.by, strict=True))
    means = describe(frame, [v for v in query.values if v in numbers], columns)
    shares = frequencies(frame, [v for v in query.values if v in categories], columns)
    return SurveyDescription(
        provenance=stamp(services, viewer, query.round_id, query.area, len(frame)),
        by=query.by,
        means=_with_band(means, services.catalog).rename(columns=names),
        shares=shares.rename(columns=names),
    )


def values_of(catalog: Catalog) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What can be described as a number, and what as a category."""
    variables = catalog.variables
    scores = (OVERALL, *catalog.instrument.capital_ids, *catalog.instrument.indicator_ids)
    numbers = tuple(v.id for v in variables if v.kind == "number" and v.id not in scores)
    return (*scores, *numbers), tuple(v.id for v in variables if v.kind != "number")


def _with_band(means: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    band = pd.Series(level_of(means["mean"].to_numpy(), catalog.instrument.levels), index=means.index)
    return means.assign(band=band.where(means["value"].isin(SCORE_COLUMNS)))
