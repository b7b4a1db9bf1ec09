"""Keys: what must stand in a file once, and what must be there for something else to refer to."""

from collections.abc import Iterator

import pandas as pd

from dss_core.intake.faults import Fault, Mask
from dss_core.intake.rules.checked_file import CheckedFile, Found, has
from dss_core.model.problems import Severity

HEAD_AND_HOUSE = ["head_first_name", "head_last_name", "house_number", "village_number", "subdistrict_code"]


def household_once(file: CheckedFile) -> Iterator[Found]:
    """A household stands in the file once."""
    codes = file.households["house_code"]
    yield file.in_households("house_code", Fault("row_duplicate", (codes.notna() & codes.duplicated()).to_numpy()))


def member_has_household(file: CheckedFile) -> Iterator[Found]:
    """Every member belongs to a household of the file."""
    if has(file.members, "house_code"):
        codes = file.members["house_code"]
        # As objects: a column of text compares itself with every word of another one by one.
        is_known = codes.astype(object).isin(file.households["house_code"].dropna().astype(object))
        yield file.in_members("house_code", Fault("row_no_household", (codes.notna() & ~is_known).to_numpy()))


def member_once(file: CheckedFile) -> Iterator[Found]:
    """A member of a household stands in the file once."""
    if has(file.members, "house_code", "member_number"):
        key = file.members[["house_code", "member_number"]]
        twice = key.notna().all(axis=1) & key.duplicated()
        yield file.in_members("member_number", Fault("row_duplicate_member", twice.to_numpy()))


def id_once(file: CheckedFile) -> Iterator[Found]:
    """No two persons have one ID number: among the members, or among the heads where no members are listed."""
    if has(file.members, "national_id"):
        again = Fault("row_id_twice", _again(file.members["national_id"]), Severity.WARNING)
        yield file.in_members("national_id", again)
    elif has(file.households, "head_national_id"):
        again = Fault("row_id_twice", _again(file.households["head_national_id"]), Severity.WARNING)
        yield file.in_households("head_national_id", again)


def same_head(file: CheckedFile) -> Iterator[Found]:
    """Two house codes are not one household: another head, or another house."""
    if has(file.households, *HEAD_AND_HOUSE):
        key = file.households[HEAD_AND_HOUSE]
        again = (key.notna().all(axis=1) & key.duplicated() & ~file.households["house_code"].duplicated()).to_numpy()
        yield file.in_households("house_code", Fault("row_same_head", again, file.check("same_head").severity))


def _again(values: pd.Series) -> Mask:
    return (values.notna() & values.duplicated()).to_numpy()
