"""The Alkire-Foster measures as one long table: a row for each measure, cut-off, group and indicator."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.poverty.af_errors import AlkireFosterErrors, alkire_foster_errors
from dss_core.analysis.poverty.alkire_foster import AlkireFoster, alkire_foster, bounds
from dss_core.analysis.poverty.linear import Note
from dss_core.analysis.poverty.profiles import Profiles
from dss_core.analysis.poverty.uncertainty import fraction_interval, people_share_interval
from dss_core.analysis.statistics.design import Sample
from dss_core.catalog.specification import MissingAnswers

COLUMNS = (
    *("measure", "k", "group", "indicator", "value", "se", "ci_low", "ci_high"),
    *("n", "missing", "bound_low", "bound_high", "note"),
)


@dataclass(frozen=True)
class MpiMeasure:
    """One measure: its name for people, its field in ``AlkireFoster``, and what it depends on."""

    id: str
    field: str
    by_cutoff: bool = True
    by_indicator: bool = False
    is_people_share: bool = False
    has_bounds: bool = True


MEASURES = (
    MpiMeasure("H", "headcount", is_people_share=True),
    MpiMeasure("A", "intensity", has_bounds=False),
    MpiMeasure("M0", "adjusted"),
    MpiMeasure("headcount_uncensored", "uncensored", by_cutoff=False, by_indicator=True, is_people_share=True),
    MpiMeasure("headcount_censored", "censored", by_indicator=True, is_people_share=True),
    MpiMeasure("contribution_absolute", "absolute", by_indicator=True),
    MpiMeasure("contribution_percent", "percent", by_indicator=True, has_bounds=False),
)


def mpi_table(
    profiles: Profiles,
    weights: Floats,
    cutoffs: Floats,
    missing: MissingAnswers,
    sample: Sample,
    of_row: Integers | None = None,
) -> pd.DataFrame:
    """All measures with errors, intervals and bounds, measure by measure, everybody before the groups.

    Columns: measure, k (NaN for headcount_uncensored), group (0 everybody, g + 1 the g-th group), indicator (None for
    H, A, M0), value, se, ci_low, ci_high, n, missing (households left out), bound_low, bound_high (every missing
    answer taken as not deprived, as deprived; NaN for A and the percentages, which have no such bounds), note.
    Intervals: the statistics room's for shares of people, else t on the log-odds scale.
    """
    result = alkire_foster(profiles, weights, cutoffs, missing)
    errors = alkire_foster_errors(profiles, result, sample, of_row)
    extremes = bounds(profiles, weights, cutoffs)
    return pd.concat([_rows(m, result, errors, extremes, sample) for m in MEASURES], ignore_index=True)


def _rows(
    measure: MpiMeasure,
    result: AlkireFoster,
    errors: AlkireFosterErrors,
    extremes: tuple[AlkireFoster, AlkireFoster],
    sample: Sample,
) -> pd.DataFrame:
    """The rows of one measure, from arrays of shape (groups, cut-offs or 1, indicators or 1)."""
    value, se = _cube(measure, result), _cube(measure, errors)
    df, n = (
        np.broadcast_to(errors.df[:, None, None], value.shape),
        np.broadcast_to(result.n[:, None, None], value.shape),
    )
    if measure.is_people_share:
        low, high = people_share_interval(sample, value, se, df, n)
    else:
        low, high = fraction_interval(value, se, df)
    best, worst = (_cube(measure, one) if measure.has_bounds else np.full(value.shape, np.nan) for one in extremes)
    cutoffs = result.cutoffs if measure.by_cutoff else np.array([np.nan])
    indicators = np.array(result.indicators if measure.by_indicator else [None], dtype=object)
    group, cutoff, indicator = (at.ravel() for at in np.indices(value.shape))
    return pd.DataFrame(
        {
            "measure": measure.id,
            "k": cutoffs[cutoff],
            "group": group,
            "indicator": pd.Series(indicators[indicator], dtype=object),
            "value": value.ravel(),
            "se": se.ravel(),
            "ci_low": low.ravel(),
            "ci_high": high.ravel(),
            "n": n.ravel(),
            "missing": result.missing[group],
            "bound_low": best.ravel(),
            "bound_high": worst.ravel(),
            "note": pd.Series(_notes(value, se, n).ravel(), dtype=object),
        },
        columns=COLUMNS,
    )


def _cube(measure: MpiMeasure, holder: AlkireFoster | AlkireFosterErrors) -> Floats:
    values: Floats = getattr(holder, measure.field)
    if not measure.by_indicator:
        return values[:, :, None]
    return values if measure.by_cutoff else values[:, None, :]


def _notes(value: Floats, se: Floats, n: Integers) -> npt.NDArray[np.object_]:
    notes = np.full(value.shape, None, dtype=object)
    notes[np.isnan(value)] = Note.NOBODY_POOR.value
    notes[~np.isnan(value) & np.isnan(se)] = Note.ONE_UNIT.value
    notes[n == 0] = Note.NOBODY.value
    return notes
