"""What rows are grouped by, in the form in which every table of the command line and of the pages names its groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dss_core.analysis.arrays import Integers
from dss_core.analysis.statistics.groups import group_rows

Group = dict[str, str]


@dataclass(frozen=True, eq=False)
class Grouping:
    """The groups of one grouping: each row's (-1: none), and what each is called, column by column."""

    of_row: Integers
    names: list[Group]


def grouping_of(frame: pd.DataFrame, columns: Sequence[str]) -> Grouping:
    """The groups of a frame's rows by some of its columns, in the order of these; without columns there is none.

    A whole number is named without decimals. A row that lacks a key is in no group.
    """
    groups = group_rows(frame, columns)
    names = [{name: _word(inside[at]) for name, inside in groups.keys.items()} for at in range(groups.count)]
    return Grouping(groups.of_row, names)


def groupings_asked(by: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Each name alone, then all of them together when there are several; nothing to group by is a grouping too.

    >>> groupings_asked(("district", "level")), groupings_asked(())
    ([('district',), ('level',), ('district', 'level')], [()])
    """
    return [*((name,) for name in by), *([by] if len(by) != 1 else [])]


def _word(key: object) -> str:
    return f"{key:.0f}" if isinstance(key, float) and key.is_integer() else str(key)
