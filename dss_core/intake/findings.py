"""From matched text to checked values, with every problem on the way noted down once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import pandas as pd

from dss_core.intake.cells import KINDS, value_class
from dss_core.intake.faults import Fault, Rules
from dss_core.intake.matching import MatchedSheet
from dss_core.intake.sheets import FAULT
from dss_core.model.problems import Problem, Severity

MOST_LISTED = 5_000
# What stands in these cells tells who somebody is, or where.
PRIVATE_KINDS = frozenset({"house_code", "house_number", "national_id", "phone"})


class Placed(Protocol):
    """A sheet in which problems are placed: by the heading of a field, and by the row number that is its index."""

    @property
    def name(self) -> str:
        """The name of the sheet in the file."""

    @property
    def headers(self) -> dict[str, str]:
        """The heading in the file of each field that was read."""

    @property
    def index(self) -> pd.Index:
        """The row numbers of the file."""

    def text(self, field: str, position: int) -> str | None:
        """The text of a field in one row, by its position; None where it is blank or was not read."""


@dataclass(frozen=True, eq=False)
class ReadSheet:
    """Where a sheet's fields stand in the file, for checks that come after the reading; ``values`` may lack fields."""

    name: str
    headers: dict[str, str]
    values: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)

    @property
    def index(self) -> pd.Index:
        """The row numbers of the file."""
        return self.values.index

    def text(self, field: str, position: int) -> str | None:
        """A value as text, which is enough to tell its kind; None where it is missing."""
        value = self.values[field].iloc[position] if field in self.values else None
        return None if value is None or pd.isna(value) else str(value)


class Findings:
    """The problems found so far: all are counted, the first thousands are listed."""

    def __init__(self, most_listed: int | None = None, known: Iterable[Problem] = ()) -> None:
        self.most_listed = MOST_LISTED if most_listed is None else most_listed
        self.listed: list[Problem] = []
        self.counts: dict[tuple[Severity, str], int] = {}
        # By sheet, the rows of the file that hold an error: all of them, listed or not.
        self.error_rows: dict[str, set[int]] = {}
        self.tell(known)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Note problems that are of no column."""
        for problem in problems:
            self._count(problem.severity, problem.code)
            if len(self.listed) < self.most_listed:
                self.listed.append(problem)

    def _count(self, severity: Severity, code: str, more: int = 1) -> None:
        self.counts[severity, code] = self.counts.get((severity, code), 0) + more

    def add(self, sheet: Placed, field_id: str, fault: Fault, is_private: bool = False) -> None:
        """Note the rows of one column that break one rule."""
        rows = np.flatnonzero(fault.rows)
        if not len(rows):
            return
        self._count(fault.severity, fault.code, len(rows))
        if fault.severity is Severity.ERROR:
            self.error_rows.setdefault(sheet.name, set()).update(sheet.index[rows].astype(int))
        header = sheet.headers.get(field_id, field_id)
        for position in rows[: max(0, self.most_listed - len(self.listed))].tolist():
            text = sheet.text(field_id, position)
            self.listed.append(
                Problem(
                    sheet=sheet.name,
                    row=int(sheet.index[position]),
                    column=header,
                    severity=fault.severity,
                    code=fault.code,
                    value_class=value_class(text),
                    params=fault.params,
                    suggestion=fault.suggestion(text, position),
                    is_private=is_private or fault.is_private,
                )
            )

    def count(self, severity: Severity) -> int:
        """How many problems of a severity there are in all."""
        return sum(n for (found, _), n in self.counts.items() if found is severity)


def check_cells(sheet: MatchedSheet, rules: Rules, findings: Findings) -> pd.DataFrame:
    """The values of a sheet by field: each different text is checked once by the rule of its kind."""
    values = {}
    for column in sheet.columns:
        found = sheet.found[column.field]
        checked = KINDS[column.kind](found.distinct, column, rules)
        values[column.field] = found.spread(checked.values).set_axis(sheet.index)
        faults = [*checked.faults, Fault("cell_excel_error", found.kinds == FAULT, Severity.WARNING)]
        if column.required:
            faults.append(Fault("cell_required", found.distinct.isna().to_numpy()))
        for fault in faults:
            if fault.rows.any():
                spread = replace(fault, rows=found.mask(fault.rows))
                findings.add(sheet, column.field, spread, is_private=column.kind in PRIVATE_KINDS)
    return pd.DataFrame(values, index=sheet.index, copy=False)


def one_round(frames: Iterable[pd.DataFrame]) -> list[tuple[int, int]]:
    """The rounds (year, number) that the rows name, in order."""
    rounds = set()
    for frame in frames:
        pairs = frame[["year", "wave"]].dropna().drop_duplicates()
        rounds |= {(int(year), int(wave)) for year, wave in pairs.itertuples(index=False)}
    return sorted(rounds)
