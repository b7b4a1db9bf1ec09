"""What is told about reports."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

REPORT_MESSAGES = {
    "report_unknown_form": Message(
        N_("A report cannot be written as “{form}”."),
        N_("Choose one of: {forms}."),
    ),
    "report_unknown_language": Message(
        N_("There is no report in this language."),
        N_("Choose Thai or English."),
    ),
}
