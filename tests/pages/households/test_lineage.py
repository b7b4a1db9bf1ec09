"""A household over the rounds: an event is recorded on the page, and what an import changed is shown."""

from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from tests.dss_core.usecases.revised import cell, header, newest
from tests.dss_core.usecases.small_province import rows_of
from tests.support.visits import Visits, table_with, trouble, words_on

PAGE = "find_household"


def opened(visit: Visits, services: Services, who: str, code: str = ""):
    app = visit(services, who, PAGE, lang="en")
    if code:
        app.text_input(key="household_text").set_value(code).run()
    (table,) = [t for t in app.dataframe if str(t.key or "").startswith("household_list")]
    app.session_state[table.key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    return app.run()


def test_an_event_is_recorded_and_shown_at_the_next_look(visit: Visits, own: Services):
    app = opened(visit, own, "steward")
    (button,) = [one for one in app.button if str(one.key).startswith("event_record")]
    (kind,) = [one for one in app.selectbox if str(one.key).startswith("event_kind")]
    kind.set_value("died").run()
    button = next(one for one in app.button if one.key == button.key)
    button.click().run()
    assert not trouble(app)
    assert any(success.value.startswith("Recorded: All members died") for success in app.success)
    app.run()
    table = table_with(app, "kind", "round", "note")
    assert table["kind"].tolist() == ["All members died"]
    assert len(rows_of(own)["household_event"]) == 1


def test_the_working_group_sees_no_form(visit: Visits, own: Services):
    app = opened(visit, own, "governor")
    assert not trouble(app)
    assert not [one for one in app.button if str(one.key).startswith("event_record")]


def test_changed_values_stand_with_the_household(visit: Visits, own: Services):
    catalog = own.catalog
    data = newest(catalog, cell(header(catalog, "h1"), 0, None), cell(header(catalog, "phone"), 0, "0899999999"))
    record = import_survey(own, operator(own), check_survey(own, operator(own), data, "mended.xlsx"))
    (changed,) = {row[2] for row in rows_of(own)["field_change"] if row[1] == record.id}
    code = next(str(row[1]) for row in rows_of(own)["household"] if row[0] == changed)
    app = opened(visit, own, "steward", code)
    table = table_with(app, "what", "before", "after")
    told = table[table["file"] == "mended.xlsx"].set_index("what")
    label = next(i.label.en for i in catalog.instrument.indicators if i.id == "h1")
    assert told.loc[label, "after"] == "–"
    assert "Phone" not in told.index
    assert not any("0899999999" in words for words in words_on(app))
