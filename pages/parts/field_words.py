"""The names of what an upload tells, and of its values, for lists of what changed."""

from datetime import date
from typing import Any

from dss_core.errors import NotFound
from dss_core.language.format import day, year
from dss_core.usecases.field_names import CODED, FIELDS
from pages.shell.context import Context


def field_name(context: Context, field: str) -> str:
    """The name of a field in the reader's language."""
    if field in FIELDS:
        return context.translate(FIELDS[field])
    try:
        return context.name_of(field)
    except NotFound:
        return field


def value_words(context: Context, field: str, value: Any) -> str:
    """A value as people write it; missing is a dash."""
    _ = context.translate
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field in CODED:
        return context.code_name(field, value)
    if field == "birth_year":
        return year(int(value), context.language)
    if isinstance(value, date):
        return day(value, context.language)
    if field in {"district_code", "subdistrict_code"} and context.catalog.areas.has(str(value)):
        return context.area_name(str(value))
    return f"{value:g}" if isinstance(value, float) else str(value)
