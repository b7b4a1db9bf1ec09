"""The shape of an upload format (``data/formats/*.toml``): which header feeds which field, and what a cell may hold."""

from typing import Annotated, Literal

from pydantic import Field

from dss_core.catalog.definitions import Definition, Id, Instrument, Label, Standing

ColumnKind = Literal[
    "text",
    "whole",
    "number",
    "score",
    "year",
    "date",
    "code",
    "codes",
    "house_code",
    "house_number",
    "national_id",
    "phone",
    "postcode",
    "province",
    "district",
    "subdistrict",
]


class AskedIf(Definition):
    """A question that is asked only after one answer of another field of the same sheet."""

    field: Id
    code: Annotated[str, Field(min_length=1)]


class ColumnFormat(Definition):
    """One column: its header, the field it feeds, the kind of its cells and their bounds (both ends allowed).

    hints: names that propose the column without deciding. personal: its cells are never shown as examples.
    asked: whether a template or form asks for it; otherwise it follows from other columns or is computed.
    """

    header: Annotated[str, Field(min_length=1)]
    field: Id
    kind: ColumnKind
    required: bool = False
    codes: Id | None = None
    aliases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    personal: bool = False
    asked: bool = True
    asked_if: AskedIf | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every header that decides: the column's own, its aliases, and its field as forms for ODK and Kobo name it."""
        return (self.header, *self.aliases, self.field)


class SheetFormat(Definition):
    """One sheet: its name, the other names it goes by, and its columns."""

    name: Annotated[str, Field(min_length=1)]
    aliases: tuple[str, ...] = ()
    required: bool = True
    columns: Annotated[tuple[ColumnFormat, ...], Field(min_length=1)]

    def column(self, field: str) -> ColumnFormat:
        """The column that feeds a field; KeyError if none does."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


class SheetFormats(Definition):
    """The sheets of a workbook: one row per household and, where given, one row per member."""

    households: SheetFormat
    members: SheetFormat | None = None


class UploadFormat(Definition):
    """One layout of an uploaded workbook."""

    id: Id
    version: Annotated[int, Field(ge=1)]
    label: Label
    source: Annotated[str, Field(min_length=1)]
    standing: Standing
    score_tolerance: Annotated[float, Field(ge=0)]
    sheets: SheetFormats


def column_label(column: ColumnFormat, instrument: Instrument) -> Label:
    """The name of a column in both languages: an indicator's own, else its header and its first English alias."""
    indicator = next((one for one in instrument.indicators if one.id == column.field), None)
    if indicator is not None:
        return indicator.label
    return Label(th=column.header, en=next((name for name in column.aliases if name.isascii()), column.field))
