"""An upload format as an XLSForm, so that ODK or Kobo collects exactly what the import takes.

A question is named as the field it feeds, which the import knows. Members are asked in a repeat; each takes the keys of
its household with it. Answers are the codes of the catalogue's lists, areas their official codes.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import xlsxwriter

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Label
from dss_core.catalog.formats import ColumnFormat, SheetFormat, UploadFormat, column_label
from dss_core.language.format import BUDDHIST_OFFSET
from dss_core.language.translate import N_, Translator
from dss_core.model.rounds import EARLIEST_YEAR, FIRST_BUDDHIST_YEAR, LATEST_YEAR
from dss_core.model.text import LANGUAGES, Language
from dss_core.reports.excel import MADE_AT, OPTIONS
from dss_core.reports.questions import Question, digits, question, questions, what_to_write

NAMES: dict[Language, str] = {"th": "ไทย (th)", "en": "English (en)"}
KEYS = ("house_code", "year", "wave")  # of a household; they follow its members
ON_THE_MAP = N_("Place of the house on the map")
PLACE, LATITUDE, LONGITUDE = "location", "latitude", "longitude"
WEIGHTED = " + ".join(f"{13 - at} * number(substr(., {at}, {at + 1}))" for at in range(12))
CHECK_DIGIT = f"(11 - (({WEIGHTED}) mod 11)) mod 10 = number(substr(., 12, 13))"
YEARS = (
    f"(. >= {EARLIEST_YEAR} and . <= {LATEST_YEAR})"
    f" or (. >= {FIRST_BUDDHIST_YEAR} and . <= {LATEST_YEAR + BUDDHIST_OFFSET})"
)
# Kind of a column -> type of a question, what an answer must be, and how it is typed in.
KINDS: dict[str, tuple[str, str, str]] = {
    "text": ("text", "", ""),
    "house_number": ("text", "", ""),
    "year": ("integer", YEARS, ""),
    "date": ("date", ". <= today()", ""),
    "house_code": ("text", "regex(., '^[0-9]{11}$')", "numbers"),
    "national_id": ("text", f". = '-' or (regex(., '^[0-9]{{13}}$') and {CHECK_DIGIT})", ""),
    "phone": ("text", "regex(., '^[0-9]{9,10}$')", "numbers"),
    "postcode": ("text", "regex(., '^[0-9]{5}$')", "numbers"),
    "province": ("text", "regex(., '^[0-9]{2}$')", "numbers"),
}
DEFAULTS = {"year": f"int(format-date(today(), '%Y')) + {BUDDHIST_OFFSET}", "wave": "1"}
SURVEY = (
    "type", "name", *(f"label::{name}" for name in NAMES.values()), *(f"hint::{name}" for name in NAMES.values()),
    "required", "constraint", *(f"constraint_message::{name}" for name in NAMES.values()), "relevant", "default",
    "calculation", "choice_filter", "appearance", "repeat_count",
)  # fmt: skip
CHOICES = ("list_name", "name", *(f"label::{name}" for name in NAMES.values()), "district")
SETTINGS = ("form_title", "form_id", "version", "default_language")

Row = dict[str, str]
Words = Mapping[Language, Translator]


def xlsform(upload: UploadFormat, catalog: Catalog, words: Words) -> bytes:
    """The form as .xlsx, the same bytes each time; ``words`` are the translators of both languages."""
    form = _Form(catalog, words)
    households, members = upload.sheets.households, upload.sheets.members
    survey = [{"type": kind, "name": kind} for kind in ("start", "end")]
    survey += form.rows_of(households)
    if members is not None:
        survey += form.repeat(members, households)
    settings = {
        "form_title": f"{catalog.instrument.label.th} · {catalog.instrument.label.en}",
        "form_id": f"{upload.id}_v{upload.version}",
        "version": f"{upload.version}-{catalog.version}",
        "default_language": NAMES["th"],
    }
    target = BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"title": settings["form_title"], "created": MADE_AT})
        _write(book, "survey", SURVEY, survey)
        _write(book, "choices", CHOICES, form.choices())
        _write(book, "settings", SETTINGS, [settings])
    return target.getvalue()


def _write(book: Any, name: str, columns: tuple[str, ...], rows: list[Row]) -> None:
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        page.write_string(0, at, column)
        for number, row in enumerate(rows, start=1):
            if row.get(column):
                page.write_string(number, at, row[column])


class _Form:
    """The rows of the form while they are made, and the lists that they use."""

    def __init__(self, catalog: Catalog, words: Words) -> None:
        self.catalog, self.words = catalog, words
        self.lists: dict[str, None] = {}

    def rows_of(self, sheet: SheetFormat) -> Iterator[Row]:
        """The questions about a household; those of a capital together on one screen."""
        capital_of = {i.id: i.capital for i in self.catalog.instrument.indicators}
        labels = {capital.id: capital.label for capital in self.catalog.instrument.capitals}
        opened = None
        for asked in questions(sheet, self.catalog):
            capital = capital_of.get(asked.column.field)
            if capital != opened:
                if opened is not None:
                    yield {"type": "end group"}
                if capital is not None:
                    group = {"type": "begin group", "name": f"{capital}_capital", "appearance": "field-list"}
                    yield {**group, **self._label(labels[capital])}
                opened = capital
            yield from self._rows(asked, sheet)
        if opened is not None:
            yield {"type": "end group"}

    def repeat(self, members: SheetFormat, households: SheetFormat) -> Iterator[Row]:
        """The questions about each member: as many times as people live there, where that is asked."""
        counted = "members_living" in {column.field for column in households.columns}
        yield {
            "type": "begin repeat",
            "name": "members",
            **self._label(Label(th=members.name, en=next((n for n in members.aliases if n.isascii()), members.name))),
            "repeat_count": "${members_living}" if counted else "",
        }
        for asked in questions(members, self.catalog):
            field = asked.column.field
            if field in KEYS:
                yield {"type": "calculate", "name": field, "calculation": f"../../{field}"}
            elif field == "member_number":
                yield {"type": "calculate", "name": field, "calculation": "position(..)"}
            else:
                yield from self._rows(asked, members)
        yield {"type": "end repeat"}

    def choices(self) -> list[Row]:
        """The lists that the questions use."""
        rows = []
        for name in self.lists:
            if name in ("district", "subdistrict"):
                areas = self.catalog.areas
                places = areas.districts if name == "district" else areas.subdistricts
                for place in places:
                    parent = {"district": str(place.parent_code)} if name == "subdistrict" else {}
                    names = self._label(Label(th=place.name.th, en=place.name.en))
                    rows.append({"list_name": name, "name": place.code, **names, **parent})
            else:
                codes = self.catalog.code_lists[name].codes
                rows += [{"list_name": name, "name": code.code, **self._label(code.label)} for code in codes]
        return rows

    def _rows(self, asked: Question, sheet: SheetFormat) -> Iterator[Row]:
        column = asked.column
        if column.field == LATITUDE:
            yield from self._place(sheet)
        elif column.field != LONGITUDE:
            if column.kind == "subdistrict":
                yield from self._district(column, sheet)
            yield {**self._row(asked), **self._name_of_area(column, sheet)}

    def _row(self, asked: Question) -> Row:
        column = asked.column
        kind, constraint, appearance = self._kind(asked)
        row = {"type": kind, "name": column.field, **self._label(asked.label), "appearance": appearance}
        if column.required:
            row["required"] = "yes"
        if constraint:
            row["constraint"] = constraint
        for language in LANGUAGES:
            told = what_to_write(asked, self.words[language])
            meaning = f" {asked.meaning.read(language)}" if asked.meaning else ""
            if constraint or meaning:
                row[f"hint::{NAMES[language]}"] = told + meaning
            if constraint:
                row[f"constraint_message::{NAMES[language]}"] = told
        if column.asked_if is not None:
            row["relevant"] = f"${{{column.asked_if.field}}} = '{column.asked_if.code}'"
        if column.kind == "subdistrict" and "district" in self.lists:
            row["choice_filter"] = "district = ${district_code}"
        row["default"] = DEFAULTS.get(column.field, "")
        return row

    def _kind(self, asked: Question) -> tuple[str, str, str]:
        column = asked.column
        if column.kind in ("code", "codes"):
            self.lists[str(column.codes)] = None
            return f"select_{'one' if column.kind == 'code' else 'multiple'} {column.codes}", "", ""
        if column.kind in ("district", "subdistrict"):
            self.lists[column.kind] = None
            return f"select_one {column.kind}", "", ""
        if asked.is_number:
            limits = ((">=", asked.lowest), ("<=", asked.highest))
            bounds = " and ".join(f". {sign} {digits(bound)}" for sign, bound in limits if bound is not None)
            return "integer" if asked.is_whole else "decimal", bounds, ""
        return KINDS[column.kind]

    def _district(self, column: ColumnFormat, sheet: SheetFormat) -> Iterator[Row]:
        """The district first, where the format knows it: nobody looks for a sub-district among all of a province."""
        found = next((one for one in sheet.columns if one.kind == "district"), None)
        if found is not None and not found.asked:
            row = {**self._row(question(found, self.catalog)), **self._name_of_area(found, sheet)}
            yield {**row, "required": "yes" if column.required else ""}

    def _name_of_area(self, column: ColumnFormat, sheet: SheetFormat) -> Row:
        """Areas are chosen by name: their question is called as the column of the names, where there is one."""
        names = [one for one in sheet.columns if one.field == f"{column.kind}_name"]
        return self._label(column_label(names[0], self.catalog.instrument)) if names else {}

    def _place(self, sheet: SheetFormat) -> Iterator[Row]:
        """One question for the point on the map; its two numbers are taken out of it."""
        point = Label(th=self.words["th"](ON_THE_MAP), en=self.words["en"](ON_THE_MAP))
        yield {"type": "geopoint", "name": PLACE, **self._label(point)}
        for at, field in enumerate((LATITUDE, LONGITUDE)):
            if field in {column.field for column in sheet.columns}:
                number = f"if(${{{PLACE}}} = '', '', selected-at(${{{PLACE}}}, {at}))"
                yield {"type": "calculate", "name": field, "calculation": number}

    @staticmethod
    def _label(label: Label) -> Row:
        return {f"label::{NAMES[language]}": label.read(language) for language in LANGUAGES}
