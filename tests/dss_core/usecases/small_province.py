"""A small synthetic province for the tests of use cases and command line. It goes in by the door of every upload."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from sqlalchemy import MetaData, create_engine, select

from dss_core.access.audit_chain import audit_key
from dss_core.access.roles import Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.load import load_catalog
from dss_core.model.text import Text
from dss_core.settings import ROOT, Settings
from dss_core.store.audit import read_audit
from dss_core.store.database import Database
from dss_core.synthetic.files import round_name, write_workbook
from dss_core.synthetic.generate import SyntheticRound
from dss_core.usecases.services import Services
from tests.support.workbooks import small_workbook

HOUSEHOLDS = 120
# Year (Common Era) -> number of the first house: 20 of the first round's houses are gone in the second, 20 are new.
FIRST_HOUSES = {2024: 0, 2026: 20}
OLD, NEW = "2024-1", "2026-1"
Rows = dict[str, list[tuple[object, ...]]]


def make_data(folder: Path) -> Path:
    """A data folder like the product's own, with two small rounds as its sample."""
    data = folder / "data"
    for room in ("catalog", "formats", "geo", "language"):
        shutil.copytree(ROOT / "data" / room, data / room)
    (data / "sample").mkdir()
    for name in ("accounts.toml", "names.toml", "synthetic.toml"):
        shutil.copy(ROOT / "data" / "sample" / name, data / "sample" / name)
    catalog = load_catalog(data)
    for year, first in FIRST_HOUSES.items():
        made = small_workbook(catalog, HOUSEHOLDS, year=year, first=first)
        sample_file(data, year).write_bytes(made)
    return data


def sample_file(data: Path, year: int) -> Path:
    return data / "sample" / f"round-{round_name(year, 1)}.xlsx"


def open_small(data: Path, local: Path, url: str = "") -> Services:
    """The services of an installation in these folders, whatever the environment says."""
    settings = Settings(data_dir=data, local_dir=local, database_url=url, secret_key="", is_https=False)
    return Services(settings, definitions(data), Database(settings.url, audit_key(settings.secret)))


@lru_cache(maxsize=8)
def definitions(data: Path) -> Catalog:
    """The definitions of a folder, read once: most tests open the same ones."""
    return load_catalog(data)


def viewer(role: Role, *areas: str) -> Viewer:
    return Viewer(role.value, Text(role.value, role.value), role, Scope(areas))


def rows_of(services: Services) -> Rows:
    """Every row of every table: what is compared to prove that nothing was changed."""
    engine = create_engine(services.database.url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {t.name: [tuple(row) for row in connection.execute(select(t))] for t in tables.sorted_tables}
    engine.dispose()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def last_audit(services: Services, action: str) -> dict[str, object]:
    with services.database.reading() as connection:
        return read_audit(connection, action)[-1]


def only_houses(made: SyntheticRound, codes: Iterable[str]) -> SyntheticRound:
    """The round with these houses alone, and the people in them."""
    wanted = set(codes)
    households, members = (f[f["รหัสบ้าน"].str.replace("-", "").isin(wanted)] for f in (made.households, made.members))
    return replace(made, households=households.copy(), members=members.copy())


def workbook_of(made: SyntheticRound, catalog: Catalog) -> bytes:
    target = BytesIO()
    write_workbook(made, target, catalog.formats["pppconnext"])
    return target.getvalue()
