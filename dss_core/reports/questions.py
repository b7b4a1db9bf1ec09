"""What a blank template and a form for ODK or Kobo ask: the columns of a format in the words of the catalogue."""

from dataclasses import dataclass

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Label
from dss_core.catalog.formats import ColumnFormat, SheetFormat, column_label
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
        return digits(self.lowest), digits(self.highest)

    @property
    def is_number(self) -> bool:
        """Whether the answer is a plain number."""
        return self.column.kind in ("number", "whole", "score")


def digits(number: float) -> str:
    """A number in digits, as forms and people read it.

    >>> digits(1000000.0), digits(0.5)
    ('1000000', '0.5')
    """
    return str(int(number)) if float(number).is_integer() else repr(number)


def questions(sheet: SheetFormat, catalog: Catalog) -> list[Question]:
    """The columns of a sheet that somebody has to fill in, in their order."""
    return [question(column, catalog) for column in sheet.columns if column.asked]


def question(column: ColumnFormat, catalog: Catalog) -> Question:
    """A column as a question; an indicator gives it its name, its meaning and its scale."""
    label = column_label(column, catalog.instrument)
    indicator = next((one for one in catalog.instrument.indicators if one.id == column.field), None)
    if indicator is not None:
        return Question(column, label, indicator.meaning, indicator.lowest, indicator.highest, indicator.is_whole)
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
