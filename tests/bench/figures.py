"""What was measured, beside what it is compared with and what is wanted."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the report. ``ratio`` is empty where a figure is compared with a limit and not with a peer."""

    name: str
    measured: str
    peer: str
    ratio: str
    wanted: str
    is_met: bool


def best_of(times: int, work: Callable[[], float]) -> float:
    """The least of several measurements of CPU time: what else the machine does makes work slower, never faster."""
    return min(work() for _ in range(times))


def report(figures: list[Figure]) -> str:
    """The figures as a table."""
    rows = [("figure", "measured", "peer", "ratio", "wanted", "")]
    rows += [(f.name, f.measured, f.peer, f.ratio, f.wanted, "ok" if f.is_met else "MISSED") for f in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * sum(widths), *lines[1:]])
