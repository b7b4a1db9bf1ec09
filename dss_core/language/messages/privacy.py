"""What is told about consent, requests of households about their data, retention and breaches."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

PRIVACY_MESSAGES = {
    "consent_choice": Message(
        N_("“{chosen}” is not one of the choices."),
        N_("Choose one of those that are offered."),
    ),
    "privacy_future": Message(
        N_("The day lies in the future."),
        N_("Choose the day on which it was said."),
    ),
    "privacy_note": Message(
        N_("A note has at most {longest} characters."),
        N_("Write it shorter, without names."),
    ),
    "privacy_value": Message(
        N_("A corrected value has at most {longest} characters."),
        N_("Write it shorter."),
    ),
    "privacy_request_unknown": Message(
        N_("There is no such request in the area of your account."),
        N_("Choose a request from the list."),
    ),
    "privacy_request_ended": Message(
        N_("This request has been done or refused already."),
        N_("If the household asks again, receive a new request."),
    ),
    "privacy_request_reason": Message(
        N_("It has to be said why, or how it was done."),
        N_("Write a note without names."),
    ),
    "breach_text": Message(
        N_("It has to be said in words, of at most {longest} characters."),
        N_("Write what happened or what was done, without names."),
    ),
    "breach_count": Message(
        N_("The number of households cannot be below zero."),
        N_("Leave it empty if it is not known."),
    ),
    "breach_unknown": Message(
        N_("There is no such breach in the log."),
        N_("Choose one from the list."),
    ),
    "breach_closed": Message(
        N_("This breach is closed."),
        N_("If something new was found, log it as another breach."),
    ),
    "privacy_no_file": Message(
        N_("The file for the household has not been made yet."),
        N_("Take the file first, hand it over, then mark the request as done."),
    ),
}
