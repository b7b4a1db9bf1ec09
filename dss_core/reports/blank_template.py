"""A blank workbook in an upload format: headings with notes, lists to choose from, checks, and what each column means.

Filled in and uploaded it is read without a mapping, because its headings are the format's own.
"""

from collections.abc import Mapping
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import SheetFormat, UploadFormat
from dss_core.language.format import BUDDHIST_OFFSET
from dss_core.language.translate import N_, Translator
from dss_core.model.rounds import EARLIEST_YEAR, FIRST_BUDDHIST_YEAR, LATEST_YEAR
from dss_core.model.text import LANGUAGES, Language
from dss_core.reports.columns import letters
from dss_core.reports.excel import A4, HIGHEST, LINE_HEIGHT, LOOK, MADE_AT, OPTIONS, WIDER
from dss_core.reports.questions import Question, questions, what_to_write

LAST_ROW = 20_000  # the lists and checks reach so far down
LONGEST_TITLE, LONGEST_NOTE = 32, 255  # characters that Excel shows beside a cell
HEADING = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#dbe6f4"}
NEEDED = {**HEADING, "bg_color": "#f6d9c6"}
WIDTH, WIDE = 18, 60
HEIGHT = 64  # points of the headings
NOTE_SIZE = {"x_scale": 2.2, "y_scale": 1.6}
AS_TEXT = "@"

ANSWERS, EXPLANATION = N_("Answers"), N_("What to fill in")
SHEET, COLUMN, IS_NEEDED, WHAT = N_("Sheet"), N_("Heading"), N_("needed"), N_("What to write")

Words = Mapping[Language, Translator]
# {cell} is the first cell of the column; digits may be grouped with dashes or blanks, as the import takes them.
DIGITS = 'SUBSTITUTE(SUBSTITUTE({cell},"-","")," ","")'
HOUSE_CODE = f"=AND(LEN({DIGITS})=11,ISNUMBER(--{DIGITS}))"
NATIONAL_ID = (
    f'=IF({{cell}}="-",TRUE,IFERROR(AND(LEN({DIGITS})=13,'
    f"MOD(11-MOD(SUMPRODUCT(--MID({DIGITS},ROW($1:$12),1),14-ROW($1:$12)),11),10)=--RIGHT({DIGITS},1)),FALSE))"
)
PHONE = f"=AND(LEN({DIGITS})>=9,LEN({DIGITS})<=10,ISNUMBER(--{DIGITS}))"
YEAR = (
    f"=IFERROR(AND(--{{cell}}>={EARLIEST_YEAR},--{{cell}}<="
    f"IF(--{{cell}}<{FIRST_BUDDHIST_YEAR},{LATEST_YEAR},{LATEST_YEAR + BUDDHIST_OFFSET})),FALSE)"
)


def blank_template(upload: UploadFormat, catalog: Catalog, words: Words) -> bytes:
    """The template as .xlsx, the same bytes each time; ``words`` are the translators of both languages."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"title": upload.label.th, "created": MADE_AT})
        template = _Template(book, catalog, words)
        sheets = [sheet for sheet in (upload.sheets.households, upload.sheets.members) if sheet]
        for sheet in sheets:
            template.fill_in(sheet)
        template.explain(sheets)
        template.list_answers()
    return target.getvalue()


class _Template:
    """The workbook while it is written. Lists stand on the last sheet, each in a column of its own."""

    def __init__(self, book: Any, catalog: Catalog, words: Words) -> None:
        self.book, self.catalog, self.words = book, catalog, words
        self.lists: dict[str, list[str]] = {}
        self.list_sheet = self._both(ANSWERS)
        self.text = book.add_format({**LOOK, "num_format": AS_TEXT})
        self.number = book.add_format(LOOK)
        self.wrapped = book.add_format({**LOOK, "text_wrap": True, "valign": "top"})
        self.heading, self.needed = book.add_format({**LOOK, **HEADING}), book.add_format({**LOOK, **NEEDED})

    def fill_in(self, wanted: SheetFormat) -> None:
        """A sheet to fill in: the format's headings, and below them nothing but lists and checks."""
        sheet = self.book.add_worksheet(wanted.name)
        sheet.set_default_row(LINE_HEIGHT)
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, HEIGHT)
        for at, asked in enumerate(questions(wanted, self.catalog)):
            column = asked.column
            sheet.set_column(at, at, WIDTH, self.number if asked.is_number else self.text)
            sheet.write_string(0, at, column.header, self.needed if column.required else self.heading)
            sheet.write_comment(0, at, self._note(asked), NOTE_SIZE)
            sheet.data_validation(1, at, LAST_ROW, at, self._check(asked, at))

    def explain(self, sheets: list[SheetFormat]) -> None:
        """The sheet that tells of each column what it means, in Thai and in English."""
        page = self.book.add_worksheet(self._both(EXPLANATION))
        titles = [self._both(name) for name in (SHEET, COLUMN, IS_NEEDED)]
        titles += [self.words[language](WHAT) for language in LANGUAGES]
        widths = [WIDTH, 2 * WIDTH, WIDTH, *(WIDE for _ in LANGUAGES)]
        for at, (title, width) in enumerate(zip(titles, widths, strict=True)):
            page.set_column(at, at, width)
            page.write_string(0, at, title, self.heading)
        page.set_row(0, LINE_HEIGHT)
        row = 0
        for wanted in sheets:
            for asked in questions(wanted, self.catalog):
                row += 1
                needed = self._both(IS_NEEDED) if asked.column.required else ""
                told = (wanted.name, asked.column.header, needed, *(self._told(asked, one) for one in LANGUAGES))
                for at, text in enumerate(told):
                    page.write_string(row, at, text, self.wrapped)
                lines = max(ceil(letters(text) * WIDER / width) for text, width in zip(told, widths, strict=True))
                page.set_row(row, min(HIGHEST, LINE_HEIGHT * max(1, lines)))
        page.freeze_panes(1, 2)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def list_answers(self) -> None:
        """The sheet that holds the lists."""
        page = self.book.add_worksheet(self.list_sheet)
        page.set_default_row(LINE_HEIGHT)
        for at, (name, answers) in enumerate(self.lists.items()):
            page.set_column(at, at, WIDTH * 2)
            for row, text in enumerate((name, *answers)):
                page.write_string(row, at, text, self.heading if row == 0 else self.wrapped)

    def _both(self, message: str) -> str:
        return " ".join(self.words[language](message) for language in LANGUAGES)

    def _told(self, asked: Question, language: Language) -> str:
        """What a column is in the words of one language, what to write into it, and the answers of its list."""
        _ = self.words[language]
        parts = [f"{asked.label.read(language)}:", what_to_write(asked, _)]
        if asked.meaning is not None:
            parts.append(asked.meaning.read(language))
        if asked.column.codes is not None:
            codes = self.catalog.code_lists[asked.column.codes].codes
            parts.append(", ".join(code.label.read(language) for code in codes))
        return " ".join(parts)

    def _note(self, asked: Question) -> str:
        """The note on a heading, in both languages."""
        return "\n".join(f"{asked.label.read(one)}: {what_to_write(asked, self.words[one])}" for one in LANGUAGES)

    def _check(self, asked: Question, at: int) -> dict[str, Any]:
        """The check of a column's cells, with what to write as its help."""
        note = f"{what_to_write(asked, self.words['th'])}\n{what_to_write(asked, self.words['en'])}"[:LONGEST_NOTE]
        title = asked.column.header[:LONGEST_TITLE]
        told = {"input_title": title, "input_message": note, "error_title": title, "error_message": note}
        return {"ignore_blank": True, **told, **self._rule(asked, at)}

    def _rule(self, asked: Question, at: int) -> dict[str, Any]:
        column, kind = asked.column, asked.column.kind
        if kind in ("code", "codes"):
            codes = self.catalog.code_lists[str(column.codes)]
            # Of several answers Excel can offer only the first; the others are typed behind it.
            source = self._list(codes.label.th, [code.label.th for code in codes.codes])
            return {"validate": "list", "source": source, "show_error": kind == "code"}
        if kind in ("subdistrict", "district"):
            areas = self.catalog.areas
            places = areas.subdistricts if kind == "subdistrict" else areas.districts
            return {"validate": "list", "source": self._list(column.header, [f"{p.code} {p.name.th}" for p in places])}
        if asked.is_number:
            return _number_rule(asked)
        formula = {"house_code": HOUSE_CODE, "national_id": NATIONAL_ID, "phone": PHONE, "year": YEAR}.get(kind)
        if formula is None:
            return {"validate": "any"}
        cell = xlsxwriter.utility.xl_rowcol_to_cell(1, at)
        return {"validate": "custom", "value": formula.format(cell=cell), "error_type": _severity(kind)}

    def _list(self, name: str, answers: list[str]) -> str:
        """The place of a list on its sheet."""
        self.lists.setdefault(name, answers)
        at = list(self.lists).index(name)
        first = xlsxwriter.utility.xl_rowcol_to_cell(1, at, True, True)
        last = xlsxwriter.utility.xl_rowcol_to_cell(len(answers), at, True, True)
        return f"='{self.list_sheet}'!{first}:{last}"


def _number_rule(asked: Question) -> dict[str, Any]:
    kind = "integer" if asked.is_whole else "decimal"
    if asked.bounds is not None:
        return {"validate": kind, "criteria": "between", "minimum": asked.lowest, "maximum": asked.highest}
    return {"validate": kind, "criteria": ">=", "value": -1e12 if asked.lowest is None else asked.lowest}


def _severity(kind: str) -> str:
    """The import keeps a telephone number as it stands and warns; so does the template."""
    return "warning" if kind == "phone" else "stop"
