"""A league table of areas that says what the ranks are worth: "3rd, could be 1st to 6th"."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.arrays import numbers
from dss_core.analysis.statistics.estimates import means
from dss_core.analysis.statistics.groups import group_rows
from dss_core.analysis.statistics.rank_intervals import First, rank_intervals
from dss_core.analysis.statistics.variance import domains_of
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.describe_survey import SampleNotes, check_values, notes_on, stamped
from dss_core.usecases.gated_figures import check_gated, gate_for, hidden_areas
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import (
    AT_RANDOM,
    DISTRICT,
    PLACES,
    SUBDISTRICT,
    SampleChoice,
    sample_for,
    survey_rows,
    values_of,
)

GRAINS = (DISTRICT, SUBDISTRICT)


@dataclass(frozen=True)
class LeagueQuery:
    """A round, an area, the number (or yes/no, of which the share is taken), and the areas that are put in order.

    first: which end of the numbers has rank 1.
    """

    round_id: str
    area: str
    value: str
    grain: str = DISTRICT
    first: First = "lowest"
    sample: SampleChoice = AT_RANDOM


@dataclass(frozen=True, eq=False)
class LeagueTable:
    """One row per area, rank 1 first, areas without an answer last.

    areas: area, n, missing, mean, se, ci_low, ci_high, rank (0: none), best, worst (what the rank could be, all of
    them at once with 95 % probability), is_shown (whether the sample shows a difference from the next area).
    is_share: the mean is a share (0-1). shown_count, pair_count: neighbours that differ, of how many.
    """

    provenance: Provenance
    areas: pd.DataFrame
    is_share: bool
    shown_count: int
    pair_count: int
    sample: SampleNotes


def compare_areas(services: Services, viewer: Viewer, query: LeagueQuery) -> LeagueTable:
    """The areas in order, with what their ranks could be."""
    viewer.must(Permission.VIEW_STATISTICS)
    figures, flags = league_values(services.catalog)
    check_values((query.value,), (*figures, *flags))
    if query.grain not in GRAINS:
        raise BadInput("describe_unknown_group", group=query.grain, groups=", ".join(GRAINS))
    if query.first not in ("highest", "lowest"):
        raise BadInput("describe_unknown_group", group=query.first, groups="highest, lowest")
    gate = gate_for(services, viewer, query.round_id, query.area)
    if gate is not None:
        check_gated(gate, Unit.HOUSEHOLD, (), (), query.sample)
    survey = survey_rows(services, viewer, query.round_id, query.area, PLACES)
    sample = sample_for(survey, query.sample)
    groups = group_rows(survey.groups, [query.grain])
    found = means(sample, domains_of(sample, groups.of_row, groups.count), numbers(survey.rows, query.value))
    low, high = found.interval()
    names = [str(code) for code in groups.keys[query.grain]]
    is_hidden = np.zeros(len(names), dtype=np.bool_) if gate is None else hidden_areas(gate, names, query.value)
    value, se = (np.where(is_hidden, np.nan, part) for part in (found.value, found.se))
    ranks = rank_intervals(value, se, first=query.first)
    is_shown = np.zeros(groups.count, dtype=np.bool_)
    is_shown[ranks.order[:-1]] = ranks.is_shown
    areas = pd.DataFrame(
        {
            "area": names,
            "n": found.n,
            "missing": found.missing,
            "mean": value,
            "se": se,
            "ci_low": low,
            "ci_high": high,
            "rank": ranks.rank,
            "best": ranks.best,
            "worst": ranks.worst,
            "is_shown": is_shown,
        }
    )
    if gate is not None:
        areas = areas.assign(**{name: areas[name].mask(is_hidden) for name in ("n", "missing", "ci_low", "ci_high")})
    without = [place for place in range(groups.count) if ranks.rank[place] == 0]
    return LeagueTable(
        provenance=stamped(services, viewer, query.round_id, query.area),
        areas=areas.iloc[[*ranks.order.tolist(), *without]].reset_index(drop=True),
        is_share=query.value in flags,
        shown_count=int(ranks.is_shown.sum()),
        pair_count=len(ranks.is_shown),
        sample=notes_on(sample),
    )


def league_values(catalog: Catalog) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What areas can be compared by: numbers by their mean, and yes/no by the share of yes."""
    figures, _ = values_of(catalog)
    return figures, tuple(one.id for one in catalog.variables if one.kind == "flag")
