"""Codes become sentences here: what, where, why, and what to do, in the reader's language.

One file per subject, each with a dict from code to ``Message``. A new code is one entry there, then
`make words`; a test names every code that has none.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import PurePath

from dss_core.errors import DssError
from dss_core.language.format import day, moment
from dss_core.language.messages.access import ACCESS_MESSAGES
from dss_core.language.messages.accounts import ACCOUNT_MESSAGES
from dss_core.language.messages.allocation import ALLOCATION_MESSAGES
from dss_core.language.messages.analysis import ANALYSIS_MESSAGES
from dss_core.language.messages.catalog import CATALOG_MESSAGES
from dss_core.language.messages.cells import CELL_MESSAGES
from dss_core.language.messages.decisions import DECISION_MESSAGES
from dss_core.language.messages.files import FILE_MESSAGES
from dss_core.language.messages.mapping import MAPPING_MESSAGES
from dss_core.language.messages.message import Message
from dss_core.language.messages.poverty import POVERTY_MESSAGES
from dss_core.language.messages.privacy import PRIVACY_MESSAGES
from dss_core.language.messages.questions import QUESTION_MESSAGES
from dss_core.language.messages.ranking import RANKING_MESSAGES
from dss_core.language.messages.reports import REPORT_MESSAGES
from dss_core.language.messages.research import RESEARCH_MESSAGES
from dss_core.language.messages.rows import ROW_MESSAGES
from dss_core.language.messages.settings import SETTINGS_MESSAGES
from dss_core.language.messages.statistics import STATISTICS_MESSAGES
from dss_core.language.messages.store import STORE_MESSAGES
from dss_core.language.messages.words import WORDS_MESSAGES
from dss_core.language.translate import N_, Translator
from dss_core.model.text import Language, Text

MESSAGES: dict[str, Message] = {
    **SETTINGS_MESSAGES,
    **CATALOG_MESSAGES,
    **ACCESS_MESSAGES,
    **ACCOUNT_MESSAGES,
    **FILE_MESSAGES,
    **CELL_MESSAGES,
    **ROW_MESSAGES,
    **MAPPING_MESSAGES,
    **STORE_MESSAGES,
    **ANALYSIS_MESSAGES,
    **RANKING_MESSAGES,
    **ALLOCATION_MESSAGES,
    **STATISTICS_MESSAGES,
    **POVERTY_MESSAGES,
    **QUESTION_MESSAGES,
    **DECISION_MESSAGES,
    **PRIVACY_MESSAGES,
    **REPORT_MESSAGES,
    **RESEARCH_MESSAGES,
    **WORDS_MESSAGES,
}

ELLIPSIS = "…"
# For a code without a message, or one raised without a parameter it names: poor, but it can be reported.
GENERAL = Message(
    N_("This could not be done ({details})."),
    N_("Tell the person who looks after the program what is in the brackets."),
)


def explain(error: DssError, _: Translator) -> str:
    """The error as one or two sentences in the reader's language. Never raises for the lack of a message."""
    return sentence(error.code, error.params, _)


def sentence(code: str, params: Mapping[str, object], _: Translator) -> str:
    """What a code means with these parameters, and what to do; for errors and for problems found in uploads alike."""
    return " ".join(reason_and_remedy(code, params, _))


def reason_and_remedy(code: str, params: Mapping[str, object], _: Translator) -> tuple[str, str]:
    """The two halves of ``sentence``: what happened, and what the reader can do about it."""
    shown = {name: _shown(value, _.language) for name, value in params.items()}
    message = MESSAGES.get(code)
    if message is not None:
        try:
            return _(message.what).format(**shown), _(message.remedy).format(**shown)
        except (LookupError, ValueError, AttributeError):
            pass  # a template that does not fit is our fault; the reader still gets the details
    details = ", ".join([code, *(f"{name}={value}" for name, value in shown.items())])
    return _(GENERAL.what, details=details), _(GENERAL.remedy)


def kind_name(code: str, _: Translator) -> str:
    """The name of a kind of problem: its reason, with an ellipsis where a number stands for one row alone."""
    message = MESSAGES.get(code)
    return _(message.what).format_map(defaultdict(lambda: ELLIPSIS)) if message else code


def _shown(value: object, language: Language) -> str:
    if isinstance(value, Text):
        return value.read(language)
    if isinstance(value, datetime):
        return moment(value, language)
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, PurePath):
        return value.as_posix()
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(_shown(one, language) for one in value)
    return str(value)
