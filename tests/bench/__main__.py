"""``python -m tests.bench``: how long the heavy steps take. Ratios are made within one run on one machine."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.allocating import allocating
from tests.bench.checking import checking_a_survey
from tests.bench.counting_poverty import any_weights, poverty_measures
from tests.bench.figures import report
from tests.bench.grouping import statistics_of_groups
from tests.bench.importing import (
    committing_a_survey,
    drafting_a_large_workbook,
    importing_a_workbook,
    refusing_hostile_workbooks,
)
from tests.bench.installations import DATA, LARGE, large_installation
from tests.bench.opening import opening_the_frame
from tests.bench.pages import describing_and_measuring, moving_a_weight
from tests.bench.ranking import ranking_figures

HUGE = 2_000_000


def main() -> int:
    """Measures, prints the table, and fails when a figure is missed."""
    print(f"Making {LARGE:,} households, unless they were kept from the last run ...", flush=True)
    data, local = large_installation()
    figures = [opening_the_frame(data, local)]
    print("Importing a workbook ...", flush=True)
    figures += [importing_a_workbook(), *drafting_a_large_workbook(LARGE), *refusing_hostile_workbooks()]
    figures += [committing_a_survey(), checking_a_survey(LARGE)]
    print("Moving weights in the served app ...", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="dss-bench-"))
    try:
        figures.append(moving_a_weight("3,320 households", DATA, folder, wanted_ms=150))
        figures.append(moving_a_weight(f"{LARGE:,} households", data, local, wanted_ms=200))
        print("Describing and measuring in the served app ...", flush=True)
        figures += describing_and_measuring(data, local, wanted_ms=300)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("Measuring poverty ...", flush=True)
    figures += [*poverty_measures(LARGE, times=15), any_weights(HUGE, times=9)]
    print("Ranking under many weights ...", flush=True)
    figures += ranking_figures()
    print("Allocating a budget ...", flush=True)
    figures += allocating()
    # The last ones: no process may be forked once polars is in this one.
    print(f"Statistics of {LARGE:,} and of {HUGE:,} households by group ...", flush=True)
    figures += statistics_of_groups(LARGE, faster=1.5, times=15)
    figures += statistics_of_groups(HUGE, faster=1, times=5)
    print("\n" + report(figures))
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
