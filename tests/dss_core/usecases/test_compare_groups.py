"""Groups compared in a mean, against scipy."""

import numpy as np
import pytest
from scipy import stats

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.analysis_frame import Unit, households_of
from dss_core.usecases.compare_groups import CompareQuery, compare_groups
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import SampleChoice
from tests.dss_core.usecases.small_province import NEW, OLD


@pytest.mark.parametrize("equal", [False, True])
def test_two_groups_are_compared_by_t(province: Services, governor: Viewer, whole: str, equal: bool):
    query = CompareQuery(NEW, whole, "human", "head_sex", equal_variances=equal)
    found = compare_groups(province, governor, query).comparison
    frame = households_of(province, governor, NEW, whole)
    groups = [frame.loc[frame["head_sex"] == sex, "human"].dropna() for sex in found.groups]
    wanted = stats.ttest_ind(*groups, equal_var=equal)
    assert found.test is not None
    assert (found.test.statistic, found.test.p) == pytest.approx((wanted.statistic, wanted.pvalue))
    assert found.estimates.value.tolist() == pytest.approx([group.mean() for group in groups])


def test_a_number_may_be_compared_between_its_own_classes(province: Services, governor: Viewer, whole: str):
    found = compare_groups(province, governor, CompareQuery(NEW, whole, "head_age", "head_age")).comparison
    means = found.estimates.value[~np.isnan(found.estimates.value)]
    assert (np.diff(means) > 0).all(), "older classes have a higher mean age"


def test_rounds_are_compared_as_the_same_households(province: Services, governor: Viewer, whole: str):
    found = compare_groups(province, governor, CompareQuery(NEW, whole, "human", "round"))
    assert found.comparison.groups == [OLD, NEW]
    assert found.comparison.method == "wald_f" and not found.sample.is_simple


def test_persons_of_one_household_do_not_count_as_independent(province: Services, governor: Viewer, whole: str):
    query = CompareQuery(NEW, whole, "member_income_baht", "member_sex", Unit.PERSON)
    assert compare_groups(province, governor, query).comparison.method == "wald_f"


@pytest.mark.parametrize(
    ("value", "by", "code"),
    [
        ("outcome", "level", "describe_unknown_value"),
        ("human", "house_code", "describe_unknown_group"),
    ],
)
def test_what_was_never_on_offer_is_refused(
    province: Services, governor: Viewer, whole: str, value: str, by: str, code: str
):
    with pytest.raises(BadInput) as refused:
        compare_groups(province, governor, CompareQuery(NEW, whole, value, by))
    assert refused.value.code == code


def test_one_group_alone_cannot_be_compared(province: Services, officer: Viewer, district: str):
    with pytest.raises(BadInput) as refused:
        compare_groups(province, officer, CompareQuery(NEW, district, "human", "district"))
    assert refused.value.code == "compare_one_group"
    assert SampleChoice() == CompareQuery(NEW, district, "human", "district").sample
