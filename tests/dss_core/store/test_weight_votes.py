"""Votes on weights: one open vote an agency, closed by what was agreed, and kept with it."""

from dataclasses import replace
from datetime import timedelta

from dss_core.model.weight_votes import WeightAgreement, WeightVote
from dss_core.store.database import Database
from dss_core.store.weight_votes import cast_vote, list_agreements, open_votes, withdraw_vote, write_agreement
from tests.dss_core.store.village import SOME_DAY

HEALTH = WeightVote("capitals", "สสจ.", {"human": 0.7, "social": 0.3}, "mali", SOME_DAY)
LAND = WeightVote("capitals", "เกษตร", {"human": 0.2, "social": 0.8}, "somchai", SOME_DAY)
AGREED = WeightAgreement(
    id="a1",
    name="มติ พ.ย.",
    preset_id="capitals",
    weights={"human": 0.45, "social": 0.55},
    present="สสจ. เกษตร",
    reason="กึ่งกลาง",
    catalog_version="c1",
    agreed_by="mali",
    agreed_at=SOME_DAY,
)


def test_an_agency_that_votes_again_replaces_its_own_vote_alone(database: Database):
    again = replace(HEALTH, weights={"human": 0.5, "social": 0.5}, cast_at=SOME_DAY + timedelta(minutes=5))
    with database.writing() as connection:
        for vote in (HEALTH, LAND, replace(HEALTH, preset_id="other"), again):
            cast_vote(connection, vote)
    with database.reading() as connection:
        assert {vote.agency: vote.weights for vote in open_votes(connection, "capitals")} == {
            "สสจ.": again.weights,
            "เกษตร": LAND.weights,
        }
        assert [vote.weights for vote in open_votes(connection, "other")] == [HEALTH.weights]


def test_an_agreement_closes_the_votes_and_keeps_them(database: Database):
    with database.writing() as connection:
        cast_vote(connection, HEALTH)
        cast_vote(connection, LAND)
        write_agreement(connection, AGREED)
        cast_vote(connection, replace(HEALTH, weights={"human": 1.0, "social": 0.0}))
        withdraw_vote(connection, "capitals", "เกษตร")
    with database.reading() as connection:
        (found,) = list_agreements(connection)
        assert {vote.agency for vote in found.votes} == {"สสจ.", "เกษตร"}
        assert replace(found, votes=()) == AGREED
        assert [vote.weights["human"] for vote in open_votes(connection, "capitals")] == [1.0]


def test_a_vote_may_be_taken_back_and_agreements_stand_the_newest_first(database: Database):
    with database.writing() as connection:
        cast_vote(connection, HEALTH)
        withdraw_vote(connection, "capitals", "สสจ.")
        withdraw_vote(connection, "capitals", "nobody")
        write_agreement(connection, AGREED)
        write_agreement(connection, replace(AGREED, id="a2", agreed_at=SOME_DAY + timedelta(days=1)))
    with database.reading() as connection:
        assert open_votes(connection, "capitals") == ()
        assert [one.id for one in list_agreements(connection)] == ["a2", "a1"]
