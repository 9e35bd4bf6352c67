"""What every command of the command line is wrapped in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import OperationalError, ProgrammingError

from casefile import create_app
from casefile.config import Unsafe
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused, StoreUnavailable
from casefile.people.service import reapply_shreds

Command = Callable[..., Any]


def in_app(command: Command) -> Command:
    """Run the command inside the application, as the system; faults become one clear line and exit code 1."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        with application().app_context(), acting(SYSTEM):
            try:
                command(*args, **options)
            except OperationalError:
                raise click.ClickException("the database cannot be reached; check CASEFILE_DATABASE_URL") from None
            except StoreUnavailable:
                raise click.ClickException("the file store does not answer; nothing was changed") from None
            except Refused as refusal:
                raise click.ClickException(str(refusal)) from None
            finally:
                db.session.remove()
                db.engine.dispose()

    return run


def application() -> Flask:
    """The application; a faulty configuration is printed and ends the command."""
    try:
        return create_app()
    except Unsafe as fault:
        raise click.ClickException(f"casefile does not start:\n{fault}") from None


def keep_destroyed(app: Flask) -> Flask:
    """Before anybody is served: destroy again the keys that a restored backup brought back. Refuses to start if not."""
    with app.app_context():
        try:
            again = reapply_shreds()
            db.session.commit()
        except OperationalError:
            raise click.ClickException("the database cannot be reached; check CASEFILE_DATABASE_URL") from None
        except ProgrammingError:
            raise click.ClickException("the database is not up to date; run `casefile db upgrade` first") from None
        except (OSError, ValueError) as fault:
            raise click.ClickException(f"the list of destroyed keys cannot be kept: {type(fault).__name__}") from None
        finally:
            db.session.remove()
            db.engine.dispose()
    if again:
        click.echo(f"{again} keys that a backup brought back were destroyed again", err=True)
    return app
