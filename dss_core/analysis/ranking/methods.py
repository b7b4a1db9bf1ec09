"""The ranking methods on offer: a method is one file in this folder and one line here.

What each promises beyond the contract (``tests/dss_core/analysis/ranking/test_every_method.py`` holds it to it):

    method             worse on all   row order   unit             one more household     all alike
    weighted_sum       never lower    no matter   no matter        no matter (1)          score 0
    weighted_product   never lower    no matter   no matter (2)    no matter (1)          score 0
    topsis             never lower    no matter   no matter (3)    no matter (1)          score 0
    deprivation_count  never lower    no matter   no matter (4)    no matter (1)          score 0
    vikor              never lower    no matter   no matter        may swap others        score 1 (Q = 0)
    promethee_ii       never lower    no matter   no matter (4)    may swap others        score 0.5 (flow 0)

(1) if the scale has given ends, or the newcomer lies within those found; not with the scale vector.
(2) vector and none: its factor; minmax: its factor and its zero. (3) vector: its factor; none: not.
(4) thresholds change with the unit: they are in it. "All alike" is on a scale found, where nothing tells anybody apart.
"""

from collections.abc import Callable

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking import deprivation_count as counted
from dss_core.analysis.ranking import promethee_ii as outranking
from dss_core.analysis.ranking import weighted_product as product
from dss_core.analysis.ranking import weighted_sum as additive
from dss_core.analysis.ranking.contract import Method
from dss_core.analysis.ranking.needs import Needs
from dss_core.analysis.ranking.topsis import topsis
from dss_core.analysis.ranking.vikor import vikor

METHODS: dict[str, Method] = {
    "weighted_sum": additive.weighted_sum,
    "topsis": topsis,
    "vikor": vikor,
    "promethee_ii": outranking.promethee_ii,
    "weighted_product": product.weighted_product,
    "deprivation_count": counted.deprivation_count,
}

# The methods whose score depends on the household's own answers alone once the scales are given.
OWN_ANSWERS = frozenset({"weighted_sum", "weighted_product", "topsis", "deprivation_count"})

# The methods whose order is that of a weighted mean: what the weights multiply, (criteria, households).
LINEAR: dict[str, Callable[[Needs], Floats]] = {
    "weighted_sum": additive.parts,
    "promethee_ii": outranking.parts,
    "weighted_product": product.parts,
    "deprivation_count": counted.parts,
}
