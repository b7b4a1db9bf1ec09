"""The roles in words, for pages and reports alike."""

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
