"""``allocate --pairs`` and ``allocate --file``: the best plan for a researcher's own files."""

import json
from pathlib import Path

from dss_core.cli.output import Format, records, write
from dss_core.errors import BadInput
from dss_core.language.messages import sentence
from dss_core.language.translate import Translator
from dss_core.usecases.allocate_file import AllocationQuery, FilePlan, allocate_pairs
from dss_core.usecases.allocate_households import allocate_households


def allocate_paths(
    pairs: Path | None,
    file: Path | None,
    programmes: Path | None,
    query: AllocationQuery,
    form: Format,
    words: Translator,
) -> tuple[str, list[str]]:
    """The plan in the form asked for, and what to say beside it (on stderr), a line each.

    One of ``pairs`` and ``file``. ``BadInput``: allocation_one_file, allocation_no_programmes.
    """
    other = None if programmes is None else (programmes.read_bytes(), programmes.name)
    if pairs is not None and file is not None:
        raise BadInput("allocation_one_file")
    if pairs is not None:
        return _told(allocate_pairs((pairs.read_bytes(), pairs.name), other, query), form, words)
    if file is None or other is None:
        raise BadInput("allocation_no_programmes")
    return _told(allocate_households((file.read_bytes(), file.name), other, query), form, words)


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
        if plan.undecided is not None:
            told["undecided"] = records(plan.undecided)
        return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False), lines
    shown = ", ".join(f"{name} {value:.10g}" for name, value in figures.items())
    return write(plan.assigned, form), [f"{shown}, method {method}", *lines]
