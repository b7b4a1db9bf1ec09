"""Who lives in a household: counts of members by age, health and welfare, and what is known of the head.

Which members a variable counts stands with the variable in the catalogue. What a member did not answer leaves the
count of the household open: missing, never "not one".
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dss_core.analysis.arrays import Flags, Floats, Integers, numbers
from dss_core.catalog.definitions import MemberFilter, MemberVariable, Variable

MONTHS = 12
HEAD = "head"


def compose(members: pd.DataFrame, variables: Sequence[Variable], year: int) -> pd.DataFrame:
    """One row per household (index: household_id), one column per variable that is made of members.

    ``members``: one row per person with household_id, relation, sex, birth_year, health, education, occupation,
    welfare (codes joined by ``|``) and income_baht (per month). ``year`` is the survey's (Common Era).
    """
    ages = year - numbers(members, "birth_year")
    keys, households = pd.factorize(members["household_id"], sort=True)
    columns: dict[str, object] = {}
    for variable in variables:
        if variable.counts is not None:
            surely, unclear = _counts(members, ages, keys, len(households), variable.counts)
            if variable.kind == "flag":
                columns[variable.id] = np.where(surely > 0, 1.0, np.where(unclear > 0, np.nan, 0.0))
            else:
                columns[variable.id] = np.where(unclear > 0, np.nan, surely)
    heads = members[members["relation"] == HEAD].drop_duplicates("household_id").set_index("household_id")
    heads = heads.assign(age=year - heads["birth_year"].astype("float64")).reindex(households)
    for variable in variables:
        if variable.of_head is not None:
            columns[variable.id] = heads[variable.of_head].to_numpy()
    return pd.DataFrame(columns, index=pd.Index(households, name="household_id"))


def person_variables(members: pd.DataFrame, variables: Sequence[MemberVariable], year: int) -> pd.DataFrame:
    """One row per person (as in ``members``), one column per variable of the catalogue. Flags are 1, 0 or missing."""
    ages = year - numbers(members, "birth_year")
    columns: dict[str, object] = {}
    for variable in variables:
        if variable.field == "age":
            columns[variable.id] = ages
        elif variable.field == "welfare":
            is_out, is_open = _tested(members, ages, MemberFilter(welfare=variable.welfare))
            columns[variable.id] = np.where(is_open, np.nan, (~is_out).astype(np.float64))
        else:
            columns[variable.id] = members[variable.field].to_numpy()
    return pd.DataFrame(columns, index=members.index)


def income_per_person(members: pd.DataFrame) -> pd.Series:
    """Baht per person and year by household: twelve times the members' monthly incomes over their number.

    Missing when the income of any listed member is missing.
    """
    by_household = members.groupby("household_id")["income_baht"]
    size = by_household.size()
    return (by_household.sum() * MONTHS / size).where(by_household.count() == size)


def _counts(
    members: pd.DataFrame, ages: Floats, keys: Integers, households: int, wanted: MemberFilter
) -> tuple[Floats, Integers]:
    """For each household: the members that the filter surely takes, and those who cannot be told."""
    is_out, is_open = _tested(members, ages, wanted)
    surely = np.bincount(keys[~is_out & ~is_open], minlength=households).astype(np.float64)
    return surely, np.bincount(keys[~is_out & is_open], minlength=households)


def _tested(members: pd.DataFrame, ages: Floats, wanted: MemberFilter) -> tuple[Flags, Flags]:
    """For each member: surely not taken, and not to be told (some answer is missing)."""
    is_out = np.zeros(len(members), dtype=np.bool_)
    is_open = np.zeros(len(members), dtype=np.bool_)
    if wanted.age_from is not None or wanted.age_to is not None:
        lowest, highest = wanted.age_from or 0, np.inf if wanted.age_to is None else wanted.age_to
        with np.errstate(invalid="ignore"):
            is_out |= (ages < lowest) | (ages > highest)
        is_open |= np.isnan(ages)
    if wanted.health:
        health = members["health"]
        is_out |= (health.notna() & ~health.isin(wanted.health)).to_numpy()
        is_open |= health.isna().to_numpy()
    if wanted.welfare is not None:
        welfare = members["welfare"]
        has = ("|" + welfare.astype("str") + "|").str.contains(f"|{wanted.welfare}|", regex=False)
        is_out |= (welfare.notna() & ~has).to_numpy()
        is_open |= welfare.isna().to_numpy()
    return is_out, is_open
