"""Imports that are killed: ``python -m tests.support.killed_imports DATA LOCAL URL FILE MOMENTS SEED``.

One process checks the file, then sends out one copy of itself after the other to commit it, and kills each with
``kill -9`` at a random moment. After each it prints what it found, as one line of JSON. A process of its own, because a
test that forks takes all the threads of the test run with it.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from sqlalchemy import text

from dss_core.usecases.import_survey import CheckedUpload, check_survey, import_survey
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from dss_core.usecases.undo_import import undo_import
from tests.dss_core.usecases.small_province import open_small

COUNTS = ("import", "household", "household_round", "person", "person_round", "field_change", "surveyor")
FAILED = 70


def counts(services: Services) -> dict[str, int]:
    """How many rows there are, asked as a writer: whoever was killed has let go of the database by then."""
    with services.database.writing() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        return {name: int(connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()) for name in COUNTS}


def commit(services: Services, checked: CheckedUpload, begun: int | None = None) -> None:
    """Commit the file; a byte goes out once the rows are on their way."""
    if begun is not None:
        os.write(begun, b"x")
    import_survey(services, operator(services), checked)


def killed_after(services: Services, checked: CheckedUpload, seconds: float) -> bool:
    """Whether the copy was killed before it was done; it is given so many seconds from its beginning."""
    listens, speaks = os.pipe()
    child = os.fork()
    if child == 0:
        code = FAILED
        try:
            commit(services, checked, speaks)
            code = 0
        finally:
            os._exit(code)
    os.close(speaks)
    os.read(listens, 1)
    os.close(listens)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
    return os.waitstatus_to_exitcode(status) != 0


def main(data: Path, local: Path, url: str, file: Path, moments: int, seed: int) -> None:
    services = open_small(data, local, url)
    checked = check_survey(services, operator(services), file.read_bytes(), file.name)
    before, whole, took = counts(services), {}, 0.0
    for _ in range(2):  # the second time is as long as all that follow
        started = time.perf_counter()
        commit(services, checked)
        took, whole = time.perf_counter() - started, counts(services)
        undo_import(services, operator(services), newest(services))
    after_undo = counts(services)
    chance = random.Random(seed)
    for _ in range(moments):
        services.database.dispose()  # no copy may share a connection
        seconds = chance.uniform(0, took)
        start = counts(services)
        services.database.dispose()
        was_killed = killed_after(services, checked, seconds)
        found = counts(services)
        added = {name: found[name] - start[name] for name in COUNTS}
        print(json.dumps({"seconds": seconds, "was_killed": was_killed, "added": added}), flush=True)
        if any(added.values()):
            undo_import(services, operator(services), newest(services))
    commit(services, checked)
    last = counts(services)
    print(json.dumps({"before": before, "whole": whole, "after_undo": after_undo, "last": last}), flush=True)


def newest(services: Services) -> int:
    """The number of the newest import."""
    with services.database.reading() as connection:
        return int(connection.execute(text("SELECT max(id) FROM import")).scalar_one())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), int(sys.argv[5]), int(sys.argv[6]))
