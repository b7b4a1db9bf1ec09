"""Make an installation ready: schema, areas, programmes and, for the synthetic province, accounts and rounds."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from dss_core.access.roles import Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.errors import BadCatalog, BadInput
from dss_core.model.imports import ImportRecord
from dss_core.model.text import Text
from dss_core.store.accounts import write_account
from dss_core.store.areas import sync_areas
from dss_core.store.database import start_state
from dss_core.store.programmes import sync_programmes
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import PASSWORDS

SAMPLE = "sample"
ACCOUNTS = "accounts.toml"


@dataclass(frozen=True)
class SampleAccount:
    """A published account of the synthetic province."""

    username: str
    password: str
    name: Text
    role: Role
    areas: tuple[str, ...]


def initialise(services: Services, with_sample: bool) -> list[ImportRecord]:
    """The rounds that were loaded now. Done again it brings schema and definitions up to date, and loads nothing twice.

    A database is synthetic from its first day or never: ``BadInput`` when a sample is wanted in another one.
    """
    services.database.upgrade()
    province = services.catalog.province.code
    with services.database.writing() as connection:
        start_state(connection, province, is_synthetic=with_sample)
        sync_areas(connection, services.catalog.areas.all)
        sync_programmes(connection, _programme_rows(services))
    state = services.state()
    if state.province_code != province:
        raise BadInput("init_other_province", found=state.province_code, wanted=province)
    if with_sample and not state.is_synthetic:
        raise BadInput("init_not_synthetic")
    return _load_sample(services) if with_sample else []


def operator(services: Services) -> Viewer:
    """Whoever works on the server's own command line: all areas, all permissions, named in the audit as such."""
    return Viewer("operator", Text("operator", "operator"), Role.ADMINISTRATOR, Scope((services.catalog.province.code,)))


def sample_accounts(services: Services) -> list[SampleAccount]:
    """The published accounts of the synthetic province."""
    path = services.settings.data_dir / SAMPLE / ACCOUNTS
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["accounts"]
        return [
            SampleAccount(
                e["username"], e["password"], Text(e["name"]["th"], e["name"]["en"]), Role(e["role"]), tuple(e["areas"])
            )
            for e in entries
        ]
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise BadCatalog(
            "catalog_value", file=f"{SAMPLE}/{ACCOUNTS}", key="accounts", problem=str(error), remedy=ACCOUNTS
        ) from error


def _load_sample(services: Services) -> list[ImportRecord]:
    """The sample goes through the same door as any upload."""
    with services.database.writing() as connection:
        for account in sample_accounts(services):
            for area in account.areas:
                services.catalog.areas.get(area)
            row = {
                "username": account.username,
                "name_th": account.name.th,
                "name_en": account.name.en,
                "role": account.role.value,
                "area_codes": list(account.areas),
                "password_hash": PASSWORDS.hash(account.password),
                "is_sample": True,
                "is_disabled": False,
            }
            write_account(connection, row)
    loaded = []
    for path in sorted(_sample_files(services)):
        checked = check_survey(services, operator(services), path.read_bytes(), path.name)
        if checked.already is None:
            loaded.append(import_survey(services, operator(services), checked))
    return loaded


def _sample_files(services: Services) -> list[Path]:
    return list((services.settings.data_dir / SAMPLE).glob("round-*.xlsx"))


def _programme_rows(services: Services) -> list[dict[str, object]]:
    return [
        {
            "id": programme.id,
            "label_th": programme.label.th,
            "label_en": programme.label.en,
            "served_unit": programme.served_unit,
            "unit_cost_baht": programme.unit_cost_baht,
            "standing": programme.standing.value,
            "catalog_version": services.catalog.version,
        }
        for programme in services.catalog.programmes
    ]
