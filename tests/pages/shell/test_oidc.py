"""Signing in by OpenID Connect, the whole way with a provider on a local port: who gets in, and who does not."""

import base64
import hashlib
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import httpx
import pytest
from oidc_provider_mock import run_server_in_thread

from dss_core.access.roles import Role
from dss_core.errors import BadSettings
from dss_core.settings import Settings
from dss_core.store.accounts import change_account, disable_account
from dss_core.store.audit import read_audit
from dss_core.usecases.change_accounts import link_identity, unlink_identity
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import signed_in
from pages.shell.gate import COOKIE, OIDC, OIDC_BACK, SIGN_IN
from pages.shell.oidc import MEMORY
from tests.pages.shell.behind_gate import OFFICER, SECRET_PAGE, as_
from tests.pages.shell.conftest import Serve
from tests.support.asgi import Answer, App, ask
from tests.support.province import add_account

SECRET = "a-secret-that-is-shown-to-nobody"  # pragma: allowlist secret
SUBJECT = "subject-4711"
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


@dataclass(frozen=True)
class Provider:
    """A provider on a local port, and the questions that it was asked."""

    issuer: str
    asked: list[str]


def provider_with(**given: object) -> Iterator[Provider]:
    asked: list[str] = []
    with run_server_in_thread(require_nonce=True, **given) as server:  # type: ignore[arg-type]
        inner = server.app  # type: ignore[attr-defined]

        def noting(environ, start):
            asked.append(environ["PATH_INFO"])
            return inner(environ, start)

        server.app = noting  # type: ignore[attr-defined]
        yield Provider(f"http://localhost:{server.server_port}", asked)


@pytest.fixture
def provider() -> Iterator[Provider]:
    yield from provider_with()


@pytest.fixture
def expired() -> Iterator[Provider]:
    """A provider whose tokens are over before they arrive."""
    yield from provider_with(access_token_max_age=timedelta(hours=-1))


def with_provider(services: Services, issuer: str, **changes: object) -> Services:
    given = {
        "oidc_issuer": issuer, "oidc_client_id": "dss", "oidc_client_secret": SECRET, **changes,
    }  # fmt: skip
    settings = Settings(**{**services.settings.model_dump(), **given})
    return replace(services, settings=settings)


@pytest.fixture
def services(own: Services, provider: Provider) -> Services:
    add_account(own, OFFICER, Role.DISTRICT_OFFICER)
    return with_provider(own, provider.issuer)


@dataclass
class Browser:
    """Somebody on the way to the provider and back."""

    app: App
    memory: str = ""

    def begins(self, query: str = "lang=en") -> str:
        """The address at the provider to which the app sends the browser."""
        answer = ask(self.app, "GET", OIDC, query=query)
        assert answer.status == 302, answer.text
        self.memory = answer.cookies[MEMORY]
        return answer.headers["location"]

    def agrees(self, address: str, subject: str = SUBJECT) -> dict[str, str]:
        """Signs in at the provider; what it sends back."""
        answer = httpx.post(address, data={"sub": subject}, trust_env=False)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["location"])
        assert back.path == OIDC_BACK
        return dict(parse_qsl(back.query))

    def comes_back(self, sent: dict[str, str]) -> Answer:
        cookie = {"cookie": f"{MEMORY}={self.memory}"} if self.memory else {}
        return ask(self.app, "GET", OIDC_BACK, cookie, query=urlencode(sent))

    def signs_in(self, subject: str = SUBJECT) -> Answer:
        return self.comes_back(self.agrees(self.begins(), subject))


def changed(address: str, **given: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query=urlencode({**dict(parse_qsl(parts.query)), **given})))


def link(services: Services, answer: Answer, username: str = OFFICER) -> None:
    found = CODE.search(answer.text)
    assert found, answer.text
    link_identity(services, operator(services), username, found.group().lower())


def refused(answer: Answer, words: str) -> None:
    assert answer.status == 401
    assert COOKIE not in answer.cookies
    assert words in answer.text


def test_somebody_unknown_is_told_a_code_is_linked_by_it_and_gets_in(serve: Serve, services: Services):
    somebody = Browser(serve(services))
    first = somebody.signs_in()
    refused(first, "Tell the person who manages the accounts this code")
    assert SUBJECT not in first.text
    again = somebody.signs_in()
    assert CODE.search(again.text) and CODE.search(again.text).group() == CODE.search(first.text).group()  # type: ignore[union-attr]

    link(services, first)
    answer = somebody.signs_in()
    assert (answer.status, answer.headers["location"]) == (303, "/?lang=en")
    token = answer.cookies[COOKIE]
    assert ask(somebody.app, "GET", "/", as_(token)).text == SECRET_PAGE
    viewer = signed_in(services, token)
    assert (viewer.username, viewer.role) == (OFFICER, Role.DISTRICT_OFFICER)
    with services.database.reading() as connection:
        assert read_audit(connection, "sign_in")[-1]["details"] == {"way": "oidc"}
        assert SUBJECT not in repr(read_audit(connection))
    refused(Browser(somebody.app).signs_in("somebody-else"), "this code")


def test_an_identity_that_was_unlinked_opens_nothing_and_its_session_is_over(serve: Serve, services: Services):
    somebody = Browser(serve(services))
    link(services, somebody.signs_in())
    token = somebody.signs_in().cookies[COOKIE]
    unlink_identity(services, operator(services), OFFICER)
    assert ask(somebody.app, "GET", "/", as_(token)).status == 401
    refused(somebody.signs_in(), "this code")


def test_a_closed_account_is_refused_however_well_its_owner_is_known(serve: Serve, services: Services):
    somebody = Browser(serve(services))
    link(services, somebody.signs_in())
    token = somebody.signs_in().cookies[COOKIE]
    with services.database.writing() as connection:
        disable_account(connection, OFFICER)
    assert ask(somebody.app, "GET", "/", as_(token)).status == 401
    refused(somebody.signs_in(), "Your account is closed.")


def test_a_one_time_password_nobody_used_does_not_stand_in_the_way(serve: Serve, services: Services):
    somebody = Browser(serve(services))
    link(services, somebody.signs_in())
    with services.database.writing() as connection:
        change_account(connection, OFFICER, one_time_until=services.state().created_at)
    assert ask(somebody.app, "GET", "/", as_(somebody.signs_in().cookies[COOKIE])).text == SECRET_PAGE


def test_the_way_there_carries_state_nonce_and_a_challenge_whose_answer_stays_here(serve: Serve, services: Services):
    somebody = Browser(serve(services))
    asked = dict(parse_qsl(urlsplit(somebody.begins()).query))
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == ("code", "openid", "S256")
    assert asked["redirect_uri"] == f"http://localhost:8501{OIDC_BACK}"
    assert asked["state"] and asked["nonce"]
    kept = json.loads(base64.b64decode(somebody.memory.partition(".")[0] + "=="))
    (state,) = [value["data"] for name, value in kept.items() if name.startswith("_state_")]
    digest = hashlib.sha256(state["code_verifier"].encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert state["code_verifier"] not in repr(asked)


def test_a_state_that_was_not_given_out_is_refused(serve: Serve, services: Services, provider: Provider):
    somebody = Browser(serve(services))
    sent = somebody.agrees(somebody.begins())
    before = len(provider.asked)
    refused(somebody.comes_back({**sent, "state": "another"}), "did not succeed")
    assert "/oauth2/token" not in provider.asked[before:], "the code is not even tried"


def test_the_answer_meant_for_another_browser_is_refused(serve: Serve, services: Services):
    app = serve(services)
    victim, attacker = Browser(app), Browser(app)
    victim.begins()
    sent = attacker.agrees(attacker.begins())
    refused(victim.comes_back(sent), "did not succeed")
    assert Browser(app).comes_back(sent).status == 401


def test_another_nonce_is_refused(serve: Serve, services: Services):
    somebody = Browser(serve(services))
    refused(somebody.comes_back(somebody.agrees(changed(somebody.begins(), nonce="another"))), "did not succeed")


def test_a_code_that_is_over_is_refused(serve: Serve, services: Services):
    """Used before, for one: the provider then knows it no more."""
    somebody = Browser(serve(services))
    link(services, somebody.signs_in())
    sent = somebody.agrees(somebody.begins())
    assert somebody.comes_back(sent).status == 303
    refused(somebody.comes_back(sent), "did not succeed")
    refused(somebody.comes_back({**sent, "code": "never-given"}), "did not succeed")


def test_a_token_that_is_over_is_refused(serve: Serve, own: Services, expired: Provider):
    services = with_provider(own, expired.issuer)
    refused(Browser(serve(services)).signs_in(), "did not succeed")


def test_a_token_made_for_another_program_is_refused(serve: Serve, services: Services):
    somebody = Browser(serve(services))
    address = changed(somebody.begins(), client_id="another-program")
    refused(somebody.comes_back(somebody.agrees(address)), "did not succeed")


def test_what_the_provider_refuses_is_told_without_its_words(serve: Serve, services: Services):
    somebody = Browser(serve(services))
    state = dict(parse_qsl(urlsplit(somebody.begins()).query))["state"]
    answer = somebody.comes_back({"error": "access_denied", "error_description": "<b>words</b>", "state": state})
    refused(answer, "did not succeed")
    assert "words" not in answer.text


def test_nothing_is_fetched_before_somebody_clicks(serve: Serve, services: Services, provider: Provider):
    app = serve(services)
    page = ask(app, "GET", SIGN_IN, query="lang=en").text
    assert f'href="{OIDC}?lang=en"' in page and "organisation" in page
    assert provider.asked == []
    Browser(app).begins()
    assert provider.asked == ["/.well-known/openid-configuration"]


def test_a_provider_that_does_not_answer_is_told_and_local_accounts_stay(serve: Serve, own: Services):
    app = serve(with_provider(own, "http://localhost:9"))
    answer = ask(app, "GET", OIDC, query="lang=en")
    refused(answer, "does not answer")
    assert f'action="{SIGN_IN}?lang=en"' in answer.text


def test_a_provider_that_calls_itself_otherwise_is_not_believed(serve: Serve, own: Services, provider: Provider):
    other = provider.issuer.replace("localhost", "127.0.0.1")
    app = serve(with_provider(own, f"{other}/"))
    assert ask(app, "GET", OIDC).status == 302, "the end of the address does not matter"
    app = serve(with_provider(own, f"{other}/realm"))
    refused(ask(app, "GET", OIDC, query="lang=en"), "does not answer")


def test_without_a_provider_there_is_no_such_door(app: App):
    assert ask(app, "GET", OIDC).status == ask(app, "GET", OIDC_BACK).status == 404
    assert OIDC not in ask(app, "GET", SIGN_IN).text


def test_behind_tls_the_provider_sends_people_back_over_tls(serve: Serve, own: Services, provider: Provider):
    answer = ask(serve(with_provider(own, provider.issuer, is_https=True)), "GET", OIDC)
    assert dict(parse_qsl(urlsplit(answer.headers["location"]).query))["redirect_uri"].startswith("https://localhost")
    assert "secure" in answer.headers["set-cookie"].lower() and "httponly" in answer.headers["set-cookie"].lower()


def test_the_secret_is_shown_and_logged_nowhere(serve: Serve, services: Services, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG, "dss"):
        somebody = Browser(serve(services))
        answers = [somebody.signs_in(), somebody.comes_back({"code": "x", "state": "y"})]
    assert SECRET not in repr(services.settings) + repr(answers) + caplog.text + somebody.memory


@pytest.mark.parametrize("missing", ["oidc_issuer", "oidc_client_id", "oidc_client_secret"])
def test_half_a_provider_stops_with_the_name_of_the_missing_setting(own: Services, missing: str):
    settings = with_provider(own, "https://login.example", **{missing: ""}).settings
    with pytest.raises(BadSettings) as error:
        assert settings.has_oidc
    assert error.value.params["setting"] == f"DSS_{missing.upper()}"


@pytest.mark.parametrize("issuer", ["http://login.example", "ftp://localhost", "login.example"])
def test_a_provider_without_tls_is_refused_unless_it_is_on_this_machine(own: Services, issuer: str):
    with pytest.raises(BadSettings):
        assert with_provider(own, issuer).settings.has_oidc
