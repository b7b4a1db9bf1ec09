"""How large a difference of means is, beside whether it is there: standardised differences and shares of variance."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import special, stats

from dss_core.analysis.arrays import Floats
from dss_core.analysis.statistics.design import Sample
from dss_core.analysis.statistics.intervals import LEVEL
from dss_core.analysis.statistics.sums import sum_by
from dss_core.analysis.statistics.variance import Domains


class EffectKind(StrEnum):
    """Which measure of size it is."""

    HEDGES_G = "hedges_g"
    OMEGA_SQUARED = "omega_squared"
    ETA_SQUARED = "eta_squared"


@dataclass(frozen=True)
class Effect:
    """A size without unit; the ends of its interval are None where no interval is given."""

    kind: EffectKind
    value: float
    low: float | None = None
    high: float | None = None


def hedges_g(n: Floats, mean: Floats, sd: Floats, level: float = LEVEL) -> Effect:
    """The first mean less the second in pooled standard deviations, without the bias of small samples (Hedges 1981).

    n, mean, sd: of shape (2,). The interval is the one of large samples: variance 1/n1 + 1/n2 + g^2 / (2 (n1 + n2))
    (Hedges & Olkin 1985, p. 86).

    >>> round(hedges_g(np.array([10.0, 10.0]), np.array([12.0, 10.0]), np.array([2.0, 2.0])).value, 4)
    0.9576
    """
    below = float(n.sum() - 2)
    pooled = float(np.sqrt(((n - 1) * sd**2).sum() / below))
    unbiased = float(np.exp(special.gammaln(below / 2) - special.gammaln((below - 1) / 2)) / np.sqrt(below / 2))
    g = unbiased * float(mean[0] - mean[1]) / pooled
    half = float(stats.norm.ppf((1 + level) / 2)) * float(np.sqrt((1 / n).sum() + g**2 / (2 * n.sum())))
    return Effect(EffectKind.HEDGES_G, g, g - half, g + half)


def omega_squared(f: float, df: float, n: float) -> Effect:
    """The share of the variance that groups account for, from an F of ``n`` answers (Hays 1963); never below 0.

    >>> omega_squared(f=4.0, df=2.0, n=54.0).value
    0.1
    """
    return Effect(EffectKind.OMEGA_SQUARED, max(df * (f - 1) / (df * (f - 1) + n), 0.0))


def eta_squared(sample: Sample, domains: Domains, x: Floats) -> Effect:
    """The (weighted) sum of squares between groups as a share of the whole, over the rows that answered."""
    rows = domains.rows[~np.isnan(x[domains.rows])]
    group, weights, values = domains.of_row[rows], sample.weights[rows], x[rows]
    whole = sum_by(group, weights, domains.count)
    means = sum_by(group, weights * values, domains.count) / np.where(whole > 0, whole, np.nan)
    overall = float((weights * values).sum() / weights.sum())
    between = float((weights * (means[group] - overall) ** 2).sum())
    return Effect(EffectKind.ETA_SQUARED, between / float((weights * (values - overall) ** 2).sum()))
