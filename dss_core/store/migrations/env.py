"""What Alembic runs: the migrations, on the connection that ``Database.upgrade`` hands over."""

from alembic import context

from dss_core.store import household_tables, privacy_tables, research_tables, revision_tables, tables
from dss_core.store.registry import Base

# Imported so that the metadata below is whole.
ROOMS = (tables, household_tables, privacy_tables, research_tables, revision_tables)


def run() -> None:
    """Bring the database of this connection to the revision that was asked for."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if hasattr(context, "config"):  # Alembic is running this file; whatever else imports it only looks at it
    run()
