"""Two groupings crossed, against plain pandas and scipy."""

import pandas as pd
import pytest
from scipy import stats

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.analysis_frame import Unit, households_of
from dss_core.usecases.cross_answers import CrossQuery, cross_answers
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import SampleChoice
from tests.dss_core.usecases.small_province import NEW


def test_counts_and_the_test_are_those_of_pandas_and_scipy(province: Services, governor: Viewer, whole: str):
    found = cross_answers(province, governor, CrossQuery(NEW, whole, "head_sex", "level")).table
    frame = households_of(province, governor, NEW, whole)
    wanted = pd.crosstab(frame["head_sex"].astype(str), frame["level"])
    assert found.counts.sum() == wanted.to_numpy().sum() == found.n
    for at, sex in enumerate(found.rows):
        assert found.counts[at].tolist() == wanted.loc[sex].tolist()
    chi = stats.chi2_contingency(wanted, correction=False)
    assert found.tests[0].method == "pearson"
    assert (found.tests[0].statistic, found.tests[0].p) == pytest.approx((chi.statistic, chi.pvalue))


def test_under_a_design_the_test_is_corrected(province: Services, governor: Viewer, whole: str):
    query = CrossQuery(NEW, whole, "head_sex", "level", sample=SampleChoice(clusters="village"))
    found = cross_answers(province, governor, query)
    assert [test.method for test in found.table.tests] == ["rao_scott_second", "rao_scott_first"]
    assert not found.sample.is_simple


def test_persons_are_counted_as_persons(province: Services, governor: Viewer, whole: str, members: pd.DataFrame):
    found = cross_answers(province, governor, CrossQuery(NEW, whole, "member_sex", "district", Unit.PERSON))
    assert found.table.n + found.table.missing == len(members)
    assert found.provenance.household_count == members["house_code"].nunique()


def test_classes_stand_in_their_order(province: Services, governor: Viewer, whole: str):
    rows = cross_answers(province, governor, CrossQuery(NEW, whole, "head_age", "outcome")).table.rows
    order = [one.code for one in province.catalog.described("head_age").classes]
    assert rows == [code for code in order if code in rows]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("first_name", "level", "describe_unknown_group"),
        ("level", "level", "describe_many_groups"),
        ("village", "subdistrict", "crosstab_large"),
    ],
)
def test_what_cannot_be_crossed_is_refused(
    province: Services, governor: Viewer, whole: str, row: str, column: str, code: str
):
    with pytest.raises(BadInput) as refused:
        cross_answers(province, governor, CrossQuery(NEW, whole, row, column))
    assert refused.value.code == code
