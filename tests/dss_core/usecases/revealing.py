"""A household revealed as an officer does it, for tests of what stands in it."""

from dss_core.access.viewer import Viewer
from dss_core.usecases.reveal_household import RevealDraft, reveal_household
from dss_core.usecases.services import Services
from dss_core.usecases.show_household import HouseholdStory, ShowHousehold, show_household


def shown_revealed(services: Services, somebody: Viewer, query: ShowHousehold) -> HouseholdStory:
    reveal_household(services, somebody, RevealDraft(query.household_id, "home_visit"))
    return show_household(services, somebody, query)
