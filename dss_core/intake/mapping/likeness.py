"""How much a heading is like the names of a field, Thai or English, however it is spelled."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import ColumnFormat
from dss_core.intake.headings import question_name
from dss_core.intake.listed_cells import spelling

SAME, HINTED = 1.0, 0.9
LEAST_LIKE = 0.75
SHORTEST, LEAST_PART = 4, 0.4  # letters of a name that may be part of another, and the share of it that it must be
BEGINNING = 6  # letters of a name with which another may begin
OF_A_PART = 0.92


def names_of(column: ColumnFormat, catalog: Catalog) -> tuple[list[str], list[str]]:
    """The spellings of the names that decide, and of those that propose (an indicator's label among them)."""
    labels = [i.label for i in catalog.instrument.indicators if i.id == column.field]
    hints = [*column.hints, *(name for label in labels for name in (label.th, label.en))]
    return [spelling(name) for name in column.names], [spelling(name) for name in hints]


def likeness(heading: str, names: Sequence[str], hints: Sequence[str]) -> float:
    """From 0 to 1: 1 for a name that decides, 0.9 for one that proposes, less for what is only like one.

    >>> likeness("House  CODE", ["housecode"], []), likeness("รหัสบ้าน 11 หลัก", ["รหัสบ้าน"], []) > 0.75
    (1.0, True)
    """
    spelled, question = spelling(heading), question_name(heading)
    if not spelled:
        return 0.0
    if spelled in names or question in names:
        return SAME
    # Thai words are not parted by blanks: what follows the last one is a heading below its group.
    last = "" if heading.isascii() else spelling(heading.rpartition(" ")[2])
    parts = {spelled, spelling(heading.rpartition("/")[2]), last}
    if parts & {*names, *hints}:
        return HINTED
    alike = max((_alike(spelled, name) for name in (*names, *hints)), default=0.0)
    return alike if alike >= LEAST_LIKE else 0.0


def _alike(spelled: str, name: str) -> float:
    shorter, longer = sorted((len(spelled), len(name)))
    if shorter < SHORTEST:
        return 0.0
    whole = fuzz.ratio(spelled, name) / 100
    is_part = shorter >= LEAST_PART * longer or (len(name) >= BEGINNING and spelled.startswith(name))
    part = fuzz.partial_ratio(spelled, name) / 100 * OF_A_PART if is_part else 0.0
    return min(max(whole, part), OF_A_PART) * HINTED
