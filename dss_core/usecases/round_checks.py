"""What only the database can say of an upload: rows that are not the reader's or there already, and what moved far."""

import pandas as pd

from dss_core.access.viewer import Viewer
from dss_core.catalog.survey_checks import SurveyChecks
from dss_core.intake.faults import Fault
from dss_core.intake.findings import Findings, ReadSheet
from dss_core.intake.pipeline import Draft
from dss_core.intake.rules.last_round import far_from_last_round
from dss_core.model.rounds import Round

TOLD_OF = ("house_code", "subdistrict_code", "members_living")


def find_place_problems(viewer: Viewer, draft: Draft, known: set[str], findings: Findings) -> None:
    """Note the households outside the viewer's area, and those that the round holds already."""
    codes, places = draft.households["house_code"], draft.households["subdistrict_code"]
    is_told = codes.notna() & places.notna()
    covered = {place for place in places.dropna().unique() if viewer.scope.covers(str(place))}
    is_outside = is_told & ~places.isin(covered)
    is_there = is_told & ~is_outside & codes.map(known.__contains__, na_action="ignore").eq(True)
    sheet = _sheet(draft)
    findings.add(sheet, "subdistrict_code", Fault("row_outside_scope", is_outside.to_numpy(bool)))
    findings.add(sheet, "house_code", Fault("row_in_round_already", is_there.to_numpy(bool)))


def find_jumps(
    draft: Draft, households: pd.DataFrame, last: pd.DataFrame, checks: SurveyChecks, findings: Findings
) -> None:
    """Note the households (scored) that are far from the last round; ``last`` holds of it what the viewer may see."""
    for found in far_from_last_round(_sheet(draft), households, last, checks):
        findings.add(found.sheet, found.field, found.fault)


def round_before(rounds: list[Round], year: int, wave: int) -> str | None:
    """The id of the newest round that is older than this one."""
    older = [found for found in rounds if (found.year, found.wave) < (year, wave)]
    return max(older, key=lambda found: (found.year, found.wave)).id if older else None


def _sheet(draft: Draft) -> ReadSheet:
    """Where the households stand in the file; with the values that problems may point at."""
    values = draft.households.reindex(columns=list(TOLD_OF))
    values = values.assign(members_living=values["members_living"].astype("Float64").astype("Int64"))
    return ReadSheet(draft.household_sheet.name, draft.household_sheet.headers, values)
