"""The key is changed from the command line, and what was kept under the old one is whole under the new."""

from dss_core.usecases.services import Services
from tests.dss_core.cli.conftest import Ask

ONE, TWO = "one secret 0123456789 abcdefghijklm", "two secret 0123456789 abcdefghijklm"  # pragma: allowlist secret


def test_the_key_file_is_changed_and_the_counts_are_told(ask: Ask, installed: Services):
    path = installed.settings.key_file
    old = path.read_bytes()
    answer = ask("rotate-key")
    assert (answer.code, answer.err) == (0, "")
    told = {line.partition(" ")[2]: int(line.partition(" ")[0]) for line in answer.out.splitlines()}
    assert told["ID numbers hashed and sealed under the new key"] > 300
    assert len(told) == 5
    assert path.read_bytes() != old
    assert ask("verify-audit").code == 0


def test_the_new_key_alone_is_not_enough(ask: Ask, installed: Services):
    answer = ask("rotate-key", DSS_SECRET_KEY=TWO, DSS_LANGUAGE="en")
    assert answer.code == 1
    assert "DSS_SECRET_KEY_BEFORE" in answer.err
    assert TWO not in answer.err


def test_from_one_setting_to_another(ask: Ask):
    assert ask("init", DSS_SECRET_KEY=ONE).code == 0
    assert ask("rotate-key", DSS_SECRET_KEY=TWO, DSS_SECRET_KEY_BEFORE=ONE).code == 0
    assert ask("verify-audit", DSS_SECRET_KEY=TWO).code == 0
    assert ask("verify-audit", DSS_SECRET_KEY=ONE).code == 1
    again = ask("rotate-key", DSS_SECRET_KEY=TWO, DSS_SECRET_KEY_BEFORE=ONE)
    assert (again.code, again.out) == (0, "the new key was in use already; nothing was left to do\n")
