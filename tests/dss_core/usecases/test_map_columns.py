"""Which column of a file is which field: proposed, agreed to under a name, and taken for files of the same headings."""

from dataclasses import replace
from typing import Any

import pytest

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadFile, BadInput
from dss_core.model.mappings import SavedMapping
from dss_core.usecases.import_survey import check_survey, import_survey, past_imports
from dss_core.usecases.map_columns import (
    Columns,
    MappingDraft,
    MappingProposal,
    MappingQuery,
    list_mappings,
    propose_mapping,
    save_mapping,
)
from dss_core.usecases.services import Services, all_rounds
from tests.dss_core.usecases.small_province import last_audit, rows_of
from tests.support.workbooks import OWN_HEADINGS, own_workbook, small_round, small_workbook

NAME, TEAM = "จากพื้นที่.xlsx", "ทีมวิจัย"
HOUSEHOLDS = 30


@pytest.fixture(scope="module")
def own_file(catalog: Catalog) -> bytes:
    return own_workbook(catalog, HOUSEHOLDS, year=2027)


@pytest.fixture(scope="module")
def proposal(province: Services, administrator: Viewer, own_file: bytes) -> MappingProposal:
    return propose_mapping(province, administrator, MappingQuery(own_file, NAME))


def draft_of(proposal: MappingProposal, name: str = TEAM, **changes: int) -> MappingDraft:
    """What is proposed, as a person would agree to it, with other columns for some fields of the households."""

    def columns(sheet: Any) -> Columns:
        return tuple((one.field, one.position) for one in sheet.proposals)

    houses = dict(columns(proposal.households)) | changes
    return MappingDraft(name, proposal, tuple(houses.items()), columns(proposal.members))


def saved(services: Services, somebody: Viewer, draft: MappingDraft) -> SavedMapping:
    return save_mapping(services, somebody, draft)


def test_a_file_of_other_headings_is_refused_until_a_mapping_is_saved(
    own: Services, administrator: Viewer, own_file: bytes, proposal: MappingProposal
):
    with pytest.raises(BadFile) as refused:
        check_survey(own, administrator, own_file, NAME)
    assert refused.value.code == "file_other_columns"
    assert proposal.households.missing == () and proposal.members is not None and proposal.members.missing == ()
    mapping = saved(own, administrator, draft_of(proposal))
    checked = check_survey(own, administrator, own_file, NAME)
    assert checked.error_count == 0
    assert checked.draft.mapping == mapping
    made = small_round(own.catalog, HOUSEHOLDS, year=2027)
    assert (len(checked.households), len(checked.draft.persons)) == (HOUSEHOLDS, len(made.members))
    same = check_survey(own, administrator, small_workbook(own.catalog, HOUSEHOLDS, year=2027), NAME)
    read = checked.households.reset_index(drop=True)
    assert read.equals(same.households.reset_index(drop=True)[read.columns]), (
        "the values are those of the format itself"
    )


def test_proposing_and_looking_write_nothing(own: Services, administrator: Viewer, own_file: bytes):
    before = rows_of(own)
    propose_mapping(own, administrator, MappingQuery(own_file, NAME))
    list_mappings(own, administrator)
    assert rows_of(own) == before


def test_rows_that_repeat_the_headings_are_told_by_their_number(
    own: Services, administrator: Viewer, own_file: bytes, proposal: MappingProposal
):
    saved(own, administrator, draft_of(proposal))
    checked = check_survey(own, administrator, own_file, NAME)
    told = [(p.sheet, p.row) for p in checked.problems if p.code == "row_repeats_headings"]
    assert told == [("บ้าน", 6), ("คน", 6)]
    assert checked.draft.households.index[0] == 3, "row 1 is the title, row 2 the headings"


def test_an_import_keeps_the_mapping_that_it_was_read_by(
    own: Services, administrator: Viewer, own_file: bytes, proposal: MappingProposal
):
    mapping = saved(own, administrator, draft_of(proposal))
    record = import_survey(own, administrator, check_survey(own, administrator, own_file, NAME))
    assert record.mapping_id == mapping.id
    assert last_audit(own, "import_survey")["details"]["mapping"] == mapping.id
    assert past_imports(own, administrator)[0] == record
    assert all_rounds(own)[0].id == "2027-1"
    assert past_imports(own, administrator)[-1].mapping_id is None


def test_a_mapping_is_written_down_and_holds_no_household(
    own: Services, administrator: Viewer, proposal: MappingProposal
):
    mapping = saved(own, administrator, draft_of(proposal))
    line = last_audit(own, "save_mapping")
    assert (line["username"], line["subject"]) == (administrator.username, mapping.id)
    assert line["details"] == {"version": 1, "format": "pppconnext", "fingerprint": mapping.mapping.fingerprint}
    made = small_round(own.catalog, HOUSEHOLDS, year=2027)
    kept = repr(rows_of(own)["column_mapping"])
    assert not [code for code in made.households["รหัสบ้าน"] if code in kept]


def test_a_change_makes_a_new_version_and_the_newest_is_taken(
    own: Services, administrator: Viewer, own_file: bytes, proposal: MappingProposal
):
    first = saved(own, administrator, draft_of(proposal))
    assert saved(own, administrator, draft_of(proposal)) == first, "the same again is no new version"
    h1, h2 = (dict(draft_of(proposal).households)[name] for name in ("h1", "h2"))
    second = saved(own, administrator, draft_of(proposal, h1=h2, h2=h1))
    assert (second.name, second.version) == (TEAM, 2)
    assert list_mappings(own, administrator) == [second, first]
    assert check_survey(own, administrator, own_file, NAME).draft.mapping == second
    other = saved(own, administrator, draft_of(proposal, "อีกทีม"))
    assert (other.version, check_survey(own, administrator, own_file, NAME).draft.mapping) == (1, other)
    back = saved(own, administrator, draft_of(proposal, h1=h2, h2=h1))
    assert back.version == 3, "what was agreed on last is the newest"


def test_a_file_of_a_known_format_may_be_read_in_another_way(own: Services, administrator: Viewer):
    """A person's mapping comes before the names: it was made for these very headings."""
    known = small_workbook(own.catalog, HOUSEHOLDS, year=2027)
    proposal = propose_mapping(own, administrator, MappingQuery(known, NAME))
    assert check_survey(own, administrator, known, NAME).draft.mapping is None
    mapping = saved(own, administrator, draft_of(proposal))
    assert check_survey(own, administrator, known, NAME).draft.mapping == mapping


def test_a_person_may_choose_sheets_and_format(own: Services, administrator: Viewer, own_file: bytes):
    found = propose_mapping(own, administrator, MappingQuery(own_file, NAME, "pppconnext", "บ้าน", ""))
    assert (found.households.name, found.members) == ("บ้าน", None)
    for query, code in (
        (MappingQuery(own_file, NAME, "lotus"), "import_unknown_format"),
        (MappingQuery(own_file, NAME, households="ไม่มี"), "mapping_unknown_sheet"),
    ):
        with pytest.raises(BadInput) as refused:
            propose_mapping(own, administrator, query)
        assert refused.value.code == code


def forged(draft: MappingDraft) -> dict[str, MappingDraft]:
    """What a page never offers, by the code with which it is refused."""
    houses = dict(draft.households)
    without = tuple((field, at) for field, at in houses.items() if field != "outcome")
    elsewhere = replace(draft.proposal, format_id="lotus")
    return {
        "mapping_name": replace(draft, name="  "),
        "mapping_unknown_field": replace(draft, households=(*draft.households, ("password", 1))),
        "mapping_field_twice": replace(draft, households=(*draft.households, ("outcome", 1))),
        "mapping_unknown_column": replace(draft, households=(*without, ("outcome", 5_000))),
        "mapping_column_twice": replace(draft, households=(*without, ("outcome", houses["house_code"]))),
        "mapping_missing": replace(draft, households=without),
        "import_unknown_format": replace(draft, proposal=elsewhere),
    }


@pytest.mark.parametrize(
    "code",
    [
        "mapping_name", "mapping_unknown_field", "mapping_field_twice", "mapping_unknown_column",
        "mapping_column_twice", "mapping_missing", "import_unknown_format",
    ],
)  # fmt: skip
def test_what_a_page_sends_is_looked_at_again(
    own: Services, administrator: Viewer, proposal: MappingProposal, code: str
):
    before = rows_of(own)
    with pytest.raises(BadInput) as refused:
        save_mapping(own, administrator, forged(draft_of(proposal))[code])
    assert refused.value.code == code
    assert rows_of(own) == before


def test_members_that_are_chosen_need_their_columns_too(
    own: Services, administrator: Viewer, proposal: MappingProposal
):
    with pytest.raises(BadInput) as refused:
        save_mapping(own, administrator, replace(draft_of(proposal), members=()))
    assert (refused.value.code, refused.value.params["sheet"]) == ("mapping_missing", "คน")


def without_round(draft: MappingDraft) -> MappingDraft:
    """The same, with year and round written once for all rows."""

    def fewer(columns: Columns) -> Columns:
        return tuple((field, at) for field, at in columns if field not in ("year", "wave"))

    same = (("year", "๒๕๗๐"), ("wave", "2"))
    return replace(
        draft, households=fewer(draft.households), members=fewer(draft.members), same_households=same, same_members=same
    )


def test_what_no_column_says_may_be_written_once_for_this_file_alone(
    own: Services, administrator: Viewer, own_file: bytes, proposal: MappingProposal
):
    mapping = saved(own, administrator, without_round(draft_of(proposal)))
    assert mapping.mapping.has_constants
    checked = check_survey(own, administrator, own_file, NAME, mapping_id=mapping.id)
    assert (checked.round_id, checked.error_count, checked.draft.mapping) == ("2027-2", 0, mapping)
    with pytest.raises(BadFile):
        check_survey(own, administrator, own_file, NAME)


@pytest.mark.parametrize(
    ("same", "code"),
    [
        ((("year", "soon"), ("wave", "2")), "mapping_constant"),
        ((("year", "2570"), ("wave", "2"), ("house_number", "1")), "mapping_field_twice"),
        ((("year", "2570"), ("wave", "2"), ("password", "1")), "mapping_unknown_field"),
        ((("year", "2570"),), "mapping_missing"),
    ],
)
def test_what_is_written_once_is_checked_as_a_cell_is(
    own: Services, administrator: Viewer, proposal: MappingProposal, same: tuple[tuple[str, str], ...], code: str
):
    with pytest.raises(BadInput) as refused:
        save_mapping(own, administrator, replace(without_round(draft_of(proposal)), same_households=same))
    assert refused.value.code == code


def test_own_headings_are_found_by_name_likeness_and_content(proposal: MappingProposal):
    found = {one.field: proposal.households.columns[one.position].heading for one in proposal.households.proposals}
    fields = OWN_HEADINGS.keys() & found.keys()
    assert {field: found[field] for field in fields} == {field: OWN_HEADINGS[field] for field in fields}
    assert fields == OWN_HEADINGS.keys() - {"member_number"}
