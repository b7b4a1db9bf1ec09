"""The layout of a file: a known format by its headings, or a mapping that was agreed on for these very headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from dss_core.catalog.formats import SheetFormat, UploadFormat
from dss_core.intake.matching import arranged, file_fingerprint, missing_columns
from dss_core.intake.sheets import Sheet
from dss_core.model.mappings import SavedMapping, SheetMapping


@dataclass(frozen=True)
class Layout:
    """A format and, unless the headings are its own, the mapping that leads to it."""

    upload: UploadFormat
    saved: SavedMapping | None = None


def choose_layout(
    sheets: Sequence[Sheet],
    formats: Sequence[UploadFormat],
    saved: Sequence[SavedMapping] = (),
    asked: UploadFormat | None = None,
) -> Layout:
    """The newest fitting mapping, else the nearest format: least that is needed lacks, and most is read.

    formats: all there are; where one is ``asked`` for, it is that one. Whether all that is needed is there is for
    ``match_sheets`` to tell.
    """
    plain = arranged(sheets, formats)
    among = [asked] if asked else formats
    mapping = fitting_mapping(plain, among, saved)
    if mapping is not None:
        return Layout(next(one for one in among if one.id == mapping.mapping.format_id), mapping)
    return Layout(min(among, key=lambda one: _lack(plain, one.sheets.households)))


def fitting_mapping(
    plain: Sequence[Sheet], formats: Sequence[UploadFormat], saved: Sequence[SavedMapping]
) -> SavedMapping | None:
    """The newest mapping made for these headings and for a format as it is now; None if there is none.

    ``plain``: the sheets with their headings in one row at the top.
    """
    found = file_fingerprint(plain)
    by_id = {upload.id: upload for upload in formats}
    for one in sorted(saved, key=lambda one: (one.made_at, one.version), reverse=True):
        mapping = one.mapping
        upload = by_id.get(mapping.format_id)
        if mapping.fingerprint == found and upload is not None and upload.version == mapping.format_version:
            members = upload.sheets.members
            if _is_whole(mapping.households, upload.sheets.households) and (
                mapping.members is None or (members is not None and _is_whole(mapping.members, members))
            ):
                return one
    return None


def _is_whole(mapping: SheetMapping, wanted: SheetFormat) -> bool:
    """Whether a mapping names fields that there still are, and all that are needed."""
    fields = {column.field for column in wanted.columns}
    needed = {column.field for column in wanted.columns if column.required}
    told = mapping.columns.keys() | mapping.constants.keys()
    return needed <= told <= fields


def _lack(plain: Sequence[Sheet], wanted: SheetFormat) -> tuple[int, int]:
    """How many needed columns lack in the best sheet, and (less than nothing) how many of all are there."""
    optional = SheetFormat(
        name=wanted.name, columns=tuple(c.model_copy(update={"required": True}) for c in wanted.columns)
    )
    return min((len(missing_columns(sheet, wanted)), len(missing_columns(sheet, optional))) for sheet in plain)
