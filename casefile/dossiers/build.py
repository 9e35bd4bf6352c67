"""Build a dossier: collect, check every exhibit, typeset, store, and say so."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import url_for
from sqlalchemy import func, select

from casefile.accounts.models import User
from casefile.accounts.service import notify
from casefile.cases.models import Membership
from casefile.core import storage
from casefile.core.access import Role
from casefile.core.db import db
from casefile.core.errors import StorageFull
from casefile.core.jobs import JobFailed, progress
from casefile.core.mail import Template, send
from casefile.dossiers import handover
from casefile.dossiers.checks import IncompleteView
from casefile.dossiers.collect import Collected, collect, exhibits
from casefile.dossiers.models import Dossier
from casefile.dossiers.reading import text_of
from casefile.dossiers.sieve import sieve_of
from casefile.dossiers.typeset import Typeset, TypesetFailed, typeset
from casefile.dossiers.view import to_json
from casefile.evidence.service.fixity import record_check
from casefile.people.service import lock, named_in

TYPESETTING, PACKING, STORING, DONE = range(4)


def build(dossier: Dossier) -> None:
    """Make the file of a dossier and finish its row.

    Runs in the worker. Raises JobFailed with the code of what went wrong; nothing is kept then. A second run for a
    dossier that is finished does nothing.
    """
    if dossier.sha256 is not None:
        return
    as_of = db.session.execute(select(func.clock_timestamp())).scalar_one()
    try:
        collected = collect(dossier, as_of, lambda step, done, total: progress(done, total, step))
        frozen, made = _make(collected, dossier)
    except IncompleteView:
        raise JobFailed("dossier_contradiction") from None
    except TypesetFailed as failure:
        raise JobFailed(f"dossier_{failure.reason}") from None
    except StorageFull:
        raise JobFailed("storage_full") from None
    _settle_consent(dossier, collected)
    # The custody entries come last: they lock the case's chain until commit, and typesetting takes long.
    for item in collected.items:
        record_check(item.id, collected.digests[item.id])
    dossier.as_of, dossier.built_at = as_of, func.clock_timestamp()
    dossier.view_sha256, dossier.sha256 = frozen.sha256, made.sha256
    dossier.size, dossier.pages, dossier.replaced = made.size, made.pages, made.replaced
    db.session.flush()
    _tell(dossier)


def _settle_consent(dossier: Dossier, collected: Collected) -> None:
    """Write down who is cited; what goes outside is asked once more, for whoever withdrew while it was made."""
    sieve = collected.sieve
    handover.cite_people(dossier, [item.id for item in collected.items], None if sieve is None else sieve.people)
    if collected.sieve is None:
        return
    db.session.flush()
    lock(handover.cited(dossier), share=True)
    again = sieve_of(dossier, exhibits.items_of(dossier.case))
    if again is None or again.withheld != collected.sieve.withheld:
        raise JobFailed("dossier_consent")
    dossier.withheld = again.withheld


def _make(collected: Collected, dossier: Dossier) -> tuple[storage.Stored, Typeset]:
    """Typeset, look for identities in what goes outside, keep the file and the data it was made from in the store."""
    with TemporaryDirectory(prefix="casefile-dossier-") as folder:
        out = Path(folder) / "dossier.pdf"
        steps = {"typesetting": TYPESETTING, "packing": PACKING}
        made = typeset(collected.view, out, on_step=lambda step: progress(steps[step], DONE, step))
        if collected.sieve is not None:
            _nobody_is_named(out, collected, dossier)
        progress(STORING, DONE, "storing")
        data = Path(folder) / "view.json"
        data.write_bytes(to_json(collected.view))
        with data.open("rb") as stream:
            frozen = storage.receive(stream)
        with out.open("rb") as stream:
            storage.receive(stream, expected=made.size)
    return frozen, made


def _nobody_is_named(out: Path, collected: Collected, dossier: Dossier) -> None:
    """Refuse a finished file in which anybody of the case is named; officials, who are, may share a name with them."""
    officials = [name for one in collected.view.officials
                 for name in (one.name_hangul, one.name_latin, one.name_hanja, *one.other_names) if name]
    if named_in(text_of(out), [dossier.case_id], officials):
        raise JobFailed("dossier_named")


def _tell(dossier: Dossier) -> None:
    """Tell whoever asked, or the coordinators of the case when the schedule did."""
    url = url_for("dossiers.show", id=dossier.id)
    for user in _listeners(dossier):
        notify(user.id, "dossier_ready", url, key=f"dossier_ready:{dossier.id}:{user.id}", reference=dossier.reference)
        send(Template.DOSSIER_READY, user.email, user.locale, reference=dossier.reference,
             case=dossier.case.reference, path=url)


def _listeners(dossier: Dossier) -> list[User]:
    if dossier.asked_by is not None:
        query = select(User).where(User.id == dossier.asked_by)
    else:
        query = (select(User).join(Membership, Membership.user_id == User.id)
                 .where(Membership.case_id == dossier.case_id, Membership.ended_at.is_(None),
                        Membership.role.in_((Role.COORDINATOR, Role.LEAD))).distinct())
    return list(db.session.execute(query.where(User.disabled_at.is_(None))).scalars())
