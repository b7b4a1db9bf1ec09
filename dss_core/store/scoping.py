"""The one place where a scope becomes SQL. Household data are never read or written without it."""

from typing import Any

from sqlalchemy import ColumnElement, false, or_

from dss_core.access.viewer import Scope
from dss_core.model.areas import AreaLevel, area_level


def in_scope(table: Any, scope: Scope) -> ColumnElement[bool]:
    """The rows of a table with area codes that a scope covers; an empty scope covers none."""
    clauses = [_covers(table, code) for code in scope.areas]
    return or_(false(), *clauses)


def _covers(table: Any, code: str) -> ColumnElement[bool]:
    level = area_level(code)
    if level is AreaLevel.SUBDISTRICT:
        return table.c.subdistrict_code == code  # type: ignore[no-any-return]
    if level is AreaLevel.DISTRICT:
        return table.c.district_code == code  # type: ignore[no-any-return]
    return table.c.district_code.startswith(code, autoescape=True)  # type: ignore[no-any-return]
