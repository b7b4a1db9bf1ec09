"""The database: one address, two engines (SQLite by default, PostgreSQL by one setting), one way to write."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from dss_core.errors import StoreProblem
from dss_core.store.registry import now
from dss_core.store.tables import StateRow

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30


class Database:
    """An open database. Reading and writing each have one door: ``reading()`` and ``writing()``."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _open(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the data; what it changes is not kept."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept, or nothing."""
        with (
            self.engine.connect().execution_options(dss_writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def upgrade(self) -> None:
        """Bring the schema to this program's version; a database of a newer program is refused."""
        script = ScriptDirectory.from_config(_config())
        with self.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        known = {revision.revision for revision in script.walk_revisions()}
        if found is not None and found not in known:
            raise StoreProblem("store_newer", found=found, known=str(script.get_current_head()))
        with self.writing() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _open(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    path = Path(url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _sqlite_connected)
    event.listen(engine, "begin", _sqlite_begins)
    return engine


def _sqlite_connected(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would leave schema changes outside of them.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begins(connection: Connection) -> None:
    # A writer takes the write lock at once; taking it later, after a read, can fail without waiting.
    writes = connection.get_execution_options().get("dss_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def read_state(connection: Connection) -> StateRow:
    """What this database is; ``StoreProblem`` when it was never initialised."""
    try:
        row = connection.execute(select(StateRow.__table__)).mappings().one_or_none()  # type: ignore[attr-defined]
    except (OperationalError, ProgrammingError) as error:
        raise StoreProblem("store_not_initialised") from error
    if row is None:
        raise StoreProblem("store_not_initialised")
    return StateRow(**row)


def start_state(connection: Connection, province_code: str, is_synthetic: bool) -> None:
    """Write down, once, which province this database serves and whether its data are synthetic."""
    table = StateRow.__table__  # type: ignore[attr-defined]
    if connection.execute(select(table.c.id)).first() is None:
        connection.execute(
            table.insert(),
            {
                "id": 1,
                "database_id": secrets.token_hex(8),
                "province_code": province_code,
                "is_synthetic": is_synthetic,
                "data_version": 0,
                "created_at": now(),
            },
        )


def raise_data_version(connection: Connection) -> int:
    """The new version of the data; every cache and snapshot of older versions is void."""
    table = StateRow.__table__  # type: ignore[attr-defined]
    connection.execute(table.update().values(data_version=table.c.data_version + 1))
    return int(connection.execute(select(table.c.data_version)).scalar_one())
