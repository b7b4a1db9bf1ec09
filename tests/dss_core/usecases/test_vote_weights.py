"""Weights agreed in the room: votes, the median between them, and what was agreed, kept with its votes."""

import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotAllowed, NotFound
from dss_core.usecases.services import Services
from dss_core.usecases.vote_weights import (
    LONGEST_NAME,
    AgreementDraft,
    VoteDraft,
    agree_weights,
    agreed_weights,
    open_votes,
    vote_weights,
    withdraw_vote,
)
from tests.dss_core.usecases.small_province import last_audit, viewer

PRESET = "five_capitals_equal"
CAPITALS = ("human", "physical", "financial", "natural", "social")
HEALTH, LAND, WORK = (4.0, 1.0, 2.0, 1.0, 2.0), (10.0, 10.0, 40.0, 30.0, 10.0), (0.2, 0.2, 0.2, 0.2, 0.2)
MINUTES = AgreementDraft(PRESET, "มติ พ.ย.", "สสจ. เกษตร แรงงาน", "กึ่งกลาง")


def draft(agency: str, points: tuple[float, ...], preset: str = PRESET) -> VoteDraft:
    return VoteDraft(preset, agency, tuple(zip(CAPITALS, points, strict=True)))


@pytest.fixture
def officer_here(whole: str) -> Viewer:
    return viewer(Role.DISTRICT_OFFICER, whole)


def test_the_agreed_set_is_the_median_of_the_agencies_shares(own: Services, governor: Viewer):
    for agency, points in (("health", HEALTH), ("land", LAND), ("work", WORK)):
        vote_weights(own, governor, draft(agency, points))
    found = open_votes(own, governor, PRESET)
    assert found.vote is not None
    assert found.vote.weights.loc["land"].tolist() == pytest.approx([0.1, 0.1, 0.4, 0.3, 0.1])
    middle = [0.2, 0.1, 0.2, 0.2, 0.2]  # medians of the three shares, by hand; they sum to 0.9
    assert [found.vote.agreed.weights[name] for name in CAPITALS] == pytest.approx([one / 0.9 for one in middle])
    agreement = agree_weights(own, governor, MINUTES)
    assert agreement.weights == found.vote.agreed.weights
    assert [vote.agency for vote in agreement.votes] == ["health", "land", "work"]


def test_an_agreement_closes_the_votes_and_is_kept_with_its_minutes(own: Services, governor: Viewer):
    vote_weights(own, governor, draft("health", HEALTH))
    agreement = agree_weights(own, governor, MINUTES)
    assert open_votes(own, governor, PRESET).vote is None
    (kept,) = agreed_weights(own, governor)
    assert kept.id == agreement.id
    assert (kept.name, kept.present, kept.reason) == (MINUTES.name, MINUTES.present, MINUTES.reason)
    assert kept.agreed_by == governor.username
    assert kept.catalog_version == own.catalog.version
    assert [vote.weights["human"] for vote in kept.votes] == [4.0]


def test_an_agency_that_enters_again_has_one_vote(own: Services, governor: Viewer):
    vote_weights(own, governor, draft("health", HEALTH))
    vote_weights(own, governor, draft(" health ", LAND))
    (vote,) = open_votes(own, governor, PRESET).votes
    assert tuple(vote.weights.values()) == LAND


def test_another_account_changes_no_vote_unless_it_may_agree(own: Services, governor: Viewer, officer_here: Viewer):
    steward = viewer(Role.DATA_STEWARD, own.catalog.province.code)
    vote_weights(own, officer_here, draft("land", LAND))
    for act in (
        lambda: vote_weights(own, steward, draft("land", WORK)),
        lambda: withdraw_vote(own, steward, PRESET, "land"),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert (refused.value.code, refused.value.params) == ("vote_of_another", {"agency": "land"})
    vote_weights(own, governor, draft("land", WORK))
    assert tuple(open_votes(own, steward, PRESET).votes[0].weights.values()) == WORK
    withdraw_vote(own, governor, PRESET, "land")
    assert open_votes(own, steward, PRESET).votes == ()


def test_votes_and_agreements_are_written_into_the_audit(own: Services, governor: Viewer):
    vote_weights(own, governor, draft("health", HEALTH))
    assert last_audit(own, "vote_weights")["details"] == {"agency": "health"}
    agreement = agree_weights(own, governor, MINUTES)
    line = last_audit(own, "agree_weights")
    assert (line["username"], line["subject"]) == (governor.username, agreement.id)
    assert line["details"] == {"preset": PRESET, "votes": 1}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (draft("", HEALTH), "vote_agency"),
        (draft("  ", HEALTH), "vote_agency"),
        (draft("x" * (LONGEST_NAME + 1), HEALTH), "vote_agency"),
        (VoteDraft(PRESET, "land", (("human", 1.0),)), "weights_other_criteria"),
        (VoteDraft(PRESET, "land", tuple((name, 1.0) for name in (*CAPITALS, "human"))), "weights_other_criteria"),
        (draft("land", (0.0,) * 5), "ranking_no_weight"),
        (draft("land", (-1.0, 1.0, 1.0, 1.0, 1.0)), "ranking_bad_weight"),
        (draft("land", (float("nan"), 1.0, 1.0, 1.0, 1.0)), "ranking_bad_weight"),
        (draft("land", (float("inf"), 1.0, 1.0, 1.0, 1.0)), "ranking_bad_weight"),
    ],
)
def test_a_forged_vote_is_refused(wrong: VoteDraft, code: str, own: Services, governor: Viewer):
    with pytest.raises(BadInput) as refused:
        vote_weights(own, governor, wrong)
    assert refused.value.code == code
    assert open_votes(own, governor, PRESET).votes == ()


def test_a_set_that_is_not_in_the_catalogue_is_not_found(own: Services, governor: Viewer):
    for act in (
        lambda: vote_weights(own, governor, draft("land", LAND, "no_such_set")),
        lambda: open_votes(own, governor, "no_such_set"),
        lambda: agree_weights(own, governor, AgreementDraft("no_such_set", "a", "b", "c")),
    ):
        with pytest.raises(NotFound):
            act()


@pytest.mark.parametrize(("field", "code"), [(name, f"agreement_{name}") for name in ("name", "present", "reason")])
def test_minutes_without_name_people_or_reason_are_refused(field: str, code: str, own: Services, governor: Viewer):
    vote_weights(own, governor, draft("health", HEALTH))
    with pytest.raises(BadInput) as refused:
        agree_weights(own, governor, AgreementDraft(**{**vars(MINUTES), field: " "}))
    assert refused.value.code == code
    assert agreed_weights(own, governor) == []


def test_without_a_vote_there_is_nothing_to_agree_on(own: Services, governor: Viewer):
    with pytest.raises(BadInput) as refused:
        agree_weights(own, governor, MINUTES)
    assert refused.value.code == "weights_no_vote"
