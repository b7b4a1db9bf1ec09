"""What every verb opens: the services of this machine, who works with them, and the language of its sentences."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from dss_core.access.viewer import Viewer
from dss_core.errors import BadCatalog
from dss_core.language.translate import SOURCE_LANGUAGE, Translator, translator
from dss_core.model.text import Language
from dss_core.settings import ROOT, load_settings
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services, open_services


def words() -> Translator:
    """The language asked for (``DSS_LANGUAGE``), else Thai; English when the words themselves cannot be read."""
    chosen: Language = "en" if os.environ.get("DSS_LANGUAGE") == "en" else "th"
    data_dir = Path(os.environ.get("DSS_DATA_DIR", ROOT / "data"))
    try:
        return translator(chosen, data_dir)
    except BadCatalog:
        return translator(SOURCE_LANGUAGE, data_dir)


@contextmanager
def opened(is_new: bool = False) -> Iterator[tuple[Services, Viewer]]:
    """The services and who works with them; ``StoreProblem`` when there is no database yet and none is being made."""
    services = open_services(load_settings())
    try:
        if not is_new:
            services.state()
        yield services, operator(services)
    finally:
        services.database.dispose()


def tell(answer: str, notes: list[str]) -> None:
    """The answer on stdout, what to know beside it on stderr."""
    typer.echo(answer)
    for note in notes:
        typer.echo(note, err=True)
