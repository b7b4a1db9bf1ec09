"""The names of what an upload tells, and of its values, for lists of what changed."""

from datetime import date
from typing import Any

from dss_core.errors import NotFound
from dss_core.language.format import day, year
from dss_core.language.translate import N_
from pages.shell.context import Context

FIELDS = {
    "listed": N_("Listed as a member"),
    "district_code": N_("District"),
    "subdistrict_code": N_("Sub-district"),
    "village_number": N_("Village no."),
    "village_name": N_("Village"),
    "house_number": N_("House no."),
    "lane": N_("Lane"),
    "road": N_("Road"),
    "postcode": N_("Postcode"),
    "latitude": N_("Latitude"),
    "longitude": N_("Longitude"),
    "phone": N_("Phone"),
    "has_farmer_book": N_("Farmer's book"),
    "survey_on": N_("Survey date"),
    "surveyor_id": N_("Surveyor no."),
    "outcome": N_("Verification"),
    "members_registered": N_("Members registered"),
    "members_living": N_("Members living there"),
    "members_living_registered": N_("Living there and registered"),
    "members_living_not_registered": N_("Living there, not registered"),
    "members_registered_not_living": N_("Registered, not living there"),
    "overall": N_("Overall score"),
    "level": N_("Level"),
    "answered_count": N_("Answered indicators"),
    "title": N_("Title"),
    "first_name": N_("First name"),
    "last_name": N_("Surname"),
    "national_id_hash": N_("ID number"),
    "national_id_tail": N_("Last digits of the ID number"),
    "member_number": N_("Member no."),
    "relation": N_("Relation to the head"),
    "sex": N_("Sex"),
    "birth_year": N_("Born"),
    "health": N_("Health"),
    "education": N_("Education"),
    "occupation": N_("Occupation"),
    "welfare": N_("Welfare received"),
    "income_baht": N_("Income, baht a month"),
}
CODED = {"outcome", "relation", "sex", "health", "education", "occupation"}


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
