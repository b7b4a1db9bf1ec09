"""Multidimensional poverty of a round: by plain loops, at the reader's cut-off and weights, between two rounds."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.specification import read_specification
from dss_core.errors import BadInput, NotFound
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.compare_mpi import MpiChange, MpiChangeQuery, compare_mpi
from dss_core.usecases.find_relief import ReliefQuery, find_relief
from dss_core.usecases.measure_mpi import MpiFound, MpiQuery, measure_mpi
from dss_core.usecases.mpi_choice import MpiChoice, chosen_mpi, dimension_shares, first_cutoff
from dss_core.usecases.services import Services
from dss_core.usecases.survey_sample import SampleChoice
from tests.dss_core.usecases.small_province import NEW, OLD

NAME = "mpi_livelihood"
OWN = MpiChoice(NAME, (0.33,))
TILTED = MpiChoice(NAME, (0.4,), (("human", 0.2), ("financial", 0.6)))


def measured(
    services: Services, somebody: Viewer, area: str, choice: MpiChoice = OWN, by: str = "district"
) -> MpiFound:
    return measure_mpi(services, somebody, MpiQuery(NEW, area, choice, (by,)))


def row(found: MpiFound | MpiChange, measure: str, group: int = 0, **wanted: Any) -> dict[str, Any]:
    table = found.table[(found.table["measure"] == measure) & (found.table["group"] == group)]
    for name, value in wanted.items():
        table = table[table[name] == value]
    (only,) = table.to_dict("records")
    return {str(name): value for name, value in only.items()}


def by_hand(households: pd.DataFrame, weights: dict[str, float], cutoff: float) -> tuple[float, float, int]:
    """H, A and how many households have all answers."""
    scores = [
        sum(weight for name, weight in weights.items() if one[name] < 2)
        for one in households.to_dict("records")
        if not any(math.isnan(one[name]) for name in weights)
    ]
    poor = [score for score in scores if score >= cutoff - 1e-9]
    return len(poor) / len(scores), sum(poor) / len(poor), len(scores)


def test_rate_depth_and_index_by_plain_loops(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame, catalog: Catalog
):
    found = measured(province, governor, whole)
    rate, depth, n = by_hand(households, catalog.poverty.specification(NAME).weights, 0.33)
    assert row(found, "H")["value"] == pytest.approx(rate)
    assert row(found, "A")["value"] == pytest.approx(depth)
    assert row(found, "M0")["value"] == pytest.approx(rate * depth)
    assert (row(found, "H")["n"], row(found, "H")["missing"]) == (n, len(households) - n)


def test_the_reader_can_move_cut_off_and_weights(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame, catalog: Catalog
):
    found = measured(province, governor, whole, TILTED)
    indicators = catalog.poverty.specification(NAME).indicators
    assert found.weights == pytest.approx({one: {"h": 0.25 / 3, "f": 0.75 / 3}.get(one[0], 0.0) for one in indicators})
    known = households.dropna(subset=list(indicators))
    rate, depth, _ = by_hand(known, {k: w for k, w in found.weights.items() if w}, 0.4)
    assert (row(found, "H")["value"], row(found, "A")["value"]) == pytest.approx((rate, depth))


@pytest.mark.parametrize("choice", [OWN, TILTED])
def test_contributions_sum_to_the_index_and_to_one(choice: MpiChoice, province: Services, governor: Viewer, whole: str):
    table = measured(province, governor, whole, choice).table
    for group in table["group"].unique():
        inside = table[table["group"] == group]
        index = inside[inside["measure"] == "M0"]["value"].iloc[0]
        absolute = inside[inside["measure"] == "contribution_absolute"]["value"].sum()
        assert absolute == pytest.approx(index)
        if index > 0:
            assert inside[inside["measure"] == "contribution_percent"]["value"].sum() == pytest.approx(1)


def test_groups_weighted_by_their_households_give_the_index_of_all(province: Services, governor: Viewer, whole: str):
    table = measured(province, governor, whole).table
    index = table[table["measure"] == "M0"]
    groups = index[index["group"] > 0]
    assert np.average(groups["value"], weights=groups["n"]) == pytest.approx(
        index[index["group"] == 0]["value"].iloc[0]
    )


def test_the_truth_lies_between_the_bounds_whatever_the_answers(province: Services, governor: Viewer, whole: str):
    found = measured(province, governor, whole)
    for measure in ("H", "M0"):
        one = row(found, measure)
        assert 0 <= one["bound_low"] <= one["bound_high"] <= 1
    assert found.missing_rule.value == "leave_out"


def test_the_curve_falls_with_the_cut_off_and_holds_the_chosen_one(province: Services, governor: Viewer, whole: str):
    found = measured(province, governor, whole)
    assert found.curve["headcount"].is_monotonic_decreasing and found.curve["adjusted"].is_monotonic_decreasing
    here = found.curve[found.curve["k"] == 0.33].iloc[0]
    assert here["headcount"] == pytest.approx(row(found, "H")["value"])


def test_without_cut_offs_those_of_the_specification_are_taken(province: Services, governor: Viewer, whole: str):
    found = measured(province, governor, whole, MpiChoice(NAME))
    assert found.cutoffs == province.catalog.poverty.specification(NAME).k
    assert sorted(found.table["k"].dropna().unique()) == sorted(found.cutoffs)


def test_the_order_of_areas_is_looked_at_for_places_alone(province: Services, governor: Viewer, whole: str):
    firm = measured(province, governor, whole).robustness
    assert firm is not None and firm.pair_count > 0
    dimensions = province.catalog.poverty.specification(NAME).dimensions
    assert set(firm.choices) == {"k=0.2", "k=0.5", *(f"weights={name}" for name in dimensions)}
    assert ((firm.same_order >= firm.always_same - 1e-12) & (firm.same_order <= 1)).all()
    assert measured(province, governor, whole, by="head_sex").robustness is None


def test_a_specification_of_a_researchers_own_is_measured_too(province: Services, governor: Viewer, whole: str):
    rule = 'variable = "level"\noperator = "is"\nvalue = 1.0\n'
    text = f'k = [0.5]\n[dimensions.one]\nindicators = ["poor"]\n[rules.poor]\n{rule}'
    found = measured(province, governor, whole, MpiChoice(read_specification(text, "own.toml")))
    frame = households_of(province, governor, NEW, whole)
    assert row(found, "H")["value"] == pytest.approx((frame["level"].dropna() == 1).mean())


def test_clusters_move_the_errors_and_not_the_values(province: Services, governor: Viewer, whole: str):
    query = MpiQuery(NEW, whole, OWN)
    plain, clustered = (
        measure_mpi(province, governor, replace(query, sample=sample))
        for sample in (SampleChoice(), SampleChoice(strata="district", clusters="subdistrict"))
    )
    assert row(plain, "H")["value"] == pytest.approx(row(clustered, "H")["value"])
    assert row(plain, "H")["se"] != pytest.approx(row(clustered, "H")["se"])


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (MpiChoice(NAME, (0.0,)), "poverty_bad_cutoff"),
        (MpiChoice(NAME, (1.1,)), "poverty_bad_cutoff"),
        (MpiChoice(NAME, (float("nan"),)), "poverty_bad_cutoff"),
        (MpiChoice(NAME, (), (("luck", 1.0),)), "poverty_unknown_dimension"),
        (MpiChoice(NAME, (), (("human", 1.0), ("human", 1.0))), "poverty_unknown_dimension"),
        (MpiChoice(NAME, (), (("human", -1.0),)), "poverty_bad_weight"),
        (MpiChoice(NAME, (), (("human", float("inf")),)), "poverty_bad_weight"),
        (MpiChoice(NAME, (), (("human", 0.0),)), "poverty_no_weight"),
    ],
)
def test_a_choice_that_cannot_be_is_told(
    choice: MpiChoice, code: str, province: Services, governor: Viewer, whole: str
):
    for ask in (
        lambda: measured(province, governor, whole, choice),
        lambda: compare_mpi(province, governor, MpiChangeQuery(OLD, NEW, whole, choice)),
        lambda: find_relief(province, governor, ReliefQuery(NEW, whole, choice)),
    ):
        with pytest.raises(BadInput) as refused:
            ask()
        assert refused.value.code == code


def test_an_unknown_specification_is_not_found(province: Services, governor: Viewer, whole: str):
    with pytest.raises(NotFound) as refused:
        measured(province, governor, whole, MpiChoice("guess"))
    assert refused.value.code == "catalog_unknown"


def test_the_dimensions_own_weights_change_nothing(catalog: Catalog):
    specification = catalog.poverty.specification(NAME)
    shares = dimension_shares(specification)
    assert sum(shares.values()) == pytest.approx(1)
    given = chosen_mpi(catalog, MpiChoice(NAME, (), tuple(shares.items()))).weights
    assert given == pytest.approx(chosen_mpi(catalog, MpiChoice(NAME)).weights)
    assert first_cutoff(catalog, NAME) == 0.33
    assert first_cutoff(catalog, "tpmap_proxy") == 0.2


def test_a_change_is_the_difference_of_the_two_rounds(province: Services, governor: Viewer, whole: str):
    found = compare_mpi(province, governor, MpiChangeQuery(OLD, NEW, whole, OWN, ("district",)))
    before = measure_mpi(province, governor, MpiQuery(OLD, whole, OWN, ("district",)))
    after = measured(province, governor, whole)
    for measure in ("H", "A", "M0"):
        one = row(found, measure)
        assert one["before"] == pytest.approx(row(before, measure)["value"])
        assert one["after"] == pytest.approx(row(after, measure)["value"])
        assert one["change"] == pytest.approx(one["after"] - one["before"])
    names = {name["district"]: number for number, name in enumerate(after.groups, start=1)}
    for code, number in names.items():
        theirs = before.table[(before.table["measure"] == "H") & (before.table["district"] == code)]["value"].iloc[0]
        assert row(found, "H", number, district=code)["before"] == pytest.approx(theirs)


def test_the_error_of_a_change_knows_who_is_in_both_rounds(
    province: Services, governor: Viewer, whole: str, catalog: Catalog
):
    """Scores of each household summed over both rounds by hand: the variance of a sum over sampled households."""
    found = compare_mpi(province, governor, MpiChangeQuery(OLD, NEW, whole, OWN))
    weights = catalog.poverty.specification(NAME).weights
    total: dict[int, float] = {}
    both = [set(), set()]
    for at, (round_id, sign) in enumerate(((OLD, -1), (NEW, 1))):
        frame = households_of(province, governor, round_id, whole)
        both[at] = set(frame["household_id"])
        known = frame.dropna(subset=list(weights))
        poor = (sum(w * (known[name] < 2) for name, w in weights.items()) >= 0.33 - 1e-9).astype(float)
        for household, score in zip(known["household_id"], (poor - poor.mean()) / len(known), strict=True):
            total[household] = total.get(household, 0.0) + sign * score
    scores = np.array(list(total.values()))
    wanted = math.sqrt(len(scores) * scores.var(ddof=1))
    assert row(found, "H")["se"] == pytest.approx(wanted, rel=1e-6)
    assert found.both_count == len(both[0] & both[1]) > 0


def test_a_round_is_not_compared_with_itself(province: Services, governor: Viewer, whole: str):
    with pytest.raises(BadInput) as refused:
        compare_mpi(province, governor, MpiChangeQuery(NEW, NEW, whole, OWN))
    assert refused.value.code == "poverty_same_round"


def test_who_leaves_by_one_step_by_plain_loops(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame, catalog: Catalog
):
    weights = catalog.poverty.specification(NAME).weights
    found = find_relief(province, governor, ReliefQuery(NEW, whole, OWN))
    leaving = dict.fromkeys(weights, 0)
    poor = 0
    for one in households.to_dict("records"):
        surely = sum(w for name, w in weights.items() if one[name] < 2)
        at_most = surely + sum(w for name, w in weights.items() if math.isnan(one[name]))
        if surely < 0.33 - 1e-9:
            continue
        poor += 1
        for name, weight in weights.items():
            leaving[name] += one[name] < 2 and at_most - weight < 0.33 - 1e-9
    total = found.table[found.table["group"] == 0].set_index("indicator")
    assert total["leaving_count"].to_dict() == leaving
    assert found.poor_count == poor


def test_places_add_up_and_reach_is_part_of_the_leavers(province: Services, governor: Viewer, whole: str):
    found = find_relief(province, governor, ReliefQuery(NEW, whole, OWN, "subdistrict"))
    counts = ["poor_deprived_count", "leaving_count", "reachable_count", "unreachable_count"]
    total = found.table[found.table["group"] == 0].set_index("indicator")[counts]
    places = found.table[found.table["group"] > 0].groupby("indicator")[counts].sum()
    pd.testing.assert_frame_equal(places.loc[total.index], total, check_names=False)
    assert (found.table["reachable_count"] + found.table["unreachable_count"] == found.table["leaving_count"]).all()
    without = found.table[found.table["programme_id"].isna()]
    assert without["cost_baht"].isna().all(), "no programme is no cost of zero"


def test_relief_is_told_by_place_only(province: Services, governor: Viewer, whole: str):
    with pytest.raises(BadInput) as refused:
        find_relief(province, governor, ReliefQuery(NEW, whole, OWN, "level"))
    assert refused.value.code == "describe_unknown_group"


def test_nobody_poor_is_an_answer(province: Services, governor: Viewer, whole: str):
    nobody = MpiChoice(NAME, (1.0,))
    found = measured(province, governor, whole, nobody)
    assert row(found, "H")["value"] == 0 and math.isnan(row(found, "A")["value"])
    relief = find_relief(province, governor, ReliefQuery(NEW, whole, nobody))
    assert relief.poor_count == 0 and not relief.table["leaving_count"].any()
    change = compare_mpi(province, governor, MpiChangeQuery(OLD, NEW, whole, nobody))
    assert row(change, "H")["change"] == 0 and math.isnan(row(change, "A")["change"])
