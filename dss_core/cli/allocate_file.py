"""``allocate --pairs`` and ``allocate --file``: the best plan for a researcher's own files."""

import json
from pathlib import Path

from dss_core.cli.output import Format, records, write
from dss_core.language.messages import sentence
from dss_core.language.translate import Translator
from dss_core.usecases.allocate_file import AllocationQuery, FilePlan, allocate_pairs


def allocate_paths(
    pairs: Path, programmes: Path | None, query: AllocationQuery, form: Format, words: Translator
) -> tuple[str, list[str]]:
    """The plan in the form asked for, and what to say beside it (on stderr), a line each."""
    purses = None if programmes is None else (programmes.read_bytes(), programmes.name)
    return _told(allocate_pairs((pairs.read_bytes(), pairs.name), purses, query), form, words)


def _told(plan: FilePlan, form: Format, words: Translator) -> tuple[str, list[str]]:
    """JSON: the documented object. Else the table of who gets what, and its figures among the lines beside it."""
    figures = {
        "objective": plan.solution.objective,
        "bound": plan.solution.bound,
        "gap": plan.solution.gap,
        "spent_baht": plan.spent_baht,
    }
    method = plan.solution.method.value
    lines = [
        sentence(problem.code, {"column": problem.column, "sheet": problem.sheet, **dict(problem.params)}, words)
        for problem in plan.problems
    ]
    if form is Format.JSON:
        told = {**figures, "assigned": records(plan.assigned), "method": method}
        return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False), lines
    shown = ", ".join(f"{name} {value:.10g}" for name, value in figures.items())
    return write(plan.assigned, form), [f"{shown}, method {method}", *lines]
