"""A file against the last round: who moved far more than the others is noted, and nobody else."""

import numpy as np
import pandas as pd
import pytest

from dss_core.intake.findings import ReadSheet
from dss_core.intake.rules.last_round import far_from_last_round
from tests.dss_core.intake.files import CATALOG

CHECKS = CATALOG.survey_checks
COUNT = 60


def frames(moves: dict[int, float], sizes: dict[int, float] | None = None, count: int = COUNT):
    """The file and the last round of so many households; most moved by about 0.1, some as told."""
    codes = [f"{number:011d}" for number in range(count)]
    usual = np.linspace(0.05, 0.15, count)
    score = pd.Series(2.0 + usual)
    living = pd.Series(np.full(count, 4.0))
    for place, move in moves.items():
        score[place] = 2.0 + move
    for place, move in (sizes or {}).items():
        living[place] = 4.0 + move
    index = pd.Index(range(2, count + 2))
    now = pd.DataFrame(
        {"house_code": codes, "overall": score.to_numpy(), "members_living": living.to_numpy()}, index=index
    )
    last = pd.DataFrame({"house_code": codes, "overall": 2.0, "members_living": 4.0})
    return now, last


def told(now: pd.DataFrame, last: pd.DataFrame) -> list[tuple[str, list[int]]]:
    sheet = ReadSheet("s", {}, now)
    found = far_from_last_round(sheet, now, last, CHECKS)
    return [(one.fault.code, now.index[one.fault.rows].tolist()) for one in found if one.fault.rows.any()]


def test_a_score_that_moved_far_is_noted_up_and_down():
    assert told(*frames({3: 1.2, 7: -0.9})) == [("row_score_jump", [5, 9])]


def test_a_move_below_the_least_is_not_noted_however_unusual_it_is():
    assert told(*frames({3: 0.6})) == []


def test_a_move_that_all_made_is_not_noted():
    now, last = frames({})
    assert told(now.assign(overall=now["overall"] + 1), last) == []


def test_households_that_came_or_left_by_the_handful_are_noted():
    assert told(*frames({}, {0: 4, 1: 3, 2: -4})) == [("row_size_jump", [2, 4])]


def test_too_few_households_say_nothing_about_what_is_usual():
    least = int(CHECKS.check("score_jump").limit("households"))
    assert told(*frames({3: 1.2}, count=least - 1)) == []
    assert told(*frames({3: 1.2}, count=least)) == [("row_score_jump", [5])]


@pytest.mark.parametrize("change", ["new", "unscored"])
def test_a_household_without_a_score_in_both_rounds_is_not_compared(change: str):
    now, last = frames({3: 1.5})
    if change == "new":
        last = last.drop(index=3)
    else:
        now.loc[now.index[3], "overall"] = np.nan
    assert told(now, last) == []
