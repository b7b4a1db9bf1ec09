"""A reading as bytes and back: how the child process hands over what it read.

Text as JSON, places as raw numbers. Nothing that is unpacked here can run: a parser that was led astray by a file can
give wrong cells, and no more.
"""

import json
from array import array
from typing import Any

from dss_core.errors import BadFile
from dss_core.intake.sheets import Column, Link, Reading, Sheet
from dss_core.model.problems import Problem, Severity

SIZE_BYTES = 8
SURROGATES = "surrogatepass"  # damaged text of a file may hold halves of letters


def pack(reading: Reading) -> list[bytes]:
    """The parts of the message, in order."""
    numbers: list[bytes] = []

    def keep(values: "array[Any] | None") -> list[Any] | None:
        if values is None:
            return None
        numbers.append(values.tobytes())
        return [values.typecode, len(numbers[-1])]

    sheets = [
        {
            "name": sheet.name,
            "first_row": sheet.first_row,
            "columns": [
                [keep(c.codes), c.texts, c.kinds, c.label, c.labels, keep(c.numbers), c.is_scale] for c in sheet.columns
            ],
            "link": sheet.link and [sheet.link.parent, sheet.link.key, sheet.link.parent_key, keep(sheet.link.rows)],
        }
        for sheet in reading.sheets
    ]
    about = [reading.kind, reading.encoding, reading.delimiter, reading.hidden, reading.source]
    problems = [[p.sheet, p.row, p.column, p.severity, p.code, p.value_class, p.params] for p in reading.problems]
    return [*_head({"about": about, "sheets": sheets, "problems": problems}), *numbers]


def pack_refusal(refusal: BadFile) -> list[bytes]:
    """The message of a file that cannot be taken in."""
    return _head({"refused": refusal.code, "params": refusal.params})


def unpack(message: bytes) -> Reading:
    """The reading of a message; ``BadFile`` when it tells of one; ValueError or a kin when it is no message."""
    view = memoryview(message)
    length = int.from_bytes(view[:SIZE_BYTES], "little")
    told = json.loads(bytes(view[SIZE_BYTES : SIZE_BYTES + length]).decode("utf-8", SURROGATES))
    if "refused" in told:
        raise BadFile(str(told["refused"]), **told["params"])
    at = SIZE_BYTES + length

    def take(shape: list[Any] | None) -> "array[Any] | None":
        nonlocal at
        if shape is None:
            return None
        values: array[Any] = array(shape[0])
        values.frombytes(view[at : at + shape[1]])
        at += shape[1]
        return values

    sheets = []
    for sheet in told["sheets"]:
        columns = tuple(
            Column(take(codes) or array("B"), tuple(texts), kinds, label, tuple(labels), take(numbers), is_scale)
            for codes, texts, kinds, label, labels, numbers, is_scale in sheet["columns"]
        )
        link = None
        if sheet["link"]:
            parent, key, parent_key, rows = sheet["link"]
            link = Link(parent, key, parent_key, take(rows) or array("i"))
        sheets.append(Sheet(sheet["name"], columns, sheet["first_row"], link))
    problems = tuple(
        Problem(sheet, row, column, Severity(severity), code, found, tuple((name, value) for name, value in params))
        for sheet, row, column, severity, code, found, params in told["problems"]
    )
    kind, encoding, delimiter, hidden, source = told["about"]
    return Reading(kind, tuple(sheets), encoding, delimiter, tuple(hidden), source, problems)


def _head(told: dict[str, Any]) -> list[bytes]:
    text = json.dumps(told, ensure_ascii=False, check_circular=False).encode("utf-8", SURROGATES)
    return [len(text).to_bytes(SIZE_BYTES, "little"), text]
