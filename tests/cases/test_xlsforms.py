"""Forms of the XLSForm world: what our tests read in them by pyxform is what was written down of them elsewhere.

Skipped where the shared cases are not at hand.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from pyxform.errors import PyXFormError

from dss_core.settings import ROOT
from tests.support.xlsforms import read_form

CASE = Path(os.environ.get("DSS_SHARED", ROOT.parent / "shared")) / "cases" / "xlsforms"
FORMS: list[dict[str, Any]] = []
if CASE.exists():
    FORMS = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))["files"]

pytestmark = pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not beside this repository")


# Written down were the warnings about the sheets; this one comes later, when the form is written out.
LATER = "The following language declarations"


@pytest.mark.parametrize("expected", [one for one in FORMS if "names" in one], ids=lambda one: str(one["file"]))
def test_a_form_is_read_as_it_was_written_down(expected: dict[str, Any]):
    found = read_form((CASE / "files" / str(expected["file"])).read_bytes())
    assert list(found.names) == expected["names"]
    assert list(found.types) == expected["types"]
    assert len(found.names) == expected["questions"]
    assert found.lists == expected["choice_lists"]
    assert found.title == expected["title"]
    assert len([told for told in found.warnings if not told.startswith(LATER)]) == expected["warnings"]


@pytest.mark.parametrize("expected", [one for one in FORMS if "pyxform_error" in one], ids=lambda one: str(one["file"]))
def test_a_form_that_is_wrong_is_refused_with_what_is_wrong(expected: dict[str, Any]):
    with pytest.raises(PyXFormError, match=str(expected["pyxform_error"])):
        read_form((CASE / "files" / str(expected["file"])).read_bytes())
