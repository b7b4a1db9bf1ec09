"""The sheet for the village meeting: the sentences of the page, no name whoever prints it, and a line in the audit."""

from dataclasses import replace

import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.methods import METHODS
from dss_core.errors import BadInput, NotFound
from dss_core.language.format import house_code_text
from dss_core.language.translate import translator
from dss_core.reports.forms import FORMS
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.explain_rank import ExplainQuery, explain_rank
from dss_core.usecases.export_slip import SlipExport, export_slip
from dss_core.usecases.rank_words import RankWords
from dss_core.usecases.services import Services
from dss_core.usecases.show_household import ShowHousehold
from tests.dss_core.reports.reading import READERS
from tests.dss_core.usecases.revealing import shown_revealed
from tests.dss_core.usecases.small_province import NEW, last_audit, viewer

WEIGHTS = (("human", 1.0), ("financial", 1.0))
HOUSEHOLD = 30


def asked(area: str, form: str = "page", **changed: object) -> SlipExport:
    query = ExplainQuery(NEW, area, HOUSEHOLD, WEIGHTS, first_count=10)
    return SlipExport(replace(query, **changed), form, "th")  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMS)
def test_the_sheet_says_what_the_page_says(form: str, province: Services, governor: Viewer, whole: str):
    export = asked(whole, form)
    file = export_slip(province, governor, export)
    told = READERS[form](file.data)
    found = explain_rank(province, governor, export.explained)
    words = RankWords(province.catalog, translator("th", province.settings.data_dir))
    assert set(words.sentences(found)) <= told
    assert house_code_text(found.house_code) in " ".join(told)
    assert found.house_code not in file.name and file.name.endswith(FORMS[form].extension)


def test_no_name_is_on_it_even_for_who_may_see_names(province: Services, whole: str):
    officer = viewer(Role.DISTRICT_OFFICER, whole)
    story = shown_revealed(province, officer, ShowHousehold(HOUSEHOLD, NEW))
    page = export_slip(province, officer, asked(whole)).data.decode()
    names = {str(name) for column in ("first_name", "last_name", "national_id") for name in story.members[column]}
    names = {name for name in names if len(name) > 2 and name != "None"}
    assert names and not any(name in page for name in names)


def test_every_sheet_is_written_down(own: Services, governor: Viewer, whole: str):
    export_slip(own, governor, asked(whole, "word"))
    written = last_audit(own, "export_slip")
    assert written["username"] == governor.username
    assert "word" in str(written["details"])


@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_its_sheet(method: str, province: Services, governor: Viewer, whole: str):
    assert export_slip(province, governor, asked(whole, method=method)).data


def test_where_there_is_room_for_everybody_the_sheet_says_so(province: Services, governor: Viewer, whole: str):
    assert export_slip(province, governor, asked(whole, first_count=5000)).data


def test_what_was_never_on_offer_is_refused(province: Services, governor: Viewer, officer: Viewer, whole: str):
    for export, code in (
        (asked(whole, "exe"), "report_unknown_form"),
        (replace(asked(whole), language="xx"), "report_unknown_language"),
        (asked(whole, method="coin"), "ranking_unknown_method"),
    ):
        with pytest.raises(BadInput) as refused:
            export_slip(province, governor, export)
        assert refused.value.code == code
    households = households_of(province, governor, NEW, whole)
    outside = households[~households["district_code"].isin(officer.scope.areas)]["household_id"].iloc[0]
    with pytest.raises(NotFound):
        export_slip(province, officer, asked(whole, household_id=int(outside)))
