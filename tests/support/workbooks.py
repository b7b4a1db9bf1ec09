"""Small synthetic workbooks for tests that need an upload."""

from collections.abc import Callable
from io import BytesIO

from dss_core.catalog.catalog import Catalog
from dss_core.synthetic.files import write_workbook
from dss_core.synthetic.generate import SyntheticRound, generate

_made: dict[tuple[str, int, int, int, int, int], SyntheticRound] = {}


def small_round(
    catalog: Catalog, households: int = 60, *, year: int = 2026, wave: int = 1, seed: int = 7, first: int = 0
) -> SyntheticRound:
    """A small round (year: Common Era), its frames the caller's own. Kept for the session: calibration takes time."""
    key = (catalog.version, households, year, wave, seed, first)
    if key not in _made:
        _made[key] = generate(catalog, households, year, wave, seed, first)
    made = _made[key]
    return SyntheticRound(made.year, made.wave, made.households.copy(), made.members.copy(), made.notice)


def small_workbook(
    catalog: Catalog, households: int = 60, *, layout: str = "pppconnext",
    change: Callable[[SyntheticRound], None] | None = None, **kw: int,
) -> bytes:  # fmt: skip
    """The bytes of a small workbook; ``change`` may spoil the frames in place before they are written."""
    made = small_round(catalog, households, **kw)
    if change:
        change(made)
    target = BytesIO()
    write_workbook(made, target, catalog.formats[layout])
    return target.getvalue()
