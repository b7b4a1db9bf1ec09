"""Exports of KoboToolbox and ODK Central: which sheet is a repeated group, and whose row each of its rows belongs to.

Kobo counts the rows of the form in ``_index`` and names the row in ``_parent_index`` (and the sheet in
``_parent_table_name``); ODK Central gives each row a ``KEY`` and names it in ``PARENT_KEY``.
"""

from array import array
from dataclasses import replace

from dss_core.intake.sheets import Link, Reading, Sheet, Source, remark
from dss_core.model.problems import Problem, Severity

PARENT_TABLE = "_parent_table_name"
NO_PARENT = -1
# Of each program: the key of a row, the key of its parent's row.
KEYS: dict[Source, tuple[str, str]] = {"kobo": ("_index", "_parent_index"), "odk": ("KEY", "PARENT_KEY")}
# What the programs add to the answers of a form, and nobody asked a household.
ADDED = """
start end today deviceid username subscriberid simserial phonenumber instanceID instanceName __version__ formhub/uuid
_id _uuid _submission_time _validation_status _notes _status _submitted_by _tags _index _parent_index
_parent_table_name _submission__id _submission__uuid _submission__submission_time _submission__validation_status
_submission__notes _submission__status _submission__submitted_by _submission__tags _submission___version__
_submission__version__ meta/instanceID meta/instanceName meta/rootUuid meta-instanceID meta-instanceName
KEY PARENT_KEY SubmissionDate SubmitterID SubmitterName AttachmentsPresent AttachmentsExpected Status ReviewState
DeviceID Edits FormVersion
"""
METADATA = frozenset(ADDED.split())
KOBO_MARKS = frozenset({"_index", "_parent_index", "_uuid", "_submission_time", "__version__", "_submission__id"})


def with_links(reading: Reading) -> Reading:
    """The reading with the source named and its repeated groups linked, if it is such an export."""
    source = _source(reading)
    if not source:
        return reading
    key, parent_key = KEYS[source]
    sheets, problems = [], []
    for sheet in reading.sheets:
        parent = _parent(sheet, reading.sheets, key, parent_key)
        if parent is not None:
            link = _link(sheet, parent, key, parent_key)
            sheet = replace(sheet, link=link)
            problems += _told(sheet, link)
        sheets.append(sheet)
    return replace(reading, sheets=tuple(sheets), source=source, problems=(*reading.problems, *problems))


def short_name(heading: str, headings: list[str]) -> str:
    """A heading without the groups that it stands in, unless another column would then be called the same.

    The columns of one option each (``crops/rice`` beside ``crops``) keep their whole names.

    >>> short_name("visit/place", ["visit/place", "name"]), short_name("crops/rice", ["crops", "crops/rice"])
    ('place', 'crops/rice')
    """
    group, _, last = heading.rpartition("/")
    if not group or not last or group in headings:
        return heading
    alike = [other for other in headings if other.rpartition("/")[2] == last]
    return last if len(alike) == 1 else heading


def _source(reading: Reading) -> Source:
    headings = {heading for sheet in reading.sheets for heading in sheet.header}
    if "KEY" in headings and (headings & {"PARENT_KEY", "SubmissionDate", "meta-instanceID", "SubmitterID"}):
        return "odk"
    return "kobo" if headings & KOBO_MARKS else ""


def _parent(sheet: Sheet, sheets: tuple[Sheet, ...], key: str, parent_key: str) -> Sheet | None:
    """The sheet whose rows are named by the parent's key: the one that is named, else the one that holds the keys."""
    if parent_key not in sheet.header:
        return None
    others = [other for other in sheets if other is not sheet and key in other.header]
    if PARENT_TABLE in sheet.header and sheet.row_count > 1:
        name = sheet.columns[sheet.header.index(PARENT_TABLE)].text(1)
        named = [other for other in others if other.name == name]
        others = named or others
    wanted = set(sheet.columns[sheet.header.index(parent_key)].texts[1:])
    fits = [(len(wanted & set(other.columns[other.header.index(key)].texts)), other) for other in others]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _link(sheet: Sheet, parent: Sheet, key: str, parent_key: str) -> Link:
    keys = parent.columns[parent.header.index(key)]
    row_of = {keys.text(row): row for row in range(parent.row_count - 1, 0, -1)}
    row_of.pop("", None)
    told = sheet.columns[sheet.header.index(parent_key)]
    place = [row_of.get(text, NO_PARENT) for text in told.texts]
    rows = array("i", [place[code] for code in told.codes])
    if rows:
        rows[0] = NO_PARENT
    return Link(parent.name, parent_key, key, rows)


def _told(sheet: Sheet, link: Link) -> list[Problem]:
    lost = link.rows[1:].count(NO_PARENT)
    told = [remark("sheet_repeat", sheet.name, parent=link.parent)]
    return [*told, remark("sheet_lost_rows", sheet.name, Severity.WARNING, count=lost)] if lost else told
