"""Accounts without a screen: ``python -m dss_core account list|add|disable|enable|reset``."""

from typing import Annotated

import typer

from dss_core.access.roles import Role
from dss_core.cli.installation import opened
from dss_core.cli.options import Form
from dss_core.cli.output import Format, write
from dss_core.model.text import Text
from dss_core.usecases.change_accounts import (
    ONE_TIME,
    AccountDraft,
    add_account,
    disable_account,
    enable_account,
    reset_password,
)
from dss_core.usecases.manage_access import manage_access

account_app = typer.Typer(no_args_is_help=True, help="Accounts: list, add, close, open again, one-time password.")
Username = Annotated[str, typer.Argument(help="small Latin letters, digits, dots and dashes")]


@account_app.command("list")
def list_command(form: Form = Format.TABLE) -> None:
    """Every account with role, areas and state."""
    with opened() as (services, viewer):
        accounts = manage_access(services, viewer).accounts
        areas = [" ".join(codes) for codes in accounts["areas"]]
        typer.echo(write(accounts.assign(areas=areas).drop(columns=["name_th", "signed_in_at"]), form))


@account_app.command("add")
def add_command(
    username: Username,
    role: Annotated[str, typer.Option("--role", help=", ".join(Role))],
    name: Annotated[str, typer.Option("--name", help="as it is shown, in both languages")],
    area: Annotated[list[str], typer.Option("--area", help="a code of 2, 4 or 6 digits; repeat it")],
    agency: Annotated[str | None, typer.Option("--agency", help="of an agency officer: the agency's code")] = None,
) -> None:
    """Add an account and print its one-time password."""
    with opened() as (services, viewer):
        draft = AccountDraft(username, Text(name, name), role, tuple(area), agency)
        tell_password(username, add_account(services, viewer, draft))


@account_app.command("disable")
def disable_command(username: Username) -> None:
    """Close an account; its open pages end at their next rerun."""
    with opened() as (services, viewer):
        disable_account(services, viewer, username)


@account_app.command("enable")
def enable_command(username: Username) -> None:
    """Open a closed account again."""
    with opened() as (services, viewer):
        enable_account(services, viewer, username)


@account_app.command("reset")
def reset_command(username: Username) -> None:
    """Give an account a one-time password and print it."""
    with opened() as (services, viewer):
        tell_password(username, reset_password(services, viewer, username))


def tell_password(username: str, password: str) -> None:
    """A one-time password goes to the screen, once, and is kept nowhere."""
    typer.echo(f"{username}: one-time password {password} (for {ONE_TIME.days} days, changed at the first sign-in)")
