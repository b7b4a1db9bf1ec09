"""The numbers after the cut: who is reached and who is not, what is spent, and poverty before and after, by group."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.allocation.outcomes import targeting
from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.arrays import Flags, Floats, Integers
from dss_core.analysis.poverty.definitions import poor_by
from dss_core.analysis.statistics.intervals import t_interval, wilson_interval
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.groupings import grouping_of
from dss_core.usecases.poverty_rows import with_groups
from dss_core.usecases.scenario_choices import ScenarioQuery
from dss_core.usecases.scenario_figures import after_plan, measures_of
from dss_core.usecases.scenario_plan import planned
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.survey_sample import check_groupings, survey_rows


@dataclass(frozen=True)
class OutcomeQuery:
    """A what-if, what households are grouped by (two groupings are crossed), and whom assistance ought to reach.

    ideal: a definition of poverty of the catalogue; empty: the one that plans go by.
    """

    scenario: ScenarioQuery
    by: tuple[str, ...] = ()
    ideal: str = ""


@dataclass(frozen=True, eq=False)
class OutcomeFound:
    """Counts and shares after the cut; households. In both tables everybody stands first, and each grouping in front.

    reach: of ``targeting``, for households of which is known whether they are poor, and ``is_small``. changes: one row
    for each group and measure (ids as in ``Figure``): n, missing, before and after (means per household), change, each
    with _sd, _low and _high (95 %), ``is_small``. unknown_count: households of which it is not known whether they are
    poor.
    """

    provenance: Provenance
    by: tuple[str, ...]
    ideal: str
    reach: pd.DataFrame
    changes: pd.DataFrame
    unknown_count: int
    small_group: int


def count_after_cut(services: Services, viewer: Viewer, query: OutcomeQuery) -> OutcomeFound:
    """The outcomes of the plan; ``BadInput``: scenario_unknown_ideal (ideal, known), describe_unknown_group,
    describe_many_groups, and as ``plan_of``.
    """
    viewer.must(Permission.BUILD_SCENARIO)
    catalog, asked = services.catalog, query.scenario
    definitions = {one.id: one for one in catalog.poverty.definitions}
    ideal = query.ideal or catalog.planning.ideal
    if ideal not in definitions:
        raise BadInput("scenario_unknown_ideal", ideal=ideal, known=", ".join(definitions))
    check_groupings(catalog, Unit.HOUSEHOLD, query.by)
    plan = planned(services, viewer, asked)
    found, serves = plan.found, plan.solution.serves
    groups = survey_rows(services, viewer, asked.round_id, asked.area, query.by).groups
    grouping = grouping_of(groups, query.by)
    poor = poor_by(definitions[ideal], found.frame, catalog.poverty, found.lines)
    small, names = catalog.planning.small_group, grouping.names
    before = measures_of(catalog, found.frame, found.lines)
    then = measures_of(catalog, after_plan(catalog, found, serves), found.lines)
    changes = [_change(name, before[name], then[name], _rows_of(grouping.of_row, len(names)), small) for name in before]
    return OutcomeFound(
        provenance=stamp(services, viewer, asked.round_id, asked.area, len(found.frame)),
        by=query.by,
        ideal=ideal,
        reach=with_groups(_reach(found.problem, serves, poor, grouping.of_row, len(names), small), query.by, names),
        changes=with_groups(pd.concat(changes, ignore_index=True), query.by, names),
        unknown_count=int(np.isnan(poor).sum()),
        small_group=small,
    )


def _rows_of(of_row: Integers, count: int) -> list[Flags]:
    """The rows of everybody, then of each group."""
    return [np.ones(len(of_row), dtype=np.bool_), *(of_row == number for number in range(count))]


def _reach(problem: Problem, serves: Flags, poor: Floats, of_row: Integers, count: int, small: int) -> pd.DataFrame:
    """Coverage and leakage of everybody (group 0), then of each group, of those whose need is known."""
    known = ~np.isnan(poor)
    tables = []
    for codes in [None, of_row] if count else [None]:
        rows = np.flatnonzero(known if codes is None else known & (codes >= 0))
        part = replace(problem, satang=problem.satang[:, rows], allowed=problem.allowed[:, rows])
        part = replace(part, benefits=problem.benefits[:, rows])
        table = targeting(part, serves[:, rows], poor[rows] == 1, None if codes is None else codes[rows])
        tables.append(table if codes is None else table.assign(group=table["group"] + 1))
    found = pd.concat(tables, ignore_index=True)
    return found.assign(is_small=found["households"] < small)


def _change(measure: str, before: Floats, then: Floats, groups: list[Flags], small: int) -> pd.DataFrame:
    """One measure of every group before and after, over the households where it is known both times."""
    known = ~np.isnan(before) & ~np.isnan(then)
    rows = []
    for number, flags in enumerate(groups):
        inside = flags & known
        n = int(inside.sum())
        row: dict[str, object] = {
            "group": number, "measure": measure, "n": n, "missing": int(flags.sum()) - n, "is_small": n < small,
        }  # fmt: skip
        for name, values in (("before", before[inside]), ("after", then[inside]), ("change", (then - before)[inside])):
            row |= _told(name, values)
        rows.append(row)
    return pd.DataFrame(rows)


def _told(name: str, values: Floats) -> dict[str, object]:
    """Mean, standard deviation (n - 1) and 95 % interval."""
    n = len(values)
    if not n:
        return {name: np.nan, f"{name}_sd": np.nan, f"{name}_low": np.nan, f"{name}_high": np.nan}
    mean, sd = values.mean(), values.std(ddof=1) if n > 1 else np.nan
    if name != "change" and bool(np.isin(values, (0.0, 1.0)).all()):
        low, high = wilson_interval(np.array(values.sum()), np.array(float(n)))
    else:
        low, high = t_interval(np.array(mean), np.array(sd / np.sqrt(n)), np.array(n - 1.0))
    return {name: mean, f"{name}_sd": sd, f"{name}_low": float(low), f"{name}_high": float(high)}
