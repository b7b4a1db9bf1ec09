"""Scores in the file against what the answers beside them give by the catalogue's rule."""

from collections.abc import Iterator

from dss_core.analysis.livelihood.scoring import score
from dss_core.intake.faults import Fault, taken_from
from dss_core.intake.rules.checked_file import CheckedFile, Found
from dss_core.model.households import OVERALL


def score_differs(file: CheckedFile) -> Iterator[Found]:
    """A capital's score, and the overall one, follow from their indicators."""
    instrument = file.catalog.instrument
    stated = [name for name in (*instrument.capital_ids, OVERALL) if f"file_{name}" in file.households]
    if not stated:
        return
    scores = score(file.households.reindex(columns=list(instrument.indicator_ids)), instrument)
    severity = file.check("score_differs").severity
    for name in stated:
        computed = scores.overall if name == OVERALL else scores.capitals[name]
        differs = (file.households[f"file_{name}"] - computed).abs() > file.upload.score_tolerance
        fault = Fault(
            "row_score_differs",
            differs.fillna(False).to_numpy(bool),
            severity,
            suggest_at=taken_from(computed.round(2)),
        )
        yield file.in_households(f"file_{name}", fault)
