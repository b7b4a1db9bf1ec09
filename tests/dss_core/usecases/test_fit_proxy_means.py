"""The proxy means test on the households that somebody may see: errors beside our own score, worked out again here."""

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.analysis.ranking.contract import shared_ranks
from dss_core.errors import BadInput
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.fit_proxy_means import HAND_MADE, PROXY, ProxyMeansQuery, fit_proxy_means, lines_for_proxy
from dss_core.usecases.rank_households import ranked
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW

WEIGHTS = (("human", 1.0), ("social", 1.0))


def errors_of(found, method: str, cut: float) -> pd.Series:
    rows = found.errors
    (at,) = rows.index[(rows["method"] == method) & (rows["cut"] == cut) & rows["group"].isna()]
    return rows.loc[at]


def test_the_errors_of_our_own_score_are_those_counted_by_hand(province: Services, governor: Viewer, whole: str):
    line = "bmn_income"
    height = lines_for_proxy(province, NEW)[line]
    found = fit_proxy_means(province, governor, ProxyMeansQuery(NEW, whole, WEIGHTS, line=line))
    frame = households_of(province, governor, NEW, whole)
    is_used = (frame["income_per_person_baht"] > 0).to_numpy()
    score = ranked(province.catalog, frame, "weighted_sum", WEIGHTS).score[is_used]
    poor = (frame["income_per_person_baht"] < height).to_numpy()[is_used]
    for cut in province.catalog.proxy.cuts:
        chosen = (shared_ranks(score) <= max(round(cut * is_used.sum()), 1)) & ~np.isnan(score)
        told = errors_of(found, HAND_MADE, cut)
        assert (told["n"], told["poor_count"], told["chosen_count"]) == (is_used.sum(), poor.sum(), chosen.sum())
        assert told["exclusion_error"] == pytest.approx(1 - (poor & chosen).sum() / poor.sum())
    assert found.used_count + found.left_out_count == found.provenance.household_count == len(frame)


def test_groups_add_up_to_everybody_and_small_ones_have_no_error(province: Services, governor: Viewer, whole: str):
    found = fit_proxy_means(province, governor, ProxyMeansQuery(NEW, whole, WEIGHTS))
    rows = found.errors[found.errors["method"] == PROXY]
    grouped = rows[rows["group"].notna()].groupby("cut")[["n", "poor_count", "chosen_count"]].sum()
    everybody = rows[rows["group"].isna()].set_index("cut")
    assert (grouped["n"] + found.ungrouped_count).tolist() == everybody["n"].tolist()
    least = province.catalog.proxy.least_count
    assert rows.loc[rows["poor_count"] < least, "exclusion_error"].isna().all()
    assert rows.loc[rows["chosen_count"] < least, "inclusion_error"].isna().all()


def test_an_officer_learns_of_the_own_district_alone(
    province: Services, officer: Viewer, whole: str, households: pd.DataFrame
):
    found = fit_proxy_means(province, officer, ProxyMeansQuery(NEW, whole, WEIGHTS))
    inside = households["district_code"].isin(officer.scope.areas).sum()
    assert found.provenance.household_count == found.used_count + found.left_out_count == inside
    codes = set(found.errors["group"].dropna())
    assert all(str(code).startswith(tuple(officer.scope.areas)) for code in codes)


def test_too_few_households_are_an_answer_and_no_error(province: Services, governor: Viewer, households: pd.DataFrame):
    code = str(households["subdistrict_code"].astype(str).value_counts().index[-1])
    found = fit_proxy_means(province, governor, ProxyMeansQuery(NEW, code, WEIGHTS))
    assert found.is_too_few and not len(found.errors) and not len(found.coefficients)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"line": "moon"}, "poverty_unknown_line"),
        ({"by": "village"}, "describe_unknown_group"),
        ({"by": "national_id"}, "describe_unknown_group"),
        ({"method": "coin_toss"}, "ranking_unknown_method"),
        ({"weights": (("phone", 1.0),)}, "ranking_unknown_criterion"),
    ],
)
def test_a_forged_choice_is_refused(wanted: dict[str, object], code: str, province, governor, whole: str):
    with pytest.raises(BadInput) as refused:
        fit_proxy_means(province, governor, ProxyMeansQuery(NEW, whole, **{"weights": WEIGHTS, **wanted}))
    assert refused.value.code == code
