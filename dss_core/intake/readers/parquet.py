"""Parquet files: their columns as text, and as numbers where they are numbers."""

import io

import pyarrow
import pyarrow.parquet

from dss_core.errors import BadFile
from dss_core.intake import limits
from dss_core.intake.readers.typed import typed_column
from dss_core.intake.sheets import Column, Reading, Sheet

LOCKED = b"PARE"
BATCH_ROWS = 50_000


def read(data: bytes, file_name: str) -> Reading:
    """The one table of the file; what it says of its size is looked at before it is unpacked."""
    if data.startswith(LOCKED):
        raise BadFile("file_locked", file=file_name)
    try:
        source = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        about = source.metadata
        limits.check_reach(about.num_rows, about.num_columns, 0, file_name)
        groups = (about.row_group(number) for number in range(about.num_row_groups))
        if sum(group.total_byte_size for group in groups) > limits.LARGEST_UNPACKED:
            raise BadFile("file_bomb", file=file_name)
        parts, rows = [], 0
        for batch in source.iter_batches(BATCH_ROWS, use_threads=False):
            rows += batch.num_rows
            limits.check_reach(rows, batch.num_columns, 0, file_name)
            parts.append(batch)
        table = pyarrow.Table.from_batches(parts, source.schema_arrow)
        columns = tuple(_column(name, table.column(at)) for at, name in enumerate(table.column_names))
    except (BadFile, MemoryError):
        raise
    except Exception as error:  # whatever the parser finds to say about damaged bytes
        raise BadFile("file_unreadable", file=file_name) from error
    return Reading("parquet", () if not columns else (Sheet("", columns),))


def _column(name: str, values: pyarrow.ChunkedArray) -> Column:
    kind = values.type
    if pyarrow.types.is_dictionary(kind):
        values = values.cast(kind.value_type)
        kind = kind.value_type
    if pyarrow.types.is_decimal(kind):
        values = values.cast(pyarrow.float64())
    if pyarrow.types.is_timestamp(kind):
        values = values.cast(pyarrow.timestamp("us", kind.tz), safe=False)
    is_number = pyarrow.types.is_integer(kind) or pyarrow.types.is_floating(kind) or pyarrow.types.is_decimal(kind)
    plain = values.to_pylist()
    if pyarrow.types.is_nested(kind):
        plain = [None if value is None else str(value) for value in plain]
    if pyarrow.types.is_binary(kind) or pyarrow.types.is_large_binary(kind):
        plain = [None if value is None else value.decode("utf-8", "replace") for value in plain]
    return typed_column(str(name), plain, is_number=is_number or pyarrow.types.is_null(kind))
