"""The ranking methods on offer: a method is one file in this folder and one line here."""

from dss_core.analysis.ranking.contract import Method
from dss_core.analysis.ranking.weighted_sum import weighted_sum

METHODS: dict[str, Method] = {
    "weighted_sum": weighted_sum,
}
