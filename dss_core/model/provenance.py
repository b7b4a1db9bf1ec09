"""What every figure carries: of which round and area it speaks, by which data and definitions."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Provenance:
    """The stamp of a figure. ``household_count`` is the number of households in the round and area."""

    round_id: str
    year: int
    wave: int
    area_code: str
    household_count: int
    updated_at: datetime
    data_version: int
    catalog_version: str
    is_synthetic: bool

    @property
    def freeze_id(self) -> str:
        """The state of the data that the figure was made from, to be quoted with it."""
        return f"{self.round_id}.v{self.data_version}.{self.catalog_version}"
