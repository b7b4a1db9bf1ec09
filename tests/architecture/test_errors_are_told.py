"""Every code that the product tells has words, and the words use only the parameters that come with it."""

from pathlib import Path
from string import Formatter

import pytest

from dss_core.language.messages import MESSAGES
from tests.support import sources
from tests.support.sources import product_files
from tests.support.told import told_in

TOLD = told_in(product_files())


def placeholders(code: str) -> set[str]:
    template = MESSAGES[code].what + MESSAGES[code].remedy
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_code_that_is_told_has_a_message():
    silent = sorted({f"{told.code} ({told.place})" for told in TOLD if told.code not in MESSAGES})
    assert not silent, "add a Message in dss_core/language/messages for: " + "; ".join(silent)


def test_every_message_names_only_parameters_that_its_code_carries():
    lacking = [
        f"{told.code} ({told.place}) comes without {sorted(missing)}"
        for told in TOLD
        if told.code in MESSAGES and told.params is not None
        if (missing := placeholders(told.code) - told.params)
    ]
    assert not lacking


def test_no_message_is_kept_for_a_code_that_nothing_tells():
    assert not sorted(MESSAGES.keys() - {told.code for told in TOLD})


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_placeholders_are_plain_names(code: str):
    assert all(name.isidentifier() for name in placeholders(code))


def test_the_scan_finds_a_code_however_it_travels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    source = tmp_path / "room.py"
    source.write_text(
        'def direct():\n    raise BadInput("code_direct", a=1)\n'
        'def either(x):\n    raise errors.BadInput("code_one" if x else "code_two", **x)\n'
        "def bad(code, file):\n    return BadCatalog(code, file=file)\n"
        "class Check:\n    def equal(self, file, code):\n        raise bad(code, file)\n"
        'def passed_on(check):\n    bad("code_three", "f"), check.equal("f", code="code_four")\n'
        'def finding():\n    return Fault("code_five", [])\n'
        'def not_a_code(code):\n    print("no_code")\n    raise BadInput(code)\n'
    )
    found = {(told.code, told.params and tuple(sorted(told.params))) for told in told_in([source])}
    assert found == {
        ("code_direct", ("a",)),
        ("code_one", None),
        ("code_two", None),
        ("code_three", ("file",)),
        ("code_four", ("file",)),
        ("code_five", None),
    }
