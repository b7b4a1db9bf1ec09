"""The page for research files: a researcher asks, a data steward looks and decides, the researcher downloads."""

from dss_core.model.research import ResearchState
from dss_core.usecases.export_research import export_research
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from pages.parts.audit_words import ACTIONS
from tests.support.research import ask_for_a_file
from tests.support.visits import Visits, trouble

PAGE = "export_research"


def test_a_researcher_asks_and_finds_the_file_in_the_list(visit: Visits, own: Services):
    app = visit(own, "researcher", PAGE, lang="en")
    app.segmented_control(key="research_part").set_value("ask").run()
    app.multiselect(key="research_other").set_value(["level"])
    app.text_area(key="research_purpose").set_value("why")
    app.text_input(key="research_institution").set_value("a university")
    app.button[[one.key.startswith("FormSubmitter") for one in app.button].index(True)].click().run()
    assert not trouble(app)
    app.segmented_control(key="research_part").set_value("files").run()
    (table,) = app.dataframe
    assert table.value["institution"].tolist() == ["a university"]


def test_a_researcher_is_offered_no_decision(visit: Visits, own: Services):
    app = visit(own, "researcher", PAGE, lang="en")
    assert "Risk and decision" not in app.segmented_control(key="research_part").options


def test_what_is_missing_is_told_in_one_sentence(visit: Visits, own: Services):
    app = visit(own, "researcher", PAGE, lang="en")
    app.segmented_control(key="research_part").set_value("ask").run()
    app.button[[one.key.startswith("FormSubmitter") for one in app.button].index(True)].click().run()
    assert len(trouble(app)) == 1


def test_a_steward_grants_and_the_researcher_may_download(visit: Visits, own: Services):
    ask_for_a_file(own)
    app = visit(own, "steward", PAGE, lang="en")
    app.segmented_control(key="research_part").set_value("decide").run()
    assert len(app.dataframe) == 2
    next(one for one in app.button if one.label == "Grant").click().run()
    assert not app.exception
    (one,) = export_research(own, operator(own))
    assert one.state is ResearchState.GRANTED
    mine = visit(own, "researcher", PAGE, lang="en")
    assert mine.selectbox(key="research_download").value == one.file.id


def test_every_step_has_its_words_in_the_audit():
    verbs = ("ask", "grant", "refuse", "download", "forget")
    assert {f"{verb}_research_file" for verb in verbs} <= ACTIONS.keys()
