"""Workbooks of every kind through calamine: their visible sheets, block by block."""

from collections.abc import Mapping, Sequence
from typing import IO

import python_calamine
from python_calamine import SheetTypeEnum, SheetVisibleEnum

from dss_core.errors import BadFile
from dss_core.intake.limits import check_reach
from dss_core.intake.packages import Part
from dss_core.intake.sheets import NO_VALUE, ColumnBuilder, Reading, Sheet, blocks, remark
from dss_core.model.problems import Problem, Severity

PANIC = "PanicException"


def read_workbook(
    source: str | IO[bytes], kind: str, file_name: str, parts: Mapping[str, Part] | None = None
) -> Reading:
    """The visible sheets of a workbook; ``parts``: what is known of each sheet besides, by its name."""
    try:
        with python_calamine.load_workbook(source) as book:
            tables = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
            seen = [meta.name for meta in tables if meta.visible == SheetVisibleEnum.Visible]
            hidden = tuple(meta.name for meta in tables if meta.visible != SheetVisibleEnum.Visible)
            sheets, problems = [], [remark("sheet_hidden", name) for name in hidden]
            for name in seen:
                part = None if parts is None else parts[name]
                sheet, merge_count = _sheet(book, name, part, file_name)
                sheets.append(sheet)
                problems += _told(name, part or Part(merge_count=merge_count))
    except python_calamine.PasswordError as error:
        raise BadFile("file_locked", file=file_name) from error
    except (BadFile, MemoryError):
        raise
    except BaseException as error:
        # Where the parser's own Rust code gives up, Python sees a "panic", which is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == PANIC:
            raise BadFile("file_not_a_workbook", file=file_name) from error
        raise
    return Reading(kind, tuple(sheets), hidden=hidden, problems=tuple(problems))


def _sheet(book: python_calamine.CalamineWorkbook, name: str, part: Part | None, file_name: str) -> tuple[Sheet, int]:
    """A sheet, and how many merged cells the parser saw in it.

    The parser leaves out empty rows above and empty columns before the table, and gives errors as empty cells.
    """
    grid = book.get_sheet_by_name(name)
    last_row, last_column = grid.end or (-1, -1)
    check_reach(last_row + 1, last_column + 1, 0, file_name)
    top, left = grid.start or (0, 0)
    builders = [ColumnBuilder() for _ in range(grid.width)]
    # Row by row the parser would begin at the corner of the sheet, and end too early.
    rows = grid.to_python() if top or left else grid.iter_rows()
    for block in blocks(rows):
        for builder, cells in zip(builders, zip(*block, strict=True), strict=True):
            builder.add(cells)
    _mark(builders, [(row - 1 - top, column - 1 - left) for row, column in part.without_value] if part else [])
    columns = tuple(builder.column(faults=[NO_VALUE]) for builder in builders)
    return Sheet(name, columns, top + 1), len(grid.merged_cell_ranges or [])


def _mark(builders: Sequence[ColumnBuilder], places: Sequence[tuple[int, int]]) -> None:
    """Cells that hold no value though they should."""
    for row, column in places:
        if 0 <= column < len(builders) and 0 <= row < len(builders[column].codes):
            builders[column].put(row, NO_VALUE)


def _told(name: str, part: Part) -> list[Problem]:
    told = []
    if part.merge_count:
        told.append(remark("sheet_merged_cells", name, Severity.WARNING, count=part.merge_count))
    if part.formula_count:
        told.append(remark("sheet_formulas", name, count=part.formula_count))
    return told
