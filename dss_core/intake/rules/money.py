"""Incomes: of children, and of the household against its members. Baht a month."""

from collections.abc import Iterator

from dss_core.intake.faults import Fault, taken_from
from dss_core.intake.rules.checked_file import CheckedFile, Found, has


def child_income(file: CheckedFile) -> Iterator[Found]:
    """A child has no income of its own."""
    if has(file.members, "birth_year", "income_baht"):
        check = file.check("child_income")
        least = check.limit("years")
        ages = file.members["year"] - file.members["birth_year"]
        earns = ((ages < least) & (file.members["income_baht"] > 0)).to_numpy()
        params = (("years", f"{least:g}"),)
        yield file.in_members("income_baht", Fault("row_child_income", earns, check.severity, params))


def income_sum(file: CheckedFile) -> Iterator[Found]:
    """A household's income is about the sum of its members'; only where every member's is known."""
    if not (has(file.households, "household_income_baht") and has(file.members, "house_code", "income_baht")):
        return
    check = file.check("income_sum")
    by_house = file.members.groupby("house_code")["income_baht"]
    sums = by_house.sum().where(by_house.count() == by_house.size())
    listed = file.households["house_code"].map(sums)
    told = file.households["household_income_baht"]
    gap = (told - listed).abs()
    differs = ((gap > check.limit("share") * told.abs()) & (gap > check.limit("baht"))).to_numpy()
    fault = Fault("row_income_sum", differs, check.severity, suggest_at=taken_from(listed.map("{:.0f}".format)))
    yield file.in_households("household_income_baht", fault)
