"""An upload becomes a round whole or not at all: checked, committed once, kept as it came."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadFile, BadInput, StoreProblem
from dss_core.model.rounds import RoundStatus
from dss_core.synthetic.generate import SyntheticRound
from dss_core.usecases import import_survey as room
from dss_core.usecases.describe_province import AreaQuery, describe_province
from dss_core.usecases.import_survey import check_survey, import_survey, past_imports
from dss_core.usecases.services import Services, all_rounds
from tests.dss_core.usecases.by_hand import households_of_file
from tests.dss_core.usecases.small_province import (
    NEW,
    OLD,
    last_audit,
    only_houses,
    rows_of,
    sample_file,
    workbook_of,
)
from tests.support.workbooks import small_round, small_workbook

NAME = "ปี 2570.xlsx"


@pytest.fixture(scope="module")
def data_2027(catalog: Catalog) -> bytes:
    return small_workbook(catalog, 30, year=2027)


def csv_of(made: SyntheticRound) -> bytes:
    return made.households.to_csv(index=False).encode("utf-8-sig")


def test_a_good_file_becomes_a_round(own: Services, administrator: Viewer, data_2027: bytes):
    checked = check_survey(own, administrator, data_2027, NAME)
    assert (checked.round_id, checked.error_count, checked.can_commit) == ("2027-1", 0, True)
    record = import_survey(own, administrator, checked)
    made = small_round(own.catalog, 30, year=2027)
    assert (record.household_count, record.person_count) == (30, len(made.members))
    assert [found.id for found in all_rounds(own)] == ["2027-1", NEW, OLD]
    assert all_rounds(own)[0].household_count == 30
    assert past_imports(own, administrator)[0] == record
    line = last_audit(own, "import_survey")
    assert (line["username"], line["subject"]) == (administrator.username, "2027-1")
    assert line["details"] == {"households": 30, "persons": len(made.members), "sha256": record.file_sha256}


def test_checking_writes_nothing(own: Services, administrator: Viewer, data_2027: bytes):
    before, files = rows_of(own), sorted((own.settings.local / "uploads").iterdir())
    check_survey(own, administrator, data_2027, NAME)
    assert rows_of(own) == before
    assert sorted((own.settings.local / "uploads").iterdir()) == files


def test_the_raw_file_is_kept_as_it_came_under_its_sha256(own: Services, administrator: Viewer, data_2027: bytes):
    record = import_survey(own, administrator, check_survey(own, administrator, data_2027, NAME))
    kept = own.settings.local / "uploads" / hashlib.sha256(data_2027).hexdigest()
    assert record.file_sha256 == kept.name
    assert kept.read_bytes() == data_2027
    assert kept.stat().st_mode & 0o077 == 0, "nobody but the program's owner may read what holds ID numbers"


def test_levels_are_previewed_before_the_file_is_committed(
    own: Services, administrator: Viewer, data: Path, tmp_path: Path, data_2027: bytes
):
    (tmp_path / "file.xlsx").write_bytes(data_2027)
    by_hand = households_of_file(tmp_path / "file.xlsx", own.catalog)["level"].value_counts()
    levels = check_survey(own, administrator, data_2027, NAME).levels
    assert {row["level"]: row["count"] for row in levels.to_dict("records") if row["count"]} == by_hand.to_dict()


def test_the_very_same_file_is_not_taken_in_twice(own: Services, administrator: Viewer, data: Path):
    before = rows_of(own)
    checked = check_survey(own, administrator, sample_file(data, 2026).read_bytes(), "another name.xlsx")
    assert checked.already is not None and checked.already.round_id == NEW
    assert (checked.error_count, checked.can_commit) == (0, False), "the same file is told once, not once a row"
    with pytest.raises(BadInput) as refused:
        import_survey(own, administrator, checked)
    assert (refused.value.code, refused.value.params["round"]) == ("import_already", NEW)
    assert rows_of(own) == before


def test_two_people_who_commit_the_same_file_at_once_make_one_round(
    own: Services, administrator: Viewer, data_2027: bytes
):
    first, second = (check_survey(own, administrator, data_2027, NAME) for _ in range(2))
    import_survey(own, administrator, first)
    before = rows_of(own)
    with pytest.raises(BadInput) as refused:
        import_survey(own, administrator, second)
    assert refused.value.code == "import_already"
    assert rows_of(own) == before


def test_a_file_that_overlaps_the_round_adds_what_is_new_and_leaves_the_rest(
    own: Services, administrator: Viewer, households: pd.DataFrame
):
    made = small_round(own.catalog, 130, year=2026, first=20)
    checked = check_survey(own, administrator, workbook_of(made, own.catalog), "more.xlsx")
    before = rows_of(own)
    record = import_survey(own, administrator, checked)
    assert (record.new_count, record.changed_count, record.same_count, record.held_count) == (10, 0, 120, 0)
    after = rows_of(own)
    assert set(before["household_round"]) < set(after["household_round"])
    assert after["field_change"] == before["field_change"]
    assert all_rounds(own)[0].household_count == 130


def test_the_rest_of_a_round_can_come_in_a_second_file(own: Services, administrator: Viewer, households: pd.DataFrame):
    made = small_round(own.catalog, 130, year=2026, first=20)
    new = set(made.households["รหัสบ้าน"].str.replace("-", "")) - set(households.index)
    more = workbook_of(only_houses(made, new), own.catalog)
    import_survey(own, administrator, check_survey(own, administrator, more, "rest.xlsx"))
    found = describe_province(own, administrator, AreaQuery(NEW, own.catalog.province.code))
    assert found.provenance.household_count == 130
    assert all_rounds(own)[0].household_count == 130


def test_an_endorsed_round_takes_no_more_files(own: Services, administrator: Viewer, households: pd.DataFrame):
    with own.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE round SET status = '{RoundStatus.ENDORSED}' WHERE id = '{NEW}'")
    made = small_round(own.catalog, 130, year=2026, first=20)
    new = set(made.households["รหัสบ้าน"].str.replace("-", "")) - set(households.index)
    checked = check_survey(own, administrator, workbook_of(only_houses(made, new), own.catalog), "rest.xlsx")
    before = rows_of(own)
    with pytest.raises(StoreProblem) as refused:
        import_survey(own, administrator, checked)
    assert (refused.value.code, refused.value.params) == ("round_endorsed", {"round": NEW})
    assert rows_of(own) == before


def test_two_committed_after_one_check_do_not_collide(own: Services, administrator: Viewer):
    """Both were checked while the round was empty; the second must see what the first wrote."""
    made = small_round(own.catalog, 30, year=2027)
    codes = made.households["รหัสบ้าน"].str.replace("-", "").tolist()
    parts = [workbook_of(only_houses(made, part), own.catalog) for part in (codes[:20], codes[10:])]
    first, second = (check_survey(own, administrator, part, NAME) for part in parts)
    import_survey(own, administrator, first)
    record = import_survey(own, administrator, second)
    assert (record.new_count, record.same_count) == (10, 10)
    assert all_rounds(own)[0].household_count == 30


def spoil(header: str, value: object):
    def change(made: SyntheticRound) -> None:
        made.households[header] = made.households[header].astype(object)
        made.households.loc[made.households.index[3], header] = value

    return change


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("รหัสตำบล", "999999", "cell_area"),
        ("รหัสบ้าน", "12", "cell_house_code"),
        ("การออม", 9, "cell_out_of_range"),
        ("หมู่ที่", "x", "cell_not_a_number"),
    ],
)
def test_one_error_keeps_the_whole_file_out(
    header: str, value: object, code: str, own: Services, administrator: Viewer
):
    made = small_round(own.catalog, 30, year=2027)
    spoil(header, value)(made)
    checked = check_survey(own, administrator, csv_of(made), "spoilt.csv")
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    assert [(p.row, p.column, p.code) for p in errors] == [(5, header, code)]
    assert str(value) not in repr(errors) or len(str(value)) < 3, "a problem tells the kind of a value, never the value"
    before, files = rows_of(own), sorted((own.settings.local / "uploads").iterdir())
    with pytest.raises(BadInput) as refused:
        import_survey(own, administrator, checked)
    assert (refused.value.code, refused.value.params["count"]) == ("import_has_errors", 1)
    assert rows_of(own) == before
    assert sorted((own.settings.local / "uploads").iterdir()) == files, "a refused file is not kept"


@pytest.mark.parametrize("step", ["open_round", "recount_round", "raise_data_version", "write_audit"])
def test_a_failure_in_the_middle_leaves_every_row_as_it_was(
    step: str, own: Services, administrator: Viewer, data_2027: bytes, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    checked = check_survey(own, administrator, data_2027, NAME)
    before = rows_of(own)
    with monkeypatch.context() as patched:
        patched.setattr(room, step, fail)
        with pytest.raises(RuntimeError):
            import_survey(own, administrator, checked)
    assert rows_of(own) == before
    assert import_survey(own, administrator, checked).household_count == 30, "and it can be tried again"


def test_a_failure_among_the_persons_takes_the_households_back_too(
    own: Services, administrator: Viewer, data_2027: bytes, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    checked = check_survey(own, administrator, data_2027, NAME)
    before = rows_of(own)
    monkeypatch.setattr("dss_core.store.imports._write_persons", fail)
    with pytest.raises(RuntimeError):
        import_survey(own, administrator, checked)
    assert rows_of(own) == before


def test_scores_in_the_file_that_differ_are_counted_and_ours_are_used(own: Services, administrator: Viewer):
    made = small_round(own.catalog, 30, year=2027)
    header = "คะแนนทุนมนุษย์"
    tolerance = own.catalog.formats["pppconnext"].score_tolerance
    made.households.loc[made.households.index[:4], header] += tolerance * 2
    made.households.loc[made.households.index[4:9], header] += tolerance / 4
    checked = check_survey(own, administrator, workbook_of(made, own.catalog), NAME)
    assert checked.scores_differ_count == 4
    assert checked.error_count == 0 and checked.warning_count >= 4
    import_survey(own, administrator, checked)
    told = describe_province(own, administrator, AreaQuery("2027-1", own.catalog.province.code)).capitals
    mean = told.set_index("value").loc["human", "mean"]
    assert mean == pytest.approx(checked.households["human"].mean())
    assert mean != pytest.approx(made.households[header].mean(), abs=1e-3)


def test_a_score_that_the_file_does_not_state_does_not_differ(own: Services, administrator: Viewer):
    made = small_round(own.catalog, 30, year=2027)
    made.households["คะแนนทุนมนุษย์"] = None
    assert check_survey(own, administrator, workbook_of(made, own.catalog), NAME).scores_differ_count == 0


def test_a_table_of_households_alone_keeps_at_least_the_heads(own: Services, administrator: Viewer):
    made = small_round(own.catalog, 30, year=2027)
    checked = check_survey(own, administrator, csv_of(made), "ปี 2570.csv")
    record = import_survey(own, administrator, checked)
    assert (record.household_count, record.person_count) == (30, 30)
    found = describe_province(own, administrator, AreaQuery("2027-1", own.catalog.province.code))
    assert found.provenance.household_count == 30


def test_a_table_without_a_single_person_can_be_described_and_knows_nothing_of_ages(
    own: Services, administrator: Viewer
):
    made = small_round(own.catalog, 30, year=2027)
    heads = [name for name in made.households.columns if "หัวหน้าครัวเรือน" in name]
    checked = check_survey(
        own, administrator, made.households.drop(columns=heads).to_csv(index=False).encode(), "a.csv"
    )
    assert import_survey(own, administrator, checked).person_count == 0
    found = describe_province(own, administrator, AreaQuery("2027-1", own.catalog.province.code))
    assert found.capitals["n"].max() == 30


def test_a_household_of_several_rounds_stays_one_household(own: Services, administrator: Viewer):
    tables = rows_of(own)
    assert len(tables["household"]) == 140, "120 in each round, 100 of them the same"
    assert len(tables["household_round"]) == 240
    known = len(tables["person"])
    import_survey(own, administrator, check_survey(own, administrator, small_workbook(own.catalog, 30, year=2027), "a"))
    assert len(rows_of(own)["household"]) == 140
    assert len(rows_of(own)["person"]) - known < 30, "people keep their key over the rounds"


def test_no_id_number_is_stored_whole(own: Services, members: pd.DataFrame):
    content = repr(rows_of(own))
    assert not [number for number in members["national_id"].dropna() if number in content]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_what_is_no_survey_file_is_refused_with_a_reason(content: bytes, own: Services, administrator: Viewer):
    with pytest.raises(BadFile):
        check_survey(own, administrator, content, "x.xlsx")


def test_a_format_that_does_not_exist_is_refused(own: Services, administrator: Viewer, data_2027: bytes):
    with pytest.raises(BadInput) as refused:
        check_survey(own, administrator, data_2027, NAME, "lotus")
    assert refused.value.code == "import_unknown_format"
    assert "pppconnext" in str(refused.value.params["formats"])
