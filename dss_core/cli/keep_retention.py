"""``keep-retention``: takes away what is older than its time."""

from typing import Annotated

import typer

from dss_core.cli.installation import opened, words
from dss_core.usecases.keep_retention import keep_retention


def retention_command(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
) -> None:
    """Take away what is older than its time (data/catalog/privacy.toml), and say how much of what."""
    with opened() as (services, viewer):
        counts = keep_retention(services, viewer, dry_run)
        labels = {rule.id: rule.label.read(words().language) for rule in services.catalog.privacy.retention}
    for name, count in counts.items():
        typer.echo(f"{labels[name]}: {count}")
