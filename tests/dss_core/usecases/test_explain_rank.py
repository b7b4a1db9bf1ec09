"""Why a rank: parts, the line, and changes that are tried out to carry the household over; nothing of anybody else."""

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.methods import METHODS
from dss_core.errors import BadInput, NotFound
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.explain_rank import ExplainQuery, RankExplanation, explain_rank
from dss_core.usecases.rank_households import RankQuery, rank_households, ranked
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW, last_audit, viewer

WEIGHTS = (("human", 2.0), ("financial", 1.0), ("disabled_count", 1.0))
FIRST = 20


@pytest.fixture(scope="module")
def listed(province: Services, governor: Viewer, whole: str) -> pd.DataFrame:
    return rank_households(province, governor, RankQuery(NEW, whole, WEIGHTS, limit=200)).households


def why(services: Services, somebody: Viewer, area: str, household_id: int, **wanted: object) -> RankExplanation:
    asked = {"weights": WEIGHTS, "first_count": FIRST, **wanted}
    return explain_rank(services, somebody, ExplainQuery(NEW, area, household_id, **asked))


@pytest.mark.parametrize("place", [0, 10, 19, 30, 60, 110])
def test_rank_score_and_parts_are_those_of_the_list(
    place: int, province: Services, governor: Viewer, whole: str, listed: pd.DataFrame
):
    row = listed.iloc[place]
    found = why(province, governor, whole, int(row["household_id"]))
    assert (found.rank, found.house_code) == (row["rank"], row["house_code"])
    assert found.score == pytest.approx(row["score"])
    assert found.is_first == (row["rank"] <= FIRST)
    assert found.parts["contribution"].sum() == pytest.approx(row["score"])
    assert found.parts["other_contribution"].sum() == pytest.approx(found.line_score)
    assert found.parts["difference"].sum() == pytest.approx(row["score"] - found.line_score)


@pytest.mark.parametrize("place", [5, 22, 25, 40])
def test_the_answer_that_is_needed_carries_the_household_over_when_it_is_tried(
    place: int, province: Services, governor: Viewer, whole: str, listed: pd.DataFrame
):
    household = int(listed["household_id"].iloc[place])
    found = why(province, governor, whole, household)
    frame = households_of(province, governor, NEW, whole)
    possible = [change for change in found.changes if change.needed is not None]
    assert possible, "the test needs a household that one answer can carry over"
    for change in possible:
        side = 1 if change.needed > change.value else -1
        row = frame["household_id"] == household
        tried = frame.assign(**{change.criterion: frame[change.criterion].mask(row, change.needed + side * 1e-6)})
        rank = ranked(province.catalog, tried, "weighted_sum", WEIGHTS).rank[row.to_numpy()][0]
        assert (rank <= FIRST) != found.is_first


def test_the_weights_that_are_needed_bring_it_level_with_the_line(
    province: Services, governor: Viewer, whole: str, listed: pd.DataFrame
):
    household = int(listed["household_id"].iloc[30])
    found = why(province, governor, whole, household)
    assert found.shift is not None
    assert sum(found.shift.weights.values()) == pytest.approx(1)
    assert sum(abs(found.shift.weights[n] - w) for n, w in found.weights.items()) / 2 == pytest.approx(
        found.shift.share
    )


@pytest.mark.parametrize("method", METHODS)
def test_every_method_explains(method: str, province: Services, governor: Viewer, whole: str, listed: pd.DataFrame):
    found = why(province, governor, whole, int(listed["household_id"].iloc[40]), method=method)
    assert found.parts["contribution"].sum() == pytest.approx(found.score, abs=1e-9)
    assert found.line_score is not None


def test_with_room_for_everybody_there_is_no_line(province: Services, governor: Viewer, whole: str, listed):
    found = why(province, governor, whole, int(listed["household_id"].iloc[0]), first_count=5000)
    assert found.is_first and found.line_score is None and found.shift is None and not found.changes
    assert found.parts["other_contribution"].isna().all()


def test_nothing_but_an_anonymous_score_is_told_of_the_household_at_the_line(
    province: Services, governor: Viewer, whole: str, listed: pd.DataFrame
):
    found = why(province, governor, whole, int(listed["household_id"].iloc[40]))
    assert list(found.parts.columns) == ["criterion", "value", "contribution", "other_contribution", "difference"]
    others = set(listed["house_code"]) - {found.house_code}
    assert not [code for code in others if code in repr(vars(found))]


def test_a_look_is_written_down_without_personal_data(
    own: Services, governor: Viewer, whole: str, listed: pd.DataFrame
):
    household = int(listed["household_id"].iloc[3])
    found = why(own, governor, whole, household)
    line = last_audit(own, "explain_rank")
    assert (line["username"], line["subject"]) == (governor.username, str(household))
    assert line["details"] == {"round": NEW, "method": "weighted_sum", "first_count": FIRST}
    assert found.house_code not in repr(line)


def test_a_household_of_another_district_is_not_found(
    province: Services, officer: Viewer, whole: str, district: str, listed: pd.DataFrame
):
    outside = listed[listed["district_code"].astype(str) != district]["household_id"].iloc[0]
    inside = listed[listed["district_code"].astype(str) == district]["household_id"].iloc[0]
    for somebody, area in ((officer, whole), (officer, district), (viewer(Role.ADMINISTRATOR, whole), district)):
        with pytest.raises(NotFound) as refused:
            why(province, somebody, area, int(outside))
        assert refused.value.code == "household_unknown"
        assert why(province, somebody, area, int(inside)).household_id == inside


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"first_count": 0}, "ranking_bad_count"),
        ({"method": "coin_toss"}, "ranking_unknown_method"),
        ({"weights": (("phone", 1.0),)}, "ranking_unknown_criterion"),
    ],
)
def test_a_forged_choice_is_refused(wanted: dict[str, object], code: str, province, governor, whole: str, listed):
    with pytest.raises(BadInput) as refused:
        why(province, governor, whole, int(listed["household_id"].iloc[0]), **wanted)
    assert refused.value.code == code
