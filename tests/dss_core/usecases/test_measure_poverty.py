"""Four definitions on the same households, worked out a second time from the workbook by plain loops."""

import math

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.list_poor_households import LARGEST_PAGE, PoorListQuery, list_poor_households
from dss_core.usecases.measure_poverty import PovertyFound, PovertyQuery, flags_of, measure_poverty
from dss_core.usecases.poverty_rows import lines_of_round
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW

IDS = ["income", "multidimensional", "livelihood_level", "tpmap"]


@pytest.fixture(scope="module")
def frame(province: Services, governor: Viewer, whole: str) -> pd.DataFrame:
    return households_of(province, governor, NEW, whole)


@pytest.fixture(scope="module")
def found(province: Services, governor: Viewer, whole: str) -> PovertyFound:
    return measure_poverty(province, governor, PovertyQuery(NEW, whole, ("district",)))


def everybody(found: PovertyFound) -> pd.DataFrame:
    return found.shares[found.shares["group"] == 0].set_index("definition")


def test_the_income_definition_by_plain_loops(
    found: PovertyFound, households: pd.DataFrame, members: pd.DataFrame, catalog: Catalog
):
    line = catalog.poverty.line("bmn_income").values[1].value_baht
    counts = {True: 0, False: 0, None: 0}
    for code in households["house_code"]:
        incomes = members[members["house_code"] == code]["income_baht"].tolist()
        is_known = incomes and not any(math.isnan(income) for income in incomes)
        counts[12 * sum(incomes) / len(incomes) < line if is_known else None] += 1
    row = everybody(found).loc["income"]
    assert (row["poor"], row["not_poor"], row["unknown"]) == (counts[True], counts[False], counts[None])
    assert found.lines["bmn_income"] == line


def test_the_livelihood_level_by_plain_pandas(found: PovertyFound, households: pd.DataFrame):
    row = everybody(found).loc["livelihood_level"]
    assert row["poor"] == (households["level"] == 1).sum()
    assert row["unknown"] == households["level"].isna().sum()


def test_the_deprivation_count_by_plain_loops(found: PovertyFound, households: pd.DataFrame, catalog: Catalog):
    specification = catalog.poverty.specification("mpi_livelihood")
    poor = not_poor = 0
    for row in households.to_dict("records"):
        answers = [row[name] for name in specification.indicators]
        if any(math.isnan(answer) for answer in answers):
            continue
        score = sum(specification.weights[name] for name in specification.indicators if row[name] < 2)
        poor, not_poor = (poor + 1, not_poor) if score >= 0.33 - 1e-9 else (poor, not_poor + 1)
    row = everybody(found).loc["multidimensional"]
    assert (row["poor"], row["not_poor"], row["unknown"]) == (poor, not_poor, len(households) - poor - not_poor)


def test_a_share_has_the_interval_of_wilson_and_the_bounds_of_the_unknown(found: PovertyFound):
    row = everybody(found).loc["income"]
    n, z = row["poor"] + row["not_poor"], 1.959964
    share, whole = row["poor"] / n, n + row["unknown"]
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    assert (row["share"], row["ci_low"], row["ci_high"]) == pytest.approx(
        (share, middle - half, middle + half), abs=1e-6
    )
    assert row["bound_low"] == pytest.approx(row["poor"] / whole)
    assert row["bound_high"] == pytest.approx((row["poor"] + row["unknown"]) / whole)


def test_the_groups_add_up_to_everybody(found: PovertyFound, frame: pd.DataFrame):
    groups = found.shares[found.shares["group"] > 0].groupby("definition")[["poor", "not_poor", "unknown"]].sum()
    pd.testing.assert_frame_equal(groups.loc[IDS], everybody(found).loc[IDS, groups.columns], check_names=False)
    assert set(found.shares["district"].dropna()) == set(frame["district_code"].astype(str))
    assert found.ungrouped_count == 0


def test_the_overlap_holds_every_household_that_all_definitions_decide(
    found: PovertyFound, frame: pd.DataFrame, province: Services, catalog: Catalog
):
    flags, _ = flags_of(catalog, frame, lines_of_round(province, NEW))
    known = pd.DataFrame(flags).dropna()
    assert found.known_count == found.overlap["household_count"].sum() == len(known)
    for name in IDS:
        assert found.overlap[found.overlap[name]]["household_count"].sum() == (known[name] == 1).sum()
    assert found.overlap["household_count"].is_monotonic_decreasing


def test_two_definitions_agree_on_those_poor_under_both_or_neither(
    found: PovertyFound, frame: pd.DataFrame, province: Services, catalog: Catalog
):
    flags, _ = flags_of(catalog, frame, lines_of_round(province, NEW))
    assert len(found.agreement) == 6
    for row in found.agreement.to_dict("records"):
        one, other = flags[row["first"]], flags[row["second"]]
        known = ~np.isnan(one) & ~np.isnan(other)
        assert row["agree_share"] == pytest.approx((one[known] == other[known]).mean())
        either = known & ((one == 1) | (other == 1))
        assert row["both_of_either_share"] == pytest.approx(((one == 1) & (other == 1))[either].mean())


@pytest.mark.parametrize("by", [("round",), ("nothing",), ("district", "district"), ("district", "level", "outcome")])
def test_groupings_that_were_never_on_offer_are_refused(
    by: tuple[str, ...], province: Services, governor: Viewer, whole: str
):
    with pytest.raises(BadInput) as refused:
        measure_poverty(province, governor, PovertyQuery(NEW, whole, by))
    assert refused.value.code in {"describe_unknown_group", "describe_many_groups"}


def test_a_household_without_a_level_counts_in_the_total_only(province: Services, governor: Viewer, whole: str):
    found = measure_poverty(province, governor, PovertyQuery(NEW, whole, ("level",)))
    frame = households_of(province, governor, NEW, whole)
    assert found.ungrouped_count == frame["level"].isna().sum()
    inside = found.shares[found.shares["group"] > 0]
    assert set(inside["level"]) <= {"1", "2", "3", "4"}


def test_where_no_line_was_in_force_the_definitions_that_need_it_know_nobody(catalog: Catalog, frame: pd.DataFrame):
    flags, without = flags_of(catalog, frame, {})
    assert without == ("income", "tpmap")
    assert np.isnan(flags["income"]).all() and not np.isnan(flags["livelihood_level"]).all()


def listed(province: Services, somebody: Viewer, area: str, *ids: str, **page: int) -> pd.DataFrame:
    return list_poor_households(province, somebody, PoorListQuery(NEW, area, ids, **page)).households


def test_every_combination_opens_as_many_households_as_it_counts(
    found: PovertyFound, province: Services, governor: Viewer, whole: str
):
    seen: set[int] = set()
    for row in found.overlap.to_dict("records"):
        ids = tuple(name for name in IDS if row[name])
        page = list_poor_households(province, governor, PoorListQuery(NEW, whole, ids, limit=LARGEST_PAGE))
        assert page.found_count == row["household_count"] == len(page.households)
        assert not seen & set(page.households["household_id"])
        seen |= set(page.households["household_id"])
    assert len(seen) == found.known_count


def test_the_list_starts_with_the_lowest_score_and_goes_on_page_by_page(
    province: Services, governor: Viewer, whole: str
):
    everyone = listed(province, governor, whole, "income", "multidimensional", "tpmap", limit=LARGEST_PAGE)
    assert everyone["overall"].is_monotonic_increasing and len(everyone) > 4
    pages = [
        listed(province, governor, whole, "income", "multidimensional", "tpmap", offset=at, limit=3)
        for at in range(0, len(everyone), 3)
    ]
    assert pd.concat(pages)["house_code"].tolist() == everyone["house_code"].tolist()
    assert not {"first_name", "last_name", "phone", "national_id"} & set(everyone)


@pytest.mark.parametrize(
    ("ids", "page", "code"),
    [
        (("rich",), {}, "poverty_unknown_definition"),
        ((), {"offset": -1}, "household_page"),
        ((), {"limit": LARGEST_PAGE + 1}, "household_page"),
    ],
)
def test_a_list_that_cannot_be_is_refused(
    ids: tuple[str, ...], page: dict[str, int], code: str, province: Services, governor: Viewer, whole: str
):
    with pytest.raises(BadInput) as refused:
        listed(province, governor, whole, *ids, **page)
    assert refused.value.code == code
