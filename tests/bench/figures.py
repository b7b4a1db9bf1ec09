"""What was measured, beside what it is compared with and what is wanted."""

import time
from collections.abc import Callable, Mapping
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


def clock_by_turns(times: int, works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The least clock time of each work in seconds, after a first call that does not count.

    Clock time, because peers use every core and so do we. By turns, so that whatever else the machine does meets all.
    """
    for work in works.values():
        work()
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            took[name].append(time.perf_counter() - start)
    return {name: min(all_times) for name, all_times in took.items()}


def milliseconds(seconds: float) -> str:
    """A time as the report shows it."""
    return f"{seconds * 1000:,.{2 if seconds < 0.01 else 0}f} ms"


def report(figures: list[Figure]) -> str:
    """The figures as a table."""
    rows = [("figure", "measured", "peer", "ratio", "wanted", "")]
    rows += [(f.name, f.measured, f.peer, f.ratio, f.wanted, "ok" if f.is_met else "MISSED") for f in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * sum(widths), *lines[1:]])
