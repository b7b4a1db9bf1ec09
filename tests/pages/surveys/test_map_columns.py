"""The mapping screen: what is proposed is looked at, changed and saved, and the check goes on; nothing is automatic."""

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.usecases.initialise import operator
from dss_core.usecases.map_columns import list_mappings
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import rows_of
from tests.support.visits import Visits, metrics, table_with, trouble, words_on
from tests.support.workbooks import OWN_HEADINGS, own_workbook, small_round, small_workbook

PAGE = "import_survey"
HOUSEHOLDS = 12
SAVE = "Save and check the file"
NO_COLUMN = -1


@pytest.fixture(scope="module")
def own_file(province: Services) -> bytes:
    return own_workbook(province.catalog, HOUSEHOLDS, year=2027)


def upload(visit: Visits, services: Services, data: bytes, name: str = "field.xlsx", language: str = "en") -> AppTest:
    app = visit(services, "steward", PAGE, lang=language)
    return app.file_uploader(key="survey_file").set_value((name, data, "")).run()


def box(app: AppTest, role: str, field: str):
    """The box of a field; its key ends with the fingerprint of the headings."""
    (found,) = [one for one in app.selectbox if str(one.key).startswith(f"map_{role}_{field}_")]
    return found


def press_save(app: AppTest) -> AppTest:
    (button,) = [one for one in app.button if one.label == SAVE]
    return button.click().run()


def test_unknown_headings_are_proposed_and_nothing_is_taken_over(visit: Visits, own: Services, own_file: bytes):
    before = rows_of(own)
    app = upload(visit, own, own_file)
    assert not trouble(app)
    assert any("not those of a known format" in info.value for info in app.info)
    houses = own.catalog.formats["pppconnext"].sheets.households
    needed = [column.field for column in houses.columns if column.required]
    chosen = {field: box(app, "households", field) for field in needed}
    for field, one in chosen.items():
        assert one.options[int(one.value) + 1].endswith(OWN_HEADINGS[field])
    assert box(app, "members", "member_number").value == 3
    assert not app.metric, "the file is not checked yet"
    after = rows_of(own)
    assert {k: v for k, v in after.items() if k != "session"} == {k: v for k, v in before.items() if k != "session"}


def test_a_proposal_tells_how_sure_it_is_why_and_what_stands_there(visit: Visits, own: Services, own_file: bytes):
    shown = " ".join(words_on(upload(visit, own, own_file)))
    for words in (
        "% sure",
        "the heading is like a name of it",
        "by what stands in the cells alone",
        "whole number 100%",
    ):
        assert words in shown


@pytest.mark.parametrize("language", ["th", "en"])
def test_nothing_of_a_person_is_shown(visit: Visits, own: Services, own_file: bytes, language: str):
    app = upload(visit, own, own_file, language=language)
    app.toggle(key="mapping_every").set_value(True).run()
    assert not trouble(app)
    shown = " ".join(words_on(app))
    made = small_round(own.catalog, HOUSEHOLDS, year=2027)
    personal = ["รหัสบ้าน", "ชื่อหัวหน้าครัวเรือน", "นามสกุลหัวหน้าครัวเรือน", "เลขประจำตัวประชาชนหัวหน้าครัวเรือน", "โทรศัพท์"]
    values = {str(value) for header in personal for value in made.households[header].dropna()}
    assert not [value for value in values if value in shown]


def test_a_saved_mapping_reads_the_file_and_is_named_with_its_version(visit: Visits, own: Services, own_file: bytes):
    app = upload(visit, own, own_file)
    app.text_input(key="mapping_name").set_value("field team")
    press_save(app)
    assert not trouble(app)
    assert metrics(app)["Households"][0] == str(HOUSEHOLDS)
    assert metrics(app)["Errors"][0] == "0"
    assert any("Read by the mapping “field team”, version 1, saved by steward" in info.value for info in app.info)
    again = upload(visit, own, own_file, name="another name.xlsx")
    assert metrics(again)["Households"][0] == str(HOUSEHOLDS), "the next file of these headings is read at once"
    app.button(key="commit").click().run()
    app.file_uploader(key="survey_file").set_value(None).run()
    assert table_with(app, "round", "file", "sha256").iloc[0]["columns"] == "field team v1"
    listed = table_with(app, "name", "version", "fields").iloc[0]
    assert (listed["name"], listed["version"], listed["by"]) == ("field team", 1, "steward")


def test_another_column_may_be_chosen(visit: Visits, own: Services, own_file: bytes):
    app = upload(visit, own, own_file)
    app.toggle(key="mapping_every").set_value(True).run()
    h1, h2 = box(app, "households", "h1"), box(app, "households", "h2")
    first, second = h1.value, h2.value
    box(app, "households", "h1").set_value(second)
    box(app, "households", "h2").set_value(first)
    press_save(app)
    assert not trouble(app)
    (saved,) = list_mappings(own, operator(own))
    columns = saved.mapping.households.columns
    assert (columns["h1"], columns["h2"]) == (second, first)


def test_what_is_missing_or_chosen_twice_is_told_and_nothing_is_saved(visit: Visits, own: Services, own_file: bytes):
    app = upload(visit, own, own_file)
    outcome = box(app, "households", "outcome").value
    box(app, "households", "outcome").set_value(NO_COLUMN)
    press_save(app)
    assert any("No column is chosen yet for" in error.value for error in app.error)
    box(app, "households", "outcome").set_value(outcome)
    box(app, "households", "year").set_value(outcome)
    press_save(app)
    assert any("was chosen for two fields" in error.value for error in app.error)
    assert rows_of(own)["column_mapping"] == []


def test_needed_fields_without_a_column_are_named(visit: Visits, own: Services):
    app = upload(visit, own, "รหัสบ้าน,บ้านเลขที่\n49010000001,1\n49010000002,2\n49010000003,3\n".encode(), "a.csv")
    (told,) = [warning.value for warning in app.warning if warning.value.startswith("No column was found for")]
    assert "Survey year" in told and "Verification outcome" in told and "House code" not in told


def test_a_round_that_no_column_tells_is_written_once(visit: Visits, own: Services):
    made = small_round(own.catalog, HOUSEHOLDS, year=2027)
    frame = made.households.drop(columns=["ปีที่สำรวจ", "ครั้งที่สำรวจ"])
    app = upload(visit, own, frame.to_csv(index=False).encode("utf-8-sig"), "round.csv")
    for field, value in (("year", "2570"), ("wave", "3")):
        (written,) = [one for one in app.text_input if str(one.key).startswith(f"map_same_households_{field}_")]
        written.set_value(value)
    press_save(app)
    assert not trouble(app)
    assert any("2027 round 3" in words for words in words_on(app))
    assert metrics(app)["Errors"][0] == "0"


def test_a_file_of_a_known_format_can_be_mapped_by_hand(visit: Visits, own: Services):
    app = upload(visit, own, small_workbook(own.catalog, HOUSEHOLDS, year=2027))
    assert not [one for one in app.button if one.label == SAVE]
    (switch,) = [one for one in app.toggle if str(one.key).startswith("map_by_hand")]
    switch.set_value(True).run()
    press_save(app)
    assert not trouble(app)
    assert any("Read by the mapping “field”, version 1" in info.value for info in app.info)
    assert not [one for one in app.button if one.label == SAVE], "the switch is off again"


def test_a_sheet_of_members_may_be_left_out(visit: Visits, own: Services, own_file: bytes):
    app = upload(visit, own, own_file)
    (people,) = [one for one in app.selectbox if str(one.key).startswith("map_people")]
    people.set_value("").run()
    assert not trouble(app)
    assert not [one for one in app.selectbox if str(one.key).startswith("map_members")]


def test_a_heading_and_a_name_are_never_markup(visit: Visits, own: Services):
    heading = "![x](http://outside.example/a.png)"
    rows = "".join(f"4901000000{n},x\n" for n in range(1, 4))
    app = upload(visit, own, f"รหัสบ้าน,{heading}\n{rows}".encode(), "a.csv")
    assert not app.exception
    (free,) = [one.value for one in app.caption if "Columns that feed no field" in one.value]
    assert "outside" in free and heading not in free


def test_the_template_and_the_form_are_offered(visit: Visits, own: Services):
    app = visit(own, "steward", PAGE, lang="en")
    labels = [one.label for one in app.get("download_button")]
    assert labels == ["Blank workbook (.xlsx)", "Form for ODK or Kobo (XLSForm)"]
