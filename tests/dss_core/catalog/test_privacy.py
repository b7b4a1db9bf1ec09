"""The rules of personal data: as they are shipped, and what is refused."""

from pathlib import Path

import pytest

from dss_core.access.roles import Permission
from dss_core.catalog.privacy import PRIVACY, load_privacy
from dss_core.errors import BadCatalog
from dss_core.model.privacy import RequestKind
from dss_core.settings import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a copy of the file."""
    (tmp_path / "catalog").mkdir()
    (tmp_path / PRIVACY).write_bytes((ROOT / "data" / PRIVACY).read_bytes())
    return tmp_path


def test_every_kind_of_request_has_its_days_and_every_permission_is_one_that_there_is(folder: Path):
    rules = load_privacy(folder)
    assert {rule.id for rule in rules.requests} == set(RequestKind)
    assert (rules.days_for("access"), rules.notify_hours) == (30, 72)
    assert {name for kind in rules.data_kinds for name in kind.permissions} <= set(Permission)


def test_consent_is_asked_for_on_sharing_and_research(folder: Path):
    purposes = {one.id: one.needs_consent for one in load_privacy(folder).purposes}
    assert purposes == {"poverty_work": False, "referral_sharing": True, "research": True}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('legal_basis = "public_task"', 'legal_basis = "habit"', "purposes[0].legal_basis"),
        ('data_kinds = ["members", "answers"]', 'data_kinds = ["dreams"]', "purposes[2].data_kinds"),
        ('id = "referral_sharing"', 'id = "research"', "purposes"),
        ("days = 7", "days = 0", "requests[2].days"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(folder: Path, old: str, new: str, key: str):
    words = (folder / PRIVACY).read_text(encoding="utf-8")
    assert old in words
    (folder / PRIVACY).write_text(words.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCatalog) as refused:
        load_privacy(folder)
    assert (refused.value.params["file"], refused.value.params["key"]) == (PRIVACY, key)
