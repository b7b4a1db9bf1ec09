"""People: their ages, the head, and the counts of members."""

from collections.abc import Iterator

import pandas as pd

from dss_core.intake.faults import Fault, taken_from
from dss_core.intake.rules.checked_file import CheckedFile, Found, has

HEAD = "head"
# The whole, and the two parts that it is the sum of.
SUMS = (
    ("members_living", "members_living_registered", "members_living_not_registered"),
    ("members_registered", "members_living_registered", "members_registered_not_living"),
)


def born_before_survey(file: CheckedFile) -> Iterator[Found]:
    """Nobody was born after the survey."""
    if has(file.members, "birth_year"):
        unborn = (file.members["birth_year"] > file.members["year"]).fillna(False).to_numpy(bool)
        yield file.in_members("birth_year", Fault("row_born_after_survey", unborn))


def oldest_age(file: CheckedFile) -> Iterator[Found]:
    """Nobody is older than people become."""
    if has(file.members, "birth_year"):
        check = file.check("oldest_age")
        most = check.limit("years")
        params = (("years", f"{most:g}"),)
        too_old = (_ages(file.members) > most).to_numpy()
        yield file.in_members("birth_year", Fault("row_too_old", too_old, check.severity, params))


def head_age(file: CheckedFile) -> Iterator[Found]:
    """A head of a household is not a child."""
    if has(file.members, "birth_year", "relation"):
        check = file.check("head_age")
        least = check.limit("years")
        ages = _ages(file.members)
        young = (file.members["relation"].eq(HEAD) & (ages < least) & (ages >= 0)).to_numpy(bool)
        yield file.in_members("birth_year", Fault("row_young_head", young, check.severity, (("years", f"{least:g}"),)))


def one_head(file: CheckedFile) -> Iterator[Found]:
    """A household with a list of members has one head: told at its further heads, or in its own row."""
    if not has(file.members, "relation", "house_code"):
        return
    severity = file.check("one_head").severity
    heads = file.members["house_code"].where(file.members["relation"].eq(HEAD))
    yield file.in_members("relation", Fault("row_two_heads", (heads.notna() & heads.duplicated()).to_numpy(), severity))
    codes = file.households["house_code"].astype(object)
    # Where somebody's relation is not told, that one may be the head.
    untold = file.members["house_code"].where(file.members["relation"].isna())
    listed, led = (set(column.dropna()) for column in (file.members["house_code"], pd.concat([heads, untold])))
    headless = codes.map(lambda code: code in listed and code not in led).to_numpy(bool)
    yield file.in_households("house_code", Fault("row_no_head", headless, severity))


def member_count(file: CheckedFile) -> Iterator[Found]:
    """The count of people living there is the number of members listed."""
    if not has(file.households, "members_living") or not has(file.members, "house_code"):
        return
    listed = file.households["house_code"].map(file.members["house_code"].value_counts()).fillna(0)
    told = file.households["members_living"]
    differs = (told.notna() & (told != listed)).to_numpy()
    fault = Fault(
        "row_member_count", differs, file.check("member_count").severity, suggest_at=taken_from(_whole(listed))
    )
    yield file.in_households("members_living", fault)


def member_sums(file: CheckedFile) -> Iterator[Found]:
    """The counts of members add up."""
    severity = file.check("member_sums").severity
    for total, *parts in SUMS:
        if has(file.households, total, *parts):
            wanted = file.households[parts].sum(axis=1, skipna=False)
            told = file.households[total]
            differs = (told.notna() & wanted.notna() & (told != wanted)).to_numpy()
            fault = Fault("row_member_sums", differs, severity, suggest_at=taken_from(_whole(wanted)))
            yield file.in_households(total, fault)


def _ages(members: pd.DataFrame) -> pd.Series:
    return members["year"] - members["birth_year"]


def _whole(values: pd.Series) -> pd.Series:
    """Whole numbers without a point, as a person types them."""
    return values.astype("Int64")
