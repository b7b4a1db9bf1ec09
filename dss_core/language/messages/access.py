"""What is told when a viewer's role or area does not include something, and about signing in."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

ACCESS_MESSAGES = {
    "access_permission": Message(
        N_("Your role does not include this."),
        N_("Ask the person who manages the accounts if your work needs it."),
    ),
    "access_area": Message(
        N_("The area {area} is outside the area of your account."),
        N_("Choose an area that you are responsible for, or ask the person who manages the accounts."),
    ),
    "sign_in_needed": Message(
        N_("You are not signed in."),
        N_("Sign in to go on."),
    ),
    "sign_in_ended": Message(
        N_("Your session has ended."),
        N_("Sign in again to go on."),
    ),
    "sign_in_refused": Message(
        N_("The user name or the password is not right, or the account is closed."),
        N_("Try again, or ask the person who manages the accounts."),
    ),
    "sign_in_sample_account": Message(
        N_("The sample accounts work only on the computer that runs the program, and only with made-up data."),
        N_("Sign in with an account of your own."),
    ),
}
