"""From matched text to checked values, and the checks that look at more than one cell."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from dss_core.intake.cells import KINDS, Fault, Rules, value_class
from dss_core.intake.matching import MatchedSheet
from dss_core.model.problems import Problem, Severity

MOST_LISTED = 5_000


class Findings:
    """The problems found so far: all are counted, the first thousands are listed."""

    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self.counts: dict[tuple[Severity, str], int] = {}

    def add(self, sheet: MatchedSheet, field: str, fault: Fault) -> None:
        """Note the rows of one column that break one rule."""
        rows = np.flatnonzero(fault.rows)
        if not len(rows):
            return
        key = (fault.severity, fault.code)
        self.counts[key] = self.counts.get(key, 0) + len(rows)
        texts = sheet.texts[field] if field in sheet.texts else pd.Series(None, index=sheet.texts.index, dtype="str")
        header = sheet.headers.get(field, field)
        for position in rows[: max(0, MOST_LISTED - len(self.listed))]:
            text = texts.iloc[position]
            found = value_class(None if pd.isna(text) else str(text))
            row = int(sheet.texts.index[position])
            self.listed.append(Problem(sheet.name, row, header, fault.severity, fault.code, found, fault.params))

    def count(self, severity: Severity) -> int:
        """How many problems of a severity there are in all."""
        return sum(n for (found, _), n in self.counts.items() if found is severity)


def check_cells(sheet: MatchedSheet, rules: Rules, findings: Findings) -> pd.DataFrame:
    """The values of a sheet by field, each cell checked by the rule of its kind."""
    values = {}
    for column in sheet.columns:
        texts = sheet.texts[column.field]
        checked = KINDS[column.kind](texts, column, rules)
        values[column.field] = checked.values
        is_error = sheet.excel_errors[column.field].to_numpy()
        faults = [*checked.faults, Fault("cell_excel_error", is_error, Severity.WARNING)]
        if column.required:
            faults.append(Fault("cell_required", texts.isna().to_numpy()))
        for fault in faults:
            findings.add(sheet, column.field, fault)
    return pd.DataFrame(values, index=sheet.texts.index)


def check_households(sheet: MatchedSheet, values: pd.DataFrame, findings: Findings) -> None:
    """Keys that occur twice, and districts that do not hold their sub-district."""
    codes = values["house_code"]
    findings.add(sheet, "house_code", Fault("row_duplicate", (codes.notna() & codes.duplicated()).to_numpy()))
    if "district_code" in values:
        place = values["subdistrict_code"].str[:4]
        both = values["district_code"].notna() & place.notna()
        findings.add(
            sheet, "district_code", Fault("row_other_district", (both & (values["district_code"] != place)).to_numpy())
        )


def check_members(sheet: MatchedSheet, values: pd.DataFrame, households: pd.DataFrame, findings: Findings) -> None:
    """Members of households that are not in the file, members told of twice, ID numbers that occur twice."""
    codes = values["house_code"]
    lost = codes.notna() & ~codes.astype(object).isin(households["house_code"].dropna().astype(object))
    findings.add(sheet, "house_code", Fault("row_no_household", lost.to_numpy()))
    key = values[["house_code", "member_number"]]
    twice = key.notna().all(axis=1) & key.duplicated()
    findings.add(sheet, "member_number", Fault("row_duplicate_member", twice.to_numpy()))
    if "national_id" in values:
        ids = values["national_id"]
        again = (ids.notna() & ids.duplicated()).to_numpy()
        findings.add(sheet, "national_id", Fault("row_id_twice", again, Severity.WARNING))
    if "birth_year" in values:
        unborn = (values["birth_year"] > values["year"]).fillna(False).to_numpy(bool)
        findings.add(sheet, "birth_year", Fault("row_born_after_survey", unborn))


def check_member_counts(sheet: MatchedSheet, households: pd.DataFrame, members: pd.DataFrame, found: Findings) -> None:
    """Households whose count of living members is not the number of members listed."""
    if "members_living" not in households:
        return
    listed = households["house_code"].map(members["house_code"].value_counts()).fillna(0)
    told = households["members_living"]
    differs = (told.notna() & (told != listed)).to_numpy()
    found.add(sheet, "members_living", Fault("row_member_count", differs, Severity.WARNING))


def one_round(frames: Iterable[pd.DataFrame]) -> list[tuple[int, int]]:
    """The rounds (year, number) that the rows name, in order."""
    rounds = set()
    for frame in frames:
        pairs = frame[["year", "wave"]].dropna().drop_duplicates()
        rounds |= {(int(year), int(wave)) for year, wave in pairs.itertuples(index=False)}
    return sorted(rounds)
