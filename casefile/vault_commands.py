"""Commands of the identity vault. They open nothing; what they change needs two people."""

from __future__ import annotations

import click
from sqlalchemy import select

from casefile.accounts import codes
from casefile.accounts import service as accounts
from casefile.accounts.models import User
from casefile.commands import in_app
from casefile.core import audit
from casefile.core.access import Role
from casefile.core.db import db
from casefile.core.storage.upkeep import wrap_keys_anew
from casefile.core.vault import VaultError, rewrap


@click.group()
def vault() -> None:
    """The identity vault."""


@vault.command("rotate")
@click.option("--first", required=True, help="E-mail address of one administrator.")
@click.option("--second", required=True, help="E-mail address of another one.")
@in_app
def rotate(first: str, second: str) -> None:
    """Wrap every data key with the current master key; afterwards the old master keys can be removed.

    Two administrators give their passwords. It changes all or nothing, and counts.
    """
    people = _two_administrators(first, second)
    try:
        changed = rewrap()
    except VaultError as fault:
        raise click.ClickException(f"nothing was changed: {fault}") from None
    audit.note("vault_rotated", *people)
    db.session.commit()
    files = wrap_keys_anew()
    click.echo(f"{changed} data keys and {files} keys of files wrapped anew")


def _two_administrators(*addresses: str) -> list[User]:
    """The two accounts, each with the right password; who is not the right one is not told."""
    people = []
    for address in addresses:
        password = click.prompt(f"Password of {address}", hide_input=True)
        user = db.session.execute(select(User).filter_by(email=address.strip().lower())).scalar_one_or_none()
        code = click.prompt(f"Code of {address}") if user is not None and user.factor_since else ""
        right = user is not None and user.is_active and accounts.confirm(user, password) and (
            not user.factor_since or codes.accept(user, code))
        db.session.commit()  # a wrong try stays on record
        if right and user is not None and Role.ADMINISTRATOR in user.office_roles:
            people.append(user)
    if len({user.id for user in people}) != len(addresses):
        raise click.ClickException("two administrators with their passwords are needed; nothing was changed")
    return people
