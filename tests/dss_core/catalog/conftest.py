"""The shipped definitions, and a copy of them that a test may break."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from dss_core.catalog.load import Catalog, load_catalog
from dss_core.errors import BadCatalog
from dss_core.settings import ROOT

DATA = ROOT / "data"


@dataclass(frozen=True)
class Copy:
    """A copy of the definitions."""

    root: Path

    def replace(self, file: str, old: str, new: str) -> None:
        """Puts new text for the first old text in a file."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is no longer in {file}: mend the test"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def append(self, file: str, text: str) -> None:
        """Puts text at the end of a file."""
        with (self.root / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    def complaint(self) -> BadCatalog:
        """What loading the copy complains about."""
        with pytest.raises(BadCatalog) as caught:
            load_catalog(self.root)
        return caught.value


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(DATA)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    root = tmp_path / "data"
    for room in ("catalog", "formats", "geo"):
        shutil.copytree(DATA / room, root / room)
    return Copy(root)
