"""Poverty and inequality against the shared cases: a paper's example, two published indices, a handbook, the edges."""

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dss_core.catalog.specification import Specification, read_specification
from dss_core.usecases.file_design import FileDesign
from dss_core.usecases.measure_file import mpi_of_file, poverty_of_file
from dss_core.usecases.poverty_records import Record

SHARED = Path(os.environ.get("DSS_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
CASES = SHARED / "cases"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not beside this folder (DSS_SHARED)")

# 1/6 stands in mpindex as 0.1666667.
MPINDEX = 1e-7
LIVING = ("cooking_fuel", "sanitation", "drinking_water", "electricity", "housing", "assets")


def expected(case: str, name: str = "expected.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / case / name).read_text(encoding="utf-8"))
    return found


def value(records: list[Record], measure: str, group: dict[str, str] | None = None, **wanted: Any) -> float | None:
    (found,) = [
        record["value"]
        for record in records
        if record["measure"] == measure and record["group"] == (group or {})
        if all(record[name] == what for name, what in wanted.items())
    ]
    assert found is None or isinstance(found, float)
    return found


def specification(dimensions: dict[str, tuple[str, ...]], k: list[float], rules: str = "") -> Specification:
    parts = [f"[dimensions.{name}]\nindicators = {json.dumps(list(inside))}\n" for name, inside in dimensions.items()]
    return read_specification(f"k = {k}\n" + "".join(parts) + rules, "spec.toml")


@pytest.mark.parametrize("file", ["af_textbook.csv", "af_textbook.xlsx"])
def test_the_example_of_alkire_and_foster(file: str):
    case = expected("mpi_af_textbook")
    rules = "".join(
        f'[rules.{name}]\nvariable = "{name}"\noperator = "below"\nvalue = {cut}\n'
        for name, cut in case["cutoffs"].items()
    )
    names = tuple(case["cutoffs"])
    spec = specification({name: (name,) for name in names}, [row["k_share"] for row in case["by_k"]], rules)
    records = mpi_of_file((CASES / "mpi_af_textbook" / file).read_bytes(), file, {"af": spec}, FileDesign()).records
    for row in case["by_k"]:
        k = row["k_share"]
        found = [value(records, measure, k=k) for measure in ("H", "A", "M0")]
        assert found == pytest.approx([row["H"], row["A"], row["M0_convey_svyafc"]])
        label = f"k_{round(100 * k)}"
        for name in names:
            censored, percent = case["mpindex"]["headcount_ratio"][label], case["mpindex"]["contribution"][label]
            assert value(records, "headcount_censored", k=k, indicator=name) == pytest.approx(censored[name])
            assert value(records, "contribution_percent", k=k, indicator=name) == pytest.approx(percent[name] / 100)
    for name in names:
        uncensored = case["mpindex"]["headcount_ratio"]["uncensored"][name]
        assert value(records, "headcount_uncensored", indicator=name) == pytest.approx(uncensored)


@pytest.fixture(scope="module")
def region_records() -> list[Record]:
    names = expected("mpi_region_small")["indicator_columns"]
    spec = specification({"all": tuple(names)}, [1 / 11, 3 / 11, 5 / 11])
    file = CASES / "mpi_region_small" / "example_poverty.csv"
    return mpi_of_file(file.read_bytes(), file.name, {"mpi": spec}, FileDesign(by=("Region",))).records


@pytest.mark.parametrize(
    ("part", "count"), [("by_region_k1", 1), ("by_region_k3", 3), ("overall_k3", 3), ("overall_k5", 5)]
)
def test_the_index_of_six_regions(region_records: list[Record], part: str, count: int):
    for row in expected("mpi_region_small")[part]:
        group = {} if part.startswith("overall") else {"Region": row["group"]}
        k = count / 11
        assert value(region_records, "H", group, k=k) == pytest.approx(row["H"])
        assert value(region_records, "M0", group, k=k) == pytest.approx(row["M0"])
        if row["H"]:
            assert value(region_records, "A", group, k=k) == pytest.approx(row["A"])
        for one in row["indicators"]:
            at = {"indicator": one["indnames"]}
            assert value(region_records, "headcount_uncensored", group, **at) == pytest.approx(one["UncensoredHRatio"])
            censored = value(region_records, "headcount_censored", group, k=k, **at)
            assert censored == pytest.approx(one["CensoredHRatio"])
            if row["H"]:
                share = value(region_records, "contribution_percent", group, k=k, **at)
                assert share == pytest.approx(one["diCont"])


def household_deprivations() -> pd.DataFrame:
    """The roster collapsed to households by the rules of the case, as a researcher does before measuring."""
    folder = CASES / "mpi_household_roster"
    households, members = pd.read_csv(folder / "household.csv"), pd.read_csv(folder / "roster.csv")

    def any_member(flag: pd.Series) -> pd.Series:
        return households["uuid"].isin(members.loc[flag, "uuid"])

    owned = households.filter(regex="^asset_(radio|tv|computer|animal_cart|bicycle|motorcycle|refrigerator)$") > 0
    phone = (households["asset_telephone"] > 0) | (households["asset_mobile_phone"] > 0)
    vehicle = (households["asset_car"] > 0) | (households["asset_truck"] > 0)
    flags = {
        "nutrition": any_member((members["age"] < 70) & (members["undernourished"] == 1)),
        "child_mortality": households["with_child_died"] == 1,
        "year_schooling": ~any_member((members["age"] >= 10) & (members["completed_6yrs_schooling"] == 1)),
        "school_attendance": any_member(members["age"].between(6, 14) & (members["attending_school"] == 2)),
        "cooking_fuel": households["cooking_fuel"].isin([4, 5, 6, 9]),
        "sanitation": households["toilet"] > 1,
        "drinking_water": households["drinking_water"] == 2,
        "electricity": households["electricity"] == 2,
        "housing": households["roof"].isin([5, 7, 9]) | households["floor"].isin([5, 6, 9]),
        "assets": (owned.sum(axis=1) + phone <= 1) & ~vehicle,
    }
    return pd.DataFrame(flags).astype(int).assign(uuid=households["uuid"], **{"class": households["class"]})


@pytest.fixture(scope="module")
def roster_records() -> list[Record]:
    dimensions = {
        "health": ("nutrition", "child_mortality"),
        "education": ("year_schooling", "school_attendance"),
        "living": LIVING,
    }
    data = household_deprivations().to_csv(index=False).encode()
    spec = specification(dimensions, [0.33, 0.2, 0.5, 1 / 3])
    return mpi_of_file(data, "households.csv", {"mpi": spec}, FileDesign(by=("class",))).records


def test_every_deprivation_of_the_household_roster():
    wanted = pd.read_csv(CASES / "mpi_household_roster" / "expected_deprivations.csv").set_index("uuid")
    wanted.columns = [name.split("_", 2)[2] for name in wanted.columns]
    found = household_deprivations().set_index("uuid").loc[wanted.index, list(wanted.columns)]
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False)


@pytest.mark.parametrize("k", [0.33, 0.2, 0.5])
def test_the_index_of_a_household_roster(roster_records: list[Record], k: float):
    case, label = expected("mpi_household_roster"), f"k_{round(100 * k)}"
    for part in ("overall", "by_class"):
        for row in case[part]["index"][label]:
            group = {"class": row["class"]} if "class" in row else {}
            found = [value(roster_records, measure, group, k=k) for measure in ("H", "A", "M0")]
            assert found == pytest.approx([row["headcount_ratio"], row["intensity"], row["mpi"]], rel=MPINDEX)
        for measure, table, scale in [
            ("headcount_censored", "headcount_ratio", 1),
            ("contribution_percent", "contribution", 100),
        ]:
            for row in case[part][table][label]:
                group = {"class": row["class"]} if "class" in row else {}
                for name in (*LIVING, "nutrition", "child_mortality", "year_schooling", "school_attendance"):
                    found_one = value(roster_records, measure, group, k=k, indicator=name)
                    assert found_one == pytest.approx(row[name] / scale, rel=MPINDEX)


def test_the_exact_fractions_of_the_household_roster(roster_records: list[Record]):
    for share, k in [("1/3", 1 / 3), ("1/5", 0.2), ("1/2", 0.5)]:
        for name, row in expected("mpi_household_roster", "crosscheck.json")[share].items():
            group = {} if name == "overall" else {"class": name}
            for measure in ("H", "A", "M0"):
                assert value(roster_records, measure, group, k=k) == pytest.approx(row[measure], rel=1e-12)


def test_the_tables_of_the_handbook_of_the_world_bank():
    file, design = CASES / "fgt_handbook" / "handbook.csv", FileDesign(by=("table",))
    for row in expected("fgt_handbook")["results"]:
        records = poverty_of_file(file.read_bytes(), file.name, "consumption", [float(row["z"])], 1.0, design).records
        group = {"table": row["table"]}
        found = [value(records, measure, group) for measure in ("FGT0", "FGT1", "FGT2", "watts", "gini")]
        assert found == pytest.approx([*row["fgt"], row["watts"], row["gini"]])


def edge(text: str, weight: str | None = "w") -> list[Record]:
    return poverty_of_file(text.encode(), "edge.csv", "income", [100.0], 1.0, FileDesign(weight=weight)).records


def test_zeros_ties_at_the_line_a_negative_income_and_a_zero_weight():
    case, text = expected("ineq_edge"), (CASES / "ineq_edge" / "edge.csv").read_text(encoding="utf-8")
    everybody = edge(text)
    # At the line is not poor here; the reference counts it, which only the share of poor can show.
    assert value(everybody, "FGT0") == pytest.approx(case["all_rows"]["fgt0_share_strictly_below"])
    assert [value(everybody, name) for name in ("FGT1", "FGT2")] == pytest.approx(case["all_rows"]["fgt_z100"][1:])
    (gini,) = [record for record in everybody if record["measure"] == "gini"]
    assert gini["value"] is not None and gini["note"] == "negative_incomes_used_as_they_are"
    for measure in ("watts", "theil", "atkinson"):
        (found,) = [record for record in everybody if record["measure"] == measure]
        assert (found["value"], found["note"]) == (None, "undefined_with_zero_or_negative_incomes")

    without = "\n".join(line for line in text.splitlines() if "-20" not in line)
    rest = case["non_negative_only"]
    assert value(edge(without), "gini") == pytest.approx(rest["gini_laeken_trapezoid_weighted"])
    assert value(edge(without, None), "gini") == pytest.approx(rest["gini_unweighted"])
    assert [value(edge(without), name) for name in ("FGT1", "FGT2")] == pytest.approx(rest["fgt_z100"][1:])
