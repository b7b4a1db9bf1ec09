"""What poverty measures of a round are made of, kept between questions: only weights, cut-offs and lines change then.

Nothing here asks for a permission; the use cases do. Everything is made for the part of an area that a viewer sees.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pandas as pd

from dss_core.access.viewer import Viewer
from dss_core.analysis.poverty.deprivations import deprivation_matrix
from dss_core.analysis.poverty.profiles import Deprivations, Profiles, collapse
from dss_core.analysis.statistics.design import Sample
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.specification import Specification
from dss_core.errors import BadInput
from dss_core.model.problems import Problem
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.file_design import remark, sample_problems
from dss_core.usecases.groupings import Group, Grouping, grouping_of
from dss_core.usecases.services import Services, find_round
from dss_core.usecases.survey_sample import ROUND, SampleChoice, check_groupings, groupings_of, sample_for, survey_rows

MOST_KEPT = 16
Made = TypeVar("Made")

_kept: OrderedDict[str, object] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, eq=False)
class PovertyRows:
    """The households of a round in an area, how they were sampled, and their groups."""

    frame: pd.DataFrame
    sample: Sample
    grouping: Grouping

    @property
    def group_count(self) -> int:
        """How many groups there are; none when nothing is grouped."""
        return len(self.grouping.names)

    @property
    def ungrouped_count(self) -> int:
        """How many households belong to no group although there are groups; they count in the total only."""
        return int((self.grouping.of_row < 0).sum()) if self.group_count else 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a reader of figures must be told of the sampling and of the groups."""
        found = list(sample_problems(self.sample))
        if self.ungrouped_count:
            found.append(remark("describe_without_group", count=self.ungrouped_count))
        return tuple(found)


@dataclass(frozen=True, eq=False)
class MpiRows:
    """Rows with their deprivations (rows, indicators) under a specification, and the profiles these make."""

    rows: PovertyRows
    matrix: Deprivations
    profiles: Profiles


def poverty_groupings(catalog: Catalog) -> tuple[str, ...]:
    """What households can be grouped by here. Rounds are not among it: each has lines of its own."""
    return tuple(name for name in groupings_of(catalog, Unit.HOUSEHOLD) if name != ROUND)


def poverty_rows(
    services: Services, viewer: Viewer, round_id: str, area: str, by: tuple[str, ...], choice: SampleChoice
) -> PovertyRows:
    """The households that the viewer sees; the groups of several groupings are crossed.

    ``BadInput``: describe_unknown_group (group, groups), describe_many_groups (most), and those of ``sample_for``.
    """
    known = poverty_groupings(services.catalog)
    wrong = [name for name in (*by, *choice.places) if name not in known]
    if wrong:
        raise BadInput("describe_unknown_group", group=", ".join(wrong), groups=", ".join(known))
    check_groupings(services.catalog, Unit.HOUSEHOLD, by)
    survey = survey_rows(services, viewer, round_id, area, tuple(dict.fromkeys((*by, *choice.places))))
    return PovertyRows(survey.rows, sample_for(survey, choice), grouping_of(survey.groups, by))


def mpi_rows(
    services: Services,
    viewer: Viewer,
    round_id: str,
    area: str,
    specification: Specification,
    lines: dict[str, float],
    by: tuple[str, ...] = (),
    choice: SampleChoice | None = None,
) -> MpiRows:
    """The same with deprivations and profiles; ``lines``: heights that rules may name. Kept between questions."""
    sampling = choice or SampleChoice()

    def make() -> MpiRows:
        rows = poverty_rows(services, viewer, round_id, area, by, sampling)
        matrix = deprivation_matrix(rows.frame, specification, lines)
        profiles = collapse(
            matrix, specification.indicators, rows.sample.weights, rows.grouping.of_row, rows.group_count
        )
        return MpiRows(rows, matrix, profiles)

    return keep(services, viewer, (round_id,), area, ("mpi", specification, lines, by, sampling), make)


def keep(
    services: Services,
    viewer: Viewer,
    round_ids: tuple[str, ...],
    area: str,
    what: object,
    make: Callable[[], Made],
    shelf: OrderedDict[str, object] = _kept,
    most: int = MOST_KEPT,
) -> Made:
    """What ``make`` made for the same data, definitions, rounds and part of the area; ``what`` says what it is.

    shelf: what is large has one of its own, with room for ``most`` of them.
    ``NotFound`` for an area or a round that does not exist, ``NotAllowed`` when the viewer sees nothing of the area.
    """
    services.catalog.areas.get(area)
    scope, state = viewer.must_see(area), services.state()
    rounds = [(name, find_round(services, name).updated_at) for name in round_ids]
    parts = (state.database_id, state.data_version, services.catalog.version, rounds, scope.areas, what)
    key = repr(parts)
    with _lock:
        found = shelf.get(key)
        if found is not None:
            shelf.move_to_end(key)
            return found  # type: ignore[return-value]
    made = make()
    with _lock:
        shelf[key] = made
        while len(shelf) > most:
            shelf.popitem(last=False)
    return made


def lines_of_round(services: Services, round_id: str) -> dict[str, float]:
    """The heights of the poverty lines of a round, in baht per person and year: in force on 1 January of its year.

    A line that began later in that year is not yet what incomes of the round are held against.
    """
    return services.catalog.poverty.lines_on(date(find_round(services, round_id).year, 1, 1))


def with_groups(table: pd.DataFrame, by: tuple[str, ...], names: list[Group]) -> pd.DataFrame:
    """A table with a column for each grouping in front: the code of the group, None for everybody (``group`` 0)."""
    every: list[Group] = [{}, *names]
    columns = {name: [every[number].get(name) for number in table["group"]] for name in by}
    keys = pd.DataFrame(columns, index=table.index, dtype=object)
    return pd.concat([keys, table], axis=1)
