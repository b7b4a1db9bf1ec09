"""What every page is given: who is looking, at which round and area, in which language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.definitions import Label
from dss_core.language.translate import Translator
from dss_core.model.rounds import Round
from dss_core.model.text import Language
from dss_core.usecases.services import Services
from pages.shell import caching

Query = TypeVar("Query")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Context:
    """The frame around a page. ``round`` is None as long as the database holds no round."""

    services: Services
    viewer: Viewer
    translate: Translator
    rounds: tuple[Round, ...]
    round: Round | None
    area: str

    @property
    def catalog(self) -> Catalog:
        """The definitions."""
        return self.services.catalog

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.translate.language

    @property
    def round_id(self) -> str:
        """The chosen round; only pages that need a round ask for it."""
        assert self.round is not None, "a page without needs_round asked for the round"
        return self.round.id

    def ask(self, use_case: Callable[[Services, Viewer, Query], Answer], query: Query) -> Answer:
        """The answer of a use case that only reads, kept for everybody of the same role and scope."""
        return caching.ask(self.services, self.viewer, use_case, query)

    def label(self, label: Label) -> str:
        """A label of the catalogue in the reader's language."""
        return label.read(self.language)

    def name_of(self, measure_id: str) -> str:
        """The label of a variable, indicator or capital."""
        return self.label(self.catalog.label_of(measure_id))

    def area_name(self, code: str) -> str:
        """The name of an area."""
        return self.catalog.areas.get(code).name.read(self.language)

    def area_names(self, codes: pd.Series) -> pd.Series:
        """The names of a column of area codes."""
        return codes.map({a.code: a.name.read(self.language) for a in self.catalog.areas.all})

    def level_names(self, numbers: pd.Series) -> pd.Series:
        """The names of a column of levels; missing stays missing."""
        return numbers.map({float(v.number): self.label(v.label) for v in self.catalog.instrument.levels})

    def code_name(self, code_list: str, code: Any) -> str:
        """The label of a code; missing is a dash."""
        if code is None or pd.isna(code):
            return "–"
        return self.label(self.catalog.code_lists[code_list].label_of(str(code)))
