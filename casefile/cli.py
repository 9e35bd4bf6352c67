"""The `casefile` command. Exit codes: 0 done, 1 something is wrong (said on standard error), 2 wrong usage."""

from __future__ import annotations

import os
import sys
import time
from itertools import chain
from pathlib import Path
from uuid import UUID, uuid4

import click
from flask import current_app
from sqlalchemy import select

from casefile import migrations
from casefile.accounts import service as accounts
from casefile.cases.models import Case
from casefile.commands import application, in_app, keep_destroyed
from casefile.core.access import OFFICE_ROLES
from casefile.core.db import db
from casefile.core.jobs import JobRun, JobState
from casefile.core.storage.upkeep import encrypt_plain, finish_interrupted
from casefile.dossiers import service as dossiers
from casefile.dossiers.models import Dossier
from casefile.dossiers.rules import Kind, Language
from casefile.dossiers.service import verify_dossiers
from casefile.evidence.service.fixity import ask_checks_of
from casefile.evidence.service.verify import FILE_FAULTS, Tally, verify_store
from casefile.servers.problems import ServerProblem
from casefile.vault_commands import vault


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="casefile")
def main() -> None:
    """Build criminal cases against those responsible for crimes against humanity."""


main.add_command(vault)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8000, show_default=True)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), envvar="CASEFILE_DATA", default=Path("var"),
              show_default=True, help="Folder for everything the demonstration stores.")
def demo(port: int, data: Path) -> None:
    """Start everything on this machine with invented data; Ctrl-C stops it."""
    from casefile.servers.demo import run_demo  # noqa: PLC0415 - its packages are absent in production

    try:
        sys.exit(run_demo(port, data))
    except ServerProblem as problem:
        raise click.ClickException(str(problem)) from None


@main.command("demo-data")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), envvar="CASEFILE_DATA", default=Path("var"))
@in_app
def demo_data(data: Path) -> None:
    """Migrate, and load the invented data once."""
    from casefile import demodata  # noqa: PLC0415 - not needed by any other command

    migrations.upgrade()
    demodata.load_once(data)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8000, show_default=True)
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True)
def serve(host: str, port: int, processes: int, threads: int) -> None:
    """Serve the web pages (gunicorn)."""
    keep_destroyed(application())  # a faulty configuration is told here too, not by a worker that keeps dying
    os.execv(sys.executable, [  # noqa: S606 - the same interpreter, fixed arguments
        sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"{host}:{port}", "--workers", str(processes),
        "--worker-class", "gthread", "--threads", str(threads), "--timeout", "120", "--graceful-timeout", "20",
        "--no-control-socket", "--log-level", "warning", "--chdir", str(Path(__file__).parent.parent)])


@main.command()
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True)
def worker(processes: int) -> None:
    """Do background work (Celery worker)."""
    from workers.celery import make_celery  # noqa: PLC0415 - the web side never imports workers

    make_celery(keep_destroyed(application())).worker_main([
        "worker", "--concurrency", str(processes), "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
        "--pool", "prefork"])


@main.command()
def scheduler() -> None:
    """Call periodic work (Celery beat)."""
    from workers.celery import make_celery  # noqa: PLC0415 - the web side never imports workers

    make_celery(keep_destroyed(application())).start(["beat", "--loglevel", "WARNING", "--pidfile", ""])


@main.group("db")
def database() -> None:
    """The database."""


@database.command("upgrade")
@click.argument("revision", default="head")
@in_app
def upgrade(revision: str) -> None:
    """Bring the database up to the newest revision."""
    migrations.upgrade(revision)
    click.echo("the database is up to date")


@database.command("downgrade")
@click.argument("revision")
@in_app
def downgrade(revision: str) -> None:
    """Take the database back to a revision."""
    migrations.downgrade(revision)
    click.echo(f"the database is at {revision}")


@main.group()
def users() -> None:
    """Accounts."""


@users.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name as colleagues see it.")
@click.option("--role", "roles", multiple=True, type=click.Choice([str(role) for role in OFFICE_ROLES]),
              help="A role for the whole office; give it again for more. Roles in a case: on its team page.")
@click.option("--language", type=click.Choice(["en", "ko"]), default="en", show_default=True)
@in_app
def add_user(email: str, name: str, roles: tuple[str, ...], language: str) -> None:
    """Add an account and print the link with which its owner sets a password (once, within 72 hours)."""
    if accounts.email_taken(email):
        raise click.ClickException(f"there is an account with the address {email} already")
    user = accounts.add_user(name, email, list(roles), language)
    token = accounts.invite(user)
    db.session.commit()
    click.echo(f"{current_app.config['PUBLIC_URL']}/activate/{token}")


@main.group()
def cases() -> None:
    """Case files."""


@cases.command("list")
@in_app
def list_cases() -> None:
    """Print reference, stage and theme of every case; titles stay in the application."""
    for case in db.session.execute(select(Case).order_by(Case.reference)).scalars():
        click.echo(f"{case.reference}\t{case.stage}\t{case.theme}")


@main.group()
def dossier() -> None:
    """Dossiers."""


@dossier.command("build")
@click.argument("reference")
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), default="internal", show_default=True)
@click.option("--language", type=click.Choice(["en", "ko"]), default="en", show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True,
              help="Folder to which the PDF is written; it is made if it is missing.")
@in_app
def build_dossier(reference: str, kind: str, language: str, out: Path) -> None:
    """Build the dossier of the case REFERENCE here and now; prints its SHA-256 and path."""
    case = db.session.execute(select(Case).where(Case.reference == reference.upper())).scalar_one_or_none()
    if case is None:
        raise click.ClickException(f"there is no case {reference}")
    made = dossiers.generate(case, Kind(kind), Language(language), key=f"dossier:command:{uuid4()}")
    db.session.commit()
    dossier_id, run_id = made.id, made.job_id
    perform_here(run_id)
    made = db.session.get_one(Dossier, dossier_id, populate_existing=True)
    if made.sha256 is None:
        raise click.ClickException(f"the dossier was not built: {failure_of(run_id)}")
    out.mkdir(parents=True, exist_ok=True)
    path = out / made.file_name
    path.write_bytes(b"".join(dossiers.pieces(made)))
    click.echo(f"{made.sha256}  {path}")


def perform_here(run_id: UUID | None) -> None:
    """Do the job in this process, or wait for the worker that was quicker."""
    from workers.celery import make_celery, perform  # noqa: PLC0415 - the web side never imports workers

    make_celery(current_app._get_current_object())  # type: ignore[attr-defined]
    if run_id is None or perform(run_id):
        return
    for _attempt in range(600):
        if run_of(run_id).state not in (JobState.WAITING, JobState.RUNNING):
            return
        time.sleep(1)


def run_of(run_id: UUID) -> JobRun:
    """The job as it is now."""
    db.session.rollback()
    return db.session.execute(select(JobRun).where(JobRun.id == run_id)).scalar_one()


def failure_of(run_id: UUID | None) -> str:
    """The code of what went wrong."""
    return (run_of(run_id).error or "it is still being built") if run_id else "it was not asked for"


@main.command()
@in_app
def verify() -> None:
    """Recompute every fingerprint and custody chain, both ways; exit 0 only if all is whole and nothing was skipped."""
    tally = Tally()
    faults, broken = 0, []
    for finding in chain(verify_store(tally), verify_dossiers(tally)):
        faults += 1
        broken += [finding.subject] if finding.code in FILE_FAULTS else []
        click.echo(f"{finding.code}: {finding.subject} {finding.where}".rstrip(), err=True)
    click.echo(f"checked {tally.items} of {tally.items_expected} expected items and dossiers, "
               f"{tally.files} of {tally.files_expected} expected files, "
               f"{tally.chains} of {tally.chains_expected} expected custody chains ({tally.entries_expected} entries), "
               f"{tally.stamps} of {tally.stamps_expected} expected manifests; "
               f"{faults} faults")
    ask_checks_of(broken)  # the worker raises the alert on each item, in the custody log and with its leads
    db.session.commit()
    if faults or not tally.whole:
        raise SystemExit(1)


@main.group()
def store() -> None:
    """The store of files."""


@store.command("encrypt")
@in_app
def encrypt_store() -> None:
    """Take over the plain files of a version before 0.2 ; may be run again."""
    folder = Path(current_app.config["DATA"]) / "store"
    outcomes = dict(chain(finish_interrupted(folder), encrypt_plain(folder)))
    left = sorted(name for name, done in outcomes.items() if not done)
    for name in left:
        click.echo(f"left as it is, its bytes are not what its name says: {name}", err=True)
    click.echo(f"{len(outcomes) - len(left)} files encrypted, {len(left)} left")
    if left:
        raise SystemExit(1)
