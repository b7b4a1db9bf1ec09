"""How well would a regression find the poor it has not seen, and how well does our own score? Told honestly."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dss_core.access.roles import Permission
from dss_core.access.viewer import Viewer
from dss_core.analysis.arrays import Integers
from dss_core.analysis.ranking.proxy_means import HAND_MADE, PROXY, ProxyQuery, proxy_means
from dss_core.analysis.statistics.groups import Groups, group_rows
from dss_core.catalog.ranking import ProxyRules
from dss_core.errors import BadInput
from dss_core.model.provenance import Provenance
from dss_core.usecases.analysis_frame import Unit
from dss_core.usecases.poverty_rows import lines_of_round
from dss_core.usecases.rank_households import ranked
from dss_core.usecases.services import Services, stamp
from dss_core.usecases.survey_sample import VILLAGE, check_groupings, survey_rows

__all__ = ["HAND_MADE", "PROXY", "ProxyMeansQuery", "ProxyMeansTest", "fit_proxy_means", "lines_for_proxy"]

LEAST_VILLAGES_A_FOLD = 2


@dataclass(frozen=True)
class ProxyMeansQuery:
    """Our own ranking (round, area, weights, method), who is poor, and what errors are told by.

    line: an id of a poverty line in force; None: at each cut as many households as are chosen, those of the least
    income. by: a grouping of the catalogue's rules.
    """

    round_id: str
    area: str
    weights: tuple[tuple[str, float], ...]
    method: str = "weighted_sum"
    line: str | None = None
    by: str = "district"


@dataclass(frozen=True, eq=False)
class ProxyMeansTest:
    """What the regression explains, and the errors of choosing by it and by our own score.

    errors: method (proxy_means, hand_made), cut (0-1), group (code of the grouping, None for all), n, poor_count,
    chosen_count (households), inclusion_error, exclusion_error (0-1; NaN where fewer than the rules' least_count are
    chosen or poor). coefficients: criterion, weight (of one unit more, in logarithms of income), filled_count (missing
    answers taken as the mean). r_squared: of all; r_squared_unseen: of households that the fit had not seen.
    used_count, left_out_count: households with and without an income above zero; ungrouped_count: of those used, in no
    group. by_villages: the households of a village stayed in one fold. is_too_few: there are not enough households, and
    everything else is empty. is_collinear: some indicators say the same.
    """

    provenance: Provenance
    errors: pd.DataFrame
    coefficients: pd.DataFrame
    r_squared: float
    r_squared_unseen: float
    used_count: int
    left_out_count: int
    ungrouped_count: int
    by_villages: bool
    is_too_few: bool
    is_collinear: bool


def fit_proxy_means(services: Services, viewer: Viewer, query: ProxyMeansQuery) -> ProxyMeansTest:
    """The test on the households that the viewer may see; the same rules give the same answer.

    ``BadInput``: poverty_unknown_line (line), describe_unknown_group (group, groups), and those of ``rank_households``.
    """
    viewer.must(Permission.RANK_HOUSEHOLDS)
    rules = services.catalog.proxy
    asked = _asked(services, query)
    if query.by not in rules.groups:
        raise BadInput("describe_unknown_group", group=query.by, groups=", ".join(rules.groups))
    check_groupings(services.catalog, Unit.HOUSEHOLD, (query.by,))
    survey = survey_rows(services, viewer, query.round_id, query.area, (query.by, VILLAGE))
    frame, groups = survey.rows, group_rows(survey.groups, (query.by,))
    score = ranked(services.catalog, frame, query.method, query.weights).score
    provenance = stamp(services, viewer, query.round_id, query.area, len(frame))
    is_used = (frame[rules.outcome] > 0).to_numpy()
    clusters = _villages(survey.groups[VILLAGE], is_used, rules)
    try:
        found = proxy_means(frame, asked, score, groups.of_row, groups.count, clusters)
    except BadInput as error:
        if error.code != "proxy_few_rows":
            raise
        return _nothing(provenance, int(is_used.sum()), len(frame))
    return ProxyMeansTest(
        provenance=provenance,
        errors=_told(found.errors, groups, query.by, rules.least_count),
        coefficients=found.coefficients,
        r_squared=found.r_squared,
        r_squared_unseen=found.r_squared_unseen,
        used_count=found.used_count,
        left_out_count=found.left_out_count,
        ungrouped_count=int((groups.of_row[is_used] < 0).sum()),
        by_villages=clusters is not None,
        is_too_few=False,
        is_collinear="collinear_indicators" in found.warnings,
    )


def lines_for_proxy(services: Services, round_id: str) -> dict[str, float]:
    """The poverty lines in force on the income that the regression explains, with their heights in baht a year."""
    lines, outcome = services.catalog.poverty.lines, services.catalog.proxy.outcome
    heights = lines_of_round(services, round_id)
    return {name: height for name, height in heights.items() if lines[name].variable == outcome}


def _asked(services: Services, query: ProxyMeansQuery) -> ProxyQuery:
    rules, height = services.catalog.proxy, None
    if query.line is not None:
        lines = lines_for_proxy(services, query.round_id)
        if query.line not in lines:
            raise BadInput("poverty_unknown_line", line=query.line)
        height = lines[query.line]
    return ProxyQuery(rules.outcome, rules.indicators, rules.cuts, height, rules.folds, rules.seed)


def _villages(villages: pd.Series, is_used: "np.typing.NDArray[np.bool_]", rules: ProxyRules) -> Integers | None:
    """A number for each household's village; None where there are too few of them to make folds of."""
    codes = np.asarray(pd.factorize(villages)[0], np.int64)
    if len(np.unique(codes[is_used])) < LEAST_VILLAGES_A_FOLD * rules.folds:
        return None
    return codes


def _told(errors: pd.DataFrame, groups: Groups, by: str, least: int) -> pd.DataFrame:
    """The errors under the codes of their groups; none of too few households."""
    codes = pd.Series(groups.keys[by], dtype=object)
    return errors.assign(
        group=errors["group"].map(codes).astype(object).where(errors["group"] >= 0, None),
        inclusion_error=errors["inclusion_error"].where(errors["chosen_count"] >= least),
        exclusion_error=errors["exclusion_error"].where(errors["poor_count"] >= least),
    )


def _nothing(provenance: Provenance, used_count: int, count: int) -> ProxyMeansTest:
    columns = ["method", "cut", "group", "n", "poor_count", "chosen_count", "inclusion_error", "exclusion_error"]
    return ProxyMeansTest(
        provenance=provenance,
        errors=pd.DataFrame(columns=columns),
        coefficients=pd.DataFrame(columns=["criterion", "weight", "filled_count"]),
        r_squared=np.nan,
        r_squared_unseen=np.nan,
        used_count=used_count,
        left_out_count=count - used_count,
        ungrouped_count=0,
        by_villages=False,
        is_too_few=True,
        is_collinear=False,
    )
