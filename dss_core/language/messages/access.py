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
    "access_reveal": Message(
        N_("ID numbers are shown only while the household is revealed."),
        N_("Reveal the household for a purpose first."),
    ),
    "reveal_purpose": Message(
        N_("There is no purpose {purpose}."),
        N_("Choose a purpose from the list."),
    ),
    "reveal_reason": Message(
        N_("This reason is too short or too long."),
        N_("Say in {shortest} to {longest} characters why the household is revealed, without names."),
    ),
    "disclosure_area": Message(
        N_("So few households are here (least: {least}) that your role sees no figures of them."),
        N_("Choose a larger area or another round."),
    ),
    "disclosure_persons": Message(
        N_("Your role sees figures of households, not of persons."),
        N_("Count households, or ask the data steward for a research file."),
    ),
    "disclosure_sample": Message(
        N_("Weights, strata and clusters are not offered to your role: with them small groups could be worked out."),
        N_("Leave the sampling as it is."),
    ),
    "disclosure_group": Message(
        N_("Your role cannot group by {group}: its groups are too small or could be worked out."),
        N_("Group by district, sub-district or one other answer."),
    ),
    "disclosure_pair": Message(
        N_("Your role sees one answer at a time, by place: {first} is not crossed with {second}."),
        N_("Choose one of them, or ask the data steward for a research file."),
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
    "sign_in_closed": Message(
        N_("Your account is closed."),
        N_("Ask the person who manages the accounts."),
    ),
    "sign_in_too_often": Message(
        N_("Signing in has failed too often. It is blocked for {minutes} minutes."),
        N_("Try again then. For a new password ask the person who manages the accounts."),
    ),
    "sign_in_one_time_over": Message(
        N_("Your one-time password is too old."),
        N_("Ask the person who manages the accounts for a new one."),
    ),
    "sign_in_new_password": Message(
        N_("The password you were given opens nothing but this page."),
        N_("Choose a password of your own to go on."),
    ),
    "sign_in_unknown_identity": Message(
        N_("You are known to the organisation's sign-in, but not linked to an account here."),
        N_("Tell the person who manages the accounts this code: {identity}. Then sign in again."),
    ),
    "oidc_failed": Message(
        N_("The organisation's sign-in did not succeed."),
        N_("Begin again from this page; if it fails again, sign in with a username and password."),
    ),
    "oidc_unreachable": Message(
        N_("The organisation's sign-in does not answer."),
        N_("Try again later, or sign in with a username and password."),
    ),
    "sign_in_sample_account": Message(
        N_("The sample accounts work only on the computer that runs the program, and only with made-up data."),
        N_("Sign in with an account of your own."),
    ),
}
