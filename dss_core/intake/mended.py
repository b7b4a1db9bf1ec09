"""A mended file that comes back: what the program added to it is left out before it is read."""

from collections.abc import Iterable
from dataclasses import replace

from dss_core.catalog.survey_checks import MendedWords
from dss_core.intake.sheets import Sheet


def without_added(sheets: Iterable[Sheet], words: MendedWords) -> tuple[Sheet, ...]:
    """The sheets without the columns and the legend that the program adds to a mended file; others as they are."""
    legends = {words.legend.th, words.legend.en}
    kept = tuple(_without_columns(sheet, words) for sheet in sheets if sheet.name not in legends)
    return kept or tuple(sheets)


def _without_columns(sheet: Sheet, words: MendedWords) -> Sheet:
    kept = tuple(column for column in sheet.columns if column.text(0) not in words.headings)
    return sheet if len(kept) == len(sheet.columns) else replace(sheet, columns=kept)
