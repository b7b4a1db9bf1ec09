"""Who revealed which household, what for and how often, for the data steward."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.store.registry import now
from dss_core.store.reveals import counts_since, reveals_since
from dss_core.usecases.services import Services, must_see_whole

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
MOST_REVEALS = 500


@dataclass(frozen=True, eq=False)
class Reveals:
    """people: username, week_count, month_count (last 7 and 30 days), most of the week first. reveals: the newest of
    the 30 days (username, begun_at, until, house_code, purpose, reason)."""

    people: pd.DataFrame
    reveals: pd.DataFrame


def list_reveals(services: Services, viewer: Viewer) -> Reveals:
    """The reveals of the last 30 days; house codes and reasons, no names of households."""
    viewer.must(Permission.READ_AUDIT)
    must_see_whole(services, viewer)
    with services.database.reading() as connection:
        week, month = (counts_since(connection, now() - span) for span in (WEEK, MONTH))
        reveals = reveals_since(connection, now() - MONTH, MOST_REVEALS)
    people = pd.DataFrame(
        [(name, week.get(name, 0), count) for name, count in month.items()],
        columns=["username", "week_count", "month_count"],
    )
    people = people.sort_values(["week_count", "month_count"], ascending=False, kind="stable", ignore_index=True)
    return Reveals(people, reveals)
