"""What is told when the database cannot do what was asked; nothing was changed."""

from dss_core.language.messages.message import Message
from dss_core.language.translate import N_

STORE_MESSAGES = {
    "store_not_initialised": Message(
        N_("The database has not been set up."),
        N_("Run: python -m dss_core init."),
    ),
    "store_newer": Message(
        N_("The database was written by a newer version of the program ({found}; this one knows up to {known})."),
        N_("Bring the program up to date; the database was not changed."),
    ),
    "store_unreadable": Message(
        N_("What is kept in the database at “{place}” is not of the form that this program knows."),
        N_("Tell the administrator: a newer program may have written it, or the database was changed by hand."),
    ),
    "store_audit_broken": Message(
        N_("{count} lines of the audit are not as they were written, so it was not sealed anew; nothing was changed."),
        N_("Find out what happened to these lines (verify-audit names them) before the key is changed."),
    ),
    "store_not_unsealed": Message(
        N_("An ID number in the database does not open with this key, or not to the number it was sealed for."),
        N_("Check that the key is the one that the data were brought in with; nothing was changed."),
    ),
    "store_ids_unsealed": Message(
        N_("{count} ID numbers were brought in before numbers were sealed, so they cannot be put under another key."),
        N_(
            "To forget these numbers but for their last digits, run: rotate-key --forget-unsealed. Nothing was changed."
        ),
    ),
    "round_endorsed": Message(
        N_("The round {round} is endorsed, so it takes in no more files; nothing was changed."),
        N_("Bring corrections as a new round."),
    ),
    "init_other_province": Message(
        N_("The database belongs to the province {found}, but the definitions are those of {wanted}."),
        N_("Use another database, or put the definitions of the province back."),
    ),
    "init_is_synthetic": Message(
        N_("This database holds the synthetic province, so real data cannot go into it."),
        N_("Use an empty database for real data."),
    ),
    "init_not_synthetic": Message(
        N_("The sample data cannot go into this database: it was set up for real data."),
        N_("Use an empty database for the sample."),
    ),
}
