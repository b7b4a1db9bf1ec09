"""Whoever runs the program can see what it stands on, and under which licence."""

import pytest

from tests.support.licences import TARGET, licence_of, plain_name, requirements

LISTED = {
    cells[0].strip(): cells[1].strip()
    for line in TARGET.read_text(encoding="utf-8").splitlines()
    if len(cells := line.strip("|").split("|")) == 3
}
REQUIRED = [plain_name(one.name) for file in ("requirements.txt", "requirements-dev.txt") for one in requirements(file)]


@pytest.mark.parametrize("name", REQUIRED)
def test_every_requirement_is_listed_with_its_licence(name: str):
    assert LISTED.get(name), "run: python -m tests.support.licences"


def test_every_requirement_is_pinned_exactly():
    loose = [
        str(one)
        for file in ("requirements.txt", "requirements-dev.txt")
        for one in requirements(file)
        if [part.operator for part in one.specifier] != ["=="]
    ]
    assert not loose


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License-Expression": "MIT", "License": "other"}, "MIT"),
        ({"License": "BSD-3-Clause"}, "BSD-3-Clause"),
        ({"License": "Copyright (c) some people, and then a whole page"}, "see the package"),
        ({"License": "x" * 99, "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
    ],
)
def test_a_licence_is_read_from_whatever_the_package_states(fields: dict[str, str], licence: str):
    class Package:
        class metadata:
            get = fields.get
            get_all = staticmethod(lambda name: [fields[name]] if name in fields else None)

    assert licence_of(Package()) == licence
