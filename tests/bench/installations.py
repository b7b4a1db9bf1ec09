"""Installations to measure on. The large one takes a minute to make, so it is kept under artefacts/ between runs."""

import hashlib
import shutil
from pathlib import Path

from dss_core.catalog.load import load_catalog
from dss_core.settings import ROOT, Settings
from dss_core.synthetic.files import write_csv
from dss_core.synthetic.generate import generate_chunks
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.initialise import initialise, operator
from dss_core.usecases.services import Services, open_services

KEPT = ROOT / "artefacts" / "bench"
DATA = ROOT / "data"
YEAR, WAVE, SEED = 2026, 1, 2569
ROUND = f"{YEAR}-{WAVE}"
LARGE = 120_000


def data_without_rounds(folder: Path) -> Path:
    """A copy of the data folder: the sample's accounts, and none of its rounds."""
    target = folder / "data"
    if not target.exists():
        shutil.copytree(DATA, target, ignore=shutil.ignore_patterns("local", "round-*"))
    return target


def opened(data: Path, local: Path) -> Services:
    """The services of an installation in these folders, whatever the environment says."""
    return open_services(Settings(data_dir=data, local_dir=local, database_url="", secret_key=""))


def large_installation() -> tuple[Path, Path]:
    """The data folder and the local folder of an installation with 120,000 households in one round.

    They went in as a table of households through the same door as any upload; a table brings the heads along, and
    no other members.
    """
    folder = KEPT / f"{LARGE}-{_state_of_the_program()}"
    if not (folder / "ready").exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        folder.mkdir(parents=True)
        _make(folder)
        (folder / "ready").touch()
    return folder / "data", folder / "local"


def _make(folder: Path) -> None:
    data = data_without_rounds(folder)
    services = opened(data, folder / "local")
    initialise(services, with_sample=True)
    table = _table_of_households(folder)
    checked = check_survey(services, operator(services), table.read_bytes(), table.name)
    import_survey(services, operator(services), checked)
    services.database.dispose()
    shutil.rmtree(table.parent)


def _table_of_households(folder: Path) -> Path:
    chunks = generate_chunks(load_catalog(DATA), LARGE, YEAR, WAVE, SEED)
    return next(path for path in write_csv(chunks, folder / "csv") if path.stem == "households")


def _state_of_the_program() -> str:
    """Twelve digits that change with any file that decides what lies in the database."""
    digest = hashlib.sha256()
    files = [*(ROOT / "dss_core").rglob("*.py"), *(DATA / "catalog").rglob("*.toml"), *(DATA / "sample").glob("*.toml")]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
