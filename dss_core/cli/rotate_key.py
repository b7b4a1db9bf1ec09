"""Another secret without a screen: ``python -m dss_core rotate-key``."""

from dataclasses import asdict
from typing import Annotated

import typer

from dss_core.settings import load_settings
from dss_core.usecases.rotate_key import rotate_key

TOLD = {
    "persons": "ID numbers hashed and sealed under the new key",
    "unsealed": "ID numbers forgotten but for their last digits, because they were not sealed",
    "history": "hashes emptied in the history of undone imports",
    "surveyors": "surveyors forgotten: those of the next file count as new",
    "attempts": "failed sign-ins forgotten",
}


def rotate_key_command(
    forget_unsealed: Annotated[
        bool, typer.Option("--forget-unsealed", help="empty the hash of ID numbers that were not sealed; keep the tail")
    ] = False,
) -> None:
    """Put everything kept under the installation's key under another one. Stop the program first."""
    counts = rotate_key(load_settings(), forget_unsealed)
    if counts is None:
        typer.echo("the new key was in use already; nothing was left to do")
        return
    for name, count in asdict(counts).items():
        typer.echo(f"{count} {TOLD[name]}")
