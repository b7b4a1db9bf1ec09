"""Everything that is defined under ``data/``, as one frozen object with a version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from dss_core.catalog.areas import Areas
from dss_core.catalog.bands import Bands
from dss_core.catalog.definitions import (
    CodeList,
    Described,
    Instrument,
    Label,
    MemberVariable,
    NeedsSet,
    Preset,
    Province,
    Variable,
)
from dss_core.catalog.disclosure import DisclosureRules
from dss_core.catalog.formats import UploadFormat
from dss_core.catalog.planning import Planning
from dss_core.catalog.poverty import PovertyDefinitions
from dss_core.catalog.privacy import PrivacyRules
from dss_core.catalog.programmes import Programme, Purse
from dss_core.catalog.quality import QualityRules
from dss_core.catalog.ranking import ProxyRules, StressRules
from dss_core.catalog.research import ResearchRules
from dss_core.catalog.reveals import RevealRules
from dss_core.catalog.routes import Routes
from dss_core.catalog.survey_checks import SurveyChecks
from dss_core.errors import NotFound


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=_Named)


@dataclass(frozen=True)
class Catalog:
    """The definitions of this installation; ``version`` changes whenever one of their files does."""

    province: Province
    instrument: Instrument
    needs: tuple[NeedsSet, ...]
    programmes: tuple[Programme, ...]
    purses: tuple[Purse, ...]
    planning: Planning
    presets: tuple[Preset, ...]
    variables: tuple[Variable, ...]
    members: tuple[MemberVariable, ...]
    bands: Mapping[str, Bands]
    poverty: PovertyDefinitions
    stress: StressRules
    proxy: ProxyRules
    quality: QualityRules
    privacy: PrivacyRules
    research: ResearchRules
    disclosure: DisclosureRules
    routes: Routes
    code_lists: Mapping[str, CodeList]
    formats: Mapping[str, UploadFormat]
    areas: Areas
    survey_checks: SurveyChecks
    reveals: RevealRules
    version: str

    def variable(self, variable_id: str) -> Variable:
        """The household variable of this id; NotFound if there is none."""
        return _find("variable", self.variables, variable_id)

    def programme(self, programme_id: str) -> Programme:
        """The assistance programme of this id; NotFound if there is none."""
        return _find("programme", self.programmes, programme_id)

    def purse(self, purse_id: str) -> Purse:
        """Who pays, of this id; NotFound if there is none."""
        return _find("purse", self.purses, purse_id)

    def preset(self, preset_id: str) -> Preset:
        """The preset of criteria and weights of this id; NotFound if there is none."""
        return _find("preset", self.presets, preset_id)

    def label_of(self, measure_id: str) -> Label:
        """The label of a variable, a member's variable, an indicator or a capital; NotFound if there is none."""
        measures = (*self.variables, *self.members, *self.instrument.indicators, *self.instrument.capitals)
        return _find("measure", measures, measure_id).label

    def described(self, variable_id: str) -> Described:
        """The household's or the member's variable of this id; NotFound if there is none."""
        described: tuple[Described, ...] = (*self.variables, *self.members)
        return _find("variable", described, variable_id)


def _find(kind: str, entries: Iterable[Entry], entry_id: str) -> Entry:
    for entry in entries:
        if entry.id == entry_id:
            return entry
    raise NotFound("catalog_unknown", kind=kind, id=entry_id)
