"""The pinned packages are asked about; a weakness that nothing excuses is told."""

from tests.support.audit_packages import EXCUSED, pinned, unasked, weaknesses

ANSWER = {
    "dependencies": [
        {"name": "good", "version": "1.0", "vulns": []},
        {"name": "bad", "version": "2.0", "vulns": [{"id": "X-1", "aliases": ["CVE-1"], "fix_versions": ["2.1"]}]},
        {"name": "unknown", "skip_reason": "not found"},
    ]
}


def test_every_pinned_package_is_asked_about():
    names = {line.partition("==")[0] for line in pinned()}
    assert {"streamlit", "pytest", "argon2-cffi"} <= names


def test_a_weakness_is_told_with_the_version_that_mends_it():
    assert weaknesses(ANSWER) == ["bad 2.0: X-1, mended in 2.1"]
    assert unasked(ANSWER) == ["unknown"]


def test_an_excused_weakness_is_not_told_again(monkeypatch):
    monkeypatch.setitem(EXCUSED, "CVE-1", "we do not use it")
    assert weaknesses(ANSWER) == []


def test_every_excuse_has_a_reason():
    assert all(len(reason) > 10 for reason in EXCUSED.values())
