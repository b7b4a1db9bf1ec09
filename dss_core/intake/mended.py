"""A mended file that comes back: what the program added to it is left out before it is read."""

from dataclasses import replace
from typing import Any

from dss_core.catalog.survey_checks import MendedWords
from dss_core.intake.readers import Sheet


def without_added(sheets: list[Sheet], words: MendedWords) -> list[Sheet]:
    """The sheets without the columns and the legend that the program adds to a mended file; others as they are."""
    legends = {words.legend.th, words.legend.en}
    kept = [_without_columns(sheet, words) for sheet in sheets if sheet.name not in legends]
    return kept or sheets


def _without_columns(sheet: Sheet, words: MendedWords) -> Sheet:
    added = {place for place, heading in enumerate(sheet.header) if heading in words.headings}
    if not added:
        return sheet

    def own(row: list[Any]) -> list[Any]:
        return [cell for place, cell in enumerate(row) if place not in added]

    return replace(sheet, cells=[own(row) for row in sheet.cells])
