"""The actions of the audit in words. A test looks for one that has none."""

from dss_core.language.translate import N_

ACTIONS = {
    "agree_weights": N_("agreed on weights"),
    "explain_rank": N_("looked at why a household has its rank"),
    "export_statistics": N_("exported statistics"),
    "find_household": N_("searched for households by name or number"),
    "import_survey": N_("imported a survey"),
    "save_scenario": N_("saved a what-if"),
    "show_household": N_("looked at a household"),
    "sign_in": N_("signed in"),
    "sign_out": N_("signed out"),
    "vote_weights": N_("voted on weights"),
    "withdraw_vote": N_("withdrew a vote"),
}
