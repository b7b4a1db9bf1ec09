"""Make an installation ready: schema, areas, programmes and, for the synthetic province, accounts and rounds."""

import tomllib
from dataclasses import dataclass

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.catalog.files import bad
from dss_core.errors import BadInput
from dss_core.model.imports import ImportRecord
from dss_core.model.text import Text
from dss_core.store.accounts import find_account, write_account
from dss_core.store.areas import sync_areas
from dss_core.store.database import read_state, start_state
from dss_core.store.imports import list_imports
from dss_core.store.programmes import sync_programmes
from dss_core.store.tables import StateRow
from dss_core.store.uploads import sha256_of
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.services import Services, all_rounds, whole_province
from dss_core.usecases.sign_in import PASSWORDS

SAMPLE = "sample"
ACCOUNTS = "accounts.toml"
OPERATOR = "operator"


@dataclass(frozen=True)
class SampleAccount:
    """A published account of the synthetic province."""

    username: str
    password: str
    name: Text
    role: Role
    areas: tuple[str, ...]
    agency: str | None = None


def initialise(services: Services, with_sample: bool) -> list[ImportRecord]:
    """The rounds that were loaded now. Done again it brings schema and definitions up to date, and loads nothing twice.

    A database is synthetic from its first day or never: ``BadInput`` when the other kind is wanted, or another
    province. The rows are then as they were.
    """
    services.database.upgrade()
    with services.database.writing() as connection:
        start_state(connection, services.catalog.province.code, is_synthetic=with_sample)
        _refuse_another(read_state(connection), services.catalog.province.code, with_sample)
        sync_areas(connection, services.catalog.areas.all)
        sync_programmes(connection, _programme_rows(services))
    return _load_sample(services) if with_sample else []


def _refuse_another(state: StateRow, province: str, with_sample: bool) -> None:
    if state.province_code != province:
        raise BadInput("init_other_province", found=state.province_code, wanted=province)
    if with_sample and not state.is_synthetic:
        raise BadInput("init_not_synthetic")
    if state.is_synthetic and not with_sample:
        # Real households would stand under "synthetic data", beside accounts whose passwords are published.
        raise BadInput("init_is_synthetic")


def operator(services: Services) -> Viewer:
    """Whoever works on the server's own command line: all areas, all permissions, named in the audit as such."""
    return Viewer(OPERATOR, Text(OPERATOR, OPERATOR), Role.ADMINISTRATOR, whole_province(services))


def sample_accounts(services: Services) -> list[SampleAccount]:
    """The published accounts of the synthetic province; ``BadCatalog`` when their file is wrong."""
    path, areas = services.settings.data_dir / SAMPLE / ACCOUNTS, services.catalog.areas
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["accounts"]
        accounts = [
            SampleAccount(
                e["username"],
                e["password"],
                Text(e["name"]["th"], e["name"]["en"]),
                Role(e["role"]),
                tuple(e["areas"]),
                e.get("agency"),
            )
            for e in entries
        ]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise bad("catalog_value", f"{SAMPLE}/{ACCOUNTS}", "accounts", error, ACCOUNTS) from error
    for account in accounts:
        for code in account.areas:
            if not areas.has(code):
                known = ", ".join(area.code for area in areas.districts)
                raise bad("catalog_unknown_area", f"{SAMPLE}/{ACCOUNTS}", account.username, code, known)
    return accounts


def _load_sample(services: Services) -> list[ImportRecord]:
    """The sample goes through the same door as any upload; a round that the database holds is left as it is."""
    _write_accounts(services)
    held = {found.id for found in all_rounds(services)}
    loaded = []
    for path in sorted((services.settings.data_dir / SAMPLE).glob("round-*.xlsx")):
        data = path.read_bytes()
        if _is_imported(services, data):
            continue
        checked = check_survey(services, operator(services), data, path.name)
        if checked.round_id not in held:
            loaded.append(import_survey(services, operator(services), checked))
    return loaded


def _is_imported(services: Services, data: bytes) -> bool:
    """Whether this very file was taken in; asked before it is opened, because every start asks it.

    One that somebody has undone is not brought back.
    """
    with services.database.reading() as connection:
        return bool(list_imports(connection, sha256_of(data)))


def _write_accounts(services: Services) -> None:
    """Add and renew the sample accounts. One that somebody has closed stays closed."""
    with services.database.writing() as connection:
        for account in sample_accounts(services):
            known = find_account(connection, account.username)
            row = {
                "username": account.username,
                "name_th": account.name.th,
                "name_en": account.name.en,
                "role": account.role.value,
                "area_codes": list(account.areas),
                "agency": account.agency,
                "password_hash": PASSWORDS.hash(account.password),
                "is_sample": True,
                "is_disabled": known is not None and known.is_disabled,
            }
            write_account(connection, row)


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
