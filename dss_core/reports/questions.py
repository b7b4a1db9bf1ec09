"""What a blank template and a form for ODK or Kobo ask: the columns of a format in the words of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Indicator, Label
from dss_core.catalog.formats import ColumnFormat, SheetFormat
from dss_core.language.translate import N_, Translator

WHAT_TO_WRITE = {
    "text": N_("Words as they are."),
    "house_number": N_("The number of the house as text, so that 12/3 does not become a date."),
    "year": N_("Four digits, Buddhist or Common Era."),
    "date": N_("Day/month/year, such as 22/11/2569."),
    "code": N_("One answer of the list."),
    "codes": N_("One answer of the list, or several with commas between them."),
    "house_code": N_("The 11 digits of the house registration."),
    "national_id": N_("The 13 digits of the ID card, or - where there is none."),
    "phone": N_("9 or 10 digits."),
    "postcode": N_("5 digits."),
    "subdistrict": N_("One sub-district of the list."),
    "district": N_("One district of the list."),
    "province": N_("The code of the province."),
}


@dataclass(frozen=True)
class Question:
    """One column that is asked for. lowest, highest: both allowed, None where there is no bound."""

    column: ColumnFormat
    label: Label
    meaning: Label | None
    lowest: float | None
    highest: float | None
    is_whole: bool

    @property
    def bounds(self) -> tuple[str, str] | None:
        """Both bounds as people write them; None unless there are both."""
        if self.lowest is None or self.highest is None:
            return None
        return f"{self.lowest:g}", f"{self.highest:g}"

    @property
    def is_number(self) -> bool:
        """Whether the answer is a plain number."""
        return self.column.kind in ("number", "whole", "score")


def questions(sheet: SheetFormat, catalog: Catalog) -> list[Question]:
    """The columns of a sheet that somebody has to fill in, in their order."""
    return list(_questions(sheet, catalog))


def _questions(sheet: SheetFormat, catalog: Catalog) -> Iterator[Question]:
    indicators = {indicator.id: indicator for indicator in catalog.instrument.indicators}
    for column in sheet.columns:
        if column.asked:
            yield question(column, indicators.get(column.field))


def question(column: ColumnFormat, indicator: Indicator | None = None) -> Question:
    """A column as a question; an indicator gives it its name, its meaning and its scale."""
    if indicator is not None:
        return Question(
            column, indicator.label, indicator.meaning, indicator.lowest, indicator.highest, indicator.is_whole
        )
    english = next((name for name in column.aliases if name.isascii()), column.field)
    label = Label(th=column.header, en=english)
    return Question(column, label, None, column.lowest, column.highest, column.kind == "whole")


def what_to_write(asked: Question, _: Translator) -> str:
    """What belongs into a cell, in one sentence."""
    if not asked.is_number:
        return _(WHAT_TO_WRITE[asked.column.kind])
    if asked.bounds is None:
        return _("A whole number.") if asked.is_whole else _("A number in digits.")
    lowest, highest = asked.bounds
    if asked.is_whole:
        return _("A whole number from {lowest} to {highest}.", lowest=lowest, highest=highest)
    return _("A number from {lowest} to {highest}.", lowest=lowest, highest=highest)
