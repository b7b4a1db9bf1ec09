"""The database: one address, two engines (SQLite by default, PostgreSQL by one setting), one way to write."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError

from dss_core.errors import StoreProblem
from dss_core.store.registry import now
from dss_core.store.tables import StateRow

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30
ONE_WRITER = 3_320  # the number under which PostgreSQL keeps the writers' lock; any other would do
UNDEFINED = ("42P01", "42703")  # PostgreSQL's states for a table or a column that is not there


class Database:
    """An open database. Reading and writing each have one door: ``reading()`` and ``writing()``."""

    def __init__(self, url: str, key: bytes) -> None:
        """key: what seals the audit (``access.audit_chain``)."""
        self.url, self._key = url, key
        self.engine = _open(url, key)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the data, whatever others write; what it changes is not kept."""
        with self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":  # SQLite keeps to one state by itself
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, one at a time: all of it is kept, or nothing."""
        with _writing(self.engine) as connection:
            yield connection

    def upgrade(self) -> None:
        """Bring the schema to this program's version; a database of a newer program is refused."""
        script = ScriptDirectory.from_config(_config())
        with self.reading() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        known = {revision.revision for revision in script.walk_revisions()}
        if found is not None and found not in known:
            raise StoreProblem("store_newer", found=found, known=str(script.get_current_head()))
        # SQLite changes a table by building it anew, which it refuses while the rows of others point at it.
        engine = _open(self.url, self._key, watches_keys=False)
        try:
            with _writing(engine) as connection:
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                _check_keys(connection)
        finally:
            engine.dispose()

    def make_durable(self) -> None:
        """Wait until the disk holds what was committed: SQLite's log may lag behind it, PostgreSQL's does not."""
        if self.engine.dialect.name == "sqlite":
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(FULL)")
            finally:
                connection.close()

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(dss_writes=True) as connection, connection.begin():
        yield connection


def _open(url: str, key: bytes, watches_keys: bool = True) -> Engine:
    engine = _engine(url, watches_keys)
    event.listen(engine, "connect", lambda _connection, record: record.info.update(audit_key=key))
    return engine


def _engine(url: str, watches_keys: bool) -> Engine:
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_pre_ping=True)
        event.listen(engine, "begin", _postgresql_begins)
        return engine
    path = Path(url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)  # it holds personal data; the files SQLite puts beside it take over the mode
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", partial(_sqlite_connected, watches_keys))
    event.listen(engine, "begin", _sqlite_begins)
    return engine


def _sqlite_connected(watches_keys: bool, connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would leave schema changes outside of them.
    connection.isolation_level = None
    keys = "ON" if watches_keys else "OFF"
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", f"foreign_keys = {keys}"):
        connection.execute(f"PRAGMA {pragma}")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("dss_writes", False))


def _sqlite_begins(connection: Connection) -> None:
    # A writer takes the write lock at once; taking it later, after a read, can fail without waiting.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _postgresql_begins(connection: Connection) -> None:
    # The same on PostgreSQL: what a writer has checked (is this file in already?) still holds when it writes.
    if _writes(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_WRITER})")


def _check_keys(connection: Connection) -> None:
    """Nothing, or RuntimeError when a migration took away rows that others point at; nothing is then kept."""
    if connection.dialect.name == "sqlite":
        astray = {str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        if astray:
            raise RuntimeError(f"after the migration, rows point at nothing in: {', '.join(sorted(astray))}")


def read_state(connection: Connection) -> StateRow:
    """What this database is; ``StoreProblem`` when it was never initialised."""
    try:
        row = connection.execute(select(StateRow.__table__)).mappings().one_or_none()  # type: ignore[attr-defined]
    except DBAPIError as error:
        if not _lacks_schema(error):
            raise
        raise StoreProblem("store_not_initialised") from error
    if row is None:
        raise StoreProblem("store_not_initialised")
    return StateRow(**row)


def _lacks_schema(error: DBAPIError) -> bool:
    """Whether a table or column is not there, and not, say, the server."""
    return "no such " in str(error.orig) or getattr(error.orig, "sqlstate", None) in UNDEFINED


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
