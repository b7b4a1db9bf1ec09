"""Weighted statistics of groups from data in memory: the first pass and later groupings, against polars and DuckDB."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from dss_core.analysis.statistics.cube import Cube, RolledUp, cube, roll_up
from dss_core.analysis.statistics.design import SurveyDesign
from tests.bench.figures import Figure, clock_by_turns, milliseconds
from tests.bench.group_peers import WEIGHT, DuckDB, Peer, Polars

DISTRICT, SUBDISTRICT, LEVEL = GRAINS = ("district", "subdistrict", "level")
SIZES = {DISTRICT: 18, SUBDISTRICT: 120, LEVEL: 4}
FINEST = (SUBDISTRICT, LEVEL)
LATER_FASTER, LATER_TIMES = 100, 3
LATER = (*((grain,) for grain in GRAINS), (DISTRICT, LEVEL))
VALUES = tuple(f"x{number}" for number in range(60))
MISSING = 0.03
CALLS = 20  # roll-ups in a row: one alone is too short to be timed


@dataclass(frozen=True, eq=False)
class Statistics:
    """n, sum of weights, mean and sd of each group and value."""

    n: np.ndarray
    weight: np.ndarray
    mean: np.ndarray
    sd: np.ndarray


def statistics_of_groups(households: int, faster: float, times: int) -> Iterator[Figure]:
    """The first pass over the rows, then groupings of the cube, at one size; the same numbers from all."""
    frame = survey(households)
    peers = {"polars": Polars(frame, GRAINS, VALUES), "DuckDB": DuckDB(frame, GRAINS, VALUES)}
    yield _first_pass(frame, peers, faster, times)
    yield _later_groupings(_cube(frame), peers, households)


def survey(households: int) -> pd.DataFrame:
    """Households in sub-districts of uneven size and in levels, with 60 indicators of 10 to 100,000; from a seed."""
    draw = np.random.default_rng(households)
    subdistrict = draw.choice(SIZES[SUBDISTRICT], households, p=draw.dirichlet(np.full(SIZES[SUBDISTRICT], 5.0)))
    codes = {
        DISTRICT: _district_of(subdistrict),
        SUBDISTRICT: subdistrict,
        LEVEL: draw.choice(SIZES[LEVEL], households, p=[0.1, 0.2, 0.4, 0.3]),
    }
    columns: dict[str, object] = {
        name: pd.Categorical.from_codes(codes[name], [f"{name} {number:03}" for number in range(SIZES[name])])
        for name in GRAINS
    }
    columns[WEIGHT] = draw.uniform(0.5, 3.0, households)
    for number, name in enumerate(VALUES):
        columns[name] = 10.0 ** (1 + number % 5) * (1 + 0.3 * draw.standard_normal(households))
        columns[name][draw.integers(0, households, int(MISSING * households))] = np.nan
    return pd.DataFrame(columns, copy=False)


def _first_pass(frame: pd.DataFrame, peers: dict[str, Peer], faster: float, times: int) -> Figure:
    columns = [frame[name].to_numpy() for name in VALUES]

    def ours() -> dict[str, Statistics]:
        made = _cube(frame)
        return {grain: _of_cube(roll_up(made, (grain,))) for grain in GRAINS}

    def theirs(peer: Peer) -> dict[str, Statistics]:
        finest = peer.sums(FINEST)
        subdistrict, level = finest.keys
        groups = {DISTRICT: _district_of(subdistrict), SUBDISTRICT: subdistrict, LEVEL: level}
        return {grain: _of_sums(_rolled(finest.sums, groups[grain], SIZES[grain])) for grain in GRAINS}

    def read() -> None:
        with ThreadPoolExecutor() as threads:
            list(threads.map(np.sum, columns))

    own = ours()
    for peer in peers.values():
        found = theirs(peer)
        for grain in GRAINS:
            _assert_same(own[grain], found[grain])
    works = {"ours": ours, **{name: lambda peer=peer: theirs(peer) for name, peer in peers.items()}, "reading": read}
    took = clock_by_turns(times, works)
    rate = sum(column.nbytes for column in columns) / took["reading"] / 1e9
    shape = f"{len(VALUES)} x {sum(SIZES.values())} groups, {len(frame):,}"
    return Figure(
        name=f"weighted n, mean, SD, {shape} (clock, best of {times})",
        measured=milliseconds(took["ours"]),
        peer=f"{_told(took, peers)}; limit: reading once {milliseconds(took['reading'])}, {rate:.0f} GB/s",
        ratio=f"{_better(took, peers) / took['ours']:.1f} x faster",
        wanted=f">= {faster:g} x",
        is_met=_better(took, peers) / took["ours"] >= faster,
    )


def _later_groupings(made: Cube, peers: dict[str, Peer], households: int) -> Figure:
    """The grouping in which the cube wins least."""
    least: tuple[float, dict[str, float], str] | None = None
    for by in LATER:
        own = _of_cube(roll_up(made, by))
        for peer in peers.values():
            _assert_same(own, _of_sums(peer.sums(by).sums))
        works = {name: lambda peer=peer, by=by: peer.sums(by) for name, peer in peers.items()}
        took = clock_by_turns(LATER_TIMES, {"ours": lambda by=by: [roll_up(made, by) for _ in range(CALLS)], **works})
        took["ours"] /= CALLS
        ratio = _better(took, peers) / took["ours"]
        if least is None or ratio < least[0]:
            least = ratio, took, " x ".join(by)
    assert least is not None
    ratio, took, name = least
    return Figure(
        name=f"a later grouping, worst of {len(LATER)} ({name}), {households:,} (clock, best of {LATER_TIMES})",
        measured=milliseconds(took["ours"]),
        peer=_told(took, peers),
        ratio=f"{ratio:.0f} x faster",
        wanted=f">= {LATER_FASTER} x",
        is_met=ratio >= LATER_FASTER,
    )


def _cube(frame: pd.DataFrame) -> Cube:
    return cube(frame, VALUES, GRAINS, SurveyDesign(WEIGHT), with_errors=False)


def _district_of(subdistrict: np.ndarray) -> np.ndarray:
    return subdistrict * SIZES[DISTRICT] // SIZES[SUBDISTRICT]


def _rolled(sums: np.ndarray, group: np.ndarray, count: int) -> np.ndarray:
    """The finest sums of a peer added up by group; of 480 rows, so that numpy does it faster than another query."""
    adder = sparse.csc_array((np.ones(len(group)), group, np.arange(len(group) + 1)), shape=(count, len(group)))
    return np.stack([adder @ part for part in sums])


def _of_sums(sums: np.ndarray) -> Statistics:
    n, weight, total, squares = sums
    mean = total / weight
    return Statistics(n, weight, mean, np.sqrt(np.maximum(squares / weight - mean**2, 0) * n / (n - 1)))


def _of_cube(rolled: RolledUp) -> Statistics:
    return Statistics(rolled.n, rolled.weight, rolled.mean, rolled.sd)


def _assert_same(own: Statistics, found: Statistics) -> None:
    np.testing.assert_array_equal(own.n, found.n)
    for name in ("weight", "mean", "sd"):
        np.testing.assert_allclose(getattr(own, name), getattr(found, name), rtol=1e-9)


def _better(took: dict[str, float], peers: Sequence[str]) -> float:
    return min(took[name] for name in peers)


def _told(took: dict[str, float], peers: Sequence[str]) -> str:
    return ", ".join(f"{name} {milliseconds(took[name])}" for name in peers)
