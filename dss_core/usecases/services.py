"""What a use case works with: settings, definitions and the database, opened once per process."""

from dataclasses import dataclass
from functools import cached_property

from dss_core.access.audit_chain import audit_key
from dss_core.access.viewer import Scope, Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.formats import UploadFormat
from dss_core.catalog.load import load_catalog
from dss_core.errors import BadCatalog, BadInput, NotAllowed, NotFound
from dss_core.model.households import CAPITAL_COLUMNS, INDICATOR_COLUMNS
from dss_core.model.provenance import Provenance
from dss_core.model.rounds import Round
from dss_core.settings import Settings
from dss_core.store.database import Database, read_state
from dss_core.store.rounds import list_rounds
from dss_core.store.snapshot import Snapshots
from dss_core.store.tables import StateRow


@dataclass(frozen=True)
class Services:
    """The parts that use cases share."""

    settings: Settings
    catalog: Catalog
    database: Database

    def state(self) -> StateRow:
        """What the database is, and its data version now."""
        with self.database.reading() as connection:
            return read_state(connection)

    @cached_property
    def snapshots(self) -> Snapshots:
        """The analysis frames of this database on disk."""
        return Snapshots(self.settings.local / "snapshots", self.state().database_id)


def open_services(settings: Settings) -> Services:
    """The services of a process; a bad catalogue or setting stops here, with its reason."""
    catalog = load_catalog(settings.data_dir)
    check_columns(catalog)
    _ = settings.has_oidc  # half a provider stops here, and not when somebody wants to sign in
    return Services(settings, catalog, Database(settings.url, audit_key(settings.secret)))


def check_columns(catalog: Catalog) -> None:
    """Nothing, or ``BadCatalog`` when the instrument is not the one that the tables hold."""
    for key, found, wanted in (
        ("indicators", catalog.instrument.indicator_ids, INDICATOR_COLUMNS),
        ("capitals", catalog.instrument.capital_ids, CAPITAL_COLUMNS),
    ):
        other = sorted(set(found) ^ set(wanted))
        if other:
            raise BadCatalog(
                "catalog_not_the_tables", file="catalog/instrument.toml", key=key, problem=", ".join(other), remedy=""
            )


def whole_province(services: Services) -> Scope:
    """The scope of what is not done for somebody: frames that all share, and the keys that must not occur twice."""
    return Scope((services.catalog.province.code,))


def must_see_whole(services: Services, viewer: Viewer) -> None:
    """Nothing, or ``NotAllowed`` (access_area) for what carries no area, so that only the whole province may see it."""
    for area in whole_province(services).areas:
        if not viewer.scope.covers(area):
            raise NotAllowed("access_area", area=area)


def all_rounds(services: Services) -> list[Round]:
    """The rounds that hold a household, the newest first; a round whose imports were all undone holds none."""
    with services.database.reading() as connection:
        return [found for found in list_rounds(connection) if found.household_count]


def find_round(services: Services, round_id: str) -> Round:
    """A round, or ``NotFound``."""
    for found in all_rounds(services):
        if found.id == round_id:
            return found
    raise NotFound("round_unknown", round=round_id)


def find_format(services: Services, format_id: str) -> UploadFormat:
    """An upload format; ``BadInput`` (import_unknown_format: format, formats) for one that there is not."""
    formats = services.catalog.formats
    if format_id not in formats:
        raise BadInput("import_unknown_format", format=format_id, formats=", ".join(formats))
    return formats[format_id]


def stamp(services: Services, viewer: Viewer, round_id: str, area: str, household_count: int) -> Provenance:
    """The stamp of a figure of some households of a round; its area is the part of ``area`` that the viewer sees."""
    found, state = find_round(services, round_id), services.state()
    return Provenance(
        round_id=round_id,
        year=found.year,
        wave=found.wave,
        area_code=",".join(viewer.must_see(area).areas),
        household_count=household_count,
        updated_at=found.updated_at,
        data_version=state.data_version,
        catalog_version=services.catalog.version,
        is_synthetic=state.is_synthetic,
    )
