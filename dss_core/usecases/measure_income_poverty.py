"""Poverty of incomes at any line, and inequality of incomes, of a round: for everybody and by group."""

import math
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.poverty.income_shares import income_shares, lorenz_curve
from dss_core.analysis.poverty.incomes import OTHERS, RATES, IncomesInOrder, incomes_in_order, measure_in_order
from dss_core.errors import BadInput
from dss_core.model.problems import Problem
from dss_core.model.provenance import Provenance
from dss_core.usecases.groupings import Group
from dss_core.usecases.poverty_rows import PovertyRows, keep, poverty_rows, with_groups
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.survey_sample import SampleChoice

INCOME = "income_per_person_baht"
PEOPLE = SampleChoice(by_members=True)


@dataclass(frozen=True)
class IncomeQuery:
    """A round, an area, poverty lines (baht per person and year), and what is grouped by.

    sample: incomes are of people, so by default each household weighs as much as it has living members. epsilon: of
    the Atkinson index, the catalogue's when None.
    """

    round_id: str
    area: str
    lines: tuple[float, ...] = ()
    by: tuple[str, ...] = ()
    sample: SampleChoice = field(default=PEOPLE)
    epsilon: float | None = None


@dataclass(frozen=True, eq=False)
class IncomePoverty:
    """Measures of incomes (``measure_incomes``), everybody before the groups, a column for each grouping in front.

    groups: what group 1, 2, ... is called. people_count: living members of the households with a known income.
    problems: what a reader must be told of the sampling and of the groups.
    """

    provenance: Provenance
    by: tuple[str, ...]
    groups: list[Group]
    epsilon: float
    table: pd.DataFrame
    people_count: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, eq=False)
class Inequality:
    """The same for all other measures, with the shares of fifths and the Lorenz curve of everybody."""

    provenance: Provenance
    by: tuple[str, ...]
    groups: list[Group]
    epsilon: float
    table: pd.DataFrame
    shares: pd.DataFrame
    curve: pd.DataFrame


def measure_income_poverty(services: Services, viewer: Viewer, query: IncomeQuery) -> IncomePoverty:
    """Rate, gap and severity (FGT 0-2) at each line. Below the line is poor, at the line is not.

    ``BadInput``: poverty_no_line, poverty_bad_line (line), poverty_bad_epsilon, describe_unknown_group,
    describe_many_groups, and those of ``sample_for``.
    """
    viewer.must(Permission.EXPLORE_FIGURES)
    if not query.lines:
        raise BadInput("poverty_no_line")
    rows, parts = _in_order(services, viewer, query)
    epsilon = _epsilon(services, query)
    table = measure_in_order(parts, query.lines, epsilon, RATES)
    members = rows.frame["household_size"].to_numpy(np.float64)
    known = ~np.isnan(rows.frame[INCOME].to_numpy(np.float64))
    return IncomePoverty(
        provenance=stamp(services, viewer, query.round_id, query.area, len(rows.frame)),
        by=query.by,
        groups=rows.grouping.names,
        epsilon=epsilon,
        table=with_groups(table, query.by, rows.grouping.names),
        people_count=int(np.nansum(members[known])),
        problems=rows.problems,
    )


def measure_inequality(services: Services, viewer: Viewer, query: IncomeQuery) -> Inequality:
    """All other measures: Watts and Sen-Shorrocks-Thon at each line, Gini (trapezoid), Theil, Atkinson, S80/S20.

    ``BadInput`` as ``measure_income_poverty``, but without a line there is still the inequality to tell.
    """
    viewer.must(Permission.EXPLORE_FIGURES)
    rows, parts = _in_order(services, viewer, query)
    epsilon = _epsilon(services, query)
    table = measure_in_order(parts, query.lines, epsilon, OTHERS)
    return Inequality(
        provenance=stamp(services, viewer, query.round_id, query.area, len(rows.frame)),
        by=query.by,
        groups=rows.grouping.names,
        epsilon=epsilon,
        table=with_groups(table, query.by, rows.grouping.names),
        shares=income_shares(parts[0], services.catalog.poverty.defaults.income_parts),
        curve=lorenz_curve(parts[0]),
    )


def _in_order(services: Services, viewer: Viewer, query: IncomeQuery) -> tuple[PovertyRows, list[IncomesInOrder]]:
    """The rows with their incomes in order; kept, because a line that is moved changes nothing of it."""

    def make() -> tuple[PovertyRows, list[IncomesInOrder]]:
        rows = poverty_rows(services, viewer, query.round_id, query.area, query.by, query.sample)
        incomes = rows.frame[INCOME].to_numpy(np.float64)
        return rows, incomes_in_order(incomes, rows.sample, rows.grouping.of_row, rows.group_count)

    what = ("incomes", query.by, query.sample)
    return keep(services, viewer, (query.round_id,), query.area, what, make)


def _epsilon(services: Services, query: IncomeQuery) -> float:
    """The aversion asked for, or the catalogue's."""
    if query.epsilon is None:
        return services.catalog.poverty.defaults.atkinson_epsilon
    if not math.isfinite(query.epsilon):
        raise BadInput("poverty_bad_epsilon", epsilon=query.epsilon)
    return query.epsilon
