"""Who may do what: one table. A role is a list of permissions; the area is a matter of the viewer's scope."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may do; named as the use case or the kind of data it opens."""

    VIEW_STATISTICS = "view_statistics"
    EXPLORE_FIGURES = "explore_figures"
    VIEW_HOUSEHOLDS = "view_households"
    VIEW_NAMES = "view_names"
    FIND_PERSON = "find_person"
    RANK_HOUSEHOLDS = "rank_households"
    AGREE_WEIGHTS = "agree_weights"
    BUILD_SCENARIO = "build_scenario"
    SAVE_SCENARIO = "save_scenario"
    ADOPT_SCENARIO = "adopt_scenario"
    IMPORT_SURVEY = "import_survey"
    RECORD_EVENT = "record_event"
    RECORD_CONSENT = "record_consent"
    KEEP_PRIVACY = "keep_privacy"
    CHECK_QUALITY = "check_quality"
    READ_AUDIT = "read_audit"
    ASK_RESEARCH = "ask_research"
    GRANT_RESEARCH = "grant_research"
    MANAGE_ACCESS = "manage_access"


class Role(StrEnum):
    """The part somebody plays; the sample accounts hold one of each."""

    GOVERNOR_GROUP = "governor_group"
    DISTRICT_OFFICER = "district_officer"
    AREA_MANAGER = "area_manager"
    VERIFIER = "verifier"
    AGENCY_OFFICER = "agency_officer"
    RESEARCHER = "researcher"
    DATA_STEWARD = "data_steward"
    ADMINISTRATOR = "administrator"


# Without EXPLORE_FIGURES every figure passes the disclosure gate; with it any cut of the data may be looked at, so it
# goes together with the right to look at single households.
_FIGURES = frozenset({Permission.VIEW_STATISTICS})
_EXPLORE = _FIGURES | {Permission.EXPLORE_FIGURES, Permission.VIEW_HOUSEHOLDS}
_LOOK = _EXPLORE | {Permission.RANK_HOUSEHOLDS}
_PLAN = frozenset({Permission.BUILD_SCENARIO, Permission.SAVE_SCENARIO})
# Whoever stands at the door knows the names, and hears first who moved or died.
_VISIT = frozenset({Permission.VIEW_NAMES, Permission.FIND_PERSON, Permission.RECORD_EVENT, Permission.RECORD_CONSENT})
# Whoever grants research files also opens their page, by the permission of those who ask.
_RESEARCH = frozenset({Permission.ASK_RESEARCH, Permission.GRANT_RESEARCH})
_DATA = frozenset({Permission.IMPORT_SURVEY, Permission.CHECK_QUALITY, Permission.RECORD_EVENT})
# By an ID number somebody is found of whom it is known already; requests of the persons concerned come to the steward.
_PRIVACY = frozenset({Permission.RECORD_CONSENT, Permission.KEEP_PRIVACY, Permission.FIND_PERSON})

ROLES: dict[Role, frozenset[Permission]] = {
    # The working group decides on households by number; names belong to those who visit them.
    Role.GOVERNOR_GROUP: _LOOK | _PLAN | {Permission.AGREE_WEIGHTS, Permission.ADOPT_SCENARIO},
    Role.DISTRICT_OFFICER: _LOOK | _PLAN | _VISIT,
    Role.AREA_MANAGER: _LOOK | _VISIT,
    Role.VERIFIER: _EXPLORE | _VISIT,
    # Agencies and researchers need figures, not houses: a list of single needs would undo the gate.
    Role.AGENCY_OFFICER: _FIGURES,
    Role.RESEARCHER: _FIGURES | {Permission.ASK_RESEARCH},
    Role.DATA_STEWARD: _LOOK | _DATA | _PRIVACY | _RESEARCH | {Permission.BUILD_SCENARIO, Permission.READ_AUDIT},
    # Whoever gives out the rights helps with every page, and needs nobody's name for it.
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.VIEW_NAMES, Permission.FIND_PERSON},
}
