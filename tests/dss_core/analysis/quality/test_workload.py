"""Days of a surveyor that are much fuller than others."""

import math
from datetime import date

import pandas as pd

from dss_core.analysis.quality.workload import workload


def visits(counts: list[int]) -> tuple[pd.Series, pd.Series]:
    days = [date(2026, 2, n + 1) for n, count in enumerate(counts) for _ in range(count)]
    return pd.Series([1.0] * len(days)), pd.Series(days, dtype=object)


def test_a_day_of_many_more_is_unusual():
    found = workload(*visits([4, 5, 6, 5, 4, 6, 5, 30]), 3.5)
    assert found.median == 5
    assert found.days["count"].iloc[0] == 30
    assert found.days["is_unusual"].tolist() == [True, *[False] * 7]


def test_where_most_days_are_alike_one_apart_is_still_told():
    found = workload(*visits([5, 5, 5, 5, 5, 5, 5, 40]), 3.5)
    assert found.days["is_unusual"].sum() == 1


def test_days_all_alike_are_usual():
    assert not workload(*visits([5, 5, 5]), 3.5).days["is_unusual"].any()


def test_visits_without_surveyor_or_day_are_counted():
    surveyors, days = pd.Series([1.0, None, 2.0]), pd.Series([date(2026, 2, 1), date(2026, 2, 1), None], dtype=object)
    found = workload(surveyors, days, 3.5)
    assert (found.missing, len(found.days)) == (2, 1)


def test_without_any_visit_nothing_is_told():
    found = workload(pd.Series([], dtype=float), pd.Series([], dtype=object), 3.5)
    assert len(found.days) == 0 and math.isnan(found.median)
