"""The sign-in page as HTML: whatever stands in names and reasons stays text."""

from html.parser import HTMLParser

import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.language.translate import translator
from dss_core.model.text import Language, Text
from dss_core.settings import ROOT
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import sample_viewers
from pages.shell import signin_page
from pages.shell.signin_page import sign_in_page

HOSTILE = "\"><script>alert(1)</script>'&"


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def page(
    services: Services, language: Language = "en", samples: list[Viewer] | None = None, reason: str | None = None,
    is_synthetic: bool = True,
) -> Tags:  # fmt: skip
    words = translator(language, services.settings.data_dir)
    return Tags(sign_in_page(words, samples or [], services, reason, is_synthetic))


def test_a_reason_stays_text(province: Services):
    found = page(province, reason=HOSTILE)
    assert not found.named("script")
    assert HOSTILE in found.text


def test_the_name_of_a_sample_stays_text(province: Services, monkeypatch: pytest.MonkeyPatch):
    real = sample_viewers(province)[0]
    hostile = Viewer(HOSTILE, Text(HOSTILE, HOSTILE), Role.RESEARCHER, Scope(()))
    published = next(a for a in signin_page.sample_accounts(province) if a.username == real.username)
    account = type(published)(HOSTILE, HOSTILE, published.name, published.role, published.areas)
    monkeypatch.setattr(signin_page, "sample_accounts", lambda _services: [account])
    found = page(province, samples=[hostile])
    assert not found.named("script")
    hidden = {attrs["name"]: attrs["value"] for attrs in found.named("input") if attrs.get("type") == "hidden"}
    assert hidden == {"username": HOSTILE, "password": HOSTILE}


def test_a_sample_whose_password_is_not_published_is_not_offered(province: Services):
    stranger = Viewer("somebody", Text("x", "x"), Role.RESEARCHER, Scope(()))
    assert len(page(province, samples=[stranger]).named("form")) == 1


def test_every_sample_has_a_button_with_its_name(province: Services):
    samples = sample_viewers(province)
    found = page(province, samples=samples)
    assert len(found.named("form")) == 1 + len(samples) == 9
    assert all(viewer.name.en in found.text for viewer in samples)


def test_synthetic_data_are_marked_before_anybody_is_in(province: Services):
    words = "Synthetic data: no household here is real"
    assert words in page(province).text
    assert words not in page(province, is_synthetic=False).text


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_needs_no_script_and_nothing_from_outside(province: Services, language: Language):
    found = page(province, language, sample_viewers(province))
    assert not found.named("script")
    sources = [attrs.get("href") or attrs.get("src") or "" for _tag, attrs in found.tags]
    assert all(source.startswith(("/app/static/", "?lang=", "")) and "//" not in source for source in sources)
    assert not [attrs for _tag, attrs in found.tags if any(name.startswith("on") for name in attrs)]


def test_what_the_page_shows_lies_in_the_static_folder(province: Services):
    paths = [attrs["href"] for attrs in page(province).named("link")]
    assert all((ROOT / str(path).removeprefix("/app/")).is_file() for path in paths)


def test_a_password_is_typed_unseen_and_both_fields_have_a_label(province: Services):
    fields = [attrs for attrs in page(province).named("input") if attrs.get("type") != "hidden"]
    assert [(f["name"], f.get("type"), f["autocomplete"]) for f in fields] == [
        ("username", None, "username"),
        ("password", "password", "current-password"),
    ]
    assert len(page(province).named("label")) == len(fields)
