"""Accounts by the command line: a one-time password is printed once and is in no file."""

import json
import re

from dss_core.usecases.services import Services
from tests.dss_core.cli.conftest import Ask
from tests.dss_core.usecases.small_province import rows_of

PASSWORD = re.compile(r"one-time password ([a-z2-9]{4}(?:-[a-z2-9]{4}){3}) ")


def test_an_empty_installation_prints_its_first_password_once(ask: Ask):
    first = ask("init", "--empty")
    assert first.code == 0
    found = PASSWORD.search(first.out)
    assert found and first.out.startswith("admin: ")
    again = ask("init", "--empty")
    assert again.code == 0 and not PASSWORD.search(again.out + again.err)
    listed = json.loads(ask("account", "list", "--format", "json").out)
    assert [(one["username"], one["role"], one["state"]) for one in listed] == [("admin", "administrator", "one_time")]


def test_the_synthetic_province_has_no_administrator_beside_its_samples(ask: Ask):
    answer = ask("init")
    assert answer.code == 0 and "password" not in answer.out


def test_an_account_is_added_closed_opened_and_given_a_password(ask: Ask, installed: Services):
    area = installed.catalog.areas.districts[0].code
    added = ask("account", "add", "mali", "--role", "verifier", "--name", "Mali", "--area", area)
    assert added.code == 0
    first = PASSWORD.search(added.out)
    assert first and first.group(1) not in repr(rows_of(installed))
    assert ask("account", "disable", "mali").code == ask("account", "enable", "mali").code == 0
    second = PASSWORD.search(ask("account", "reset", "mali").out)
    assert second and second.group(1) != first.group(1)
    (row,) = [r for r in json.loads(ask("account", "list", "--format", "json").out) if r["username"] == "mali"]
    assert (row["areas"], row["state"]) == (area, "one_time")


def test_a_mistake_is_one_sentence(ask: Ask, installed: Services):
    whole = installed.catalog.province.code
    for words, told in (
        (("disable", "nobody"), "There is no such account"),
        (("add", "Mali", "--role", "verifier", "--name", "x", "--area", whole), "cannot be a username"),
        (("add", "mali", "--role", "king", "--name", "x", "--area", whole), "no role king"),
        (("reset", "governor"), "A sample account"),
    ):
        answer = ask("account", *words, DSS_LANGUAGE="en")
        assert answer.code == 1
        assert told in answer.err and len(answer.err.strip().splitlines()) == 1
