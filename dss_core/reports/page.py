"""A report as one web page that needs nothing else: it prints on A4, and its tables can be pasted into a document."""

from html import escape

from dss_core.model.text import Language
from dss_core.reports.columns import UPRIGHT, shares, wanted_widths
from dss_core.reports.document import Kind, Report, ReportTable, clean, printed_rows

STYLE = """
@page { size: A4; margin: 25mm 20mm 20mm 25mm; }
body { font: 16pt/1.3 "TH Sarabun New", "TH SarabunPSK", Sarabun, "Noto Sans Thai", "Leelawadee UI", Tahoma, sans-serif;
  max-width: 60em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff; }
h1 { font-size: 1.25em; text-align: center; margin: 0 0 1em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: 1.2em 0 .3em; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .4em; break-after: avoid; }
thead { display: table-header-group; border-top: 1.5px solid #000; border-bottom: 1px solid #000; }
tbody { border-bottom: 1.5px solid #000; }
tfoot { display: table-footer-group; font-size: .875em; }
tr { break-inside: avoid; }
th, td { padding: .1em .4em; text-align: left; vertical-align: top; mso-number-format: "\\@"; }
th { vertical-align: bottom; }
td.kept, th.kept:not(.number) { white-space: nowrap; }
.number { text-align: right; mso-number-format: General; }
.short { break-inside: avoid; }
.total td { font-weight: bold; }
p { margin: 0; font-size: .875em; }
section { margin-top: 1.2em; }
.opening { font-size: 1.125em; margin: 0 0 .5em; }
@media print { body { max-width: none; margin: 0; padding: 0; } }
"""


def web_page(report: Report) -> bytes:
    """The report as HTML in UTF-8, the same bytes each time. Every word is escaped: none of it can become markup."""
    tables = [_table(report, place, table) for place, table in enumerate(report.tables, start=1)]
    notes = _notes(report.notes)
    title = _text(report.title)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    opening = [f'<p class="opening">{_opening(place, text)}</p>' for place, text in enumerate(report.opening)]
    body = "\n".join([f"<h1>{title}</h1>", *opening, *tables, f"<section>{notes}</section>" if notes else ""])
    page = f'<!doctype html>\n<html lang="{report.language}"><head>{head}<style>{STYLE}</style></head>\n'
    return f"{page}<body>\n{body}\n</body></html>\n".encode()


def _table(report: Report, place: int, table: ReportTable) -> str:
    """Caption, header, rows; the source as the table's foot, which a browser prints on every sheet; the notes."""
    widths = wanted_widths(table, report.language)
    looks = [_look(column.kind, width.wraps) for column, width in zip(table.columns, widths, strict=True)]
    columns = "".join(f'<col style="width:{share:.1%}">' for share in shares(widths, UPRIGHT))
    header = "".join(
        f'<th scope="col"{look}>{_text(column.header)}</th>' for look, column in zip(looks, table.columns, strict=True)
    )
    mark = ' class="short"' if table.is_short else ""
    source = f'<tr><td colspan="{len(table.columns)}">{_text(report.source)}</td></tr>'
    return (
        f"<table{mark}><caption><b>{_text(report.table_word)} {place}</b> {_text(table.caption)}</caption>\n"
        f"<colgroup>{columns}</colgroup><thead><tr>{header}</tr></thead><tfoot>{source}</tfoot>\n"
        f"<tbody>\n{_rows(table, report.language, looks)}</tbody></table>\n{_notes(table.notes)}"
    )


def _look(kind: Kind, wraps: bool) -> str:
    words = [word for word, holds in (("number", kind is not Kind.TEXT), ("kept", not wraps)) if holds]
    return f' class="{" ".join(words)}"' if words else ""


def _rows(table: ReportTable, language: Language, looks: list[str]) -> str:
    """The rows; a cell that is said for the rows below it too spans them."""
    texts = printed_rows(table, language)
    lines = []
    for row, line, spans in zip(table.rows, texts, _spans(texts), strict=True):
        cells = [
            f'<td{look} rowspan="{span}">{_text(text)}</td>'
            for look, text, span in zip(looks, line, spans, strict=True)
            if text is not None
        ]
        mark = ' class="total"' if row.is_total else ""
        lines.append(f"<tr{mark}>{''.join(cells)}</tr>\n")
    return "".join(lines)


def _spans(texts: list[list[str | None]]) -> list[list[int]]:
    """For how many rows each text stands: itself and the cells below it that are None."""
    spans = [[1] * len(line) for line in texts]
    for place in range(len(texts) - 1, 0, -1):
        for column, text in enumerate(texts[place]):
            if text is None:
                spans[place - 1][column] += spans[place][column]
    return spans


def _opening(place: int, text: str) -> str:
    return _text(text) if place else f"<b>{_text(text)}</b>"


def _notes(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{_text(line)}</p>\n" for line in lines)


def _text(text: str) -> str:
    return escape(clean(text))
