"""How multidimensional poverty changed from one round to another, with an error that knows who is in both."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.arrays import Integers
from dss_core.analysis.poverty.alkire_foster import AlkireFoster, alkire_foster
from dss_core.analysis.poverty.change import MpiPair, mpi_changes, mpi_pair, mpi_round
from dss_core.analysis.poverty.profiles import Profiles, collapse
from dss_core.analysis.poverty.uncertainty import plain_interval
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.groupings import Group
from dss_core.usecases.mpi_choice import ChosenMpi, MpiChoice, chosen_mpi
from dss_core.usecases.poverty_rows import MpiRows, keep, lines_of_round, mpi_rows, with_groups
from dss_core.usecases.services import Services, stamp

MEASURES = {"headcount": "H", "intensity": "A", "adjusted": "M0"}


@dataclass(frozen=True)
class MpiChangeQuery:
    """Two rounds, an area, the measure (its first cut-off counts), and what is grouped by; of households."""

    before_id: str
    after_id: str
    area: str
    choice: MpiChoice
    by: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class MpiChange:
    """One row for each measure (H, A, M0) and group, everybody first; shares, so that a change times 100 is points.

    Columns: a column for each grouping, measure, group, before, after, change, se, ci_low, ci_high, n_before, n_after.
    both_count: households that are in both rounds. Rules with a line take the later round's height in both.
    """

    provenance: Provenance
    by: tuple[str, ...]
    table: pd.DataFrame
    both_count: int


@dataclass(frozen=True, eq=False)
class _Side:
    """One round with groups that are numbered alike in both rounds."""

    profiles: Profiles
    of_row: Integers
    household_ids: Integers


def compare_mpi(services: Services, viewer: Viewer, query: MpiChangeQuery) -> MpiChange:
    """The later round less the earlier one, under the same specification, cut-off and weights.

    ``BadInput``: poverty_same_round, and those of ``measure_mpi``.
    """
    viewer.must(Permission.EXPLORE_FIGURES)
    if query.before_id == query.after_id:
        raise BadInput("poverty_same_round")
    chosen = chosen_mpi(services.catalog, query.choice)
    before, after, pairs, names = _matched(services, viewer, query, chosen)
    tables = []
    for first, pair in enumerate(pairs):
        results = [
            alkire_foster(one.profiles, chosen.weights, chosen.cutoffs[:1], chosen.specification.missing)
            for one in (before, after)
        ]
        tables.append(_table(pair, results[0], results[1], first))
    found = pd.concat(tables, ignore_index=True)
    ordered = found.sort_values(["measure", "group"], key=_by_measure, kind="stable", ignore_index=True)
    return MpiChange(
        provenance=stamp(services, viewer, query.after_id, query.area, len(after.of_row)),
        by=query.by,
        table=with_groups(ordered, query.by, names),
        both_count=len(np.intersect1d(before.household_ids, after.household_ids)),
    )


def _by_measure(column: pd.Series) -> pd.Series:
    order = {name: at for at, name in enumerate(MEASURES.values())}
    return column.map(order) if column.name == "measure" else column


def _matched(
    services: Services, viewer: Viewer, query: MpiChangeQuery, chosen: ChosenMpi
) -> tuple[_Side, _Side, list[MpiPair], list[Group]]:
    """Both rounds with their groups and units matched; kept, because cut-off and weights change nothing of it."""
    specification, lines = chosen.specification, lines_of_round(services, query.after_id)

    def make() -> tuple[_Side, _Side, list[MpiPair], list[Group]]:
        found = [
            mpi_rows(services, viewer, name, query.area, specification, lines, query.by)
            for name in (query.before_id, query.after_id)
        ]
        names = found[1].rows.grouping.names
        before, after = (_side(one, names) for one in found)
        pairs = []
        for is_grouped in (False, True) if names else (False,):
            rounds = [
                mpi_round(
                    side.profiles,
                    specification.missing,
                    one.rows.sample,
                    side.of_row if is_grouped else None,
                    side.household_ids,
                )
                for side, one in zip((before, after), found, strict=True)
            ]
            pairs.append(mpi_pair(rounds[0], rounds[1], is_grouped))
        return before, after, pairs, names

    what = ("mpi pair", specification, lines, query.by)
    return keep(services, viewer, (query.before_id, query.after_id), query.area, what, make)


def _side(found: MpiRows, names: list[Group]) -> _Side:
    """A round with its groups numbered as in ``names``, those of the later round; no other is in both."""
    rows, at = found.rows, {tuple(name.items()): number for number, name in enumerate(names)}
    number = np.array([*(at.get(tuple(name.items()), -1) for name in rows.grouping.names), -1], dtype=np.int64)
    of_row = number[rows.grouping.of_row]
    profiles = collapse(found.matrix, found.profiles.indicators, rows.sample.weights, of_row, len(names))
    return _Side(profiles, of_row, rows.frame["household_id"].to_numpy())


def _table(pair: MpiPair, before: AlkireFoster, after: AlkireFoster, first: int) -> pd.DataFrame:
    """The changes of everybody (``first`` 0) or of the groups (1)."""
    changes = mpi_changes(pair, before, after)
    groups = slice(first, first + pair.after.part.domains.count)
    parts = []
    for field, measure in MEASURES.items():
        change = changes[field]
        low, high = plain_interval(change.value, change.se, change.df)
        parts.append(
            pd.DataFrame(
                {
                    "measure": measure,
                    "group": np.arange(groups.start, groups.stop),
                    "before": getattr(before, field)[groups, 0],
                    "after": getattr(after, field)[groups, 0],
                    "change": change.value,
                    "se": change.se,
                    "ci_low": low,
                    "ci_high": high,
                    "n_before": before.n[groups],
                    "n_after": after.n[groups],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
