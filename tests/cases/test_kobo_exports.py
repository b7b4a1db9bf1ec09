"""Exports of KoboToolbox: the sheets, rows and headings that the case states; repeated groups linked to their form.

Skipped where the shared cases are not at hand.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from dss_core.intake.apart import read_apart
from dss_core.intake.linking import METADATA, NO_PARENT
from dss_core.settings import ROOT

CASE = Path(os.environ.get("DSS_SHARED", ROOT.parent / "shared")) / "cases" / "kobo_exports"
EXPORTS = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))["files"] if CASE.exists() else []

pytestmark = pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not beside this repository")

each_export = pytest.mark.parametrize("expected", EXPORTS, ids=lambda expected: expected["file"])


@each_export
def test_the_sheets_hold_what_the_case_states(expected: dict[str, Any]):
    reading = read_apart((CASE / "files" / expected["file"]).read_bytes(), expected["file"])
    found = {s.name: {"rows": s.row_count - 1, "columns": len(s.columns), "header": s.header} for s in reading.sheets}
    assert found == expected["sheets"]
    assert reading.sheets[0].row_count - 1 == expected["submissions"]


@pytest.mark.parametrize("name", ["grouped_repeatable__labels.xlsx", "grouped_repeatable__xml.xlsx"])
def test_a_repeated_group_is_linked_row_by_row(name: str):
    reading = read_apart((CASE / "files" / name).read_bytes(), name)
    form, members = reading.sheets
    assert reading.source == "kobo" and form.link is None and members.link is not None
    assert members.link.parent == form.name and NO_PARENT not in members.link.rows[1:]
    index, told = form.columns[form.header.index("_index")], members.columns[members.header.index("_parent_index")]
    assert [index.text(row) for row in members.link.rows[1:]] == [told.text(n) for n in range(1, members.row_count)]
    assert {"_parent_table_name", "_parent_index"} <= set(members.header) & METADATA
