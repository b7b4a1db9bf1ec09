"""Personal data: what households ask for, how long data are kept, what they are used for, and what went wrong."""

from collections.abc import Callable

from dss_core.usecases.keep_privacy import keep_privacy
from pages.parts.header import show_header
from pages.parts.part_choice import choose_part
from pages.parts.privacy_breaches import show_breaches
from pages.parts.privacy_requests import show_requests
from pages.parts.privacy_rules import show_processing, show_retention
from pages.shell.context import Context


def render(context: Context) -> None:
    """Draw the page."""
    _ = context.translate
    question = _("What do households ask for, how long are data kept, and what are they used for?")
    show_header(context, _("Personal data"), question)
    names = {
        "requests": _("Requests"),
        "retention": _("How long data are kept"),
        "processing": _("Record of processing"),
        "breaches": _("Breaches"),
    }
    parts: dict[str, Callable[[], None]] = {
        # Not kept between reruns: others work on the same requests.
        "requests": lambda: show_requests(context, keep_privacy(context.services, context.viewer)),
        "retention": lambda: show_retention(context),
        "processing": lambda: show_processing(context),
        "breaches": lambda: show_breaches(context),
    }
    parts[choose_part(context, names, "privacy_part")]()
