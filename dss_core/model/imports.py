"""What is known of an upload once it is committed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ImportRecord:
    """One committed upload: which file became which rows, by whom and by which definitions.

    mapping_id: the saved mapping by which it was read; None where its headings were the format's own.
    """

    round_id: str
    format_id: str
    format_version: int
    catalog_version: str
    file_name: str
    file_sha256: str
    file_bytes: int
    household_count: int
    person_count: int
    warning_count: int
    imported_by: str
    imported_at: datetime
    mapping_id: str | None = None
