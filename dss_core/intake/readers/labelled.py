"""Files of SPSS (.sav, .zsav) and Stata (.dta): their values with the labels, user-missing codes as missing."""

import io
from typing import Any

import pyreadstat

from dss_core.errors import BadFile
from dss_core.intake import limits
from dss_core.intake.readers.typed import typed_column
from dss_core.intake.sheets import Reading, Sheet

ENCODINGS = (None, "CP874")  # as the file says, else the Thai of Windows
SPSS_MARKS = (b"$FL2", b"$FL3")


def read(data: bytes, file_name: str) -> Reading:
    """The one table of the file; its row count is looked at before its rows are read, and not believed."""
    is_spss = data.startswith(SPSS_MARKS)
    read_file = pyreadstat.read_sav if is_spss else pyreadstat.read_dta
    trouble: Exception | None = None
    for encoding in ENCODINGS:
        try:
            sheet = _table(read_file, data, encoding, file_name)
        except (BadFile, MemoryError):
            raise
        except Exception as error:  # whatever the parser finds to say about damaged bytes
            trouble = error
            continue
        return Reading("sav" if is_spss else "dta", (sheet,), encoding=encoding or "")
    raise BadFile("file_unreadable", file=file_name) from trouble


def _table(read_file: Any, data: bytes, encoding: str | None, file_name: str) -> Sheet:
    _, told = read_file(io.BytesIO(data), metadataonly=True, encoding=encoding)
    width = len(told.column_names)
    limits.check_reach(told.number_rows or 0, width, 0, file_name)
    most = min(limits.MOST_ROWS, limits.MOST_CELLS // max(width, 1))
    found, about = read_file(io.BytesIO(data), encoding=encoding, output_format="dict", row_limit=most + 1)
    row_count = max((len(values) for values in found.values()), default=0)
    limits.check_reach(row_count, width, 0, file_name)
    columns = []
    for name in about.column_names:
        values = found[name]
        columns.append(
            typed_column(
                name,
                values,
                label=about.column_names_to_labels.get(name) or "",
                labels=about.variable_value_labels.get(name, {}),
                is_scale=about.variable_measure.get(name) in ("scale", "ordinal"),
                is_number=all(value is None or isinstance(value, int | float) for value in values)
                and about.readstat_variable_types.get(name) != "string",
            )
        )
    return Sheet("", tuple(columns))
