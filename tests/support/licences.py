"""Writes LICENSES.md: what the program stands on, and under which licence. Run: python -m tests.support.licences"""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "LICENSES.md"
# The classifiers that older packages give instead of an SPDX name.
SPDX = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
HEAD = """# Licences

The program itself is under the Apache License 2.0 (`LICENSE`). It ships two things made by others:

| what | where | licence |
|---|---|---|
| Noto Sans Thai, one variable font | `static/NotoSansThai.ttf` | OFL-1.1 (`static/NotoSansThai-OFL.txt`) |
| the Apache License text | `LICENSE` | may be copied unchanged |

Everything else is installed by pip, unchanged, from the packages named here. The names and codes of areas come from
the package geothai (data of the Department of Provincial Administration, CC-BY-4.0). LGPL and MPL packages are used as
libraries and can be replaced by the person who runs the program.

Written by `python -m tests.support.licences`; a test fails when a requirement is not listed.
"""
ROWS_HEAD = "| package | licence | needed by |\n|---|---|---|\n"


def plain_name(name: str) -> str:
    """A package name as the index writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(file: str) -> list[Requirement]:
    """The direct requirements that a requirements file lists itself."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip() and not line.startswith(("#", "-"))]


def licence_of(package: Distribution) -> str:
    """The SPDX name where the package gives one, else what its classifiers or its short licence field say."""
    stated = package.metadata.get("License-Expression")
    if stated:
        return stated
    short = (package.metadata.get("License") or "").strip()
    classes = [c.split(" :: ")[-1] for c in package.metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    if short and len(short) <= 30 and short.upper() != "LGPL":
        return short
    return " AND ".join(SPDX.get(one, one) for one in classes) or "see the package"


def closure(roots: list[Requirement]) -> set[str]:
    """Every package that these requirements bring in on this machine, themselves included."""
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        one = waiting.pop()
        if plain_name(one.name) not in seen:
            seen.add(plain_name(one.name))
            waiting += [needed for extra in ("", *one.extras) for needed in _needs(one.name, extra)]
    return seen


def _needs(name: str, extra: str) -> Iterator[Requirement]:
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for line in lines:
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate({"extra": extra}):
            yield needed


def table() -> str:
    """The Markdown table: what runs first, then what only checks it."""
    direct, tools = requirements("requirements.txt"), requirements("requirements-dev.txt")
    named, running = {plain_name(one.name) for one in direct}, closure(direct)
    rows = []
    for name in sorted(running | closure(tools)):
        role = "the program" if name in named else "a library of it" if name in running else "the checks only"
        try:
            rows.append((role == "the checks only", f"| {name} | {licence_of(distribution(name))} | {role} |"))
        except PackageNotFoundError:
            continue  # needed on another kind of machine only
    return ROWS_HEAD + "\n".join(row for _, row in sorted(rows)) + "\n"


if __name__ == "__main__":
    TARGET.write_text(f"{HEAD}\n{table()}", encoding="utf-8")
