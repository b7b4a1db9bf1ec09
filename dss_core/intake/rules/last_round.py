"""A file against the last round of the same households: what moved so far that somebody should look again."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats
from dss_core.catalog.survey_checks import SurveyCheck, SurveyChecks
from dss_core.intake.faults import Fault
from dss_core.intake.findings import ReadSheet
from dss_core.intake.rules.checked_file import Found
from dss_core.model.households import OVERALL

LIVING = "members_living"
CONSISTENT = 1.4826  # the median absolute deviation of a normal variable times this is its standard deviation


def far_from_last_round(
    sheet: ReadSheet, households: pd.DataFrame, last: pd.DataFrame, checks: SurveyChecks
) -> Iterator[Found]:
    """Households whose overall score or size is far from the last round, compared with how the others moved.

    ``households``: the scored rows of the file; ``last``: house_code, overall and members_living of the last round, one
    row for each household that the reader may see.
    """
    before = last.drop_duplicates("house_code").set_index("house_code")

    def far(name: str, check: SurveyCheck, least: str) -> Flags:
        moves = households[name] - households["house_code"].map(before[name])
        return _far(moves.to_numpy(np.float64), check, check.limit(least))

    jump, size = checks.check("score_jump"), checks.check("size_jump")
    if OVERALL in households:
        params = (("points", f"{jump.limit('points'):g}"),)
        yield Found(sheet, "house_code", Fault("row_score_jump", far(OVERALL, jump, "points"), jump.severity, params))
    if LIVING in households:
        params = (("persons", f"{size.limit('persons'):g}"),)
        yield Found(sheet, LIVING, Fault("row_size_jump", far(LIVING, size, "persons"), size.severity, params))


def _far(moves: Floats, check: SurveyCheck, least: float) -> Flags:
    """Moves of at least ``least`` that differ from the median move by more than so many times the usual spread."""
    known = moves[np.isfinite(moves)]
    if len(known) < check.limit("households"):
        return np.zeros(len(moves), dtype=np.bool_)
    middle = float(np.median(known))
    spread = CONSISTENT * float(np.median(np.abs(known - middle)))
    with np.errstate(invalid="ignore"):
        far: Flags = (np.abs(moves) >= least) & (np.abs(moves - middle) > check.limit("spread") * spread)
    return far
