"""Which column of a file is which field: proposed, looked at by a person, saved under a name, and reused."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.catalog.formats import ColumnFormat, SheetFormat
from dss_core.errors import BadInput
from dss_core.intake.apart import read_apart
from dss_core.intake.faults import Rules
from dss_core.intake.mapping.constants import is_sound, may_be_shared
from dss_core.intake.mapping.proposals import (
    FoundColumn,
    MappingProposal,
    Proposal,
    Reason,
    SheetChoice,
    SheetProposal,
    nearest_format,
)
from dss_core.intake.pipeline import sheets_of
from dss_core.model.mappings import ColumnMapping, SavedMapping, SheetMapping
from dss_core.store import column_mappings as stored
from dss_core.store.audit import write_audit
from dss_core.store.registry import now
from dss_core.usecases.services import Services, find_format

# The proposals are what pages show.
__all__ = [
    "Columns", "Constants", "FoundColumn", "MappingDraft", "MappingProposal", "MappingQuery", "Proposal", "Reason",
    "SheetProposal", "list_mappings", "may_be_shared", "propose_mapping", "save_mapping",
]  # fmt: skip

LONGEST_NAME = 120

Columns = tuple[tuple[str, int], ...]  # field and position of its column
Constants = tuple[tuple[str, str], ...]  # field and what holds for every row


@dataclass(frozen=True)
class MappingQuery:
    """A file, and what somebody chose in the place of the proposals: a format, sheets by name (members: "" is none)."""

    data: bytes
    file_name: str
    format_id: str | None = None
    households: str | None = None
    members: str | None = None


@dataclass(frozen=True)
class MappingDraft:
    """What a person agreed to: the columns of the two proposed sheets as fields, and a name for it.

    same_households, same_members: what is the same in every row of this file, for fields without a column.
    """

    name: str
    proposal: MappingProposal
    households: Columns
    members: Columns = ()
    same_households: Constants = ()
    same_members: Constants = ()


def propose_mapping(services: Services, viewer: Viewer, query: MappingQuery) -> MappingProposal:
    """Which column is probably which field; nothing is applied or written. ``BadFile`` as ``read_file``.

    ``BadInput``: import_unknown_format (format, formats), mapping_unknown_sheet and mapping_no_headings (sheet).
    """
    viewer.must(Permission.IMPORT_SURVEY)
    formats = services.catalog.formats
    among = list(formats.values()) if query.format_id is None else [find_format(services, query.format_id)]
    rules = Rules(services.catalog, services.state().is_synthetic)
    sheets = sheets_of(read_apart(query.data, query.file_name), services.catalog)
    return nearest_format(sheets, among, rules, SheetChoice(query.households, query.members))


def save_mapping(services: Services, viewer: Viewer, draft: MappingDraft) -> SavedMapping:
    """The mapping as it is kept and as files of these headings are read from now on.

    Under a name that there is already it becomes the next version; the same once more is the version there is.
    ``BadInput``: mapping_name (longest), import_unknown_format, mapping_unknown_field (field), mapping_field_twice
    (field), mapping_unknown_column (field), mapping_column_twice (column), mapping_constant (field), mapping_missing
    (columns, sheet).
    """
    viewer.must(Permission.IMPORT_SURVEY)
    name = " ".join(draft.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("mapping_name", longest=LONGEST_NAME)
    mapping = _mapping_of(services, draft)
    with services.database.writing() as connection:
        before = stored.newest_version(connection, name)
        if before is not None and before.mapping == mapping and _is_newest(stored.list_mappings(connection), before):
            return before
        version = before.version + 1 if before else 1
        saved = SavedMapping(secrets.token_hex(6), name, version, mapping, viewer.username, now())
        stored.write_mapping(connection, saved)
        details = {"version": version, "format": mapping.format_id, "fingerprint": mapping.fingerprint}
        write_audit(connection, viewer.username, "save_mapping", saved.id, details)
    return saved


def list_mappings(services: Services, viewer: Viewer) -> list[SavedMapping]:
    """Every version of every saved mapping, the newest first."""
    viewer.must(Permission.IMPORT_SURVEY)
    with services.database.reading() as connection:
        return stored.list_mappings(connection)


def _is_newest(saved: Sequence[SavedMapping], one: SavedMapping) -> bool:
    """Whether no other mapping for these headings was made later."""
    same = [other for other in saved if other.mapping.fingerprint == one.mapping.fingerprint]
    return same[0].id == one.id


def _mapping_of(services: Services, draft: MappingDraft) -> ColumnMapping:
    proposal = draft.proposal
    upload = find_format(services, proposal.format_id)
    members = None
    if proposal.members is not None and upload.sheets.members is not None:
        members = _sheet(services, upload.sheets.members, proposal.members, draft.members, draft.same_members)
    return ColumnMapping(
        upload.id,
        upload.version,
        proposal.fingerprint,
        _sheet(services, upload.sheets.households, proposal.households, draft.households, draft.same_households),
        members,
    )


def _sheet(
    services: Services, wanted: SheetFormat, found: SheetProposal, columns: Columns, same: Constants
) -> SheetMapping:
    """The columns of one sheet, each value checked: a page may send what it never offered."""
    fields = {column.field: column for column in wanted.columns}
    headings = tuple(column.heading for column in found.columns)
    chosen: dict[str, int] = {}
    for field, position in columns:
        if field not in fields:
            raise BadInput("mapping_unknown_field", field=field)
        if field in chosen:
            raise BadInput("mapping_field_twice", field=fields[field].header)
        if not 0 <= position < len(headings):
            raise BadInput("mapping_unknown_column", field=fields[field].header)
        if position in chosen.values():
            raise BadInput("mapping_column_twice", column=headings[position] or position + 1)
        chosen[field] = position
    constants = _constants(services, fields, chosen, same)
    told = chosen.keys() | constants.keys()
    missing = [column.header for column in wanted.columns if column.required and column.field not in told]
    if missing:
        raise BadInput("mapping_missing", columns=", ".join(missing), sheet=found.name)
    return SheetMapping(found.name, found.first_row, found.row_count, found.fingerprint, chosen, headings, constants)


def _constants(
    services: Services, fields: dict[str, ColumnFormat], chosen: dict[str, int], same: Constants
) -> dict[str, str]:
    rules = Rules(services.catalog, services.state().is_synthetic)
    constants: dict[str, str] = {}
    for field, text in same:
        if field not in fields:
            raise BadInput("mapping_unknown_field", field=field)
        column = fields[field]
        if field in chosen or field in constants:
            raise BadInput("mapping_field_twice", field=column.header)
        if not may_be_shared(column) or not is_sound(text, column, rules):
            raise BadInput("mapping_constant", field=column.header)
        constants[field] = text.strip()
    return constants
