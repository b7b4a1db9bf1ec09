"""An office starts with an empty database: what it is told, its first round, and the mark that must not be there."""

from dss_core.synthetic.generate import SyntheticRound
from dss_core.usecases.services import Services, all_rounds
from tests.support.visits import Visits, metrics, table_with, trouble, turn_to, words_on
from tests.support.workbooks import small_workbook

HOUSEHOLDS = 20


def test_the_first_round_fills_every_page(visit: Visits, empty: Services):
    app = visit(empty, "data_steward", lang="en")
    assert "There is no survey round yet." in " ".join(words_on(app))
    turn_to(app, "import_survey")
    app.file_uploader(key="survey_file").set_value(("first.xlsx", _without_id_numbers(empty), "")).run()
    assert not trouble(app)
    app.button(key="commit").click().run()
    assert [found.id for found in all_rounds(empty)] == ["2026-1"]
    for page in ("describe_province", "map_province", "describe_survey", "find_household", "rank_households"):
        turn_to(app, page)
        assert not trouble(app)
        assert app.dataframe
        assert "synthetic" not in " ".join(words_on(app)), "real data are not marked as synthetic"
    turn_to(app, "describe_province")
    assert metrics(app)["Households surveyed"][0] == str(HOUSEHOLDS)


def test_the_synthetic_province_cannot_be_taken_for_real(visit: Visits, empty: Services):
    """Its ID numbers begin with a digit that no card has."""
    app = visit(empty, "data_steward", "import_survey", lang="en")
    book = small_workbook(empty.catalog, HOUSEHOLDS)
    app.file_uploader(key="survey_file").set_value(("synthetic.xlsx", book, "")).run()
    reasons = table_with(app, "sheet", "row", "reason")["reason"]
    assert reasons.str.startswith("ID numbers that begin with this digit are not issued").any()
    assert "commit" not in [button.key for button in app.button]


def _without_id_numbers(services: Services) -> bytes:
    sheets = services.catalog.formats["pppconnext"].sheets
    assert sheets.members is not None
    columns = [*sheets.households.columns, *sheets.members.columns]
    ids = {column.header for column in columns if column.field.endswith("national_id")}

    def blank(made: SyntheticRound) -> None:
        for frame in (made.households, made.members):
            for header in ids & set(frame.columns):
                frame[header] = None

    return small_workbook(services.catalog, HOUSEHOLDS, change=blank)
