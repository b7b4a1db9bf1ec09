"""The upload: a file is checked on the page, then becomes a round whole, or nothing at all is changed."""

from io import BytesIO

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dss_core.access.roles import Role
from dss_core.model.problems import Severity
from dss_core.store.audit import read_audit
from dss_core.synthetic.generate import SyntheticRound
from dss_core.usecases.services import Services, all_rounds
from pages.surveys import import_survey as page
from tests.dss_core.usecases.revised import cell, header, newest
from tests.dss_core.usecases.small_province import NEW, OLD, Rows, rows_of
from tests.support.province import add_account
from tests.support.visits import Visits, charts_of, metrics, table_with, trouble, turn_to, words_on
from tests.support.workbooks import small_workbook

PAGE = "import_survey"
HOUSEHOLDS = 12
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


@pytest.fixture(scope="module")
def good(province: Services) -> bytes:
    """A round of 2027 that the database does not hold."""
    return small_workbook(province.catalog, HOUSEHOLDS, year=2027)


@pytest.fixture(scope="module")
def bad(province: Services) -> bytes:
    """The same with three errors: a place that does not exist, an answer beyond its scale, a house written twice."""

    def spoil(made: SyntheticRound) -> None:
        sheet = province.catalog.formats["pppconnext"].sheets.households
        header = {column.field: column.header for column in sheet.columns}
        made.households[header["subdistrict_code"]] = made.households[header["subdistrict_code"]].astype(object)
        made.households.loc[made.households.index[0], header["subdistrict_code"]] = "999999"
        made.households[header["h1"]] = made.households[header["h1"]].astype(object)
        made.households.loc[made.households.index[1], header["h1"]] = 9
        first, second = made.households.index[2:4]
        made.households.loc[second, header["house_code"]] = made.households.loc[first, header["house_code"]]

    return small_workbook(province.catalog, HOUSEHOLDS, year=2027, change=spoil)


def test_a_good_file_is_shown_checked_before_anything_is_written(visit: Visits, own: Services, good: bytes):
    before = rows_of(own)
    app = _upload(visit, own, good)
    assert not trouble(app)
    shown = metrics(app)
    assert shown["Households"][0] == str(HOUSEHOLDS)
    assert shown["Errors"][0] == "0"
    assert "The file can be taken in." in [success.value for success in app.success]
    assert any("2027 round 1" in words for words in words_on(app))
    assert (shown["New households"][0], shown["Held back"][0]) == (str(HOUSEHOLDS), "0")
    levels = table_with(app, "name", "count", "percent")
    assert levels["count"].sum() <= HOUSEHOLDS
    assert levels["percent"].sum() == pytest.approx(100)
    assert _unchanged(own, before)


def test_a_good_file_that_is_committed_becomes_the_round_that_is_shown(visit: Visits, own: Services, good: bytes):
    app = _upload(visit, own, good)
    app.button(key="commit").click().run()
    assert not trouble(app)
    assert any(success.value.startswith("2027 round 1 is taken in: 12 new households") for success in app.success)
    assert [found.id for found in all_rounds(own)] == ["2027-1", NEW, OLD]
    assert app.query_params["round"] == "2027-1"
    assert app.selectbox(key="round").options[0] == "2027 round 1"
    turn_to(app, "describe_province")
    assert metrics(app)["Households surveyed"][0] == str(HOUSEHOLDS)


def test_everybody_sees_the_new_round_at_the_next_click(visit: Visits, own: Services, good: bytes):
    governor = visit(own, "governor", "describe_province", lang="en")
    lines_before = len(charts_of(governor)[-1][2])
    app = _upload(visit, own, good)
    app.button(key="commit").click().run()
    governor.run()
    assert governor.query_params["round"] == NEW, "the chosen round stays chosen"
    assert governor.selectbox(key="round").options[0] == "2027 round 1"
    assert len(charts_of(governor)[-1][2]) > lines_before


def test_the_import_stands_in_the_list_of_files(visit: Visits, own: Services, good: bytes):
    app = _upload(visit, own, good, name="my survey.xlsx")
    app.button(key="commit").click().run()
    app.file_uploader(key="survey_file").set_value(None).run()
    newest = table_with(app, "round", "file", "sha256").iloc[0]
    told = tuple(newest[name] for name in ("round", "file", "new", "changed", "held", "state", "by"))
    assert told == ("2027 round 1", "my survey.xlsx", HOUSEHOLDS, 0, 0, "taken in", "steward")


def test_a_bad_file_lists_every_problem_and_changes_nothing(visit: Visits, own: Services, bad: bytes):
    before = rows_of(own)
    app = _upload(visit, own, bad)
    assert len(app.error) == 1
    assert app.error[0].value.startswith("The file is not taken in.")
    assert metrics(app)["Errors"][0] != "0"
    problems = table_with(app, "sheet", "row", "column", "reason")
    errors = problems[problems["severity"] == "error"]
    assert len(errors) == int(metrics(app)["Errors"][0])
    # Row 1 of the sheet holds the headings.
    assert {2, 3} <= set(errors["row"])
    assert "commit" not in [button.key for button in app.button]
    assert _unchanged(own, before)


def test_a_problem_tells_the_kind_of_a_value_and_never_the_value(visit: Visits, own: Services, bad: bytes):
    shown = " ".join(words_on(_upload(visit, own, bad)))
    assert "999999" not in shown


@pytest.fixture(scope="module")
def mixed(province: Services) -> bytes:
    """Errors, warnings and notes: an answer beyond its scale, a place by name, a damaged house number, a lost zero."""

    def spoil(made: SyntheticRound) -> None:
        houses, sheet = made.households, province.catalog.formats["pppconnext"].sheets.households
        first, second, third, fourth = houses.index[:4]
        houses.loc[first, sheet.column("h1").header] = 9
        place = houses.loc[second, sheet.column("subdistrict_code").header]
        name = province.catalog.areas.get(str(place)).name.th
        houses.loc[second, sheet.column("subdistrict_code").header] = name
        houses.loc[third, sheet.column("house_number").header] = "25-ก.พ."
        houses.loc[fourth, sheet.column("subdistrict_code").header] = f"{name}ๆ"

    return small_workbook(province.catalog, HOUSEHOLDS, year=2027, change=spoil)


def _problems(app: AppTest) -> pd.DataFrame:
    return table_with(app, "severity", "reason", "remedy", "suggestion")


def test_problems_have_a_reason_a_remedy_and_a_suggestion_where_there_is_one(
    visit: Visits, own: Services, mixed: bytes
):
    problems = _problems(_upload(visit, own, mixed)).set_index("row")
    name = problems["suggestion"][5]
    assert own.catalog.areas.subdistricts and name in {area.name.th for area in own.catalog.areas.subdistricts}
    assert problems["suggestion"][4] == "in the mended file", "a house number is nobody's business on a screen"
    assert (
        problems["reason"][4] == "Excel seems to have turned this house number into a date; it was kept as it stands."
    )
    assert problems["remedy"][4] == "Format the column as text and type the house number again."
    assert problems["severity"][3] == "note"


def test_problems_are_filtered_by_severity_and_by_kind(visit: Visits, own: Services, mixed: bytes):
    app = _upload(visit, own, mixed)
    everything = _problems(app)
    assert set(everything["severity"]) == {"error", "warning", "note"}
    app.button_group(key="problem_severities").set_value([Severity.NOTE]).run()
    assert set(_problems(app)["severity"]) == {"note"}
    kind = app.selectbox(key="problem_kind")
    assert kind.options[0] == "all kinds" and len(kind.options) == 2
    app.button_group(key="problem_severities").set_value([]).run()
    app.selectbox(key="problem_kind").set_value("cell_out_of_range").run()
    assert set(_problems(app)["reason"]) == {"The number is not between 1 and 4."}
    assert any(words.startswith("1 of 1 problems") for words in words_on(app))
    # The kind that is chosen is one of those of the severities that are chosen.
    app.button_group(key="problem_severities").set_value([Severity.WARNING]).run()
    assert not app.exception and set(_problems(app)["severity"]) == {"warning"}


def test_the_file_to_correct_is_made_when_it_is_asked_for_and_not_before(visit: Visits, own: Services, mixed: bytes):
    app = _upload(visit, own, mixed)
    assert "Download the file to correct" in [button.proto.label for button in app.get("download_button")]
    purposes = [purpose.label.en for purpose in own.catalog.survey_checks.purposes]
    assert app.selectbox(key="mend_purpose").options == purposes
    with own.database.reading() as connection:
        assert read_audit(connection, "mend_survey") == []


def test_a_file_without_a_problem_has_no_table_of_problems_and_nothing_to_correct(
    visit: Visits, own: Services, good: bytes
):
    app = _upload(visit, own, good)
    assert "mended_file" not in {button.key for button in app.get("download_button")}
    assert "Problems" not in [heading.value for heading in app.subheader]


@pytest.mark.parametrize("language", ["th", "en"])
def test_problems_are_told_in_the_readers_language(visit: Visits, own: Services, bad: bytes, language: str):
    app = _upload(visit, own, bad, language=language)
    reasons = table_with(app, "sheet", "row", "column", "reason")["reason"]
    is_thai = reasons.str.contains("[\u0e01-\u0e5b]", regex=True)
    assert is_thai.all() if language == "th" else not is_thai.any()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "empty.xlsx", "is empty."),
        (LOCKED, "locked.xlsx", "is protected by a password."),
        (PNG, "photo.xlsx", "is none that this program can read"),
        (b"PK\x03\x04 not a workbook at all", "broken.xlsx", "is none that this program can read"),
        (b"a,b\n1,2\n", "other.csv", "is not in the format"),
    ],
    ids=["empty", "locked", "png", "broken", "other columns"],
)
def test_a_file_that_is_no_survey_gets_one_sentence(visit: Visits, own: Services, data: bytes, name: str, told: str):
    before = rows_of(own)
    app = _upload(visit, own, data, name=name)
    (error,) = app.error
    assert not app.exception
    assert error.value.startswith(f"The file {name} {told}")
    assert not app.metric
    assert _unchanged(own, before)
    assert [again.value for again in app.run().error] == [error.value], "a second look tells the same"
    app.file_uploader(key="survey_file").set_value(None).run()
    assert not trouble(app), "without the file the page is as before"


def test_the_same_file_again_changes_nothing_and_says_so(visit: Visits, own: Services, good: bytes):
    app = _upload(visit, own, good)
    app.button(key="commit").click().run()
    before = rows_of(own)
    again = _upload(visit, own, good)
    assert any("This very file was taken in on" in info.value and "steward" in info.value for info in again.info)
    assert "commit" not in [button.key for button in again.button]
    assert not trouble(again)
    assert _unchanged(own, before)


def test_two_who_checked_the_same_file_cannot_both_commit_it(visit: Visits, own: Services, good: bytes):
    first, second = _upload(visit, own, good), _upload(visit, own, good)
    first.button(key="commit").click().run()
    before = rows_of(own)
    second.button(key="commit").click().run()
    assert any(info.value.startswith("Nothing would change") for info in second.info), "it is rehearsed anew first"
    assert "commit" not in [button.key for button in second.button]
    assert _unchanged(own, before)


def test_a_household_outside_the_account_keeps_the_file_out(visit: Visits, own: Services, good: bytes):
    code = own.catalog.areas.districts[0].code
    add_account(own, "one_district", Role.DATA_STEWARD, code)
    app = _upload(visit, own, good, who="one_district")
    assert int(metrics(app)["Errors"][0]) > 0
    assert "commit" not in [button.key for button in app.button]


def test_another_file_is_checked_anew(visit: Visits, own: Services, good: bytes, bad: bytes):
    app = _upload(visit, own, bad)
    assert app.error
    app.file_uploader(key="survey_file").set_value(("good.xlsx", good, "")).run()
    assert not trouble(app)
    assert metrics(app)["Errors"][0] == "0"


def test_a_file_is_read_once_however_often_the_page_runs(
    visit: Visits, own: Services, good: bytes, monkeypatch: pytest.MonkeyPatch
):
    read: list[str] = []
    check = page.check_survey
    monkeypatch.setattr(page, "check_survey", lambda *given: read.append(given[3]) or check(*given))
    app = _upload(visit, own, good, name="once.xlsx")
    app.segmented_control(key="lang").set_value("th").run()
    app.run()
    assert read == ["once.xlsx"]


def test_a_table_of_households_alone_can_be_taken_in(visit: Visits, own: Services):
    """A .csv has no sheet of members."""
    app = _upload(visit, own, _as_csv(own), name="households.csv")
    assert metrics(app)["Households"][0] == str(HOUSEHOLDS)
    assert not trouble(app)


def test_a_file_with_errors_can_leave_them_out_if_somebody_says_so(visit: Visits, own: Services, bad: bytes):
    app = _upload(visit, own, bad)
    held = int(metrics(app)["Held back"][0])
    assert held == 4, "two cells with an error, and both rows of a house that is written twice"
    assert "commit" not in [button.key for button in app.button]
    (box,) = [one for one in app.checkbox if str(one.key).startswith("leave_out")]
    assert not box.value
    box.check().run()
    app.button(key="commit").click().run()
    assert not trouble(app)
    assert any("8 new households" in success.value and "4 held back" in success.value for success in app.success)


def test_a_mended_file_is_rehearsed_before_and_after(visit: Visits, own: Services):
    data = newest(own.catalog, cell(header(own.catalog, "h1"), 0, 1), cell(header(own.catalog, "f1"), 1, 1))
    app = _upload(visit, own, data)
    assert not trouble(app)
    shown = metrics(app)
    assert (shown["Changed"][0], shown["New households"][0]) in {("1", "0"), ("2", "0")}
    assert "→" in shown["Households in the round"][0]
    scores = table_with(app, "name", "mean_before", "mean_after")
    assert len(scores) == 6 and scores["n_before"].tolist() == scores["n_after"].tolist()
    app.button(key="commit").click().run()
    assert not trouble(app)


def test_an_import_can_be_undone_after_somebody_said_yes(visit: Visits, own: Services, good: bytes):
    before = rows_of(own)
    app = _upload(visit, own, good)
    app.button(key="commit").click().run()
    app.file_uploader(key="survey_file").set_value(None).run()
    assert app.button(key="undo").disabled
    (box,) = [one for one in app.checkbox if str(one.key).startswith("undo_sure")]
    box.check().run()
    app.button(key="undo").click().run()
    assert not trouble(app)
    assert any("is undone" in success.value for success in app.success)
    assert table_with(app, "round", "file", "sha256")["state"].iloc[0].startswith("undone on")
    after = rows_of(own)
    assert [after[name] for name in ("household", "household_round", "person_round")] == [
        before[name] for name in ("household", "household_round", "person_round")
    ]
    assert [found.id for found in all_rounds(own)] == [NEW, OLD]


def _as_csv(services: Services) -> bytes:
    book = small_workbook(services.catalog, HOUSEHOLDS, year=2027)
    sheet = services.catalog.formats["pppconnext"].sheets.households.name
    table: pd.DataFrame = pd.read_excel(BytesIO(book), sheet_name=sheet, dtype=str, engine="openpyxl")
    return table.to_csv(index=False).encode("utf-8-sig")


def _upload(
    visit: Visits, services: Services, data: bytes, who: str = "steward", name: str = "survey.xlsx",
    language: str = "en",
) -> AppTest:  # fmt: skip
    app = visit(services, who, PAGE, lang=language)
    return app.file_uploader(key="survey_file").set_value((name, data, "")).run()


def _unchanged(services: Services, before: Rows) -> bool:
    """Whether every table is as it was; sessions come and go with the visits."""
    after = rows_of(services)
    own_ways = {"session", "audit", "audit_head"}  # visits come and go; a rehearsal is written into the audit
    return all(after[name] == before[name] for name in before.keys() - own_ways)
