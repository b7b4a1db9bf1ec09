"""The product's own source files, for the tests that look at all of them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def product_files() -> list[Path]:
    """Every Python file that runs in the product: the core, the pages and the entry; none of the tests."""
    files = [path for room in ("dss_core", "pages") for path in (ROOT / room).rglob("*.py")]
    return sorted([*files, *ROOT.glob("app.py")])


def page_files() -> list[Path]:
    """The Python files under ``pages/``."""
    return [path for path in product_files() if path.is_relative_to(ROOT / "pages")]


def name_of(path: Path) -> str:
    """The path as a person would say it, from the top of the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def identifiers(path: Path) -> set[str]:
    """Every name, attribute and keyword that a file uses; comments and strings do not count."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            names.add(node.arg)
        elif isinstance(node, ast.ImportFrom):
            names.update(alias.name for alias in node.names)
    return names
