"""Multidimensional poverty of a round after Alkire and Foster, at any cut-off and weights, and how it changed."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.arrays import Floats
from dss_core.analysis.poverty.alkire_foster import alkire_foster
from dss_core.analysis.poverty.mpi_table import mpi_table
from dss_core.analysis.poverty.robustness import Robustness, area_robustness, weight_schemes
from dss_core.catalog.specification import MissingAnswers
from dss_core.model.problems import Problem
from dss_core.model.provenance import Provenance
from dss_core.usecases.groupings import Group
from dss_core.usecases.mpi_choice import ChosenMpi, MpiChoice, chosen_mpi
from dss_core.usecases.poverty_rows import MpiRows, lines_of_round, mpi_rows, with_groups
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.survey_sample import PLACES, SampleChoice

# The cut-offs of the curve over all of them: steps of a twentieth.
CURVE = tuple(round(step / 20, 2) for step in range(1, 21))


@dataclass(frozen=True)
class MpiQuery:
    """A round, an area, the measure, and what is grouped by. The unit is the household."""

    round_id: str
    area: str
    choice: MpiChoice
    by: tuple[str, ...] = ()
    sample: SampleChoice = field(default_factory=SampleChoice)


@dataclass(frozen=True, eq=False)
class MpiFound:
    """The measures of ``mpi_table``, a column for each grouping in front; all are shares, 0-1.

    groups: what group 1, 2, ... is called. weights: of each indicator, summing to 1. dimensions: that of each
    indicator. curve: k, headcount, intensity and adjusted of everybody at every cut-off. robustness: of the order of
    the areas, when areas are grouped by, else None. missing_rule: what became of households with a missing answer.
    lines: the heights that rules of the specification took. problems: what must be told of sampling and groups.
    """

    provenance: Provenance
    by: tuple[str, ...]
    groups: list[Group]
    cutoffs: tuple[float, ...]
    weights: dict[str, float]
    dimensions: dict[str, str]
    missing_rule: MissingAnswers
    table: pd.DataFrame
    curve: pd.DataFrame
    robustness: Robustness | None
    lines: dict[str, float]
    problems: tuple[Problem, ...]


def measure_mpi(services: Services, viewer: Viewer, query: MpiQuery) -> MpiFound:
    """H, A, M0, headcounts and contributions with errors and bounds, of the households that the viewer may see.

    ``NotFound``, ``BadInput`` as ``chosen_mpi``, ``deprivation_matrix`` and ``poverty_rows``.
    """
    viewer.must(Permission.EXPLORE_FIGURES)
    chosen = chosen_mpi(services.catalog, query.choice)
    specification, lines = chosen.specification, lines_of_round(services, query.round_id)
    found = mpi_rows(services, viewer, query.round_id, query.area, specification, lines, query.by, query.sample)
    rows = found.rows
    of_row = rows.grouping.of_row if rows.group_count else None
    table = mpi_table(
        found.profiles, chosen.weights, np.array(chosen.cutoffs), specification.missing, rows.sample, of_row
    )
    named = {rule.line for rule in specification.rules.values() if rule.line}
    return MpiFound(
        provenance=stamp(services, viewer, query.round_id, query.area, len(rows.frame)),
        by=query.by,
        groups=rows.grouping.names,
        cutoffs=chosen.cutoffs,
        weights=dict(zip(specification.indicators, chosen.weights.tolist(), strict=True)),
        dimensions={one: name for name, d in specification.dimensions.items() for one in d.indicators},
        missing_rule=specification.missing,
        table=with_groups(table, query.by, rows.grouping.names),
        curve=_curve(found, chosen),
        robustness=_robustness(services, found, chosen, query.by),
        lines={name: height for name, height in lines.items() if name in named},
        problems=rows.problems,
    )


def _curve(found: MpiRows, chosen: ChosenMpi) -> pd.DataFrame:
    cutoffs = sorted({*CURVE, *chosen.cutoffs})
    result = alkire_foster(found.profiles, chosen.weights, cutoffs, chosen.specification.missing)
    parts: dict[str, Floats] = {name: getattr(result, name)[0] for name in ("headcount", "intensity", "adjusted")}
    return pd.DataFrame({"k": cutoffs, **parts})


def _robustness(services: Services, found: MpiRows, chosen: ChosenMpi, by: tuple[str, ...]) -> Robustness | None:
    """How the order of areas by M0 holds at the specification's other cut-offs, and with each dimension in front."""
    if len(by) != 1 or by[0] not in PLACES:
        return None
    cutoff = chosen.cutoffs[0]
    schemes = weight_schemes(chosen.positions, chosen.weights, services.catalog.poverty.defaults.emphasis_share)
    others = [k for k in chosen.specification.k if k != cutoff]
    return area_robustness(found.profiles, chosen.weights, cutoff, others, schemes, chosen.specification.missing)
