"""The page of the audit: its lines, the choice among them, and what the seals say."""

import ast

import pytest
from sqlalchemy import text

from dss_core.access.roles import Role
from dss_core.model.text import LANGUAGES, Language
from dss_core.store.audit_guard import unguarded
from dss_core.usecases.reveal_household import RevealDraft, reveal_household
from dss_core.usecases.services import Services
from pages.parts.audit_words import ACTIONS
from tests.dss_core.usecases.small_province import viewer
from tests.support.sources import ROOT
from tests.support.visits import Visits, table_with, trouble

PAGE = "read_audit"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_are_listed_the_newest_first(visit: Visits, own: Services, language: Language):
    app = visit(own, "administrator", PAGE, lang=language)
    assert not trouble(app)
    lines = table_with(app, "id", "done", "username")
    assert list(lines["id"]) == sorted(lines["id"], reverse=True)
    assert "sign_in" not in set(lines["done"])


def test_a_choice_without_lines_says_so(visit: Visits, own: Services):
    app = visit(own, "administrator", PAGE, lang="en")
    app.text_input(key="audit_account").set_value("nobody at all").run()
    assert not trouble(app)
    assert not app.dataframe


def test_the_reveals_are_listed_by_account_and_one_by_one(visit: Visits, own: Services):
    app = visit(own, "steward", PAGE, lang="en")
    app.segmented_control(key="audit_part").set_value("reveals").run()
    assert not app.dataframe
    reveal_household(own, viewer(Role.VERIFIER, "49"), RevealDraft(1, "home_visit"))
    app.run()
    assert not trouble(app)
    assert table_with(app, "week_count", "month_count").to_numpy().tolist() == [["verifier", 1, 1]]
    assert list(table_with(app, "what_for", "reason")["what_for"]) == ["Visit to the house"]


def test_the_seals_are_asked_at_a_click(visit: Visits, own: Services):
    app = visit(own, "administrator", PAGE, lang="en")
    app.button(key="audit_check").click().run()
    assert len(app.success) == 1
    with own.database.writing() as connection, unguarded(connection):
        connection.execute(text("UPDATE audit SET username = 'x' WHERE id = 1"))
    app.button(key="audit_check").click().run()
    assert "altered" in app.error[0].value


def test_every_action_that_is_written_has_words():
    written = set()
    for path in (ROOT / "dss_core" / "usecases").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "write_audit":
                assert isinstance(node.args[2], ast.Constant), path.name
                written.add(node.args[2].value)
    assert written == set(ACTIONS)
