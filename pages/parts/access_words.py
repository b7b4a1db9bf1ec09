"""Roles and states of accounts in words. A test looks for one that has none."""

from dss_core.language.translate import N_

ROLE_WORDS = {
    "governor_group": N_("Governor's working group"),
    "district_officer": N_("District officer"),
    "area_manager": N_("Area manager of a sub-district"),
    "verifier": N_("Verifier who visits households"),
    "agency_officer": N_("Officer of an agency"),
    "researcher": N_("Researcher"),
    "data_steward": N_("Data steward"),
    "administrator": N_("Administrator"),
}
ROLE_RIGHTS = {
    "governor_group": N_("looks, ranks, plans and agrees on weights; no names"),
    "district_officer": N_("looks, reveals names for a purpose, ranks and plans"),
    "area_manager": N_("looks, reveals names for a purpose, and ranks"),
    "verifier": N_("looks at households, reveals names for a purpose"),
    "agency_officer": N_("ranks and plans without house codes"),
    "researcher": N_("statistics, ranks and plans without house codes"),
    "data_steward": N_("uploads surveys and reads the audit; no names"),
    "administrator": N_("everything but names"),
}
STATE_WORDS = {
    "open": N_("may sign in"),
    "closed": N_("account closed"),
    "one_time": N_("one-time password not used yet"),
    "one_time_over": N_("one-time password too old"),
}
