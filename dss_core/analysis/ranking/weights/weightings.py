"""The ways to find weights from a table: a way is one file in this folder and one line here.

Ways that ask people have questions of their own: ``ahp`` (comparisons), ``swing`` (points), ``voted`` (weight sets).
"""

from dss_core.analysis.ranking.weights.critic import critic
from dss_core.analysis.ranking.weights.entropy import entropy
from dss_core.analysis.ranking.weights.equal import equal
from dss_core.analysis.ranking.weights.given import given
from dss_core.analysis.ranking.weights.weight_set import Weighting

WEIGHTINGS: dict[str, Weighting] = {
    "given": given,
    "equal": equal,
    "entropy": entropy,
    "critic": critic,
}
