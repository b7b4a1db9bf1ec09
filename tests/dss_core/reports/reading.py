"""Files read back, as the programs that open them read them: every text that people see, and nothing that runs."""

from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUNS_SOMETHING = ("hyperlink", "instrText", "object", "script")
MARKUP_OF_OURS = (
    *("html", "head", "meta", "title", "style", "body", "h1", "section", "p", "b"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
)


def sheets(made: bytes) -> Workbook:
    return load_workbook(BytesIO(made))


def document(made: bytes) -> Any:
    return Document(BytesIO(made))


def texts_of_workbook(made: bytes) -> set[str]:
    """The texts of all sheets; a formula or a link is refused."""
    cells = [cell for sheet in sheets(made) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    return {cell.value for cell in cells if isinstance(cell.value, str)}


def texts_of_document(made: bytes) -> set[str]:
    """The texts of all paragraphs, footers included; a field other than a number is refused."""
    parts = [document(made).element.body, document(made).sections[0].footer._element]
    fields = [field.get(f"{WORD}instr").split()[0] for part in parts for field in part.iter(f"{WORD}fldSimple")]
    assert set(fields) <= {"SEQ", "PAGE", "NUMPAGES"}
    assert not [node.tag for part in parts for node in part.iter(*(f"{WORD}{tag}" for tag in RUNS_SOMETHING))]
    paragraphs = [paragraph for part in parts for paragraph in part.iter(f"{WORD}p")]
    return {"".join(text.text or "" for text in paragraph.iter(f"{WORD}t")) for paragraph in paragraphs}


class Page(HTMLParser):
    """The texts of a page, its tags and what they carry."""

    def __init__(self, made: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(made.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.texts.append(data)


def texts_of_page(made: bytes) -> set[str]:
    """The texts of the page; a tag or attribute that is not ours is refused."""
    page = Page(made)
    assert set(page.tags) <= set(MARKUP_OF_OURS)
    assert {name for name, _ in page.attributes} <= {
        *("lang", "charset", "name", "content", "style", "scope", "class", "rowspan", "colspan"),
    }
    return {text.strip() for text in page.texts}


READERS = {"word": texts_of_document, "excel": texts_of_workbook, "page": texts_of_page}


def part(made: bytes, name: str) -> str:
    """One part of an office file as text."""
    with ZipFile(BytesIO(made)) as packed:
        return packed.read(name).decode("utf-8")
