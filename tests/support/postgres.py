"""A real PostgreSQL for the tests: the one of ``DSS_TEST_POSTGRES_URL``, or a private one made for this run.

The private server lives in a temporary folder, listens on a socket inside it and nowhere else, and is gone afterwards.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, NullPool, create_engine, make_url, text

DRIVER = "postgresql+psycopg"
OWNER = "postgres"  # the system account that Debian's package makes; initdb refuses to run as root


class NoPostgres(Exception):
    """Why there is no PostgreSQL on this machine, in one sentence."""


def find_binaries() -> Path:
    """The folder with initdb and pg_ctl: the newest of Debian's, else whatever is on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    found = debian[-1] if debian else shutil.which("initdb")
    if not found:
        raise NoPostgres("PostgreSQL's server (initdb) is not installed; on Debian: apt-get install postgresql")
    return Path(found).parent


@contextmanager
def private_server() -> Iterator[URL]:
    """A server of our own, as fast as an empty one can be: nothing is written safely to disk."""
    binaries, folder = find_binaries(), Path(tempfile.mkdtemp(prefix="dss-pg-"))
    as_owner = _as_owner(folder)

    def run(program: str, *arguments: str) -> None:
        command = [*as_owner, str(binaries / program), "-D", str(folder / "data"), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise NoPostgres(f"PostgreSQL's {program} failed: {(done.stderr or done.stdout).strip()[-500:]}")

    fast = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
    try:
        run("initdb", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-w", "-l", str(folder / "server.log"), "-o", fast, "start")
        try:
            yield URL.create(DRIVER, username=OWNER, database="postgres", query={"host": str(folder)})
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_owner(folder: Path) -> list[str]:
    """What goes before a command so that it does not run as root; the folder is handed over with it."""
    if os.geteuid() != 0:
        return []
    try:
        shutil.chown(folder, OWNER)
    except LookupError as error:
        raise NoPostgres(f"the tests run as root and there is no user {OWNER!r} to run PostgreSQL as") from error
    return ["runuser", "-u", OWNER, "--"]


@contextmanager
def fresh_database(server: URL) -> Iterator[str]:
    """The address of a new empty database on this server; dropped afterwards."""
    name = f"dss_test_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """The server of this run. Where there is none, the test is skipped; in CI it fails instead."""
    given = os.environ.get("DSS_TEST_POSTGRES_URL")
    if given:
        yield make_url(given).set(drivername=DRIVER)
        return
    with ExitStack() as stack:
        try:
            server = stack.enter_context(private_server())
        except (NoPostgres, OSError, subprocess.TimeoutExpired) as error:
            if os.environ.get("CI") == "true":
                pytest.fail(f"CI must test on PostgreSQL: {error}", pytrace=False)
            pytest.skip(f"no PostgreSQL: {error}")
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: URL) -> Iterator[Callable[[], str]]:
    """A maker of fresh databases: each call gives the address of another empty one, dropped at the end of the run."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(fresh_database(postgres_server))
