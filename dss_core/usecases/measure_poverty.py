"""Who is poor under each definition of the catalogue, on the same households: side by side, overlapping, by area."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.arrays import Floats
from dss_core.analysis.poverty.definitions import overlap, poor_by
from dss_core.analysis.poverty.poor_shares import agreement, poor_shares
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.poverty_rows import lines_of_round, poverty_rows, with_groups
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.survey_sample import SampleChoice


@dataclass(frozen=True)
class PovertyQuery:
    """A round, an area and what households are grouped by (two groupings are crossed)."""

    round_id: str
    area: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class PovertyFound:
    """Households counted as poor. The unit is the household.

    shares: of ``poor_shares``, a column for each grouping in front. overlap: how many households each combination of
    definitions counts, of those that every definition decides (``known_count``). agreement: each pair of definitions.
    lines: the heights of the poverty lines in force, baht per person and year. without_line: the definitions that
    need a line which was not in force; nobody is known to be poor or not under them. ungrouped_count: households that
    belong to no group.
    """

    provenance: Provenance
    by: tuple[str, ...]
    shares: pd.DataFrame
    overlap: pd.DataFrame
    known_count: int
    agreement: pd.DataFrame
    lines: dict[str, float]
    without_line: tuple[str, ...]
    ungrouped_count: int


def measure_poverty(services: Services, viewer: Viewer, query: PovertyQuery) -> PovertyFound:
    """The definitions side by side, of the households that the viewer may see.

    ``BadInput``: describe_unknown_group, describe_many_groups.
    """
    viewer.must(Permission.EXPLORE_FIGURES)
    rows = poverty_rows(services, viewer, query.round_id, query.area, query.by, SampleChoice())
    lines = lines_of_round(services, query.round_id)
    flags, without_line = flags_of(services.catalog, rows.frame, lines)
    shares = poor_shares(flags, rows.sample, rows.grouping.of_row, rows.group_count)
    combinations = overlap({name: flag for name, flag in flags.items() if name not in without_line})
    return PovertyFound(
        provenance=stamp(services, viewer, query.round_id, query.area, len(rows.frame)),
        by=query.by,
        shares=with_groups(shares, query.by, rows.grouping.names),
        overlap=combinations,
        known_count=int(combinations["household_count"].sum()),
        agreement=agreement(flags),
        lines=lines,
        without_line=without_line,
        ungrouped_count=rows.ungrouped_count,
    )


def flags_of(
    catalog: Catalog, frame: pd.DataFrame, lines: dict[str, float]
) -> tuple[dict[str, Floats], tuple[str, ...]]:
    """The flag of every household under each definition (1 poor, 0 not, NaN not known), and which lack their line."""
    flags: dict[str, Floats] = {}
    without_line = []
    for definition in catalog.poverty.definitions:
        try:
            flags[definition.id] = poor_by(definition, frame, catalog.poverty, lines)
        except BadInput as error:
            if error.code != "poverty_unknown_line":
                raise
            flags[definition.id] = np.full(len(frame), np.nan)
            without_line.append(definition.id)
    return flags, tuple(without_line)
