"""What is privileged is examined by one person outside the case, who sees that one item and nothing else.

The row filter is not opened for that person: the record of the appointment is, and what it shows of the item is read
here in the name of the application.
"""

from __future__ import annotations

from io import BufferedReader
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from casefile.accounts.models import User
from casefile.accounts.service import notify
from casefile.cases.models import Membership
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence.copies import CopyKind
from casefile.evidence.labels import role_words
from casefile.evidence.models import Evidence, PrivilegeReview, Reading
from casefile.evidence.rules import LAWYERS, CustodyType, Use
from casefile.evidence.service import viewing
from casefile.evidence.service.copies import reading_of
from casefile.evidence.service.custody import Happened, append
from casefile.evidence.service.guards import Said, held_roles
from casefile.evidence.service.originals import bytes_of
from casefile.evidence.service.status import follow


def outsiders(item: Evidence) -> list[tuple[UUID, str]]:
    """(id, name) of those who may examine it: active people who never were on the team of a case of the item."""
    knew = select(Membership.user_id).where(Membership.case_id.in_(sorted(item.scopes())))
    with acting(SYSTEM):
        query = (select(User.id, User.name).where(User.disabled_at.is_(None), User.id.not_in(knew))
                 .order_by(User.name).limit(500))
        return [(row.id, row.name) for row in db.session.execute(query)]


def appoint(item: Evidence, reviewer_id: UUID, reason: str) -> PrivilegeReview:
    """Give the sealed item to somebody outside the case. Raises Refused when it is not sealed, or given already."""
    if not current().system and not held_roles(item) & LAWYERS:
        raise Refused(_("This move is for: %(roles)s.", roles=role_words(LAWYERS)))
    if item.use_restriction is not Use.SEALED:
        raise Refused(_("Only what is sealed as privileged is given to somebody outside the case."))
    if open_review(item):
        raise Refused(_("Somebody outside the case examines this already."))
    if reviewer_id not in {id for id, _name in outsiders(item)}:
        raise Refused(_("Whoever examines it must never have been on the team of the case."))
    review = PrivilegeReview(evidence=item, evidence_id=item.id, reviewer_id=reviewer_id, asked_by=current().id,
                             reason=reason)
    db.session.add(review)
    db.session.flush()
    notify(reviewer_id, "privilege_asked", f"/privilege-reviews/{review.id}", key=f"privilege:{review.id}",
           reference=item.reference)
    return review


def withdraw(review: PrivilegeReview, reason: str) -> None:
    """Take the item back before there is an answer; the reviewer sees it no more."""
    if not review.is_open:
        raise Refused(_("This was answered or taken back before."))
    if not current().system and not held_roles(review.evidence) & LAWYERS:
        raise Refused(_("This move is for: %(roles)s.", roles=role_words(LAWYERS)))
    review.withdrawn_at, review.reason_for_change = func.clock_timestamp(), reason


def reviews_of(item: Evidence) -> list[PrivilegeReview]:
    """Every time somebody was asked, the newest first."""
    query = select(PrivilegeReview).where(PrivilegeReview.evidence_id == item.id)
    return list(db.session.execute(query.order_by(PrivilegeReview.created_at.desc())).scalars())


def open_review(item: Evidence) -> PrivilegeReview | None:
    """The one that waits for an answer."""
    return next((review for review in reviews_of(item) if review.is_open), None)


# --- the reviewer's side ---


def examined(review: PrivilegeReview) -> Evidence:
    """The item, for the person to whom it was given. Raises Refused for everybody else."""
    with acting(SYSTEM):
        item = db.session.execute(select(Evidence).where(Evidence.id == review.evidence_id)).scalar_one()
        knew = select(Membership.id).where(Membership.user_id == review.reviewer_id,
                                           Membership.case_id.in_(sorted(item.scopes()))).limit(1)
        joined = db.session.execute(knew).first() is not None
    if current().id != review.reviewer_id or not review.is_open or joined or item.use_restriction is not Use.SEALED:
        raise Refused(_("This item is no longer yours to examine."))
    return item


def examine(review: PrivilegeReview, wanted: int) -> tuple[Evidence, Reading | None, viewing.Shown]:
    """The item, how far its copies are, and one page or part of it."""
    item = examined(review)
    with acting(SYSTEM):
        reading = reading_of(item)
        return item, reading, viewing.shown(item, reading, wanted, sealed_too=True)


def open_page(review: PrivilegeReview, page: int) -> BufferedReader | None:
    """The picture of a page."""
    item = examined(review)
    with acting(SYSTEM):
        return viewing.open_copy(item, CopyKind.PAGE, page, sealed_too=True)


def open_examined(review: PrivilegeReview, reason: str) -> tuple[Evidence, BufferedReader]:
    """The original, where the copies do not say enough; it stands in the custody log."""
    item = examined(review)
    append(item, Happened(CustodyType.ACCESSED, reason=reason, before=item.sha256))
    return item, bytes_of(item)


def answer(review: PrivilegeReview, cleared: bool, memo: str) -> None:
    """Say whether it is privileged. cleared: it is not, and the seal is lifted. memo: why."""
    item = examined(review)
    review.cleared, review.memo, review.answered_at = cleared, memo, func.clock_timestamp()
    review.reason_for_change = memo
    said = {"method": "privilege_review", "outcome": "cleared" if cleared else "privileged"}
    append(item, Happened(CustodyType.EXAMINED, reason=memo, before=item.sha256, detail=said))
    if cleared:
        follow(item, "use_restriction", Use.INTERNAL, memo, Said(paper=_("Memo of the privilege review")),
               asked_by=review.asked_by)
    if review.asked_by:
        notify(review.asked_by, "privilege_answered", f"/evidence/{item.id}", key=f"privilege-answer:{review.id}",
               reference=item.reference)
