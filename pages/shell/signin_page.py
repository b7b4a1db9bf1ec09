"""The sign-in page as HTML. It stands before Streamlit and needs no script."""

from html import escape

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
<p class="lang"><a href="?lang=th" lang="th">ไทย</a> · <a href="?lang=en" lang="en">English</a></p>
<h1>{title}</h1>
<p class="lead">{lead}</p>
{stamp}{reason}
<form method="post" action="?lang={lang}">
<label>{username}<input name="username" autocomplete="username" required autofocus></label>
<label>{password}<input name="password" type="password" autocomplete="current-password" required></label>
<button>{enter}</button>
</form>
{samples}
</main></body></html>
"""
SAMPLE_FORM = """<form method="post" action="?lang={lang}"><input type="hidden" name="username" value="{username}">
<input type="hidden" name="password" value="{password}"><button class="sample">{name}</button></form>
"""


def sign_in_page(
    _: Translator, samples: list[Viewer], services: Services, reason: str | None, is_synthetic: bool
) -> str:
    """The page in the reader's language, with the published sample accounts where they may be used."""
    return PAGE.format(
        lang=_.language,
        title=escape(_("Decision support for ending poverty")),
        lead=escape(services.catalog.areas.province.name.read(_.language)),
        stamp=_stamp(_) if is_synthetic else "",
        reason=f'<p class="reason" role="alert">{escape(reason)}</p>' if reason else "",
        username=escape(_("Username")),
        password=escape(_("Password")),
        enter=escape(_("Sign in")),
        samples=_samples(_, samples, services) if samples else "",
    )


def _stamp(_: Translator) -> str:
    text = escape(_("Synthetic data: no household here is real"))
    return f'<p class="stamp">{text}</p>'


def _samples(_: Translator, samples: list[Viewer], services: Services) -> str:
    published = {account.username: account.password for account in sample_accounts(services)}
    heading = escape(_("Or look around with a sample account"))
    forms = [
        SAMPLE_FORM.format(
            lang=_.language,
            username=escape(viewer.username),
            password=escape(published[viewer.username]),
            name=escape(viewer.name.read(_.language)),
        )
        for viewer in samples
        if viewer.username in published
    ]
    return f'<section><h2>{heading}</h2><div class="samples">{"".join(forms)}</div></section>'
