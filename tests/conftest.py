"""What every test may use, and the plain word at the end about what was really used."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.postgres import fresh_database, postgres_server, postgres_url

__all__ = ["engine_url", "postgres_server", "postgres_url"]

# A busy machine is not a failing test, and CI must give the same answer twice.
settings.register_profile(
    "dss", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("dss")

MACHINES = {"postgres": "PostgreSQL", "browser": "Chromium"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.sqlite3'}"
        return
    with fresh_database(request.getfixturevalue("postgres_server")) as url:
        yield url


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests really ran on PostgreSQL and in Chromium: a green run may hide that none did."""
    for mark, machine in MACHINES.items():
        reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
        count = sum(mark in report.keywords for report in reports)
        used = f"used by {count} tests" if count else "NOT used"
        terminalreporter.write_line(f"{machine}: {used}")
