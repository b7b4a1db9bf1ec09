"""The actions of the audit in words. A test looks for one that has none."""

from dss_core.language.translate import N_

ACTIONS = {
    "add_account": N_("added an account"),
    "agree_weights": N_("agreed on weights"),
    "change_account": N_("changed an account"),
    "change_password": N_("changed the own password"),
    "disable_account": N_("closed an account"),
    "enable_account": N_("opened an account again"),
    "explain_rank": N_("looked at why a household has its rank"),
    "export_statistics": N_("exported statistics"),
    "find_household": N_("searched for households by name or number"),
    "import_survey": N_("imported a survey"),
    "link_identity": N_("linked an identity to an account"),
    "reset_password": N_("gave out a one-time password"),
    "save_scenario": N_("saved a what-if"),
    "show_household": N_("looked at a household"),
    "sign_in": N_("signed in"),
    "sign_in_refused": N_("was refused at the sign-in"),
    "sign_in_throttled": N_("was blocked for signing in too often"),
    "sign_out": N_("signed out"),
    "unlink_identity": N_("unlinked the identities of an account"),
    "vote_weights": N_("voted on weights"),
    "withdraw_vote": N_("withdrew a vote"),
}
