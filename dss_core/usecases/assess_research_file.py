"""How safe a research file would be, and what the way to make it safe does to its figures."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.disclosure.anonymity import Anonymised, Ladder, Risk, Sensitive, anonymise, assess
from dss_core.analysis.disclosure.generalise import ladder_of, rounded, sensitive_of, told_by
from dss_core.catalog.research import PLACE, ResearchRules
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.model.research import ResearchFile
from dss_core.store.consents import withheld
from dss_core.usecases.analysis_frame import households_of
from dss_core.usecases.export_research import find_file
from dss_core.usecases.services import Services, stamp

PURPOSE = "research"


@dataclass(frozen=True)
class AssessQuery:
    """Which file, and the k it shall reach (one of the catalogue's choices)."""

    file_id: str
    k: int


@dataclass(frozen=True, eq=False)
class ResearchReport:
    """before, after: the risk of the answers as finely as may be told, and as they would be handed out.

    variables: id, role, step (its place; -1 for no quasi-identifier), n_before, n_after, mean_before, mean_after and
    share_moved (largest change of the share of one answer, 0-1). withheld_count: households that refused or withdrew.
    lost: share of the cells asked for that are lost, 0-1.
    """

    file: ResearchFile
    before: Risk
    after: Risk
    variables: pd.DataFrame
    withheld_count: int
    left_out_count: int
    lost: float
    provenance: Provenance


@dataclass(frozen=True, eq=False)
class PreparedFile:
    """The data as they would be handed out, still in the order of households, with their report."""

    data: pd.DataFrame
    report: ResearchReport


def assess_research_file(services: Services, viewer: Viewer, query: AssessQuery) -> ResearchReport:
    """The risk report of a file; ``NotFound``: research_unknown; ``BadInput``: research_k, research_too_few."""
    viewer.must(Permission.GRANT_RESEARCH)
    return prepare(services, viewer, find_file(services, viewer, query.file_id).file, query.k).report


def prepare(services: Services, viewer: Viewer, file: ResearchFile, k: int) -> PreparedFile:
    """The file with its report; errors as ``assess_research_file``."""
    rules = services.catalog.research
    if k not in rules.k_choices:
        raise BadInput("research_k", choices=", ".join(map(str, rules.k_choices)))
    frame = households_of(services, viewer, file.round_id, file.area_code)
    with services.database.reading() as connection:
        against = withheld(connection, PURPOSE, viewer.must_see(file.area_code))
    rest = frame[~frame["household_id"].isin(against)].reset_index(drop=True)
    values = {name: _values(rest, name) for name in file.variables}
    ladders = {name: ladder_of(one, values[name]) for name in values if (one := rules.quasi_of(name))}
    # Without a quasi-identifier all households are one class.
    ladders = ladders or {"": Ladder(np.zeros((1, len(rest)), dtype=np.int64))}
    sensitive = _sensitive(rules, values)
    found = anonymise(
        list(ladders.values()), sensitive, k, rules.l, len(values) - len(ladders), rules.most_left_out_share
    )
    if found is None or found.kept.sum() < k:
        raise BadInput("research_too_few", k=k)
    steps = dict(zip(ladders, found.steps, strict=True))
    data = _told(rules, values, steps)
    report = ResearchReport(
        file=file,
        before=assess([ladder.codes[0] for ladder in ladders.values()], sensitive, k, rules.l),
        after=_after(ladders, sensitive, found, k, rules.l),
        variables=_compared(rules, values, data, steps, found),
        withheld_count=len(frame) - len(rest),
        left_out_count=int((~found.kept).sum()),
        lost=found.lost,
        provenance=stamp(services, viewer, file.round_id, file.area_code, len(frame)),
    )
    return PreparedFile(data[found.kept].reset_index(drop=True), report)


def _values(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame["subdistrict_code" if name == PLACE else name]


def _sensitive(rules: ResearchRules, values: dict[str, pd.Series]) -> list[Sensitive]:
    asked = ((rules.asked_of(name), value) for name, value in values.items())
    return [sensitive_of(one, value) for one, value in asked if one is not None and one.role == "sensitive"]


def _after(ladders: dict[str, Ladder], sensitive: list[Sensitive], found: Anonymised, k: int, diverse: int) -> Risk:
    kept = found.kept
    columns = [ladder.codes[step][kept] for ladder, step in zip(ladders.values(), found.steps, strict=True)]
    return assess(columns, [Sensitive(one.values[kept], one.harmless) for one in sensitive], k, diverse)


def _told(rules: ResearchRules, values: dict[str, pd.Series], steps: dict[str, int]) -> pd.DataFrame:
    """Every column as it is handed out; one that is left out wholly stays, empty."""
    columns: dict[str, pd.Series] = {}
    for name, value in values.items():
        quasi, asked = rules.quasi_of(name), rules.asked_of(name)
        if quasi is not None:
            is_told = steps[name] < len(quasi.steps)
            columns[name] = told_by(quasi.steps[steps[name]], value) if is_told else value.astype(object).map(_nothing)
        elif asked is not None:
            columns[name] = rounded(asked, value).astype(object)
    return pd.DataFrame(columns, dtype=object)


def _nothing(_value: object) -> None:
    return None


def _compared(
    rules: ResearchRules, values: dict[str, pd.Series], data: pd.DataFrame, steps: dict[str, int], found: Anonymised
) -> pd.DataFrame:
    rows = []
    for name, value in values.items():
        asked, kept = rules.asked_of(name), value[found.kept]
        is_number = pd.api.types.is_numeric_dtype(value)
        told = data[name][found.kept]
        rows.append(
            {
                "id": name,
                "role": "quasi" if asked is None else asked.role,
                "step": steps.get(name, -1),
                "n_before": int(value.notna().sum()),
                "n_after": int(told.notna().sum()),
                "mean_before": float(value.mean()) if is_number else np.nan,
                "mean_after": float(pd.to_numeric(told).mean()) if is_number and asked else np.nan,
                "share_moved": _share_moved(value, kept),
            }
        )
    return pd.DataFrame(rows)


def _share_moved(before: pd.Series, after: pd.Series) -> float:
    """The largest change of the share of one answer by leaving households out, 0-1; missing is an answer."""
    first, second = (one.astype(object).value_counts(normalize=True, dropna=False) for one in (before, after))
    return float(first.sub(second, fill_value=0.0).abs().max()) if len(first) else 0.0
