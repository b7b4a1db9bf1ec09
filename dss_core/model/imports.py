"""What is known of an upload once it is committed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ImportRecord:
    """One committed upload: which file became which rows, by whom and by which definitions."""

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
