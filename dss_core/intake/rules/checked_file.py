"""What a rule is given: the sheets of a file with the values that their cells were read as."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import UploadFormat
from dss_core.catalog.survey_checks import SurveyCheck
from dss_core.intake.faults import Fault
from dss_core.intake.findings import Placed
from dss_core.intake.matching import MatchedSheet


class Found(NamedTuple):
    """Rows of one field of one sheet that break a rule."""

    sheet: Placed
    field: str
    fault: Fault


@dataclass(frozen=True, eq=False)
class CheckedFile:
    """The sheets of a file and the values of their cells by field (missing where blank or at fault).

    ``households`` and ``members`` have the row numbers of the file as their index; ``members`` is empty, without
    columns, when the file lists none.
    """

    household_sheet: MatchedSheet
    households: pd.DataFrame
    member_sheet: MatchedSheet | None
    members: pd.DataFrame
    catalog: Catalog
    upload: UploadFormat

    def check(self, check_id: str) -> SurveyCheck:
        """What the catalogue says of a check."""
        return self.catalog.survey_checks.check(check_id)

    def in_households(self, field: str, fault: Fault) -> Found:
        """Something found in the households' sheet."""
        return Found(self.household_sheet, field, fault)

    def in_members(self, field: str, fault: Fault) -> Found:
        """Something found in the members' sheet; there must be one."""
        assert self.member_sheet is not None
        return Found(self.member_sheet, field, fault)


Rule = Callable[[CheckedFile], Iterator[Found]]


def has(frame: pd.DataFrame, *fields: str) -> bool:
    """Whether a sheet holds all these fields."""
    return all(field in frame for field in fields)
