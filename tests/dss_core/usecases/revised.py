"""The small province's newest round as a mended file brings it back: the same households, a few cells other."""

from collections.abc import Callable

from dss_core.catalog.catalog import Catalog
from dss_core.synthetic.generate import SyntheticRound
from tests.dss_core.usecases.small_province import HOUSEHOLDS, workbook_of
from tests.support.workbooks import small_round

Change = Callable[[SyntheticRound], None]


def header(catalog: Catalog, field: str, sheet: str = "households") -> str:
    """The heading of a field."""
    found = getattr(catalog.formats["pppconnext"].sheets, sheet).column(field).header
    assert isinstance(found, str)
    return found


def newest(catalog: Catalog, *changes: Change) -> bytes:
    """The file of the newest round, changed."""
    made = small_round(catalog, HOUSEHOLDS, year=2026, first=20)
    for change in changes:
        change(made)
    return workbook_of(made, catalog)


def cell(name: str, row: int, value: object) -> Change:
    """Another value in a row (from 0) of the households."""

    def change(made: SyntheticRound) -> None:
        made.households[name] = made.households[name].astype(object)
        made.households.loc[made.households.index[row], name] = value

    return change


def member_cell(name: str, row: int, value: object) -> Change:
    """Another value in a row (from 0) of the members."""

    def change(made: SyntheticRound) -> None:
        made.members[name] = made.members[name].astype(object)
        made.members.loc[made.members.index[row], name] = value

    return change


def without_member(row: int) -> Change:
    """One member less."""

    def change(made: SyntheticRound) -> None:
        object.__setattr__(made, "members", made.members.drop(index=made.members.index[row]))

    return change


def without_household(row: int) -> Change:
    """One household less, and the people in it."""

    def change(made: SyntheticRound) -> None:
        code = made.households["รหัสบ้าน"].iloc[row]
        object.__setattr__(made, "households", made.households.drop(index=made.households.index[row]))
        object.__setattr__(made, "members", made.members[made.members["รหัสบ้าน"] != code])

    return change
