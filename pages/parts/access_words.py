"""Roles and states of accounts in words. A test looks for one that has none."""

from dss_core.language.translate import N_
from dss_core.usecases.role_words import ROLE_WORDS

__all__ = ["ROLE_RIGHTS", "ROLE_WORDS", "STATE_WORDS"]

ROLE_RIGHTS = {
    "governor_group": N_("looks, ranks, plans and agrees on weights; no names"),
    "district_officer": N_("looks, reveals names for a purpose, ranks and plans"),
    "area_manager": N_("looks, reveals names for a purpose, and ranks"),
    "verifier": N_("looks at households, reveals names for a purpose"),
    "agency_officer": N_("ranks and plans without house codes"),
    "researcher": N_("statistics, ranks and plans without house codes; asks for research files"),
    "data_steward": N_("uploads surveys, grants research files and reads the audit; no names"),
    "administrator": N_("everything but names"),
}
STATE_WORDS = {
    "open": N_("may sign in"),
    "closed": N_("account closed"),
    "one_time": N_("one-time password not used yet"),
    "one_time_over": N_("one-time password too old"),
}
