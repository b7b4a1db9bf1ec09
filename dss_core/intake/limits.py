"""How large an upload may be, in bytes, when it is unpacked, and in cells."""

from dss_core.errors import BadFile

LARGEST_BYTES = 200 * 2**20
LARGEST_UNPACKED = 2**30
LARGEST_RATIO = 200
MOST_PARTS = 500
MOST_ROWS = 1_048_576
MOST_COLUMNS = 2_000
MOST_CELLS = 15_000_000  # 120,000 households with all 116 columns of an export; a grid of this size takes 1 GB


def check_size(data: bytes, file_name: str) -> None:
    """Nothing, or ``BadFile`` when there is nothing to read or more than an upload may hold."""
    if not data:
        raise BadFile("file_empty", file=file_name)
    if len(data) > LARGEST_BYTES:
        raise BadFile("file_too_large", file=file_name, most=LARGEST_BYTES // 2**20)


def check_reach(last_row: int, last_column: int, cell_count: int, file_name: str) -> None:
    """Nothing, or ``BadFile`` when a table is larger than any survey."""
    if last_row > MOST_ROWS or last_column > MOST_COLUMNS or max(cell_count, last_row * last_column) > MOST_CELLS:
        raise BadFile("file_far_cells", file=file_name, row=last_row, column=last_column)
