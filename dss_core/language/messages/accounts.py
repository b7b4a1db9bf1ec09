"""What is told about accounts and passwords."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

ACCOUNT_MESSAGES = {
    "account_unknown": Message(
        N_("There is no such account in the area of yours."),
        N_("Choose one from the list."),
    ),
    "account_is_own": Message(
        N_("Nobody changes the own role, area or account."),
        N_("Ask another administrator; your own password you change from the menu."),
    ),
    "account_is_sample": Message(
        N_("A sample account stays as it is published."),
        N_("Close it, or add an account of your own."),
    ),
    "account_is_last": Message(
        N_("This is the last account that manages the whole province."),
        N_("Make another administrator of the whole province first."),
    ),
    "account_username": Message(
        N_("This cannot be a username."),
        N_("Take 3 to 40 small Latin letters, digits, dots and dashes, beginning with a letter or digit."),
    ),
    "account_taken": Message(
        N_("The username {username} is taken."),
        N_("Choose another."),
    ),
    "account_name": Message(
        N_("The name is missing in one language, or longer than {longest} letters."),
        N_("Write it in Thai and in English."),
    ),
    "account_role": Message(
        N_("There is no role {role}."),
        N_("Choose one from the list."),
    ),
    "account_no_area": Message(
        N_("An account without an area sees nothing."),
        N_("Choose the province, districts or sub-districts."),
    ),
    "account_agency": Message(
        N_("An agency officer has the code of one agency, and nobody else has one."),
        N_("Write the code in small Latin letters, digits and dashes, or choose another role."),
    ),
    "identity_code": Message(
        N_("Nobody waits under this code."),
        N_("Ask the person to sign in once more and to read the code out; it is forgotten after 30 days."),
    ),
    "password_short": Message(
        N_("The password is too short."),
        N_("Take at least {shortest} letters, for example four words that have nothing to do with each other."),
    ),
    "password_long": Message(
        N_("The password is too long."),
        N_("Take at most {longest} letters."),
    ),
    "password_holds_username": Message(
        N_("The password contains your username."),
        N_("Choose another."),
    ),
    "password_plain": Message(
        N_("The password repeats the same few letters."),
        N_("Use at least {fewest} different ones."),
    ),
    "password_not_twice": Message(
        N_("The new password was not written the same way twice."),
        N_("Write it again."),
    ),
    "password_same": Message(
        N_("The new password is the old one."),
        N_("Choose another."),
    ),
    "password_wrong": Message(
        N_("The present password is not right."),
        N_("Write it again; a one-time password is written as it was given, with its dashes."),
    ),
}
