"""What is told when the program does not start because of a setting."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

SETTINGS_MESSAGES = {
    "settings_database_url": Message(
        N_("The setting {setting} is not the address of a database this program can use."),
        # pragma: allowlist nextline secret
        N_("Leave it empty for a database file on this computer, or write it as postgresql://user:password@host/name."),
    ),
    "settings_weak_secret": Message(
        N_("The setting {setting} is too easy to guess: it protects the ID numbers in the database."),
        N_("Give at least {shortest} random characters, or remove the setting and the program makes a key itself."),
    ),
    "settings_key_before": Message(
        N_("To change the key, the setting {setting} is needed: the key so far."),
        N_("Give the new key as DSS_SECRET_KEY and the old one as {setting}, and run rotate-key again."),
    ),
    "settings_key_same": Message(
        N_("The new key and the one before it are the same, so there is nothing to change."),
        N_("Give a new key as DSS_SECRET_KEY and the old one as {setting}."),
    ),
    "settings_key_unfinished": Message(
        N_("A change of the key was cut short: beside {setting} stands the one before it."),
        N_("Run: python -m dss_core rotate-key. It finds out which of the two is in use, and ends the change."),
    ),
    "settings_oidc_part": Message(
        N_("To sign in by OpenID Connect, the setting {setting} is needed too."),
        N_("Give DSS_OIDC_ISSUER, DSS_OIDC_CLIENT_ID and DSS_OIDC_CLIENT_SECRET, or none of them."),
    ),
    "settings_oidc_issuer": Message(
        N_("The setting {setting} is not an address that begins with https://."),
        N_("Write the issuer as its provider states it; plain http is for a provider on this very machine."),
    ),
    "settings_value": Message(
        N_("The setting {setting} cannot be used: {problem}."),
        N_("Correct it in the environment of the program, or remove it to use the default, and start again."),
    ),
}
