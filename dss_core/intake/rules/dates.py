"""Dates."""

from collections.abc import Iterator

import pandas as pd

from dss_core.intake.faults import Fault
from dss_core.intake.rules.checked_file import CheckedFile, Found, has


def survey_year(file: CheckedFile) -> Iterator[Found]:
    """A survey was made in its year; the work in the field may go on into the next."""
    if has(file.households, "survey_on"):
        on = pd.to_datetime(file.households["survey_on"], errors="coerce").dt.year
        year = file.households["year"]
        other = (on.notna() & year.notna() & ~(on - year).isin([0, 1])).to_numpy(bool)
        yield file.in_households("survey_on", Fault("row_survey_year", other, file.check("survey_year").severity))
