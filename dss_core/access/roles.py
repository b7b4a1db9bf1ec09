"""Who may do what: one table. A role is a list of permissions; the area is a matter of the viewer's scope."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may do; named as the use case or the kind of data it opens."""

    VIEW_STATISTICS = "view_statistics"
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
    CHECK_QUALITY = "check_quality"
    READ_AUDIT = "read_audit"
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


# Without VIEW_HOUSEHOLDS a ranking is one of needs: the house codes stay out of it.
_RANK = frozenset({Permission.VIEW_STATISTICS, Permission.RANK_HOUSEHOLDS})
_LOOK = _RANK | {Permission.VIEW_HOUSEHOLDS}
_PLAN = frozenset({Permission.BUILD_SCENARIO, Permission.SAVE_SCENARIO})
# Whoever stands at the door knows the names, and hears first who moved or died.
_VISIT = frozenset({Permission.VIEW_NAMES, Permission.FIND_PERSON, Permission.RECORD_EVENT})
# Whoever brings the files answers for people who ask what is kept of them: found by ID number, shown without a name.
_DATA = frozenset({Permission.FIND_PERSON, Permission.IMPORT_SURVEY, Permission.CHECK_QUALITY, Permission.RECORD_EVENT})

ROLES: dict[Role, frozenset[Permission]] = {
    # The working group decides on households by number; names belong to those who visit them.
    Role.GOVERNOR_GROUP: _LOOK | _PLAN | {Permission.AGREE_WEIGHTS, Permission.ADOPT_SCENARIO},
    Role.DISTRICT_OFFICER: _LOOK | _PLAN | _VISIT,
    Role.AREA_MANAGER: _LOOK | _VISIT,
    Role.VERIFIER: _VISIT | {Permission.VIEW_STATISTICS, Permission.VIEW_HOUSEHOLDS},
    # Agencies and researchers need the need, not the house.
    Role.AGENCY_OFFICER: _RANK | {Permission.BUILD_SCENARIO},
    Role.RESEARCHER: _RANK | {Permission.BUILD_SCENARIO},
    Role.DATA_STEWARD: _LOOK | _DATA | {Permission.BUILD_SCENARIO, Permission.READ_AUDIT},
    # Whoever gives out the rights helps with every page, and needs nobody's name or number for it.
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.VIEW_NAMES, Permission.FIND_PERSON},
}
