"""One-step relief: how many households leave poverty if a single deprivation is mended, where, and at what cost."""

from dataclasses import dataclass

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.poverty.alkire_foster import bounds
from dss_core.analysis.poverty.relief import Remedy, one_step_relief, remedies
from dss_core.catalog.specification import Specification
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.mpi_choice import MpiChoice, chosen_mpi
from dss_core.usecases.poverty_rows import MpiRows, keep, lines_of_round, mpi_rows, with_groups
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.survey_sample import DISTRICT, PLACES


@dataclass(frozen=True)
class ReliefQuery:
    """A round, an area, the measure of poverty (its first cut-off counts), and the places that are told apart."""

    round_id: str
    area: str
    choice: MpiChoice
    by: str = DISTRICT


@dataclass(frozen=True, eq=False)
class Relief:
    """One row for each indicator and place, the whole area first (``group`` 0, its place None); households.

    Columns: the place, indicator, group, poor_deprived_count, leaving_count (leave poverty if it alone is mended),
    programme_id (the cheapest that mends it, None without any), reachable_count (leavers that may have it),
    unreachable_count, cost_baht (for the reachable, a year; missing where there is no programme). dimensions: of each
    indicator. poor_count: households poor whatever their missing answers are. undecided_count: poor or not, depending
    on missing answers.
    """

    provenance: Provenance
    by: str
    table: pd.DataFrame
    dimensions: dict[str, str]
    poor_count: int
    undecided_count: int
    cutoff: float


def find_relief(services: Services, viewer: Viewer, query: ReliefQuery) -> Relief:
    """The relief of every indicator of a specification, of the households that the viewer may see.

    A household leaves only if it does whatever its missing answers are. ``BadInput``: describe_unknown_group, and
    those of ``measure_mpi``.
    """
    viewer.must(Permission.EXPLORE_FIGURES)
    if query.by not in PLACES:
        raise BadInput("describe_unknown_group", group=query.by, groups=", ".join(PLACES))
    chosen = chosen_mpi(services.catalog, query.choice)
    specification = chosen.specification
    found, offers = _offered(services, viewer, query, specification)
    rules = {one: specification.rule_of(one) for one in specification.indicators}
    variables = [one if rule is None else rule.variable for one, rule in rules.items()]
    names = found.rows.grouping.names
    cutoff = chosen.cutoffs[0]
    table = one_step_relief(
        found.matrix,
        specification.indicators,
        variables,
        chosen.weights,
        cutoff,
        offers,
        found.rows.grouping.of_row,
        len(names),
    )
    table = table.assign(
        unreachable_count=table["leaving_count"] - table["reachable_count"],
        cost_baht=table["cost_baht"].where(table["programme_id"].notna()),
    )
    surely, at_most = (
        round(float(result.headcount[0, 0] * result.population[0])) if result.population[0] else 0
        for result in bounds(found.profiles, chosen.weights, [cutoff])
    )
    return Relief(
        provenance=stamp(services, viewer, query.round_id, query.area, len(found.rows.frame)),
        by=query.by,
        table=with_groups(table, (query.by,), names),
        dimensions={one: name for name, d in specification.dimensions.items() for one in d.indicators},
        poor_count=surely,
        undecided_count=at_most - surely,
        cutoff=cutoff,
    )


def _offered(
    services: Services, viewer: Viewer, query: ReliefQuery, specification: Specification
) -> tuple[MpiRows, list[Remedy]]:
    """The households and what each programme costs for them; kept, because cut-off and weights change nothing of it."""
    lines = lines_of_round(services, query.round_id)

    def make() -> tuple[MpiRows, list[Remedy]]:
        found = mpi_rows(services, viewer, query.round_id, query.area, specification, lines, (query.by,))
        return found, remedies(found.rows.frame, services.catalog.programmes)

    what = ("relief", specification, lines, query.by)
    return keep(services, viewer, (query.round_id,), query.area, what, make)
