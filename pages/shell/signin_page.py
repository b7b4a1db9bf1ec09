"""The pages before Streamlit as HTML: signing in, and a new password. They need no script."""

from html import escape

from dss_core.access.passwords import SHORTEST
from dss_core.access.viewer import Viewer
from dss_core.language.translate import Translator
from dss_core.usecases.initialise import sample_accounts
from dss_core.usecases.services import Services

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/app/static/icon.png"><link rel="stylesheet" href="/app/static/signin.css">
</head>
<body><main>
<p class="lang"><a href="{action}?lang=th" lang="th">ไทย</a> · <a href="{action}?lang=en" lang="en">English</a></p>
<h1>{title}</h1>
<p class="lead">{lead}</p>
{stamp}{reason}
{content}
</main></body></html>
"""
# The action is written out: the page also answers at the address to which an OpenID provider sends people back.
SIGN_IN_FORM = """<form method="post" action="{action}?lang={lang}">
<label>{username}<input name="username" autocomplete="username" required autofocus></label>
<label>{password}<input name="password" type="password" autocomplete="current-password" required></label>
<button>{enter}</button>
</form>
{oidc}{samples}
"""
OIDC_LINK = '<p class="other"><a class="button" href="{address}?lang={lang}">{words}</a></p>'
CHANGE_FORM = """<form method="post" action="?lang={lang}">
<input name="username" type="hidden" autocomplete="username" value="{who}">
<label>{old}<input name="old" type="password" autocomplete="current-password" required autofocus></label>
<label>{new}<input name="new" type="password" autocomplete="new-password" minlength="{shortest}" required></label>
<label>{again}<input name="again" type="password" autocomplete="new-password" minlength="{shortest}" required></label>
<p class="hint">{rule}</p>
<button>{change}</button>
</form>
{back}
"""
SAMPLE_FORM = """<form method="post" action="{action}?lang={lang}">
<input type="hidden" name="username" value="{username}">
<input type="hidden" name="password" value="{password}"><button class="sample">{name}</button></form>
"""


def sign_in_page(
    _: Translator,
    samples: list[Viewer],
    services: Services,
    reason: str | None,
    is_synthetic: bool,
    action: str = "",
    oidc: str | None = None,
) -> str:
    """The page in the reader's language, with the published sample accounts where they may be used.

    ``action`` is where the form goes, ``oidc`` where signing in with the organisation's account begins, if it can.
    """
    content = SIGN_IN_FORM.format(
        action=action,
        lang=_.language,
        username=escape(_("Username")),
        password=escape(_("Password")),
        enter=escape(_("Sign in")),
        oidc=OIDC_LINK.format(address=oidc, lang=_.language, words=escape(_("Sign in with the organisation's account")))
        if oidc
        else "",
        samples=_samples(_, samples, services, action) if samples else "",
    )
    title = _("Decision support for ending poverty")
    lead = services.catalog.areas.province.name.read(_.language)
    return _page(_, title, lead, reason, content, _stamp(_) if is_synthetic else "", action)


def password_page(_: Translator, username: str, reason: str | None, is_forced: bool) -> str:
    """The page for a new password; one that is forced has no way back."""
    back = f'<p class="other"><a href="/?lang={_.language}">{escape(_("Back without a change"))}</a></p>'
    content = CHANGE_FORM.format(
        lang=_.language,
        who=escape(username),
        old=escape(_("One-time password") if is_forced else _("Present password")),
        new=escape(_("New password")),
        again=escape(_("New password again")),
        shortest=SHORTEST,
        rule=escape(_("At least {least} letters, without your username. All other sessions end.", least=SHORTEST)),
        change=escape(_("Change the password")),
        back="" if is_forced else back,
    )
    return _page(_, _("A new password"), username, reason, content)


def _page(
    _: Translator, title: str, lead: str, reason: str | None, content: str, stamp: str = "", action: str = ""
) -> str:
    return PAGE.format(
        action=action,
        lang=_.language,
        title=escape(title),
        lead=escape(lead),
        stamp=stamp,
        reason=f'<p class="reason" role="alert">{escape(reason)}</p>' if reason else "",
        content=content,
    )


def _stamp(_: Translator) -> str:
    text = escape(_("Synthetic data: no household here is real"))
    return f'<p class="stamp">{text}</p>'


def _samples(_: Translator, samples: list[Viewer], services: Services, action: str) -> str:
    published = {account.username: account.password for account in sample_accounts(services)}
    heading = escape(_("Or look around with a sample account"))
    forms = [
        SAMPLE_FORM.format(
            action=action,
            lang=_.language,
            username=escape(viewer.username),
            password=escape(published[viewer.username]),
            name=escape(viewer.name.read(_.language)),
        )
        for viewer in samples
        if viewer.username in published
    ]
    return f'<section><h2>{heading}</h2><div class="samples">{"".join(forms)}</div></section>'
