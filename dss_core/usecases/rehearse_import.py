"""The rehearsal of an import: what each row of the file would do, and what the round's figures would be afterwards."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.livelihood.scoring import level_counts
from dss_core.analysis.ranking.contract import Ranking, order
from dss_core.analysis.statistics.describe import describe
from dss_core.intake.pipeline import Draft
from dss_core.model.households import LEVEL, OVERALL, Outcome
from dss_core.model.revisions import RowState
from dss_core.store.audit import write_audit
from dss_core.usecases.analysis_frame import in_areas
from dss_core.usecases.import_survey import CheckedUpload
from dss_core.usecases.plan_import import ImportPlan, plan_import
from dss_core.usecases.rank_households import ranked
from dss_core.usecases.round_after import frames_around
from dss_core.usecases.services import Services
from dss_core.usecases.vote_weights import agreed_weights

METHOD = "weighted_sum"
MOST_LISTED = 500
SIDES = ("before", "after")


@dataclass(frozen=True, eq=False)
class PriorityLine:
    """Who would cross the line of the first ``first_count`` (ties at the line are among them).

    preset_id, agreement: whose weights rank; agreement is the name of what was agreed, None for the preset's own.
    came_in, went_out: how many of the households that the round holds already; new_in: how many of the new ones come
    first. crossing: house_code,
    subdistrict_code, rank_before, rank_after (NaN for a household that is new), at most ``MOST_LISTED`` of them.
    """

    first_count: int
    preset_id: str
    agreement: str | None
    came_in: int
    went_out: int
    new_in: int
    crossing: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Rehearsal:
    """What an import would do, in the part of the round that the viewer may see.

    counts: rows of the file by ``RowState``. person_count: persons taken in with them. changed_fields: field and how
    many values of it would change. households, poor: before and after. scores: value, n_before, mean_before, n_after,
    mean_after, with missing_before and missing_after. levels: level, count_before, count_after, with the households
    without a level as NaN. is_first: the round holds nothing yet. line: None without any score to rank by.
    """

    plan: ImportPlan
    counts: dict[RowState, int]
    person_count: int
    lost_member_count: int
    changed_fields: pd.DataFrame
    households: tuple[int, int]
    poor: tuple[int, int]
    scores: pd.DataFrame
    levels: pd.DataFrame
    is_first: bool
    line: PriorityLine | None

    @property
    def may_commit(self) -> bool:
        """Whether the file may be committed whole: something would change, and nothing has to be left out."""
        return self.plan.writes and not self.counts[RowState.HELD]


def rehearse_import(services: Services, viewer: Viewer, checked: CheckedUpload) -> Rehearsal:
    """What the commit of a checked upload would do at this moment; no row of the survey is written.

    That somebody looked is written into the audit: the list of who would cross the line names households.
    """
    viewer.must(Permission.IMPORT_SURVEY)
    draft, catalog = _unsealed(checked.draft), services.catalog
    with services.database.reading() as connection:
        plan = plan_import(connection, services, viewer, draft, checked.households, checked.round_id)
    counts = {state: plan.count(state) for state in RowState}
    before, after = (in_areas(f, viewer.scope, catalog) for f in frames_around(plan, catalog, draft.year))
    if plan.writes:
        with services.database.writing() as connection:
            told = {state.value: count for state, count in counts.items()}
            write_audit(connection, viewer.username, "rehearse_import", checked.round_id, told)
    return Rehearsal(
        plan=replace(plan, stored=plan.stored.emptied()),
        counts=counts,
        person_count=plan.person_count,
        lost_member_count=draft.lost_member_count,
        changed_fields=_changed_fields(plan),
        households=(len(before), len(after)),
        poor=(_poor(before), _poor(after)),
        scores=_scores(services, before, after),
        levels=_levels(services, before, after),
        is_first=not len(before),
        line=_line(services, viewer, before, after) if plan.writes else None,
    )


def _unsealed(draft: Draft) -> Draft:
    """The draft without what opens ID numbers: a rehearsal is kept and shown."""
    return replace(draft, persons=draft.persons.drop(columns="national_id_sealed", errors="ignore"))


def _poor(frame: pd.DataFrame) -> int:
    return int((frame["outcome"] == Outcome.POOR).sum())


def _changed_fields(plan: ImportPlan) -> pd.DataFrame:
    counts = plan.revision.cells["field"].value_counts()
    return pd.DataFrame({"field": counts.index.astype(str), "count": counts.to_numpy("int64")})


def _scores(services: Services, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    names = [*services.catalog.instrument.capital_ids, OVERALL]
    parts = []
    for side, frame in zip(SIDES, (before, after), strict=True):
        told = describe(frame, names)[["value", "n", "missing", "mean"]].set_index("value")
        parts.append(told.add_suffix(f"_{side}"))
    return pd.concat(parts, axis=1).reset_index()


def _levels(services: Services, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    levels = services.catalog.instrument.levels
    counts = {
        f"count_{side}": level_counts(frame[LEVEL], levels)["count"].to_numpy("int64")
        for side, frame in zip(SIDES, (before, after), strict=True)
    }
    table = pd.DataFrame({"level": [float(level.number) for level in levels], **counts})
    missing = {f"count_{s}": int(f[LEVEL].isna().sum()) for s, f in zip(SIDES, (before, after), strict=True)}
    return pd.concat([table, pd.DataFrame([{"level": np.nan, **missing}])], ignore_index=True)


def _line(services: Services, viewer: Viewer, before: pd.DataFrame, after: pd.DataFrame) -> PriorityLine | None:
    """The line by the newest agreed weights, else by the first preset."""
    preset, agreement = services.catalog.presets[0], None
    weights = tuple(preset.weights.items())
    if viewer.may(Permission.RANK_HOUSEHOLDS):
        for one in agreed_weights(services, viewer)[:1]:
            preset, agreement, weights = services.catalog.preset(one.preset_id), one.name, tuple(one.weights.items())
    first_count = services.catalog.quality.priority_count
    sides = [_first(services, frame, weights, first_count) for frame in (before, after)]
    if not sides[1]["is_first"].any():
        return None
    both = sides[1].add_suffix("_after").join(sides[0].add_suffix("_before"), how="left")
    was_there = both["rank_before"].notna()
    was_first = both["is_first_before"].eq(True)
    is_first = both["is_first_after"].eq(True)
    crosses = was_there & (was_first != is_first)
    listed = both[crosses | (~was_there & is_first & bool(len(before)))]
    table = listed.assign(house_code=listed.index.astype(str)).sort_values("rank_after")
    columns = ["house_code", "subdistrict_code_after", "rank_before", "rank_after"]
    return PriorityLine(
        first_count=first_count,
        preset_id=preset.id,
        agreement=agreement,
        came_in=int((crosses & is_first).sum()),
        went_out=int((crosses & was_first).sum()),
        new_in=int((~was_there & is_first).sum()),
        crossing=table[columns].rename(columns={"subdistrict_code_after": "subdistrict_code"}).head(MOST_LISTED),
    )


def _first(
    services: Services, frame: pd.DataFrame, weights: tuple[tuple[str, float], ...], first_count: int
) -> pd.DataFrame:
    """Rank of each household and whether it comes first, under its house code."""
    codes = pd.Index(frame["house_code"].astype(object))
    if not len(frame):
        return pd.DataFrame(columns=["rank", "is_first", "subdistrict_code"], index=codes)
    ranking: Ranking = ranked(services.catalog, frame, METHOD, weights)
    rows = order(ranking, frame["household_id"])
    last = ranking.rank[rows[min(first_count, len(rows)) - 1]]
    is_first = (ranking.rank <= last) & ~ranking.unranked
    places = frame["subdistrict_code"].astype(object).to_numpy()
    return pd.DataFrame({"rank": ranking.rank, "is_first": is_first, "subdistrict_code": places}, index=codes)
