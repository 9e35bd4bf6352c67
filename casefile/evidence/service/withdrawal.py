"""What happens to items when somebody withdraws: those that need the person are shut at once."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import or_, select

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.panels import offer
from casefile.evidence.models import Evidence, EvidenceSubject
from casefile.evidence.rules import Kind, Use
from casefile.evidence.service.guards import Said
from casefile.evidence.service.status import follow
from casefile.evidence.sources import Role
from casefile.people.models import Person
from casefile.people.rules import Consent
from casefile.people.service.consent import ENDED

# An account is its speaker's; a record of somebody's body is theirs. In anything else they are merely mentioned: it
# stays, and sharing it is refused as long as they do not consent.
_OWN_RECORD = (Kind.TESTIMONY, Kind.MEDICAL)


@offer(Person, ENDED)
def shut_items(person: Person) -> None:
    """Move every item that needs the person to “consent withdrawn”, also where it is hidden from the actor."""
    if person.consent is not Consent.WITHDRAWN:
        return
    for item in items_needing(person):
        words = _("%(reference)s withdrew the consent.", reference=person.reference)
        # What the move asks for is there: the person's own withdrawal. Nobody has to agree to it.
        follow(item, "use_restriction", Use.WITHDRAWN, words, Said(paper=words))
    db.session.flush()


def items_needing(person: Person) -> list[Evidence]:
    """The items that exist because the person consented, and are not shut yet."""
    link = EvidenceSubject
    own = or_(link.role == Role.SPEAKER, (link.role == Role.SUBJECT) & Evidence.kind.in_(_OWN_RECORD))
    query = (select(Evidence).join(link, link.evidence_id == Evidence.id)
             .where(link.person_id == person.id, link.ended_at.is_(None), own,
                    Evidence.use_restriction != Use.WITHDRAWN)
             .order_by(Evidence.serial))
    with acting(SYSTEM):
        return list(db.session.execute(query).scalars().unique())
